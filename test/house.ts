// A whole Kitestring for one test file: its own database copied from a migrated template, keyring, store, server and jobs. Nothing of ours is mocked.
import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { House } from '../src/access/door.ts'
import { roomFiles } from '../src/platform/db/room.ts'
import { openHouse, openWork, prepareDatabase, type Urls } from '../src/apps/house.ts'
import { openHttp } from '../src/apps/http.ts'
import { startWorker } from '../src/apps/jobs.ts'
import { routes } from '../src/apps/routes.ts'
import { closeDecoders } from '../src/features/photos/pixels/decoder.ts'
import { toConfig, type Config, type Country, type Env } from '../src/platform/config.ts'
import { openChanges, type Changes } from '../src/platform/db/changes.ts'
import { freePort } from '../src/platform/db/launcher.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { openKeyring } from '../src/platform/keyring.ts'

export type TestHouse = {
  house: House
  env: Env
  config: Config
  http: FastifyInstance
  urls: Urls
  ownerUrl: string
  folder: string
  /** Rows as the owner of the database, past every policy: what a test looks at, never what a person sees. */
  asOwner<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
  close(): Promise<void>
  /** Stops, and leaves database and folder as they are: from them come houses that have all of this in common. */
  rests(): Promise<void>
}

const serverUrl = process.env['KITESTRING_TEST_DATABASE_URL'] ?? ''
const passwords = {
  kitestring_app: 'app-in-tests',
  kitestring_door: 'door-in-tests',
  kitestring_worker: 'worker-in-tests',
  kitestring_checks: 'checks-in-tests',
}

/** For a server to which nothing ever happens. */
export const noChanges: Changes = { hear: () => () => {}, wasQuiet: () => false, lines: () => 0, close: async () => {} }

/** `port`: really listens there (0 chooses one); otherwise requests are injected. `hostname`: how families call it, when not localhost. `from`: a house that rests. */
export async function openTestHouse(
  options: { port?: number; worker?: 'runs'; hostname?: string; country?: Country; from?: { ownerUrl: string; folder: string } } = {},
): Promise<TestHouse> {
  if (!serverUrl) throw new Error('Run tests with: npm test -- <file>')
  const ownerUrl = options.from ? await copyOf(databaseOf(options.from.ownerUrl)) : await copyOfTemplate()
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-house-'))
  if (options.from) execFileSync('cp', ['-a', `${options.from.folder}/.`, folder]) // with its modes: a keyring others can read is refused
  const port = (options.port === 0 ? await freePort(0) : options.port) ?? 8420
  const env: Env = {
    PORT: String(port),
    KITESTRING_DATA: folder,
    KITESTRING_TIME_ZONE: zoneWhereItIs(12), // whenever a test runs, no child is asleep by chance
    KITESTRING_URL: `http://${options.hostname ?? 'localhost'}:${port}`,
    ...(options.country && { KITESTRING_COUNTRY: options.country }),
  }
  const config = toConfig(env)
  const urls = await prepareDatabase(ownerUrl, passwords, (whenMissing) => openKeyring(config.keyringFolder, whenMissing), config)
  const house = await openHouse(config, urls)
  const changes = await openChanges(urls.app)
  const http = await openHttp(house, routes, changes)
  if (options.port !== undefined) await http.listen({ port, host: '127.0.0.1' })
  else await http.ready()
  const work = options.worker && (await openWork(config, urls.worker))
  const worker = work && (await startWorker(work, urls.worker))
  const owner = new pg.Client({ connectionString: ownerUrl })
  owner.on('error', () => {}) // a test may kill the database
  await owner.connect()
  async function rests(): Promise<void> {
    await worker?.stop()
    await work?.close()
    await http.close()
    await changes.close()
    await house.close()
    closeDecoders()
    await owner.end()
  }
  return {
    house,
    env,
    config,
    http,
    urls,
    ownerUrl,
    folder,
    asOwner: async (text, values) => (await owner.query(text, values)).rows,
    rests,
    async close() {
      await rests()
      await dropDatabase(ownerUrl)
    },
  }
}

/** A time zone in which it is this hour now. A test moves the house's clock by this, as the database's owner, and never the machine's. */
export function zoneWhereItIs(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 35) % 24) - 11
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}` // its signs are the other way round
}

/** A database of its own, copied from one that was migrated once for this schema. */
export async function copyOfTemplate(): Promise<string> {
  const template = `kitestring_template_${schemaHash()}`
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock(8422)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (!rowCount) {
      await client.query(`drop database if exists ${template}_half`)
      await client.query(`create database ${template}_half`)
      await migrate(urlOf(`${template}_half`), passwords)
      await client.query(`alter database ${template}_half rename to ${template}`)
    }
  })
  return copyOf(template)
}

async function copyOf(template: string): Promise<string> {
  const name = `kitestring_test_${randomUUID().replaceAll('-', '')}`
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock(8422)')
    await client.query(`create database ${name} template ${pg.escapeIdentifier(template)}`)
  })
  return urlOf(name)
}

export async function dropDatabase(ownerUrl: string): Promise<void> {
  await onServer((client) => client.query(`drop database if exists ${pg.escapeIdentifier(databaseOf(ownerUrl))} with (force)`))
}

function databaseOf(ownerUrl: string): string {
  return new URL(ownerUrl).pathname.slice(1)
}

function urlOf(database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function schemaHash(): string {
  const root = join(import.meta.dirname, '..')
  const files = [
    ...readdirSync(join(root, 'db/migrations')).map((name) => `db/migrations/${name}`),
    'src/access/roles.sql',
    ...roomFiles.map((name) => `src/access/${name}`),
  ]
  return files
    .sort()
    .reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256'))
    .digest('hex')
    .slice(0, 16)
}
