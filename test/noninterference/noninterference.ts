// Pairs of worlds that differ only in what some people may not see, and traces by these people in both at once. Every answer must be alike. I7, T29
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { idPhoto } from '../fixtures/make-photos.ts'
import type { TestHouse } from '../house.ts'
import type { Person } from '../world.ts'
import { Likeness } from './alike.ts'
import { Chance } from './chance.ts'
import { differences, hiddenFrom, type Difference } from './differences.ts'
import { Ids } from './ids.ts'
import { step, type Step } from './steps.ts'
import { everybody, listen, mailsTo, makePast, openTwins, valuesOf, type Name, type OpenLine, type Past, type Twins } from './twins.ts'

export type Covered = { pairs: number; traces: number; requests: number; events: number; mails: number } & Record<
  'viewers' | 'differences' | 'ways' | 'routes' | 'answers',
  Set<string>
>

const leastViewers = 5
const mostDifferences = 9
const stepsOfTrace = 12

/** `pairs` of worlds, `tracesEach` traces by every viewer of each. `tell` hears what was played, so that a fault can be played again. */
export async function compareTwins(options: {
  seed: number
  pairs: number
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
    for (let pair = 0; pair < options.pairs; pair += 1) {
      const chance = new Chance(options.seed + pair)
      const focus = everybody[(options.seed + pair * 5) % everybody.length] ?? 'ana'
      const { chosen, viewers } = choose(focus, left, chance)
      for (const one of chosen) left.delete(one)
      if (left.size === 0) for (const one of differences) left.add(one)
      options.tell?.(`pair ${pair}: ${viewers.join(', ')} | ${chosen.map(({ name }) => name).join(', ')} | ${covered.traces} traces so far`)
      await comparePair(past, chosen, viewers, options.tracesEach, chance, covered)
    }
  } finally {
    await past.end()
  }
  return covered
}

// What was not used yet comes first. All that is hidden in a pair must be hidden from each of its viewers.
function choose(focus: Name, left: Set<Difference>, chance: Chance): { chosen: Difference[]; viewers: Name[] } {
  const chosen: Difference[] = []
  let viewers: Name[] = [...everybody]
  for (const one of [...chance.shuffled([...left]), ...chance.shuffled(differences.filter((other) => !left.has(other)))]) {
    const still = viewers.filter((name) => hiddenFrom(one).includes(name))
    if (!still.includes(focus) || still.length < leastViewers || chosen.length === mostDifferences) continue
    chosen.push(one)
    viewers = still
  }
  return { chosen, viewers }
}

async function comparePair(
  past: Past,
  chosen: Difference[],
  viewers: Name[],
  traces: number,
  chance: Chance,
  covered: Covered,
): Promise<void> {
  const twins = await openTwins(past)
  try {
    const lines = await openLines(twins, viewers)
    const usedCodes: string[] = []
    for (const one of chosen) {
      const code = await one.happens(twins.laden, past)
      if (typeof code === 'object' && code && 'usedCode' in code) usedCodes.push(String(code.usedCode))
      covered.differences.add(one.name)
    }
    for (const [name, [bare, laden]] of lines) {
      await settled(bare, laden)
      assert.equal(laden.heard, bare.heard, `${name}'s open line tells what is hidden: ${chosen.map((one) => one.name).join(', ')}`)
    }
    const hidden = new Set([...(await valuesOf(twins.laden))].filter((value) => !twins.base.has(value)))
    assert.ok(hidden.size > 0 || chosen.every(({ seenBy }) => seenBy.length === 0), 'nothing was hidden')
    const likeness = new Likeness(twins.base, hidden)
    for (const name of viewers) {
      covered.viewers.add(name)
      const ids = await Ids.of(twins.laden, usedCodes, chance)
      for (let trace = 0; trace < traces; trace += 1) {
        await playTrace(twins, name, ids, likeness, chance, covered)
        covered.traces += 1
      }
      const [bare, laden] = lines.get(name) ?? assert.fail()
      await settled(bare, laden)
      assert.equal(laden.heard, bare.heard, `${name}'s open line tells of: ${chosen.map((one) => one.name).join(', ')}`)
      covered.events += bare.heard.split('event: changed').length - 1
    }
    for (const name of viewers) await compareMails(twins, name, likeness, covered)
    for (const line of [...lines.values()].flat()) line.end()
    covered.pairs += 1
  } finally {
    await twins.close()
  }
}

async function openLines({ bare, laden }: Twins, viewers: Name[]): Promise<Map<Name, [OpenLine, OpenLine]>> {
  const both = async (name: Name) =>
    [name, await Promise.all([listen(bare, bare.people[name]), listen(laden, laden.people[name])])] as const
  return new Map(await Promise.all(viewers.map(both)))
}

// Both lines have said all they will say when nothing has come for a while.
async function settled(bare: OpenLine, laden: OpenLine): Promise<void> {
  for (let quiet = 0, before = ''; quiet < 12; ) {
    await pause(50)
    const now = `${bare.heard}|${laden.heard}`
    quiet = now === before ? quiet + 1 : 0
    before = now
  }
}

async function compareMails({ bare, laden }: Twins, name: Name, likeness: Likeness, covered: Covered): Promise<void> {
  const [these, those] = await Promise.all([mailsTo(bare, name), mailsTo(laden, name)])
  assert.equal(those.length, these.length, `${name} got ${those.length} mails, and ${these.length} without`)
  for (const [at, mail] of these.entries()) assert.equal(likeness.differenceOf(wordsOf(mail), wordsOf(those[at] ?? '')), undefined, name)
  covered.mails += these.length
}

// The two lines of a mail that are its own by nature; and each house has its own port.
function wordsOf(mail: string): string {
  return mail.replace(/^(Message-ID|Date): .*$/gm, '$1').replaceAll(/localhost:\d+/g, 'localhost')
}

let addresses = 0

async function playTrace(twins: Twins, name: Name, ids: Ids, likeness: Likeness, chance: Chance, covered: Covered): Promise<void> {
  const [bare, laden] = [twins.bare.people[name], twins.laden.people[name]]
  const address = `10.${1 + ((addresses >> 16) & 127)}.${(addresses >> 8) & 255}.${++addresses & 255}`
  const told: string[] = []
  for (let at = 0; at < stepsOfTrace; at += 1) {
    const one = step(bare, ids, chance, await picture(chance))
    told.push(`${one.way} ${one.method} ${one.url.laden} ${Buffer.isBuffer(one.body.laden) ? 'a picture' : JSON.stringify(one.body.laden)}`)
    const key = randomUUID()
    const [without, within] = await Promise.all([
      send(twins.bare, bare, one, 'bare', address, key),
      send(twins.laden, laden, one, 'laden', address, key),
    ])
    const difference = likeness.difference(without, within)
    assert.equal(difference, undefined, `${name} can tell the two worlds apart:\n${difference}\nafter\n${told.join('\n')}`)
    ids.learn(without.raw, within.raw)
    covered.requests += 1
    covered.ways.add(one.way)
    covered.answers.add(`${without.status}`)
    covered.routes.add(`${bare.kind} ${one.route}`)
    if (name !== 'away' && one.route === 'DELETE /api/session' && without.status === 204) await comesBack(twins, name)
  }
}

// Who signed out would hear "sign in" for the rest of the pair. The session that was ended is put back, in both worlds.
async function comesBack(twins: Twins, name: Name): Promise<void> {
  for (const twin of [twins.bare, twins.laden]) {
    await twin.asOwner('insert into sessions select * from kept_sessions where person_id = $1 on conflict do nothing', [
      twin.people[name].id,
    ])
  }
}

async function send(house: TestHouse, person: Person, one: Step, world: 'bare' | 'laden', address: string, key: string) {
  const body = one.body[world]
  const isBytes = Buffer.isBuffer(body)
  const { port } = house.config
  const isPicture = isBytes && one.route === 'POST /api/photos'
  const answer = await house.http.inject({
    method: one.method,
    url: one.url[world],
    remoteAddress: address,
    headers: {
      host: `localhost:${port}`,
      origin: `http://localhost:${port}`,
      ...(body === undefined ? {} : { 'content-type': isPicture ? 'application/octet-stream' : 'application/json' }),
      ...(person.cookie ? { cookie: person.cookie } : {}),
      ...(one.method === 'POST' ? { 'idempotency-key': key } : {}),
      ...one.headers,
    },
    ...(body === undefined ? {} : { payload: isBytes ? body : JSON.stringify(body) }),
  })
  return { status: answer.statusCode, headers: answer.headers, raw: answer.rawPayload }
}

const pictures: Promise<Buffer>[] = []

async function picture(chance: Chance): Promise<Buffer> {
  if (pictures.length === 0) for (const number of [7, 8]) pictures.push(idPhoto(number, { width: 64, height: 48 }))
  return chance.oneOf(await Promise.all(pictures))
}
