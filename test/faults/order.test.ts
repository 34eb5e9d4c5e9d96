// The judge of what happened: it finds an order where there is one, and none in a history in which a rule was broken. It is judged itself by trying every order there is. I16
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { orderOf, postRules, type Done } from '../../scripts/faults/order.ts'

type Line = [act: string, began: number, ended: number, answer: string | undefined]
const historyOf = (lines: readonly Line[]): Done[] => lines.map(([act, began, ended, answer]) => ({ who: act, act, began, ended, answer }))
const holds = (lines: readonly Line[]) => 'order' in orderOf(historyOf(lines), postRules)

const sharedAt4: Line[] = [
  ['approve', 1, 2, 'yes'],
  ['the window passes', 3, 4, 'yes'],
]

describe('an order of all acts', () => {
  const right: Record<string, Line[]> = {
    'asked, allowed, seen, taken back, not seen': [
      ...sharedAt4,
      ['the friend looks', 5, 6, 'yes'],
      ['take back', 7, 8, 'yes'],
      ['the friend looks', 9, 10, 'not-found'],
    ],
    'a look while it is taken back may see it or not': [
      ...sharedAt4,
      ['take back', 5, 9, 'yes'],
      ['the friend looks', 6, 7, 'not-found'],
      ['the friend looks', 5, 8, 'yes'],
    ],
    'of two who say yes at once, one is too late': [
      ['approve', 1, 5, 'yes'],
      ['approve', 2, 4, 'post.not-waiting'],
    ],
    'a taking back that nobody heard of may have been done, and late': [
      ...sharedAt4,
      ['take back', 5, 6, undefined],
      ['the friend looks', 7, 8, 'yes'],
      ['the friend looks', 9, 10, 'not-found'],
    ],
    'or never': [...sharedAt4, ['take back', 5, 6, undefined], ['the friend looks', 7, 8, 'yes']],
  }
  for (const [what, lines] of Object.entries(right)) it(`I16 there is one: ${what}`, () => assert.ok(holds(lines)))

  const wrong: Record<string, Line[]> = {
    'DEL-5 seen after it was taken back': [...sharedAt4, ['take back', 5, 6, 'yes'], ['the friend looks', 7, 8, 'yes']],
    'seen again after it was gone for somebody': [
      ...sharedAt4,
      ['take back', 5, 12, 'yes'],
      ['the friend looks', 6, 7, 'not-found'],
      ['the friend looks', 8, 9, 'yes'],
    ],
    'PUB-1 seen and never allowed': [['the friend looks', 1, 2, 'yes']],
    'PUB-4 seen before the window was over': [
      ['approve', 1, 2, 'yes'],
      ['the friend looks', 3, 4, 'yes'],
      ['the window passes', 5, 6, 'yes'],
    ],
    'allowed after it was taken back': [
      ['take back', 1, 2, 'yes'],
      ['approve', 3, 4, 'yes'],
    ],
    'allowed twice with nothing between': [
      ['approve', 1, 4, 'yes'],
      ['approve', 2, 5, 'yes'],
    ],
    'CON-10 seen behind a pause': [...sharedAt4, ['pause', 5, 6, 'yes'], ['the friend looks', 7, 8, 'yes']],
    'CON-10 seen behind a curtain': [...sharedAt4, ['hide', 5, 6, 'yes'], ['the friend looks', 7, 8, 'yes']],
    'PUB-4 undone after it was shared': [...sharedAt4, ['undo', 5, 6, 'yes']],
    'AUD-2 a stranger sees it': [...sharedAt4, ['the stranger looks', 5, 6, 'yes']],
    'a yes that was answered and is lost': [...sharedAt4, ['approve', 5, 6, 'yes']],
    'I12 a taking back that was answered and is lost': [
      ['take back', 1, 2, 'yes'],
      ['the child looks', 3, 4, 'yes'],
    ],
    'one that nobody heard of, seen, not seen, and seen': [
      ...sharedAt4,
      ['take back', 5, 6, undefined],
      ['the friend looks', 7, 8, 'not-found'],
      ['the friend looks', 9, 10, 'yes'],
    ],
  }
  for (const [what, lines] of Object.entries(wrong)) it(`I16 there is none: ${what}`, () => assert.ok(!holds(lines)))

  it('I16 it says the same as trying every order, in small histories of all kinds', () => {
    const acts = ['approve', 'undo', 'the window passes', 'the friend looks', 'take back', 'pause', 'resume']
    const answers = ['yes', 'not-found', 'post.not-waiting', 'post.sharing-off', 'post.not-approved', 'post.shared', undefined]
    const line = fc
      .tuple(fc.constantFrom(...acts), fc.nat(12), fc.integer({ min: 1, max: 6 }), fc.constantFrom(...answers))
      .map(([act, began, took, answer]): Line => [act, began, began + took, answer])
    const tally = { order: 0, none: 0 }
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const found = holds(lines)
        tally[found ? 'order' : 'none'] += 1
        assert.equal(found, someOrder(historyOf(lines)))
      }),
      { numRuns: 3_000 },
    )
    assert.ok(tally.order > 100 && tally.none > 100, JSON.stringify(tally))
  })
})

/** Every order of every part that can have happened, one after another. */
function someOrder(history: readonly Done[]): boolean {
  const end = ({ answer, ended }: Done) => (answer === undefined ? Number.POSITIVE_INFINITY : ended)
  const rightIn = (order: readonly Done[]) => {
    if (order.some((one, n) => order.slice(0, n).some((earlier) => end(one) < earlier.began))) return false
    let state = postRules.first
    for (const { act, answer } of order) {
      const then = postRules.expected(state, act)
      if (answer !== undefined && answer !== then.answer) return false
      state = then.next
    }
    return true
  }
  const unheard = history.filter(({ answer }) => answer === undefined)
  return Array.from({ length: 2 ** unheard.length }, (_, chosen) =>
    history.filter((one) => one.answer !== undefined || (chosen >> unheard.indexOf(one)) & 1),
  ).some((part) => ordersOf(part).some(rightIn))
}

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((one, n) => ordersOf(all.filter((_, other) => other !== n)).map((rest) => [one, ...rest]))
}
