// Every yes that was given for a child, and what became of it: who guarded it, the guardians' consents, the child's own. Whose they are was settled before. PAR-2
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Face } from '../people/contract.ts'
import { facesById } from '../people/queries.ts'
import type { Yeses } from './contract.ts'

type GuardianRow = { guardian_id: PersonId; since: Date; until: Date | null }
type ConsentRow = Pick<Yeses['consents'][number], 'purpose' | 'method'> & {
  notice_version: string
  guardian_id: PersonId
  given_at: Date
  withdrawn_by: PersonId | null
  withdrawn_at: Date | null
}
type AssentRow = { lesson: string; given_at: Date; withdrawn_at: Date | null }

/** Undefined: no such child, or none of the viewer's. */
export async function yesesOf(db: Db, keyring: Keyring, child: string): Promise<Yeses | undefined> {
  const guardians = await db.rows<GuardianRow>(sql`
    select guardian_id, date_bin('15 minutes', since, '2000-01-01') as since, date_bin('15 minutes', ended_at, '2000-01-01') as until
    from guardianships where child_id = ${child} order by guardianships.since desc, id`)
  if (guardians.length === 0) return undefined
  const consents = await db.rows<ConsentRow>(sql`
    select c.purpose, c.method, c.notice_version, c.guardian_id, date_bin('15 minutes', c.given_at, '2000-01-01') as given_at,
      w.by_id as withdrawn_by, date_bin('15 minutes', w.at, '2000-01-01') as withdrawn_at
    from consents c left join withdrawals w on w.consent_id = c.id where c.child_id = ${child} order by c.given_at desc, c.purpose desc`)
  const assents = await db.rows<AssentRow>(sql`
    select a.lesson, date_bin('15 minutes', a.given_at, '2000-01-01') as given_at, date_bin('15 minutes', w.at, '2000-01-01') as withdrawn_at
    from assents a left join assent_withdrawals w on w.assent_id = a.id where a.child_id = ${child} order by a.given_at desc`)
  const faces = await facesById(db, keyring, [
    ...guardians.map((row) => row.guardian_id),
    ...consents.flatMap((row) => [row.guardian_id, ...(row.withdrawn_by ? [row.withdrawn_by] : [])]),
  ])
  return {
    guardians: guardians.map(({ guardian_id, since, until }) => ({
      guardian: faces.get(guardian_id) ?? null,
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
    })),
    consents: consents.map((row) => consentOf(row, faces)),
    assents: assents.map(({ lesson, given_at, withdrawn_at }) => ({
      lesson,
      givenAt: given_at.toISOString(),
      withdrawnAt: withdrawn_at?.toISOString() ?? null,
    })),
  }
}

function consentOf(row: ConsentRow, faces: Map<string, Face>): Yeses['consents'][number] {
  return {
    purpose: row.purpose,
    noticeVersion: row.notice_version,
    method: row.method,
    by: faces.get(row.guardian_id) ?? null,
    givenAt: row.given_at.toISOString(),
    withdrawn: row.withdrawn_at && { by: faces.get(row.withdrawn_by ?? '') ?? null, at: row.withdrawn_at.toISOString() },
  }
}
