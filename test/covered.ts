// What a suite covered, in one line. Each number may rise; a number that fell is a failure. `docs/how-it-is-tested.md` tells the same numbers.
import assert from 'node:assert/strict'

/** The least that each suite covers, by the file that says so. */
export const covers = {
  'test/access/every-small-world.test.ts': { worlds: 2_126_360 },
  'test/access/small-worlds-by-the-door.test.ts': { feeds: 162, worlds: 199_479, pictures: 6_400 },
  'test/access/model.test.ts': { lives: 30, acts: 340, meetings: 18, looks: 320 },
  'test/access/interleavings.test.ts': { pairs: 24, triples: 1, interleavings: 450, quarrels: 4, locks: 3 },
  'test/access/every-route.test.ts': { routes: 88, answers: 704 },
  'test/access/everything-kept.test.ts': { tables: 26, rows: 240, columns: 1_000, hidden: 18 },
  'test/access/content-binding.test.ts': { changes: 41, outcomes: 82 },
  'test/access/weakened.test.ts': { conditions: 22, walls: 1, moments: 37 },
  'test/access/weakened-structure.test.ts': { mutants: 32, kinds: 8 },
  'test/access/weakened-acts.test.ts': { mutants: 12, twice: 6, lines: 1_100, tries: 7_500 },
  'test/canary/canary.test.ts': { secrets: 58, addresses: 56, reads: 5_000 },
  'test/family-log/looks.test.ts': { addresses: 16, looks: 6 },
  'test/family-log/tampering.test.ts': { tamperings: 1_000, kinds: 80 },
  'test/faults/kill.test.ts': { deaths: 10 },
  'test/faults/plays.test.ts': { acts: 150, stops: 10, cuts: 18 },
  'test/guardians/state-machine.test.ts': { moves: 2_300, done: 80, objected: 30, lapsed: 30, erased: 10 },
  'test/journeys/cached.journey.ts': { cases: 70, files: 350, bytes: 6_000_000 },
  'test/journeys/shared-tablet.journey.ts': { cases: 15, files: 700, bytes: 12_000_000 },
  'test/noninterference/noninterference.test.ts': {
    viewers: 14,
    differences: 30,
    reads: 19,
    traces: 24,
    requests: 1_100,
    events: 120,
    mails: 4,
  },
  'test/past-failures/failures.test.ts': { failures: 48 },
  'test/safeguards/round.test.ts': { promises: 44, attacks: 848 },
  'test/safeguards/sabotages.test.ts': { sabotages: 13 },
  'test/safeguards/without-yes.test.ts': { rows: 7 },
} as const satisfies Record<string, Record<string, number>>

export type Suite = keyof typeof covers

const day = Math.floor(Date.now() / 86_400_000)
/** The two that take turns, a day each: each costs as much to set up as to play. */
export const weakenedToday = day % 2 === 0 ? 'acts' : 'sight'

/** What is too long for each run is taken in shares, each day another one: those of these that are today's. `turn`: it comes every so many days. */
export function todays<T>(all: readonly T[], shares: number, turn = 1): T[] {
  return all.filter((_, n) => n % shares === Math.floor(day / turn) % shares)
}

export function covered<S extends Suite>(suite: S, found: { [what in keyof (typeof covers)[S]]: number }): void {
  const counted = Object.entries<number>(found)
  console.log(`covered by ${suite}: ${counted.map(([what, count]) => `${count} ${what}`).join(', ')}`)
  const least: Record<string, number> = covers[suite]
  const fallen = counted.filter(([what, count]) => count < (least[what] ?? Number.POSITIVE_INFINITY))
  assert.deepEqual(fallen, [], `${suite} covered less than before`)
}
