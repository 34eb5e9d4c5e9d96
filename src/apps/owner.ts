// A word with the database as its owner, beside a running Kitestring or not: for commands on the machine itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../platform/config.ts'
import { startPostgres } from '../platform/db/launcher.ts'
import { StartFault } from './house.ts'

export async function withOwner<T>(config: Config, command: string, work: (client: pg.Client, ownerUrl: string) => Promise<T>): Promise<T> {
  if (!existsSync(join(config.dataFolder, 'logins.json')))
    throw new StartFault(`There is no Kitestring in ${config.dataFolder}. Name its folder: KITESTRING_DATA=… npm run ${command}`)
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder })
  try {
    const url = new URL(config.databaseUrl ?? postgres?.url ?? '')
    if (postgres) url.pathname = '/kitestring'
    return await withClient(url.href, (client) => work(client, url.href))
  } finally {
    await postgres?.stop()
  }
}

/** In the one role that every row is shown to: the owner of the tables sees none, unless they are a superuser. R1 */
export async function inRoom<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('set role kitestring_room')
  try {
    return await work()
  } finally {
    await client.query('reset role')
  }
}

/** The database of the Postgres that comes along, made where there is none. */
export async function ownDatabase(serverUrl: string): Promise<string> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'kitestring'")
    if (!rowCount) await client.query('create database kitestring')
  })
  const url = new URL(serverUrl)
  url.pathname = '/kitestring'
  return url.href
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query that it breaks says so
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
