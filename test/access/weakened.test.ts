// Conditions of sight.sql, each taken out in turn, and barriers and walls: somebody then sees or does what they must not, and the look at everything
// notices. Every other day another twelfth of them; all, the other ways to weaken it, and the other suites, are in `node scripts/weaken.ts sight`.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { covered, todays, weakenedToday } from '../covered.ts'
import { busyWorld, type BusyWorld } from '../mutants/busy-world.ts'
import { mutantsOf } from '../mutants/mutants.ts'
import { reasonOf } from '../mutants/reasons.ts'
import { openSuites, refusedRules } from '../mutants/suites.ts'
import type { Mutant } from '../mutants/texts.ts'

const parts = 3
const shares = 12

describe('every weaker sight', () => {
  it('is a rule that the database takes', { timeout: 120_000 }, async () => {
    const { w } = await busyWorld()
    try {
      assert.deepEqual(await refusedRules(w.asOwner, await mutantsOf('sight', w.asOwner)), [])
    } finally {
      await w.close()
    }
  })
})

if (weakenedToday === 'sight')
  describe('a weakened sight', () => {
    let busy: BusyWorld
    let suites: Awaited<ReturnType<typeof openSuites>>
    let mutants: Mutant[]
    const missed = { conditions: 0, walls: 0 }
    before(async () => {
      busy = await busyWorld()
      suites = await openSuites(busy, ['look'])
      const texts = await mutantsOf('sight', busy.w.asOwner)
      const structure = await mutantsOf('structure', busy.w.asOwner)
      const all = [
        ...texts.filter(({ kind }) => kind === 'condition dropped'),
        ...structure.filter(({ kind }) => kind === 'barrier gone'),
        ...structure.filter(({ kind }) => kind === 'wall not forced').slice(0, 4), // one table's wall is made as the other's
      ]
      mutants = todays(all, shares, 2)
    })
    after(() => busy.w.close())

    for (let part = 0; part < parts; part += 1) {
      it(`AUD-2 a weaker rule shows somebody something at some moment (part ${part + 1} of ${parts})`, async () => {
        const survived: string[] = []
        for (const mutant of mutants.filter((_, n) => n % parts === part && !reasonOf(mutants[n] as Mutant))) {
          const killers = await suites.killersOf(mutant)
          if (killers === 'no rule') continue
          if (killers.length === 0) survived.push(`${mutant.where} ${mutant.of}: ${mutant.kind}: ${mutant.what}`)
          else missed[mutant.kind === 'condition dropped' ? 'conditions' : 'walls'] += 1
        }
        assert.deepEqual(survived, [])
      })
    }

    // Last: a look that only the passing of time makes different would have "noticed" every weaker rule above.
    it('the same rule shows the same, also now', async () => {
      assert.deepEqual(await suites.killersOfNone(), [])
      covered('test/access/weakened.test.ts', { ...missed, moments: suites.moments })
    })
  })
