// Who helps out for a child, and what waits for them. Deciding itself is the same as a guardian's (posts/routes.ts). Decision 0048
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { carers, newCarer, toDecide } from './contract.ts'
import { carersOf, postsToDecide } from './queries.ts'

export const carerRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/carers',
    may: 'carer.read',
    says: 'Who helps out for a child, and until when.',
    answer: carers,
    work: async ({ house, db }) => ({ carers: await carersOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/carers',
    may: 'carer.ask',
    says: 'A guardian asks a relative to help out until a day; the other guardians may object.',
    body: newCarer,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(
        sql`select access.ask_carer(${params['childId']}, ${body.personId}, ${body.until}, ${newId('proposal')}, ${body.freshCheckId})`,
      ),
  }),
  route({
    method: 'DELETE',
    url: '/api/carers/:caringId',
    may: 'carer.end',
    says: 'A guardian, or who helps out, ends it at once.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_caring(${params['caringId']})`),
  }),
  route({
    method: 'GET',
    url: '/api/to-decide',
    may: 'carer.look',
    says: 'What waits for this carer, and nothing else of the child.',
    answer: toDecide,
    work: async ({ house, db }) => ({ posts: await postsToDecide(db, house.keyring) }),
    looks: ({ posts }) => ({ what: 'children', ids: [...new Set(posts.map((post) => post.author.id))] }),
  }),
]
