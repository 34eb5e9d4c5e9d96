// Reads of proposals: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Proposal } from './contract.ts'

type ProposalRow = {
  id: string
  what: Proposal['what']
  child_id: string
  guardian_id: PersonId
  by_id: PersonId
  person_id: PersonId | null
  purposes: Proposal['purposes']
  setting: string | null
  value: string | null
  due_at: Date
  outcome: Proposal['outcome']
  agreed: PersonId[]
  may_agree: boolean
  may_object: boolean
  needs_yes: boolean
}

export async function proposalsOf(db: Db, keyring: Keyring): Promise<Proposal[]> {
  const rows = await db.rows<ProposalRow>(sql`
    select p.id, p.what, p.child_id, p.guardian_id, p.by_id, p.person_id, p.purposes, p.setting, p.value, p.due_at, p.outcome,
      array(select a.guardian_id from proposal_answers a where a.proposal_id = p.id and a.answer = 'agrees' order by a.at) as agreed,
      s.may_agree, s.may_object, s.needs_yes
    from proposals p join access.my_say() s on s.proposal_id = p.id order by p.ended_at desc nulls first, p.due_at, p.id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.guardian_id, row.by_id, ...(row.person_id ? [row.person_id] : []), ...row.agreed]),
  )
  return rows.flatMap((row) => {
    const child = faces.get(row.child_id)
    if (!child) return []
    return [
      {
        id: row.id,
        what: row.what,
        child,
        about: faces.get(row.guardian_id) ?? null,
        by: faces.get(row.by_id) ?? null,
        blocked: faces.get(row.person_id ?? '') ?? null,
        purposes: row.purposes,
        opens: row.setting && row.value ? { setting: row.setting, value: row.value, personId: row.person_id } : null,
        value: row.value,
        takesEffectAt: row.due_at.toISOString(),
        agreed: row.agreed.flatMap((id) => faces.get(id) ?? []),
        needsYes: row.needs_yes,
        mayAgree: row.may_agree,
        mayObject: row.may_object,
        outcome: row.outcome,
      },
    ]
  })
}
