// Every condition, right, step and lock of acts.sql, weakened in turn: who tries everything then gets what they must not, and what the requirements say
// must come of it does not. Every other day an even share is taken; `node scripts/weaken.ts acts` takes all.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { roomFiles } from '../../src/platform/db/room.ts'
import { covered, weakenedToday } from '../covered.ts'
import { busyWorld, type BusyWorld } from '../mutants/busy-world.ts'
import { concernOf } from '../mutants/concern.ts'
import { deeds } from '../mutants/deeds.ts'
import { mutantsOf } from '../mutants/mutants.ts'
import { reasonOf } from '../mutants/reasons.ts'
import { statementsOf } from '../mutants/statements.ts'
import { openSuites, refusedRules } from '../mutants/suites.ts'
import type { Mutant } from '../mutants/texts.ts'

/** Of so many mutants one is made in each run. */
const share = 256
const parts = 3

describe('every weaker act', () => {
  it('is a rule that the database takes', { timeout: 120_000 }, async () => {
    const { w } = await busyWorld()
    try {
      assert.deepEqual(await refusedRules(w.asOwner, await mutantsOf('acts', w.asOwner)), [])
    } finally {
      await w.close()
    }
  })

  it('SEC-2 no act is without a line that it must do and one that it must refuse', () => {
    const acts = roomFiles.filter((file) => file !== 'sight.sql').flatMap(statementsOf)
    const granted = acts.flatMap(({ text }) =>
      /^grant execute on function/.test(text) ? [...text.matchAll(/access\.(\w+)\(/g)].map(([, name = '']) => name) : [],
    )
    const said = (name: string) => deeds.filter(({ say }) => say.includes(`access.${name}(`))
    const outcomes = (name: string) => said(name).flatMap(({ is, when = [] }) => [...Object.values(is), ...when.map(([, , what]) => what)])
    assert.ok(granted.length > 30)
    for (const name of granted) {
      assert.ok(
        outcomes(name).some((what) => !what.startsWith('no: ')),
        `${name}: nobody may`,
      )
      assert.ok(
        outcomes(name).some((what) => /^(?:no: .*|says false|)$/.test(what)),
        `${name}: there is nobody for whom it does nothing`,
      )
    }
  })
})

if (weakenedToday === 'acts')
  describe('weakened acts', { timeout: 600_000 }, () => {
    let busy: BusyWorld
    let suites: Awaited<ReturnType<typeof openSuites>>
    let mutants: Mutant[]
    const killed: number[] = []
    before(async () => {
      busy = await busyWorld()
      mutants = (await mutantsOf('acts', busy.w.asOwner)).filter((_, n) => n % share === 0)
      const concerns = mutants.map(({ of }) => concernOf(of))
      suites = await openSuites(busy, ['deeds', 'tried', 'catalogue'], (say) => concerns.some((concern) => concern(say)))
    })
    after(() => busy.w.close())

    for (let part = 0; part < parts; part += 1) {
      it(`I1, I2, I3 a weaker act does something else than the requirements say, and everybody's attempts notice (part ${part + 1} of ${parts})`, {
        timeout: 240_000,
      }, async () => {
        const survived: string[] = []
        for (const mutant of mutants.filter((_, n) => n % parts === part)) {
          const { length } = await suites.killersOf(mutant, 2)
          if (length > 0) killed.push(length)
          else if (!reasonOf(mutant)) survived.push(`${mutant.where} ${mutant.of}: ${mutant.kind}: ${mutant.what}`)
        }
        assert.deepEqual(survived, [])
      })
    }

    // Last: a line that is wrong, or what only the passing of time makes different, would have "noticed" the weaker acts above.
    it('the same rule does the same, also now', { timeout: 240_000 }, async () => {
      assert.deepEqual(await suites.killersOfNone(), [])
      covered('test/access/weakened-acts.test.ts', {
        mutants: killed.length,
        twice: killed.filter((suites) => suites === 2).length,
        lines: suites.lines,
        tries: suites.tries,
      })
    })
  })
