// Reads of the family log. Whose may be read is settled before: this only asks for it.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Entry, FamilyLog } from './contract.ts'

type EntryRow = { number: number; at: Date; act: Entry['act']; by_id: string | null; hash: string }

const newest = 2 ** 31 - 1

/** Undefined: no such child, or none of the viewer's. */
export async function logOf(db: Db, keyring: Keyring, child: string, before: string | undefined): Promise<FamilyLog | undefined> {
  if (!(await db.one(sql`select from children where child_id = ${child}`))) return undefined
  const rows = await db.rows<EntryRow>(sql`
    select number, date_bin('15 minutes', at, '2000-01-01') as at, act, by_id, encode(hash, 'hex') as hash
    from log_entries where child_id = ${child} and number < ${before ?? newest} order by number desc limit 100`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => row.by_id ?? []),
  )
  return {
    entries: rows.map(({ number, at, act, by_id, hash }) => ({
      number,
      at: at.toISOString(),
      act,
      by: (by_id && faces.get(by_id)) || null,
      hash,
    })),
  }
}
