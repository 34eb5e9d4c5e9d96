// One viewer asks the same of both houses, step by step, and hears the same. I7, T29
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { idPhoto } from '../fixtures/make-photos.ts'
import type { TestHouse } from '../house.ts'
import type { Person } from '../world.ts'
import type { Likeness } from './alike.ts'
import type { Chance } from './chance.ts'
import type { Ids } from './ids.ts'
import type { Lines } from './lines.ts'
import type { Step, Way } from './steps.ts'
import { jobsDone, type Name, type Twins } from './twins.ts'

export type Asked = { requests: number } & Record<'ways' | 'routes' | 'answers', Set<string>>
export type Viewing = { twins: Twins; lines: Lines; name: Name; ids: Ids; likeness: Likeness; after: string }
export type Told = Step & { way: Way | 'round' }

const requestsOfAnAddress = 15 // fewer than any door lets somebody try

/** Asks each step of both houses; `steps` may go by what was answered before. */
export async function play({ twins, lines, name, ids, likeness, after }: Viewing, steps: Iterable<Told>, covered: Asked): Promise<void> {
  const [bare, laden] = [twins.bare.people[name], twins.laden.people[name]]
  const told: string[] = []
  let address = nextAddress()
  for (const one of steps) {
    if (told.length % requestsOfAnAddress === 0) address = nextAddress()
    told.push(`${one.way} ${one.method} ${one.url.laden} ${Buffer.isBuffer(one.body.laden) ? 'a picture' : JSON.stringify(one.body.laden)}`)
    const key = randomUUID()
    const [without, within] = await Promise.all([
      send(twins.bare, bare, one, 'bare', address, key),
      send(twins.laden, laden, one, 'laden', address, key),
    ])
    const difference = likeness.difference(without, within)
    assert.equal(
      difference,
      undefined,
      `${name} can tell the two worlds apart:\n${difference}\nafter\n${told.join('\n')}\nin the world where: ${after}`,
    )
    ids.learn(without.raw, within.raw)
    covered.requests += 1
    covered.ways.add(one.way)
    covered.answers.add(`${without.status}`)
    covered.routes.add(one.route)
    if (one.method !== 'GET' && without.status < 300) await jobsDone(twins)
    if (name !== 'away' && one.route === 'DELETE /api/session' && without.status === 204) {
      await lines.areCut(name)
      await comesBack(twins, name)
    }
  }
}

let addresses = 0

function nextAddress(): string {
  addresses += 1
  return `10.${1 + ((addresses >> 16) & 127)}.${(addresses >> 8) & 255}.${addresses & 255}`
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

export async function picture(chance: Chance): Promise<Buffer> {
  if (pictures.length === 0) for (const number of [7, 8]) pictures.push(idPhoto(number, { width: 64, height: 48 }))
  return chance.oneOf(await Promise.all(pictures))
}
