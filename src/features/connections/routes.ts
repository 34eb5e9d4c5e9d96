// Connecting two children face to face, seeing who is connected, and ending it.
import { route, type Route } from '../../access/door.ts'
import { newCode, readCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { faceOf, type PersonRow } from '../people/names.ts'
import {
  answered,
  blocks,
  connections,
  lookAtOffer,
  lookedAtOffer,
  newAnswer,
  newBlock,
  newConfirmation,
  newLifting,
  newOffer,
  offer,
  offerState,
} from './contract.ts'
import { blocksOf, connectionsOf, offersOf, withManyFamilies } from './queries.ts'

// 29 letters of 23: 131 bits. CNT-11
const offerCodeLetters = 29

export const connectionRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/children/:childId/connection-offers',
    may: 'connection.offer',
    says: 'A guardian shows a code to connect their child, for ten minutes, once.',
    body: newOffer,
    answer: offer,
    status: 201,
    work: async ({ house, db, params, body }) => {
      const code = newCode(offerCodeLetters)
      const offerId = newId('invitation')
      const made = await db.one<{ expires_at: Date }>(
        sql`select access.make_offer(${params['childId']}, ${offerId}, ${sha256(code)}, ${body.freshCheckId}) as expires_at`,
      )
      return {
        offerId,
        code: showCode(code),
        url: `${house.config.url.origin}/family/connect#${code}`,
        expiresAt: made?.expires_at.toISOString(),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/connection-offers/look',
    may: 'connection.look',
    says: 'Whose code is this? For a guardian who holds it.',
    body: lookAtOffer,
    answer: lookedAtOffer,
    tries: { max: 20, minutes: 1 },
    work: async ({ house, db, body }) => {
      const rows = await db.rows<{ person_id: PersonId } & Omit<PersonRow, 'id'>>(
        sql`select * from access.look_at_offer(${hashOf(body.code)})`,
      )
      const faces = await Promise.all(rows.map((row) => faceOf(house.keyring, { ...row, id: row.person_id })))
      return { child: faces.find((face) => face.kind === 'child'), guardian: faces.find((face) => face.kind === 'guardian') }
    },
  }),
  route({
    method: 'POST',
    url: '/api/connection-offers/answer',
    may: 'connection.answer',
    says: 'The guardian who scanned says yes for their child.',
    body: newAnswer,
    answer: answered,
    tries: { max: 20, minutes: 1 },
    work: async ({ db, body }) => {
      const hash = hashOf(body.code)
      const found = await db.one<{ offer: string }>(
        sql`select access.answer_offer(${hash}, ${body.childId}, ${body.freshCheckId}, ${hash.toString('hex')}) as offer`,
      )
      return { offerId: found?.offer }
    },
  }),
  route({
    method: 'GET',
    url: '/api/connection-offers/:offerId',
    may: 'connection.look',
    says: 'How far an offer is, for the two guardians.',
    answer: offerState,
    work: async ({ house, db, me, params }) =>
      (await offersOf(db, house.keyring, me)).find((one) => one.offerId === params['offerId']) ?? refuse('not-found'),
  }),
  route({
    method: 'POST',
    url: '/api/connection-offers/:offerId/confirmation',
    may: 'connection.confirm',
    says: 'The guardian who offered sees who answered and says yes: now they are connected.',
    body: newConfirmation,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`
      select access.confirm_offer(${params['offerId']}, ${body.freshCheckId}, ${[newId('connection'), newId('connection'), newId('connection')]})`),
  }),
  route({
    method: 'GET',
    url: '/api/connections',
    may: 'connection.read',
    says: "Who is connected: one's own, or one's children's.",
    answer: connections,
    work: async ({ house, db, viewer }) => ({
      connections: await connectionsOf(db, house.keyring),
      ofManyFamilies: viewer.kind === 'guardian' ? await withManyFamilies(db) : [],
    }),
  }),
  route({
    method: 'DELETE',
    url: '/api/connections/:connectionId',
    may: 'connection.end',
    says: 'Ends a connection at once, from either side.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_connection(${params['connectionId']})`),
  }),
  route({
    method: 'GET',
    url: '/api/blocks',
    may: 'block.read',
    says: "Whom a child has blocked, and whom its guardians have: one's own, or of one's children.",
    answer: blocks,
    work: async ({ house, db }) => ({ blocks: await blocksOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/blocks',
    may: 'block.make',
    says: 'Ends a connection at once, and nothing connects the two again while it stands. To the other side it ended.',
    body: newBlock,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.block_person(${params['childId']}, ${body.personId}, ${newId('block')})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/blocks/:blockId',
    may: 'block.undo',
    says: 'A child lifts its own block. It connects nobody.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_block(${params['blockId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/liftings',
    may: 'block.lift',
    says: 'A guardian lifts their own block; who has none proposes that the other guardians’ end.',
    body: newLifting,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.lift_block(${params['childId']}, ${body.personId}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
]

function hashOf(typed: string): Buffer {
  return sha256(readCode(typed) ?? refuse('code.not-good'))
}
