// Reads of claims: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Claim } from './contract.ts'

type ClaimRow = {
  claim_id: string
  post_id: string
  side: Claim['side']
  mine_id: string
  other_id: string | null
  due_at: Date
  kept: boolean
  by_id: string | null
  by_me: boolean
}

export async function claimsOf(db: Db, keyring: Keyring): Promise<Claim[]> {
  const rows = await db.rows<ClaimRow>(
    sql`select claim_id, post_id, side, mine_id, other_id, due_at, kept, by_id, coalesce(by_id = access.viewer_id(), false) as by_me from access.my_claims order by due_at, claim_id, side`,
  )
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.mine_id, row.other_id ?? [], row.by_id ?? []].flat()),
  )
  return rows.flatMap((row) => {
    const mine = faces.get(row.mine_id)
    if (!mine) return []
    return [
      {
        id: row.claim_id,
        postId: row.post_id,
        side: row.side,
        mine,
        other: faces.get(row.other_id ?? '') ?? null,
        erasedAt: row.due_at.toISOString(),
        by: faces.get(row.by_id ?? '') ?? null,
        byMe: row.by_me,
        kept: row.kept,
      },
    ]
  })
}
