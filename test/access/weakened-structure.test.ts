// Every wall, policy, grant, owner, key and trigger, weakened in turn: the catalogue says which of its rules is broken.
// Each run takes an even share; `node scripts/weaken.ts structure` takes all, with the other suites.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { covered } from '../covered.ts'
import { busyWorld, type BusyWorld } from '../mutants/busy-world.ts'
import { mutantsOf } from '../mutants/mutants.ts'
import { reasonOf } from '../mutants/reasons.ts'
import { openSuites } from '../mutants/suites.ts'
import type { Mutant } from '../mutants/texts.ts'

/** Of so many mutants one is made in each run. */
const share = 72

describe('a weakened structure', () => {
  let busy: BusyWorld
  let suites: Awaited<ReturnType<typeof openSuites>>
  let mutants: Mutant[]
  before(async () => {
    busy = await busyWorld()
    suites = await openSuites(busy, ['catalogue'])
    mutants = (await mutantsOf('structure', busy.w.asOwner)).filter((_, n) => n % share === 0)
  })
  after(() => busy.w.close())

  it('R1, R2, R3, R5, R6, R7, I3 a shield that is weaker breaks a rule of the catalogue', { timeout: 240_000 }, async () => {
    const survived: string[] = []
    for (const mutant of mutants) {
      if (reasonOf(mutant)) continue
      const { length } = await suites.killersOf(mutant)
      if (length === 0) survived.push(`${mutant.kind}: ${mutant.what}`)
    }
    assert.deepEqual(survived, [])
    assert.deepEqual(await suites.killersOfNone(), [])
    const kinds = new Set(mutants.map(({ kind }) => kind))
    covered('test/access/weakened-structure.test.ts', { mutants: mutants.length, kinds: kinds.size })
  })
})
