// A child asks for another name, and a guardian says yes to exactly that, or no with a kind word.
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { sealName } from '../people/names.ts'
import { nameWishes, newNameAgreement, newNameNo, newNameWish } from './contract.ts'
import { nameWishesOf } from './queries.ts'

export const nameRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/name-wishes',
    may: 'name.read-wish',
    says: 'The name that a child asks for, and what was said to it.',
    answer: nameWishes,
    work: async ({ house, db }) => ({ wishes: await nameWishesOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/name-wishes',
    may: 'name.wish',
    says: 'A child asks for another name.',
    body: newNameWish,
    answer: 'nothing',
    work: async ({ house, db, body }) => {
      const { id } = (await db.one<{ id: PersonId }>(sql`select child_id as id from children`)) ?? refuse('not-found')
      await db.rows(sql`select access.wish_name(${newId('proposal')}, ${await sealName(house.keyring, id, body.name)})`)
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/name-wishes/:wishId',
    may: 'name.take-back',
    says: 'The child takes it back, until it is answered.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.take_back_wish(${params['wishId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/name-wishes/:wishId/agreement',
    may: 'name.grant',
    says: 'A guardian’s yes: it is the child’s name from now on.',
    body: newNameAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.grant_wish(${params['wishId']}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/name-wishes/:wishId/no',
    may: 'name.decline',
    says: 'A guardian’s no, with a kind word. What was asked for is forgotten.',
    body: newNameNo,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.decline_wish(${params['wishId']}, ${body.word})`),
  }),
]
