// Puts the rows of a backup into an empty database, in the shape in which they were saved, and brings that shape up to today's. Nothing is committed here.
import pg from 'pg'
import { applyMigrations } from '../../platform/db/migrate.ts'
import { BackupFault } from '../backup/fault.ts'
import type { Piece } from '../backup/contents.ts'

export type Head = Extract<Piece, { kind: 'heads' }>

export async function refuseFullDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p', 'v', 'm') limit 1`)
  if (rowCount) throw new BackupFault('The database is not empty. Name an empty one in DATABASE_URL. Nothing was changed.')
}

/** Answers the signed heads of the logs. */
export async function load(client: pg.Client, pieces: AsyncIterable<Piece>): Promise<Head[]> {
  const heads: Head[] = []
  for await (const piece of pieces) {
    if (piece.kind === 'begin') await applyMigrations(client, piece.migrations)
    if (piece.kind === 'rows') await put(client, piece)
    if (piece.kind === 'heads') heads.push(piece)
  }
  await client.query('set constraints all immediate') // what pointed ahead must have been there
  await applyMigrations(client)
  return heads
}

async function put(client: pg.Client, { table, columns, rows }: Extract<Piece, { kind: 'rows' }>): Promise<void> {
  const [name, list] = [`public.${pg.escapeIdentifier(table)}`, columns.map((column) => pg.escapeIdentifier(column)).join(', ')]
  await client.query(`insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::json)`, [
    `[${rows.join(',')}]`,
  ])
}
