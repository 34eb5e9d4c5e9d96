// Reads of tags: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Tag } from './contract.ts'

type TagRow = {
  tag_id: string
  post_id: string | null
  mine_id: string
  other_id: string
  answer: Tag['answer']
  by_me: boolean
  since: Date
  until: Date
}

export async function tagsOf(db: Db, keyring: Keyring): Promise<Tag[]> {
  const rows = await db.rows<TagRow>(sql`
    select tag_id, post_id, mine_id, other_id, answer, by_me, date_bin('15 minutes', shared_from, '2000-01-01') as since, date_bin('15 minutes', shared_until, '2000-01-01') as until
    from access.my_tags where side = 'tagged' order by shared_from desc, tag_id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.mine_id, row.other_id]),
  )
  return rows.flatMap((row) => {
    const [mine, from] = [faces.get(row.mine_id), faces.get(row.other_id)]
    if (!mine || !from) return []
    const { answer, by_me: byMe } = row
    return [
      { id: row.tag_id, postId: row.post_id, mine, from, answer, byMe, since: row.since.toISOString(), until: row.until.toISOString() },
    ]
  })
}
