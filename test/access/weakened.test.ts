// Every condition of sight.sql, each taken out in turn, and every wall and barrier: somebody then sees or does what they must not, and the look at everything
// notices. Of the other ways to weaken it each run takes an even share; `node scripts/weaken.ts sight` takes all, with a second suite.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { covered } from '../covered.ts'
import { busyWorld, type BusyWorld } from '../mutants/busy-world.ts'
import { mutantsOf } from '../mutants/mutants.ts'
import { reasonOf } from '../mutants/reasons.ts'
import { openSuites } from '../mutants/suites.ts'
import type { Mutant } from '../mutants/texts.ts'

/** Of so many other mutants one is made in each run. */
const share = 12
const walls = ['wall not forced', 'wall taken down', 'barrier gone']
const parts = 12

describe('a weakened sight', () => {
  let busy: BusyWorld
  let suites: Awaited<ReturnType<typeof openSuites>>
  let mutants: Mutant[]
  const missed = { conditions: 0, others: 0 }
  before(async () => {
    busy = await busyWorld()
    suites = await openSuites(busy, ['look'])
    const texts = await mutantsOf('sight', busy.w.asOwner)
    const other = texts.filter(({ kind }) => kind !== 'condition dropped' && !/definer|search path/.test(kind)) // these are the catalogue's
    const structure = (await mutantsOf('structure', busy.w.asOwner)).filter(({ kind }) => walls.includes(kind))
    mutants = [
      ...texts.filter(({ kind }) => kind === 'condition dropped'),
      ...structure.filter(({ kind }, n) => kind === 'barrier gone' || n % 10 === 0), // one table's wall is made as the other's
      ...other.filter((_, n) => n % share === 0),
    ]
  })
  after(() => busy.w.close())

  for (let part = 0; part < parts; part += 1) {
    it(`AUD-2 a weaker rule shows somebody something at some moment (part ${part + 1} of ${parts})`, async () => {
      const survived: string[] = []
      for (const mutant of mutants.filter((_, n) => n % parts === part && !reasonOf(mutants[n] as Mutant))) {
        const killers = await suites.killersOf(mutant)
        if (killers === 'no rule') continue
        if (killers.length === 0) survived.push(`${mutant.where} ${mutant.of}: ${mutant.kind}: ${mutant.what}`)
        else missed[mutant.kind === 'condition dropped' ? 'conditions' : 'others'] += 1
      }
      assert.deepEqual(survived, [])
    })
  }

  // Last: a look that only the passing of time makes different would have "noticed" every weaker rule above.
  it('the same rule shows the same, also now', async () => {
    assert.deepEqual(await suites.killersOf({ kind: 'none', where: 'nowhere', what: 'the rule itself', sql: 'select', of: '' }), [])
    covered('test/access/weakened.test.ts', { ...missed, moments: suites.moments })
  })
})
