// Reads of reports: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { clock, days } from '../../platform/clock.ts'
import { facesById } from '../people/queries.ts'
import type { Report } from './contract.ts'

type ReportRow = {
  report_id: string | null
  side: Report['side']
  mine_id: string
  by_id: string | null
  post_id: string | null
  about_id: string | null
  reason: Report['reason']
  made_at: Date | null
  due_at: Date | null
  received_at: Date | null
  word: Report['decision']
  said_at: Date | null
  first_at: Date | null
  appealed_at: Date | null
  second_at: Date | null
  erased_at: Date | null
}

export async function reportsOf(db: Db, keyring: Keyring): Promise<Report[]> {
  const rows = await db.rows<ReportRow>(sql`
    select report_id, side, mine_id, by_id, post_id, about_id, reason, made_at, due_at, received_at, word, said_at, first_at, appealed_at, second_at, erased_at
    from access.my_reports order by coalesce(said_at, made_at) desc, report_id, side`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.mine_id, row.by_id ?? [], row.about_id ?? []].flat()),
  )
  return rows.flatMap((row) => {
    const mine = faces.get(row.mine_id)
    if (!mine) return []
    return [
      {
        id: row.report_id,
        side: row.side,
        mine,
        by: faces.get(row.by_id ?? '') ?? null,
        postId: row.post_id,
        about: faces.get(row.about_id ?? '') ?? null,
        reason: row.reason,
        madeAt: row.made_at?.toISOString() ?? null,
        dueAt: row.due_at?.toISOString() ?? null,
        receivedAt: row.received_at?.toISOString() ?? null,
        decision: row.word,
        decidedAt: row.said_at?.toISOString() ?? null,
        appeal: appealOf(row),
        erasedAt: row.erased_at?.toISOString() ?? null,
      },
    ]
  })
}

function appealOf({ report_id, side, word, first_at, appealed_at, second_at }: ReportRow): Report['appeal'] {
  if (second_at) return 'decided'
  if (appealed_at) return 'waits'
  const isOpen = report_id !== null && first_at !== null && first_at.getTime() > clock.now() - days(7)
  return isOpen && (side === 'owner') === (word === 'taken-down') ? 'may-be-asked' : 'no'
}
