// Reads of the family log. Whose may be read is settled before: this only asks for it.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import { looks, safety, type Entry, type FamilyLog } from './contract.ts'

type EntryRow = { number: number; at: Date; act: Entry['act']; by_id: string | null; post_id: string | null; hash: string }
type Page = { before?: string; of?: string; postId?: string }

const newest = 2 ** 31 - 1
const pageSize = 100

/** Undefined: no such child, or none of the viewer's. */
export async function logOf(db: Db, keyring: Keyring, child: string, { before, of, postId }: Page): Promise<FamilyLog | undefined> {
  if (!(await db.one(sql`select from children where child_id = ${child}`))) return undefined
  const rows = await db.rows<EntryRow>(sql`
    select number, date_bin('15 minutes', at, '2000-01-01') as at, act, by_id, case when act in ('post.look', 'report.look') then thing_id end as post_id, encode(hash, 'hex') as hash
    from log_entries where child_id = ${child} and number < ${before ?? newest}
      and case ${of ?? null}::text when 'looks' then act = any (${looks}) when 'acts' then act <> all (${looks}) when 'safety' then act = any (${safety}) else true end
      and (${postId ?? null}::uuid is null or (act in ('post.look', 'report.look') and thing_id = ${postId ?? null}::uuid))
    order by number desc limit ${pageSize + 1}`)
  const page = rows.slice(0, pageSize)
  const faces = await facesById(
    db,
    keyring,
    page.flatMap((row) => row.by_id ?? []),
  )
  return {
    entries: page.map(({ number, at, act, by_id, post_id, hash }) => ({
      number,
      at: at.toISOString(),
      act,
      by: (by_id && faces.get(by_id)) || null,
      postId: post_id,
      hash,
    })),
    before: rows.length > pageSize ? (page.at(-1)?.number ?? null) : null,
  }
}
