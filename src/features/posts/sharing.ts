// What a child shares now and what has reached it, told to its guardians without a picture and without a word. Whose it is was settled before. PAR-2
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Face } from '../people/contract.ts'
import { facesById } from '../people/queries.ts'
import { sentBy } from '../replies/queries.ts'
import type { Step } from '../settings/values.ts'
import type { Sharing } from './contract.ts'
import { stateOf } from './post.ts'

type SharedRow = {
  id: string
  asked_at: Date
  shared_from: Date | null
  shared_until: Date | null
  others: PersonId[]
  hidden: boolean
  approved_by: PersonId | null
  approved_at: Date | null
  step: Step | null
  now: Date
}
type ReceivedRow = { from_id: PersonId; since: Date; until: Date; mark: string; claimed: boolean }

/** Undefined: no such child, or none of the viewer's. */
export async function sharingOf(db: Db, keyring: Keyring, child: string): Promise<Sharing | undefined> {
  if (!(await db.one(sql`select from children where child_id = ${child}`))) return undefined
  const shared = await db.rows<SharedRow>(sql`
    with going as (
      select p.id, p.asked_at, p.shared_from, p.shared_until from posts p
      where p.child_id = ${child} and p.brought_hash is null and coalesce(p.shared_until > now(), true)
        and not exists (select from sendings_back b where b.post_id = p.id)),
      seers as (select * from access.seers_of(array(select id from going)) where why = 'audience')
    select g.*, array(select s.person_id from seers s where s.post_id = g.id) as others,
      exists (select from access.my_hides h where h.post_id = g.id) as hidden, coalesce(y.carer_id, y.guardian_id) as approved_by, date_bin('15 minutes', y.at, '2000-01-01') as approved_at, y.step, now() as now
    from going g left join approvals y on y.post_id = g.id order by coalesce(g.shared_from, g.asked_at) desc, g.id`)
  const received = await db.rows<ReceivedRow>(sql`
    select from_id, date_bin('15 minutes', shared_from, '2000-01-01') as since, date_bin('15 minutes', shared_until, '2000-01-01') as until, mark, claimed
    from access.my_received where child_id = ${child} order by shared_from desc, from_id`)
  const said = await sentBy(db, child)
  const faces = await facesById(db, keyring, [
    ...shared.flatMap((row) => [...row.others, ...(row.approved_by ? [row.approved_by] : [])]),
    ...received.map((row) => row.from_id),
  ])
  return {
    shared: shared.flatMap((row) => sharedOf(row, faces)),
    received: received.flatMap(({ from_id, since, until, mark, claimed }) => {
      const from = faces.get(from_id)
      return from ? [{ from, since: since.toISOString(), until: until.toISOString(), mark, claimed, reply: said.get(mark) ?? null }] : []
    }),
  }
}

function sharedOf(row: SharedRow, faces: Map<string, Face>): Sharing['shared'] {
  const standing = { sharedFrom: row.shared_from, sharedUntil: row.shared_until, sentBack: false, takenBack: false, brought: false }
  const state = stateOf(standing, row.now)
  if (state !== 'waiting' && state !== 'cooling-off' && state !== 'shared') return []
  return [
    {
      postId: row.id,
      state,
      from: (row.shared_from ?? row.asked_at).toISOString(),
      until: row.shared_until?.toISOString() ?? null,
      hidden: row.hidden,
      with: row.others.flatMap((id) => faces.get(id) ?? []).sort((a, b) => a.name.localeCompare(b.name)),
      approved: row.approved_at && { by: faces.get(row.approved_by ?? '') ?? null, at: row.approved_at.toISOString(), step: row.step },
    },
  ]
}
