// Reads of offers and connections: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Block, Connection, OfferState } from './contract.ts'

type OfferRow = {
  id: string
  child_id: string
  guardian_id: string
  answer_child_id: string | null
  answer_guardian_id: string | null
  answered_at: Date | null
  confirmed_at: Date | null
  over: boolean
}

/** `offered`: this guardian showed the code, so it is theirs to confirm. */
type OfferSeen = OfferState & { offered: boolean }

/** The offers this guardian made or answered in the last ten minutes. */
export async function offersOf(db: Db, keyring: Keyring, me: PersonId): Promise<OfferSeen[]> {
  const rows = await db.rows<OfferRow>(sql`
    select id, child_id, guardian_id, answer_child_id, answer_guardian_id, answered_at, confirmed_at, expires_at <= now() as over from offers order by made_at`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.guardian_id, row.answer_child_id, row.answer_guardian_id].filter((id) => id !== null)),
  )
  return rows.flatMap((row) => {
    const offered = row.guardian_id === me
    const mine = faces.get(offered ? row.child_id : (row.answer_child_id ?? ''))
    if (!mine) return []
    const other = faces.get((offered ? row.answer_child_id : row.child_id) ?? '') ?? null
    const otherGuardian = faces.get((offered ? row.answer_guardian_id : row.guardian_id) ?? '') ?? null
    return [{ offerId: row.id, state: stateOf(row), mine, other, otherGuardian, offered }]
  })
}

function stateOf(row: OfferRow): OfferState['state'] {
  if (row.confirmed_at) return 'connected'
  if (row.over) return 'over'
  return row.answered_at ? 'answered' : 'waiting'
}

type ConnectionRow = { id: string; mine_id: string; other_id: string; made_at: Date }
type ApprovalRow = { connection_id: string; by_id: string; for_id: string; at: Date }

export async function connectionsOf(db: Db, keyring: Keyring): Promise<Connection[]> {
  const mine = await db.rows<ConnectionRow>(sql`
    select c.id, m.mine_id, m.other_id, date_bin('15 minutes', c.made_at, '2000-01-01') as made_at from access.my_connections m join connections c on c.id = m.connection_id order by c.made_at, c.id`)
  const approvals = await approvalsOf(
    db,
    mine.map((row) => row.id),
  )
  const faces = await facesById(db, keyring, [
    ...mine.flatMap((row) => [row.mine_id, row.other_id]),
    ...[...approvals.values()].flat().map((row) => row.by_id),
  ])
  return mine.flatMap((row) => {
    const [face, other] = [faces.get(row.mine_id), faces.get(row.other_id)]
    if (!face || !other) return []
    return [
      {
        id: row.id,
        mine: face,
        other,
        approvals: (approvals.get(row.id) ?? []).flatMap(({ by_id, for_id, at }) => {
          const by = faces.get(by_id)
          return by ? [{ by, side: for_id === row.mine_id ? 'mine' : 'other', at: at.toISOString() }] : []
        }),
        madeAt: row.made_at.toISOString(),
      },
    ]
  })
}

/** To the quarter of an hour, as everything that tells when a grown-up did something. T18 */
async function approvalsOf(db: Db, ids: readonly string[]): Promise<Map<string, ApprovalRow[]>> {
  const rows = await db.rows<ApprovalRow>(
    sql`select connection_id, by_id, for_id, date_bin('15 minutes', at, '2000-01-01') as at from access.approvers_of(${ids}::uuid[]) order by at, by_id`,
  )
  return Map.groupBy(rows, (row) => row.connection_id)
}

export async function withManyFamilies(db: Db): Promise<string[]> {
  return (await db.rows<{ id: string }>(sql`select id from access.with_many_families() as id order by id`)).map(({ id }) => id)
}

export async function blocksOf(db: Db, keyring: Keyring): Promise<Block[]> {
  const rows = await db.rows<{ id: string; child_id: string; person_id: string; by_id: string | null }>(
    sql`select id, child_id, person_id, by_id from blocks order by child_id, person_id, by_id`,
  )
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.person_id, row.by_id].filter((id) => id !== null)),
  )
  return rows.flatMap(({ id, child_id, person_id, by_id }) => {
    const [mine, person] = [faces.get(child_id), faces.get(person_id)]
    return mine && person ? [{ id, mine, person, by: faces.get(by_id ?? '') ?? null }] : []
  })
}
