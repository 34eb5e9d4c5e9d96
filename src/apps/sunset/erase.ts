// Erasing a whole Kitestring: each child as any child is erased, with its receipt; then every key, every byte and the database. Each step may run twice. GOV-12
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { digestOf } from '../../features/sunset/receipt.ts'
import type { Config } from '../../platform/config.ts'
import { filesBelow, wipeDurably, writeDurably } from '../../platform/durable-file.ts'
import { newId } from '../../platform/ids.ts'
import { endKeyring } from '../../platform/keyring/end.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import { demoMark } from '../demo-mark.ts'
import { openWork, StartFault } from '../house.ts'
import { startWorker } from '../jobs.ts'
import { withClient } from '../owner.ts'
import type { Owner, Site } from './site.ts'

/** Each child closes, the worker erases it and mails the receipt. Answers the receipts' digests; the receipts lie in the folder. */
export async function eraseChildren({ config, owner, urls }: Site, folder: string): Promise<string[]> {
  const children = await owner.rows<{ id: string }>('select child_id as id from children order by child_id')
  for (const { id } of children) await owner.rows('select access.close_for_sunset($1, $2)', [id, newId('erasure')])
  const work = await openWork(config, urls.worker)
  try {
    const worker = await startWorker(work, urls.worker)
    try {
      while (await isAtWork(owner)) await pause(250)
    } finally {
      await worker.stop()
    }
  } finally {
    await work.close()
  }
  const receipts = await owner.rows<{ id: string; receipt: string }>(`
    select e.id, e.receipt from erasures e, sunsets s where e.receipt is not null and e.closed_at >= s.begun_at
      and exists (select from erasure_readers r where r.erasure_id = e.id and not access.is_canary(r.guardian_id)) order by e.id`)
  for (const { id, receipt } of receipts) await writeDurably(folder, `receipts/${id}.json`, Buffer.from(receipt))
  return receipts.map(({ receipt }) => digestOf(receipt))
}

const tries = 3

/** Until every child is erased, and every guardian has been sent what there is to say. */
async function isAtWork(owner: Owner): Promise<boolean> {
  const [left] = await owner.rows<{ children: number; mails: number; stuck: boolean }>(
    `select (select count(*)::integer from children) as children, count(*)::integer as mails, coalesce(bool_or(j.last_error is not null and j.attempts >= $1), false) as stuck
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier in ('children.erase', 'alerts.erasure') and j.attempts < j.max_attempts`,
    [tries],
  )
  if (left?.stuck)
    throw new StartFault(
      'A child could not be erased, or a receipt could not be mailed. The lines above say why. Mend it, then run this again: it goes on where it is. Without a mail server (SMTP_URL taken away) receipts are only put beside the packed files.',
    )
  return left !== undefined && left.children + left.mails > 0
}

/** What a Kitestring keeps in its data folder, its keys apart. */
const folders = ['family-log', 'mail', 'blobs', 'nodes']
const files = ['logins.json', 'reserve', 'backups.json', demoMark]

/** The keys first: from then on nothing that lies anywhere opens. */
export async function eraseSite(config: Config): Promise<void> {
  await endKeyring(config.keyringFolder)
  await emptyStorage(config)
  await emptyDatabase(config)
  for (const folder of folders) await wipeFolder(join(config.dataFolder, folder))
  for (const file of files) await wipeDurably(config.dataFolder, file)
  if (!config.databaseUrl)
    for (const name of await namesIn(config.dataFolder))
      if (name.startsWith('postgres-')) await rm(join(config.dataFolder, name), { recursive: true })
  if ((await namesIn(config.dataFolder)).length === 0) await rm(config.dataFolder, { recursive: true, force: true })
}

/** Overwritten: mails hold addresses. */
async function wipeFolder(folder: string): Promise<void> {
  for await (const path of filesBelow(folder)) await wipeDurably(folder, path)
  await rm(folder, { recursive: true, force: true })
}

async function emptyStorage({ storage: where }: Config): Promise<void> {
  if (where.kind === 'disk' && !existsSync(where.folder)) return
  const storage = await openStorage(where)
  const keys: string[] = []
  for await (const key of storage.keys()) keys.push(key)
  for (const key of keys) await storage.destroy(key)
  if (where.kind === 'disk') await rm(where.folder, { recursive: true, force: true })
}

/** A database of the operator's own is left empty; that which came along goes with its folder. The logins' roles stay: others there may use them. */
async function emptyDatabase({ databaseUrl }: Config): Promise<void> {
  if (!databaseUrl) return
  await withClient(databaseUrl, (client) =>
    client.query('drop schema if exists access, graphile_worker, migrations, public cascade; create schema public'),
  )
}

/** What there is still, wherever a Kitestring keeps anything. Nothing, or it is not over. */
export async function whatIsLeft(config: Config): Promise<string[]> {
  const left: string[] = []
  for (const folder of new Set([config.keyringFolder, config.dataFolder]))
    for await (const path of filesBelow(folder)) left.push(join(folder, path))
  if (config.storage.kind === 's3' || existsSync(config.storage.folder))
    for await (const key of (await openStorage(config.storage)).keys()) left.push(`in the store: ${key}`)
  if (config.databaseUrl)
    await withClient(config.databaseUrl, async (client) => {
      const { rows } = await client.query<{
        name: string
      }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p', 'v', 'm') order by 1`)
      left.push(...rows.map(({ name }) => `in the database: ${name}`))
    })
  return left
}

async function namesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdir(folder) : []
}
