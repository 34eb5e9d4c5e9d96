// Two houses with one past: databases copied from one, keyring and store copied with them. What is done in only one of them is the hidden difference.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connects, invitationFrom, makesChild } from '../../db/seed.ts'
import { dropDatabase, openTestHouse, type TestHouse } from '../house.ts'
import { good, Person, signsUp, world, type World } from '../world.ts'
import { valuesIn, type Values } from './alike.ts'

export const everybody = [
  'mia',
  'leo',
  'ana',
  'noa',
  'pia',
  'dana',
  'omar',
  'lena',
  'aron',
  'nils',
  'rosa',
  'sam',
  'away',
  'visitor',
] as const
export type Name = (typeof everybody)[number]
export type Past = {
  ownerUrl: string
  folder: string
  people: Record<Name, Person>
  posts: Record<'seen' | 'over', string>
  end(): Promise<void>
}

/** Noa was connected to Mia once; Pia is her sister, connected to nobody; Nils guards both. Somebody signed out on the device that is away. */
export async function makePast(): Promise<Past> {
  const w = await world()
  const person = (name: string) => new Person(w, name)
  const nils = person('Nils')
  await signsUp(nils, await invitationFrom(w.dana))
  const noa = await makesChild(nils, person('Noa'), 'fox')
  const pia = await makesChild(nils, person('Pia'), 'owl')
  await connects([w.dana, w.mia], [nils, noa])
  await w.shares(w.mia, w.dana, { with: [noa] })
  await good(nils.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, noa)}`))
  const { post: seen } = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'kite' })
  const { post: over } = await w.shares(w.leo, w.lena, { with: [w.ana], caption: 'rain' })
  const away = await signedOut(w)
  await w.asOwner('create table kept_sessions as select * from sessions')
  const people = {
    mia: w.mia,
    leo: w.leo,
    ana: w.ana,
    noa,
    pia,
    dana: w.dana,
    omar: w.omar,
    lena: w.lena,
    aron: w.aron,
    nils,
    rosa: w.rosa,
    sam: w.sam,
  }
  await w.rests()
  return { ...w, people: { ...people, away, visitor: w.visitor }, posts: { seen, over }, end: () => dropDatabase(w.ownerUrl) }
}

async function signedOut(w: World): Promise<Person> {
  const away = new Person(w, 'away')
  const { code } = await good(w.lena.post<{ code: string }>(`/api/children/${w.leo.id}/pairings`))
  await good(away.post('/api/sessions', { way: { kind: 'code', code } }))
  const kept = away.cookie
  await good(away.ask('DELETE', '/api/session'))
  away.cookie = kept
  return away
}

export type Twin = TestHouse & { people: Record<Name, Person> }
export type Twins = { bare: Twin; laden: Twin; base: Values; close(): Promise<void> }

export async function openTwins(past: Past): Promise<Twins> {
  const bare = await openTwin(past)
  const laden = await openTwin(past)
  const base = await valuesOf(bare)
  return {
    bare,
    laden,
    base,
    async close() {
      await bare.close()
      await laden.close()
    },
  }
}

async function openTwin(past: Past): Promise<Twin> {
  const house = await openTestHouse({ port: 0, worker: 'runs', from: past })
  const people = Object.fromEntries(
    everybody.map((name) => {
      const { id, kind, cookie } = past.people[name]
      return [name, Object.assign(new Person(house, past.people[name].name), { id, kind, cookie })]
    }),
  ) as Record<Name, Person>
  return { ...house, people }
}

/** Every id, hash and time in every table. */
export async function valuesOf(house: TestHouse): Promise<Values> {
  const values: Values = new Set()
  for (const { tablename } of await house.asOwner<{ tablename: string }>("select tablename from pg_tables where schemaname = 'public'"))
    for (const { row } of await house.asOwner<{ row: string }>(`select to_jsonb(t)::text as row from public.${tablename} t`))
      for (const value of valuesIn(row)) values.add(value)
  return values
}

/** The mails to this person, once no job is due any more. */
export async function mailsTo(house: TestHouse, name: Name): Promise<string[]> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    const due = await house.asOwner('select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts')
    if (due.length === 0) break
    await pause(50)
  }
  const folder = join(house.folder, 'mail')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .filter((mail) => mail.includes(`${name}@example.org`))
    .sort()
}

export type OpenLine = { heard: string; end(): void }

/** What this person's open line hears from now on. */
export async function listen(house: TestHouse, person: Person): Promise<OpenLine> {
  const stop = new AbortController()
  const line: OpenLine = { heard: '', end: () => stop.abort() }
  const answer = await fetch(`http://localhost:${house.config.port}/api/events`, {
    headers: { cookie: person.cookie },
    signal: stop.signal,
  })
  const read = async () => {
    for await (const chunk of answer.body ?? []) line.heard += Buffer.from(chunk).toString('utf8')
  }
  line.heard = `${answer.status}\n`
  read().catch(() => {}) // it is cut when its owner has heard enough
  return line
}
