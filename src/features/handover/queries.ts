// Reads of the joint hand-over: whose it is was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Handover } from './contract.ts'

type HandoverRow = {
  handover_id: string
  child_id: PersonId
  what: Handover['what']
  by_id: PersonId
  asked_at: Date
  state: Handover['state']
  may_agree: boolean
}

export async function handoversOf(db: Db, keyring: Keyring): Promise<Handover[]> {
  const rows = await db.rows<HandoverRow>(sql`
    select handover_id, child_id, what, by_id, date_bin('15 minutes', asked_at, '2000-01-01') as asked_at, state, may_agree
    from access.my_handovers() order by child_id, what`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.by_id]),
  )
  return rows.flatMap((row) => {
    const child = faces.get(row.child_id)
    if (!child) return []
    const { handover_id: id, what, state, may_agree: mayAgree } = row
    return [{ id, child, what, by: faces.get(row.by_id) ?? null, askedAt: row.asked_at.toISOString(), state, mayAgree }]
  })
}
