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

type ConnectionRow = { id: string; mine_id: string; other_id: string; made_at: Date; approved_by: string[] | null }

export async function connectionsOf(db: Db, keyring: Keyring): Promise<Connection[]> {
  const mine = await db.rows<Omit<ConnectionRow, 'approved_by'>>(sql`
    select c.id, m.mine_id, m.other_id, c.made_at from access.my_connections m join connections c on c.id = m.connection_id order by c.made_at, c.id`)
  const approvals = await approvalsOf(
    db,
    mine.map((row) => row.id),
  )
  const faces = await facesById(db, keyring, [...mine.flatMap((row) => [row.mine_id, row.other_id]), ...[...approvals.values()].flat()])
  return mine.flatMap((row) => {
    const [face, other] = [faces.get(row.mine_id), faces.get(row.other_id)]
    if (!face || !other) return []
    return [
      {
        id: row.id,
        mine: face,
        other,
        approvedBy: (approvals.get(row.id) ?? []).flatMap((id) => faces.get(id) ?? []),
        madeAt: row.made_at.toISOString(),
      },
    ]
  })
}

async function approvalsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ id: string; by: string[] }>(
    sql`select connection_id as id, by_ids as by from access.approvers_of(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row.by]))
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
