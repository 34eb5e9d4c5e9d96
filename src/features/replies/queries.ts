// Reads of replies. Who sees which, the access room has already said.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Open, Sent } from './contract.ts'

export type ReplyRow = { reply_id: string; post_id: string; person_id: string; says: Sent['says'] }

/** To these posts, in the order in which they came. */
export function repliesTo(db: Db, posts: readonly (string | null)[]): Promise<ReplyRow[]> {
  return db.rows<ReplyRow>(sql`select reply_id, post_id, person_id, says from access.replies_to(${posts}::uuid[])`)
}

/** What the viewer may say to each of these posts. */
export async function openTo(db: Db, posts: readonly (string | null)[]): Promise<Map<string, Open[]>> {
  const rows = await db.rows<{ post_id: string; value: 'on' | Open }>(
    sql`select post_id, value from access.open_to_replies(${posts}::uuid[])`,
  )
  const open = Map.groupBy(rows, ({ post_id }) => post_id)
  return new Map([...open].map(([post, values]) => [post, values.map(({ value }) => (value === 'on' ? 'heart' : value))]))
}

/** What a child sent, by the marks of the photos: which those are, its guardians are not told. AUD-2 */
export async function sentBy(db: Db, child: string): Promise<Map<string, Sent>> {
  const rows = await db.rows<{ reply_id: string; mark: string; says: Sent['says'] }>(
    sql`select reply_id, mark, says from access.replies_of(${child})`,
  )
  return new Map(rows.map(({ reply_id, mark, says }) => [mark, { id: reply_id, says }]))
}
