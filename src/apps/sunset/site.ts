// The Kitestring that closes, opened by its operator as the owner of its database, while nothing else runs. GOV-12
import type pg from 'pg'
import type { Config } from '../../platform/config.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { passwordsOf, prepareDatabase, StartFault, type Urls } from '../house.ts'
import { withOwner } from '../owner.ts'

export type Owner = { rows<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]> }
export type Site = { config: Config; owner: Owner; urls: Urls }

/** For a word with the database, beside a running Kitestring or not. */
export async function asOwner<T>(config: Config, work: (owner: Owner, ownerUrl: string) => Promise<T>): Promise<T> {
  return withOwner(config, 'sunset', (client, ownerUrl) =>
    work({ rows: async (text, values) => (await client.query(text, values)).rows }, ownerUrl),
  )
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
