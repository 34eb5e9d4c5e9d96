// Two houses with one past: databases copied from one, keyring and store copied with them. What is done in only one of them is the hidden difference.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connects, invitationFrom } from '../../db/seed.ts'
import { dropDatabase, openTestHouse, type TestHouse } from '../house.ts'
import { good, makesChild, Person, signsUp, world, type World } from '../world.ts'
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
  posts: Record<'seen' | 'over' | 'forBoth' | 'hidden', string>
  end(): Promise<void>
}

/** Noa was connected to Mia once; Pia is her sister, connected to nobody; Nils guards both. Somebody signed out on the device that is away. */
export async function makePast(): Promise<Past> {
  const w = await world()
  try {
    return await pastOf(w)
  } catch (fault) {
    await w.close()
    throw fault
  }
}

async function pastOf(w: World): Promise<Past> {
  const person = (name: string) => new Person(w, name)
  const nils = person('Nils')
  await signsUp(nils, await invitationFrom(w.dana))
  const noa = await makesChild(nils, person('Noa'), 'fox')
  const pia = await makesChild(nils, person('Pia'), 'owl')
  await connects([w.dana, w.mia], [nils, noa])
  await w.shares(w.mia, w.dana, { with: [noa] })
  await good(nils.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, noa)}`))
  await w.asOwner("update children set band = '10-13' where child_id in ($1, $2)", [w.mia.id, w.leo.id])
  await w.asOwner("update settings set value = 'own-words' where setting = 'replies' and child_id in ($1, $2)", [w.mia.id, w.leo.id])
  const { post: seen } = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'kite' })
  const { post: hidden } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'hill' })
  await good(w.omar.post(`/api/posts/${hidden}/hides`))
  const { post: forBoth } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'song' })
  const { post: over } = await w.shares(w.leo, w.lena, { with: [w.ana], caption: 'rain' })
  // Ana has shared more than Mia, and before her last: in an order by how many or by who was last, Mia's hidden ones would show.
  for (const caption of ['snow', 'ice', 'wind', 'hail', 'fog']) await w.shares(w.ana, w.aron, { with: [w.leo], caption })
  const away = await signedOut(w)
  await w.asOwner('create table kept_sessions as select * from sessions')
  // What the past still had to do would be done in one house a little before the other.
  await w.asOwner('delete from graphile_worker._private_jobs')
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
  return {
    ...w,
    people: { ...people, away, visitor: w.visitor },
    posts: { seen, over, forBoth, hidden },
    end: () => dropDatabase(w.ownerUrl),
  }
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
  let laden: Twin | undefined
  try {
    laden = await openTwin(past)
    const both = [bare, laden]
    return { bare, laden, base: await valuesOf(bare), close: async () => void (await Promise.all(both.map((one) => one.close()))) }
  } catch (fault) {
    await Promise.all([bare.close(), laden?.close()])
    throw fault
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

/** The mails to this person, as they were sent. */
export function mailsTo(house: TestHouse, name: Name): string[] {
  const folder = join(house.folder, 'mail')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => ({ at: statSync(join(folder, file)).mtimeMs, mail: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ mail }) => mail.includes(`\nTo: ${name}@example.org`))
    .sort((a, b) => a.at - b.at)
    .map(({ mail }) => mail)
}

const patience = 60_000

/** Waits until no job is due in either house: what a job does later would be seen in one house and not yet in the other. */
export async function jobsDone({ bare, laden }: Twins): Promise<void> {
  const due =
    "select task_identifier from graphile_worker.jobs where run_at <= now() and attempts < max_attempts and task_identifier <> 'family-log.sign'"
  for (const until = Date.now() + patience; ; await pause(20)) {
    const left = [...(await bare.asOwner(due)), ...(await laden.asOwner(due))]
    if (left.length === 0) return
    if (Date.now() > until) throw new Error(`Still to do after a minute: ${JSON.stringify(left)}`)
  }
}
