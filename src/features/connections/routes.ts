// Connecting two children face to face, seeing who is connected, and ending it.
import { route, type Route } from '../../access/door.ts'
import { newCode, readCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/pool.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import { faceOf, type PersonRow } from '../people/names.ts'
import { facesById } from '../people/queries.ts'
import { answered, connections, lookAtOffer, lookedAtOffer, newAnswer, newConfirmation, newOffer, offer, offerState, type Connection, type OfferState } from './contract.ts'

// 29 letters of 23: 131 bits. CNT-11
const offerCodeLetters = 29

export const connectionRoutes: Route[] = [
  route({
    method: 'POST', url: '/api/children/:childId/connection-offers', may: 'connection.offer', says: 'A guardian shows a code to connect their child, for ten minutes, once.', body: newOffer, answer: offer, status: 201,
    work: async ({ house, db, params, body }) => {
      const code = newCode(offerCodeLetters)
      const offerId = newId('invitation')
      const made = await db.one<{ expires_at: Date }>(sql`select access.make_offer(${params['childId']}, ${offerId}, ${sha256(code)}, ${body.freshCheckId}) as expires_at`)
      return { offerId, code: showCode(code), url: `${house.config.url.origin}/family/connect#${code}`, expiresAt: made?.expires_at.toISOString() }
    },
  }),
  route({
    method: 'POST', url: '/api/connection-offers/look', may: 'connection.look', says: 'Whose code is this? For a guardian who holds it.', body: lookAtOffer, answer: lookedAtOffer, tries: { max: 20, minutes: 1 },
    work: async ({ house, db, body }) => {
      const rows = await db.rows<{ person_id: PersonId } & Omit<PersonRow, 'id'>>(sql`select * from access.look_at_offer(${hashOf(body.code)})`)
      const faces = await Promise.all(rows.map((row) => faceOf(house.keyring, { ...row, id: row.person_id })))
      return { child: faces.find((face) => face.kind === 'child'), guardian: faces.find((face) => face.kind === 'guardian') }
    },
  }),
  route({
    method: 'POST', url: '/api/connection-offers/answer', may: 'connection.answer', says: 'The guardian who scanned says yes for their child.', body: newAnswer, answer: answered, tries: { max: 20, minutes: 1 },
    work: async ({ db, body }) => {
      const hash = hashOf(body.code)
      const found = await db.one<{ offer: string }>(sql`select access.answer_offer(${hash}, ${body.childId}, ${body.freshCheckId}, ${hash.toString('hex')}) as offer`)
      return { offerId: found?.offer }
    },
  }),
  route({
    method: 'GET', url: '/api/connection-offers/:offerId', may: 'connection.look', says: 'How far an offer is, for the two guardians.', answer: offerState,
    work: async ({ house, db, me, params }) => (await offersOf(db, house.keyring, me)).find((one) => one.offerId === params['offerId']) ?? refuse('not-found'),
  }),
  route({
    method: 'POST', url: '/api/connection-offers/:offerId/confirmation', may: 'connection.confirm', says: 'The guardian who offered sees who answered and says yes: now they are connected.', body: newConfirmation, answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`
      select access.confirm_offer(${params['offerId']}, ${body.freshCheckId}, ${[newId('connection'), newId('connection'), newId('connection')]})`),
  }),
  route({
    method: 'GET', url: '/api/connections', may: 'connection.read', says: 'Who is connected: one\'s own, or one\'s children\'s.', answer: connections,
    work: async ({ house, db }) => ({ connections: await connectionsOf(db, house.keyring) }),
  }),
  route({
    method: 'DELETE', url: '/api/connections/:connectionId', may: 'connection.end', says: 'Ends a connection at once, from either side.', answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_connection(${params['connectionId']})`),
  }),
]

function hashOf(typed: string): Buffer {
  return sha256(readCode(typed) ?? refuse('code.not-good'))
}

type OfferRow = { id: string; child_id: string; guardian_id: string; answer_child_id: string | null; answer_guardian_id: string | null; answered_at: Date | null; confirmed_at: Date | null; over: boolean }

/** The offers this guardian made or answered in the last ten minutes. */
export async function offersOf(db: Db, keyring: Keyring, me: PersonId): Promise<OfferState[]> {
  const rows = await db.rows<OfferRow>(sql`
    select id, child_id, guardian_id, answer_child_id, answer_guardian_id, answered_at, confirmed_at, expires_at <= now() as over from offers order by made_at`)
  const faces = await facesById(db, keyring, rows.flatMap((row) => [row.child_id, row.guardian_id, row.answer_child_id, row.answer_guardian_id].filter((id) => id !== null)))
  return rows.flatMap((row) => {
    const offered = row.guardian_id === me
    const mine = faces.get(offered ? row.child_id : (row.answer_child_id ?? ''))
    if (!mine) return []
    const other = faces.get((offered ? row.answer_child_id : row.child_id) ?? '') ?? null
    const otherGuardian = faces.get((offered ? row.answer_guardian_id : row.guardian_id) ?? '') ?? null
    return [{ offerId: row.id, state: stateOf(row), mine, other, otherGuardian }]
  })
}

function stateOf(row: OfferRow): OfferState['state'] {
  if (row.confirmed_at) return 'connected'
  if (row.over) return 'over'
  return row.answered_at ? 'answered' : 'waiting'
}

type ConnectionRow = { id: string; mine_id: string; other_id: string; made_at: Date; approved_by: string[] | null }

async function connectionsOf(db: Db, keyring: Keyring): Promise<Connection[]> {
  const mine = await db.rows<Omit<ConnectionRow, 'approved_by'>>(sql`
    select c.id, m.mine_id, m.other_id, c.made_at from access.my_connections m join connections c on c.id = m.connection_id order by c.made_at, c.id`)
  const approvals = await approvalsOf(db, mine.map((row) => row.id))
  const faces = await facesById(db, keyring, [...mine.flatMap((row) => [row.mine_id, row.other_id]), ...[...approvals.values()].flat()])
  return mine.flatMap((row) => {
    const [face, other] = [faces.get(row.mine_id), faces.get(row.other_id)]
    if (!face || !other) return []
    return [{ id: row.id, mine: face, other, approvedBy: (approvals.get(row.id) ?? []).flatMap((id) => faces.get(id) ?? []), madeAt: row.made_at.toISOString() }]
  })
}

async function approvalsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ id: string; by: string[] }>(sql`select connection_id as id, by_ids as by from access.approvers_of(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.by]))
}
