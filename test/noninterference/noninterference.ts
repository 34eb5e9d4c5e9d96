// Pairs of worlds that differ only in what some people may not see, and traces by these people in both at once. Every answer must be alike. I7, T29
import assert from 'node:assert/strict'
import { good } from '../world.ts'
import { Likeness } from './alike.ts'
import { Chance } from './chance.ts'
import { differences, hiddenFrom, type Difference } from './differences.ts'
import { Ids, type Left } from './ids.ts'
import { Lines } from './lines.ts'
import { roundOf } from './round.ts'
import { step } from './steps.ts'
import { picture, play, type Asked, type Told, type Viewing } from './trace.ts'
import { everybody, jobsDone, mailsTo, makePast, openTwins, valuesOf, type Name, type Past, type Twins } from './twins.ts'

export type Covered = Asked & { pairs: number; traces: number; events: number; mails: number } & Record<
    'viewers' | 'differences',
    Set<string>
  >
type Secret = { chosen: Difference[]; viewers: Name[] }

const leastViewers = 5
const mostDifferences = 9
const stepsOfTrace = 12
// All that can be hidden from these: between the four, every difference is used and everybody is a viewer of something.
const fourWorlds: readonly (readonly Name[])[] = [
  ['leo', 'noa'],
  ['mia', 'rosa'],
  ['ana', 'lena'],
  ['ana', 'aron'],
]

/** Pairs of worlds, a round and `tracesEach` traces by every viewer of each. `tell` hears what was played, so that a fault can be played again. */
export async function compareTwins(options: {
  seed: number
  worlds: 'with-every-difference' | { drawn: number }
  tracesEach: number
  tell?: (line: string) => void
}): Promise<Covered> {
  const covered: Covered = {
    pairs: 0,
    traces: 0,
    requests: 0,
    events: 0,
    mails: 0,
    viewers: new Set(),
    differences: new Set(),
    ways: new Set(),
    routes: new Set(),
    answers: new Set(),
  }
  const past = await makePast()
  const left = new Set(differences)
  try {
    const pairs =
      options.worlds === 'with-every-difference' ? fourWorlds : Array.from({ length: options.worlds.drawn }, () => 'drawn' as const)
    for (const [pair, focus] of pairs.entries()) {
      const chance = new Chance(options.seed + pair)
      const secret = focus === 'drawn' ? drawnSecret(chance) : allHiddenFrom(focus, left)
      for (const one of secret.chosen) left.delete(one)
      options.tell?.(
        `pair ${pair}: ${secret.viewers.join(', ')} | ${secret.chosen.map(({ name }) => name).join(', ')} | ${covered.traces} traces so far`,
      )
      await comparePair(past, secret, options.tracesEach, chance, covered)
    }
  } finally {
    await past.end()
  }
  return covered
}

function drawnSecret(chance: Chance): Secret {
  return chance.happens(0.25)
    ? allHiddenFrom(chance.oneOf(fourWorlds), new Set(differences))
    : someHiddenFrom(chance.oneOf(everybody), chance)
}

function allHiddenFrom(focus: readonly Name[], left: ReadonlySet<Difference>): Secret {
  const chosen = differences.filter(
    (one) => (left.has(one) || one.seenBy.length === 0) && focus.every((name) => hiddenFrom(one).includes(name)),
  )
  return { chosen, viewers: everybody.filter((name) => chosen.every((one) => hiddenFrom(one).includes(name))) }
}

// All that is hidden in a pair must be hidden from each of its viewers.
function someHiddenFrom(focus: Name, chance: Chance): Secret {
  const chosen: Difference[] = []
  let viewers: Name[] = [...everybody]
  for (const one of chance.shuffled(differences)) {
    const still = viewers.filter((name) => hiddenFrom(one).includes(name))
    if (!still.includes(focus) || still.length < leastViewers || chosen.length === mostDifferences) continue
    chosen.push(one)
    viewers = still
  }
  return { chosen, viewers }
}

async function comparePair(past: Past, { chosen, viewers }: Secret, traces: number, chance: Chance, covered: Covered): Promise<void> {
  const twins = await openTwins(past)
  let lines: Lines | undefined
  try {
    lines = await Lines.open(twins, viewers)
    const hears = async (name: Name, what: string) => {
      covered.events += (await lines?.compare(name, what)) ?? assert.fail()
    }
    const after = chosen.map(({ name }) => name).join(', ')
    const left = await hide(twins, chosen, past, covered)
    await jobsDone(twins)
    for (const name of viewers) await hears(name, after)
    const hidden = new Set([...(await valuesOf(twins.laden))].filter((value) => !twins.base.has(value)))
    assert.ok(hidden.size > 0 || chosen.every(({ seenBy }) => seenBy.length === 0), 'nothing was hidden')
    const likeness = new Likeness(twins.base, hidden)
    const named = new Map<Name, Ids>() // before life goes on: what is made then has another id in each
    for (const name of viewers) named.set(name, await Ids.of(twins.laden, left, chance))
    await goOn(twins, chance)
    for (const name of viewers) await hears(name, `${after}; then life went on in both`)
    for (const [name, ids] of named) {
      covered.viewers.add(name)
      const viewing = { twins, lines, name, ids, likeness, after }
      await play(viewing, roundOf(twins.bare.people[name], ids, hidden, chance), covered)
      for (let trace = 0; trace < traces; trace += 1) {
        const drawn = await picture(chance)
        await play(viewing, traceBy(viewing, chance, drawn), covered)
        covered.traces += 1
      }
      await hears(name, after)
    }
    for (const name of viewers) compareMails(twins, name, likeness, covered)
    covered.pairs += 1
  } finally {
    await lines?.close()
    await twins.close()
  }
}

/** What happens in one of the two worlds only. */
async function hide(twins: Twins, chosen: readonly Difference[], past: Past, covered: Covered): Promise<Left> {
  const left: Left = { usedCodes: [], signInNames: [] }
  for (const one of chosen) {
    const told = await one.happens(twins.laden, past)
    if (typeof told === 'object' && told && 'usedCode' in told) left.usedCodes.push(String(told.usedCode))
    if (typeof told === 'object' && told && 'signInName' in told) left.signInNames.push(String(told.signInName))
    covered.differences.add(one.name)
  }
  return left
}

// The same in both worlds: three children ask, so that their guardians have something in hand and a mail.
async function goOn(twins: Twins, chance: Chance): Promise<void> {
  const photo = await picture(chance)
  for (const { people } of [twins.bare, twins.laden]) {
    await people.leo.asks({ with: [people.ana], caption: 'a lamp', photo })
    await people.mia.asks({ with: [people.leo], caption: 'a boat', photo })
    await good(people.noa.post('/api/photos', photo))
  }
  await jobsDone(twins)
}

// Each step may name what the answer before it told.
function* traceBy({ twins, name, ids }: Viewing, chance: Chance, drawn: Buffer): Generator<Told> {
  for (let at = 0; at < stepsOfTrace; at += 1) yield step(twins.bare.people[name], ids, chance, drawn)
}

function compareMails({ bare, laden }: Twins, name: Name, likeness: Likeness, covered: Covered): void {
  const [these, those] = [mailsTo(bare, name), mailsTo(laden, name)]
  assert.equal(those.length, these.length, `${name} got ${those.length} mails, and ${these.length} without`)
  for (const [at, mail] of these.entries()) assert.equal(likeness.differenceOf(wordsOf(mail), wordsOf(those[at] ?? '')), undefined, name)
  covered.mails += these.length
}

// The two lines of a mail that are its own by nature; and each house has its own port.
function wordsOf(mail: string): string {
  return mail.replace(/^(Message-ID|Date): .*$/gm, '$1').replaceAll(/localhost:\d+/g, 'localhost')
}
