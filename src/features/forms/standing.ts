// How the form of a code stands. What was said last counts: one that was sent back may be sent anew.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { FormId } from '../../platform/ids.ts'
import type { FormOutcome, FormStanding } from './contract.ts'

type Row = { id: FormId; outcome: FormOutcome | null; sent_at: Date; is_told: boolean }

export async function newestForm(db: Db, code: string): Promise<Row | undefined> {
  return db.one<Row>(sql`
    select id, outcome, sent_at, email_sealed is not null as is_told from forms where code_id = ${code} order by forms.sent_at desc limit 1`)
}

export async function standingOf(db: Db, code: string): Promise<FormStanding> {
  const form = await newestForm(db, code)
  if (!form) return { stands: 'to-be-sent', sentAt: null, tellsBy: 'nothing' }
  return { stands: form.outcome ?? 'waits', sentAt: form.sent_at.toISOString(), tellsBy: form.is_told ? 'mail' : 'nothing' }
}
