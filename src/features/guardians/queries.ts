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
  purposes: Proposal['purposes']
  due_at: Date
  outcome: Proposal['outcome']
  agreed: PersonId[]
  guarded: boolean
  weighty: boolean
}

export async function proposalsOf(db: Db, keyring: Keyring, me: PersonId): Promise<Proposal[]> {
  const rows = await db.rows<ProposalRow>(sql`
    select p.id, p.what, p.child_id, p.guardian_id, p.by_id, p.purposes, p.due_at, p.outcome,
      array(select a.guardian_id from proposal_answers a where a.proposal_id = p.id and a.answer = 'agrees' order by a.at) as agreed,
      exists (select from guardianships g join proposal_answers a on a.guardian_id = g.guardian_id and a.answer = 'agrees' and a.proposal_id = p.id
        where g.child_id = p.child_id and g.ended_at is null and g.since <= p.made_at - interval '30 days') as weighty,
      exists (select from guardianships g where g.child_id = p.child_id and g.guardian_id = ${me} and g.ended_at is null) as guarded
    from proposals p order by p.ended_at desc nulls first, p.due_at, p.id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.guardian_id, row.by_id, ...row.agreed]),
  )
  return rows.flatMap((row) => {
    const child = faces.get(row.child_id)
    if (!child) return []
    const isOpen = row.outcome === null
    const isLeaving = row.what === 'remove-guardian' && row.guardian_id === row.by_id
    return [
      {
        id: row.id,
        what: row.what,
        child,
        about: faces.get(row.guardian_id) ?? null,
        by: faces.get(row.by_id) ?? null,
        purposes: row.purposes,
        takesEffectAt: row.due_at.toISOString(),
        agreed: row.agreed.flatMap((id) => faces.get(id) ?? []),
        needsYes: row.what === 'remove-guardian' && !isLeaving && !row.weighty,
        mayAgree: isOpen && row.guarded && row.by_id !== me && !row.agreed.includes(me),
        mayObject: isOpen && (!isLeaving || row.by_id === me),
        outcome: row.outcome,
      },
    ]
  })
}
