// Brings a database to today's shape: migrations forward only, never edited; then today's roles and the one room, whole.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { isDeadlock, roomFiles, roomText } from './room.ts'
import { sha256 } from '../crypto.ts'
import type { Login } from './pool.ts'

export class SchemaFault extends Error {
  override name = 'SchemaFault'
}

/** As the database remembers it. */
export type Migration = { name: string; checksum: string }

const root = join(import.meta.dirname, '../../..')
const mostTries = 20 // each takes a second to be found out

/**
 * Safe to run by several starts at once: they wait for one another. Refuses a database that is newer, or whose history was edited. While others are at work, a room whose text is
 * today's is left as it is: making it anew holds every table, and everybody would wait.
 */
export async function migrate(ownerUrl: string, passwords: Record<Login, string>, others: 'none' | 'at work' = 'none'): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(8420)')
    await refuseOldServer(client)
    await whole(client, async () => {
      await applyMigrations(client)
      await client.query(text('src/access/roles.sql'))
      for (const [login, password] of Object.entries(passwords))
        await client.query(`alter role ${pg.escapeIdentifier(login)} password ${pg.escapeLiteral(password)}`)
    })
    await makeQueue(client, ownerUrl, passwords.kitestring_worker)
    const room = roomFiles.map(roomText).join('\n')
    if (others === 'at work' && (await roomIn(client)) === checksumOf(room)) return
    await whole(client, async () => {
      await client.query(room)
      await client.query(rememberRoom(checksumOf(room)))
    })
  } finally {
    await client.end()
  }
}

async function roomIn(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ checksum: string }>('select checksum from migrations.room')
  return rows[0]?.checksum
}

function rememberRoom(checksum: string): string {
  return `delete from migrations.room; insert into migrations.room (checksum) values (${pg.escapeLiteral(checksum)})`
}

// All of it or nothing. Where the families go on meanwhile, it may meet a reader who waits for what it holds: it is turned back, and goes again. F17
async function whole(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query('begin')
      await work()
      return void (await client.query('commit'))
    } catch (fault) {
      if (!isDeadlock(fault) || tries === mostTries) throw fault
      await client.query('rollback')
    }
  }
}

export async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version")
  const version = rows[0]?.version ?? 0
  if (version < 150018) throw new SchemaFault('This Postgres is older than 15.18 and has known holes. Please update it, then start again.')
}

/** Those that are new to this database; with `upTo`, none but these: a backup is brought back into the shape in which it was made. */
export async function applyMigrations(client: pg.Client, upTo?: readonly Migration[]): Promise<void> {
  await client.query(
    'create schema if not exists migrations; create table if not exists migrations.applied (name text primary key, checksum text not null, at timestamptz not null default now()); create table if not exists migrations.room (checksum text not null)',
  )
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migrations.applied order by name')
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  const known = migrationNames()
  const unknown = [...applied.keys()].find((name) => !known.includes(name))
  if (unknown)
    throw new SchemaFault(`This database was made by a newer Kitestring (${unknown}). Please start that version; nothing was changed.`)
  for (const name of known) {
    if (upTo && !upTo.some((migration) => migration.name === name)) continue
    const script = text(`db/migrations/${name}`)
    const checksum = checksumOf(script)
    if (applied.get(name) === checksum) continue
    if (applied.has(name))
      throw new SchemaFault(
        `The migration ${name} is not the one this database was made with. Please restore the file; nothing was changed.`,
      )
    await client.query(script)
    await client.query('insert into migrations.applied (name, checksum) values ($1, $2)', [name, checksum])
  }
}

/** The first of these that this Kitestring does not know, or not so. */
export function unknownMigration(migrations: readonly Migration[]): Migration | undefined {
  const known = migrationNames()
  return migrations.find(({ name, checksum }) => !known.includes(name) || checksumOf(text(`db/migrations/${name}`)) !== checksum)
}

/** One that this Kitestring has and the database does not. */
export function missingMigration(migrations: readonly Migration[]): string | undefined {
  return migrationNames().find((name) => !migrations.some((migration) => migration.name === name))
}

function migrationNames(): string[] {
  return readdirSync(join(root, 'db/migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

function checksumOf(script: string): string {
  return sha256(script).toString('hex')
}

// The job queue belongs to the worker's login, so that its rows need no rights of anybody else.
async function makeQueue(client: pg.Client, ownerUrl: string, password: string): Promise<void> {
  const database = pg.escapeIdentifier(new URL(ownerUrl).pathname.slice(1) || 'postgres')
  await client.query(`grant create on database ${database} to kitestring_worker`)
  const url = new URL(ownerUrl)
  url.username = 'kitestring_worker'
  url.password = password
  try {
    await runMigrations({ connectionString: url.href })
  } finally {
    await client.query(`revoke create on database ${database} from kitestring_worker`)
  }
}

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
