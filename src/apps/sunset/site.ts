// The Kitestring that closes, opened by its operator as the owner of its database, while nothing else runs. GOV-12
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../../platform/config.ts'
import { startPostgres } from '../../platform/db/launcher.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { passwordsOf, prepareDatabase, StartFault, type Urls } from '../house.ts'

export type Owner = { rows<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]> }
export type Site = { config: Config; owner: Owner; urls: Urls }

/** For a word with the database, beside a running Kitestring or not. */
export async function asOwner<T>(config: Config, work: (owner: Owner, ownerUrl: string) => Promise<T>): Promise<T> {
  if (!existsSync(join(config.dataFolder, 'logins.json')))
    throw new StartFault(`There is no Kitestring in ${config.dataFolder}. Name its folder: KITESTRING_DATA=… npm run sunset`)
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder })
  try {
    const url = new URL(config.databaseUrl ?? postgres?.url ?? '')
    if (postgres) url.pathname = '/kitestring'
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      return await work({ rows: async (text, values) => (await client.query(text, values)).rows }, url.href)
    } finally {
      await client.end()
    }
  } finally {
    await postgres?.stop()
  }
}

/** Nothing may be looked at, asked or shared while everything is packed and erased. */
export async function whileNothingRuns<T>(config: Config, work: (site: Site) => Promise<T>): Promise<T> {
  return asOwner(config, async (owner, ownerUrl) => {
    const [busy] = await owner.rows(
      "select from pg_stat_activity where datname = current_database() and usename like 'kitestring\\_%' and pid <> pg_backend_pid()",
    )
    if (busy) throw new StartFault('Kitestring is running. Stop it (Ctrl-C), then run this again. Nothing was erased.')
    const openKeys = () => openKeyring(config.keyringFolder, 'must-exist')
    return work({ config, owner, urls: await prepareDatabase(ownerUrl, await passwordsOf(config), openKeys, config) })
  })
}
