// The whole database at one moment, while it is in use: one transaction that sees no later change, read through a cursor, table by table in the order in which they can be put back.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../../platform/config.ts'
import type { Migration } from '../../platform/db/migrate.ts'
import { filesBelow } from '../../platform/durable-file.ts'
import { kept, type Piece } from './contents.ts'

const rowsAtOnce = 500

export async function* snapshotOf(client: pg.Client, config: Config): AsyncGenerator<Piece> {
  const heads = await headsOf(config) // before the log that they vouch for: no head may reach further than its log
  await client.query('begin isolation level repeatable read read only')
  const { rows: migrations } = await client.query<Migration>('select name, checksum from migrations.applied order by name')
  const { rows: now } = await client.query<{ at: Date }>('select now() as at')
  yield { kind: 'begin', at: now[0]?.at.toISOString() ?? '', migrations }
  await client.query('set local role kitestring_room') // the one that sees every row, whoever owns the database
  for (const table of await inOrder(client)) yield* rowsOf(client, table)
  await client.query('commit')
  for (const [child, text] of heads) yield { kind: 'heads', child, text }
}

async function* rowsOf(client: pg.Client, table: (typeof kept)[number]): AsyncGenerator<Piece> {
  const { rows: found } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`public.${table}`],
  )
  const columns = found.map(({ name }) => name)
  const list = columns.map((name) => pg.escapeIdentifier(name)).join(', ')
  await client.query(`declare backup no scroll cursor for select row_to_json(r)::text as row from (select ${list} from public.${table}) r`)
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from backup`)
    if (rows.length === 0) break
    yield { kind: 'rows', table, columns, rows: rows.map(({ row }) => row) }
  }
  await client.query('close backup')
}

/** What others point at comes first. What may point ahead (deferrable) is looked at when all is there. */
async function inOrder(client: pg.Client): Promise<(typeof kept)[number][]> {
  const { rows } = await client.query<{ table: string; needs: string }>(`
    select c.conrelid::regclass::text as "table", c.confrelid::regclass::text as needs from pg_constraint c
    where c.contype = 'f' and not c.condeferrable and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid`)
  const order: (typeof kept)[number][] = []
  const put = (table: string): void => {
    const name = kept.find((one) => one === table)
    if (!name || order.includes(name)) return
    for (const one of rows) if (one.table === table) put(one.needs)
    order.push(name)
  }
  for (const table of kept) put(table)
  return order
}

async function headsOf({ dataFolder }: Config): Promise<[child: string, text: string][]> {
  const heads: [string, string][] = []
  const folder = join(dataFolder, 'family-log')
  for await (const path of filesBelow(folder))
    heads.push([path.slice(path.lastIndexOf('/') + 1), await readFile(join(folder, path), 'utf8')])
  return heads
}
