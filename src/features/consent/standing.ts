// Which consents of a child stand now, one line per purpose: given, for which notice, how, when: to the quarter of an hour (T18).
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Child } from '../people/contract.ts'
import { purposes, type Purpose } from './contract.ts'

type Row = { purpose: Purpose; notice_version: string; method: string; given_at: Date }

export async function currentPurposes(db: Db, child: string): Promise<Child['purposes']> {
  const rows = await db.rows<Row>(sql`
    select distinct on (c.purpose) c.purpose, c.notice_version, c.method, date_bin('15 minutes', c.given_at, '2000-01-01') as given_at
    from consents c join access.my_consents m on m.consent_id = c.id
    where c.child_id = ${child}
    order by c.purpose, c.given_at desc`)
  return purposes.map((purpose) => {
    const row = rows.find((given) => given.purpose === purpose)
    return {
      purpose,
      noticeVersion: row?.notice_version ?? null,
      method: row?.method ?? null,
      givenAt: row?.given_at.toISOString() ?? null,
    }
  })
}
