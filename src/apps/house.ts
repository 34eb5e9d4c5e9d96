// Opens what a running Kitestring needs, and refuses to open when something is not as it must be. SEC-7
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { openRoom, openWorkerRoom } from '../access/as-viewer.ts'
import type { House } from '../access/door.ts'
import type { Work } from '../access/work.ts'
import { currentNotice } from '../features/consent/notice.ts'
import type { LiveConfig } from '../features/consent/recipients.ts'
import { clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { migrate } from '../platform/db/migrate.ts'
import type { Login } from '../platform/db/pool.ts'
import { createDurably, orUndefinedWhenMissing, writeDurably } from '../platform/durable-file.ts'
import { openKeyring, type Keyring } from '../platform/keyring.ts'
import { readHouseIdeas } from '../features/ideas/house-ideas.ts'
import { openKnownImages } from '../platform/known-images.ts'
import { openMail } from '../platform/mail.ts'
import { openPush } from '../platform/push.ts'
import { haltedBy } from '../platform/space.ts'
import { openStorage } from '../platform/storage/open-storage.ts'

export class StartFault extends Error {
  override name = 'StartFault'
}

export type Urls = { app: string; door: string; worker: string; checks: string }

/** Brings the database to today's shape and makes sure that it and the keyring belong together. */
export async function prepareDatabase(
  ownerUrl: string,
  passwords: Record<Login, string>,
  openKeys: (whenMissing: 'make-if-missing' | 'must-exist') => Promise<Keyring>,
  config: LiveConfig & Pick<Config, 'timeZone' | 'mode'>,
  others: 'none' | 'at work' = 'none',
): Promise<Urls> {
  await migrate(ownerUrl, passwords, others)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(8420)') // of two nodes that start at once the second finds what the first has made
    await client.query('set role kitestring_room')
    const fault = await faultOfMode(client, config)
    if (fault !== undefined) throw new StartFault(`${fault} Nothing was changed.`)
    await rememberKeyring(client, openKeys)
    await rememberNotice(client, config)
    await setClock(client, config)
    if (config.mode === 'community') await client.query('insert into communities default values on conflict do nothing')
  } finally {
    await client.end()
  }
  const urls = urlsOf(ownerUrl, passwords)
  for (const url of Object.values(urls)) await refuseStrongLogin(url)
  return urls
}

/** Families came to a community on what a community owes them: that does not end with a setting. LEG-3, decision 0061 */
export async function faultOfMode(client: pg.Client, { mode }: Pick<Config, 'mode'>): Promise<string | undefined> {
  if (mode === 'community') return undefined
  const { rows } = await client.query<{ since: Date }>('select since from communities')
  return rows[0]
    ? `This Kitestring has been a community since ${rows[0].since.toISOString().slice(0, 10)} and stays one: set KITESTRING_MODE=community. For a household begin a new one; each family takes its own along as a file.`
    : undefined
}

// A database that has met a keyring works with no other: it could read nothing, and would seal what nobody can open. F18
async function rememberKeyring(
  client: pg.Client,
  openKeys: (whenMissing: 'make-if-missing' | 'must-exist') => Promise<Keyring>,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from keyrings')
  const known = rows[0]?.id
  const keyring = await openKeys(known === undefined ? 'make-if-missing' : 'must-exist')
  if (known === undefined && (await hasKeys(keyring)))
    throw new StartFault(
      'This keyring holds the keys of photos, but the database is empty. Put the right database back, or choose another folder with KITESTRING_KEYRING. Nothing was changed.',
    )
  if (known === undefined) await client.query('insert into keyrings (id) values ($1)', [keyring.id])
  else if (known !== keyring.id)
    throw new StartFault(
      'This keyring belongs to another Kitestring. Put the right keyring folder back, or set KITESTRING_KEYRING. Nothing was changed.',
    )
}

async function hasKeys(keyring: Keyring): Promise<boolean> {
  for (const kind of ['post', 'photo'] as const) for await (const _id of keyring.ids(kind)) return true
  return false
}

// A text that was in force before comes into force again when the settings are again as they were: who agreed then agreed to just this. CON-5, decision 0030
async function rememberNotice(client: pg.Client, config: LiveConfig): Promise<void> {
  const { version, textHash, livePart } = currentNotice(config)
  await client.query('insert into notices (version, text_hash, live_part) values ($1, $2, $3) on conflict do nothing', [
    version,
    textHash,
    livePart,
  ])
  const { rows } = await client.query<{ text_hash: Buffer }>('select text_hash from notices where version = $1', [version])
  if (!rows[0]?.text_hash.equals(textHash))
    throw new StartFault(
      `The text of notice ${version} was changed after guardians read it. A new text needs a new version. Nothing was changed.`,
    ) // CON-5
  await client.query(
    'update notices set in_force_from = now() where version = $1 and version is distinct from (select version from access.notice_in_force)',
    [version],
  )
}

// The database knows fewer names of time zones than a browser does, or other ones; without a clock every child would be asleep. WEL-8
async function setClock(client: pg.Client, { timeZone }: Pick<Config, 'timeZone'>): Promise<void> {
  try {
    await client.query('select now() at time zone $1', [timeZone])
  } catch (cause) {
    throw new StartFault(
      `The database does not know the time zone ${timeZone}. Set KITESTRING_TIME_ZONE, such as Europe/Berlin. Nothing was changed.`,
      { cause },
    )
  }
  await client.query('insert into clocks (time_zone) values ($1) on conflict (only_one) do update set time_zone = excluded.time_zone', [
    timeZone,
  ])
}

// Row-level security binds only a login that owns nothing and bypasses nothing. R1, R2
export async function refuseStrongLogin(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ strong: boolean }>(`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = r.oid and n.nspname in ('public', 'access')) as strong
      from pg_roles r where rolname = current_user`)
    if (rows[0]?.strong !== false)
      throw new StartFault(
        'The login that answers requests has more rights than it may have in this database. Kitestring does not start like this.',
      )
  } finally {
    await client.end()
  }
}

export function urlsOf(ownerUrl: string, passwords: Record<Login, string>): Urls {
  return {
    app: urlOf(ownerUrl, 'kitestring_app', passwords),
    door: urlOf(ownerUrl, 'kitestring_door', passwords),
    worker: urlOf(ownerUrl, 'kitestring_worker', passwords),
    checks: urlOf(ownerUrl, 'kitestring_checks', passwords),
  }
}

function urlOf(ownerUrl: string, login: Login, passwords: Record<Login, string>): string {
  const url = new URL(ownerUrl)
  url.username = login
  url.password = passwords[login]
  return url.href
}

const logins = ['kitestring_app', 'kitestring_door', 'kitestring_worker', 'kitestring_checks'] as const satisfies readonly Login[]

/** The logins' passwords, made once and kept beside the data, readable by nobody else. Of two nodes that make them at once the first is believed. */
export async function passwordsOf(config: Config): Promise<Record<Login, string>> {
  const kept = await orUndefinedWhenMissing(readFile(join(config.dataFolder, 'logins.json'), 'utf8'))
  const found = JSON.parse(kept ?? '{}')
  if (logins.every((login) => found[login])) return found
  const made = Buffer.from(JSON.stringify({ ...Object.fromEntries(logins.map((login) => [login, secret()])), ...found }))
  if (kept === undefined) await createDurably(config.dataFolder, 'logins.json', made)
  else await writeDurably(config.dataFolder, 'logins.json', made)
  return passwordsOf(config)
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

export async function openHouse(config: Config, urls: Pick<Urls, 'app' | 'door'>): Promise<House & { close(): Promise<void> }> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const room = openRoom(urls)
  return {
    config,
    room,
    keyring,
    storage: await openStorage(config.storage),
    clock,
    known: await openKnownImages(config),
    ideas: await readHouseIdeas(config.ideasFile),
    halted: () => haltedBy(config),
    close: () => room.close(),
  }
}

export async function openWork(config: Config, url: string): Promise<Work & { close(): Promise<void> }> {
  const worker = openWorkerRoom(url)
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  return {
    config,
    worker,
    keyring,
    storage: await openStorage(config.storage),
    mail: await openMail(config.mail),
    push: openPush(config, keyring),
    close: () => worker.close(),
  }
}
