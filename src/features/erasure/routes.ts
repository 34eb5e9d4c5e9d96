// A guardian erases everything about a child, and keeps a receipt. DEL-6
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { begunErasure, belongings, erasure, erasures, newErasure, type BegunErasure } from './contract.ts'
import { belongingsOf, erasuresSeen } from './queries.ts'

export const erasureRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/children/:childId/belongings',
    may: 'child.read',
    says: 'What there is of a child, and who may have kept copies.',
    answer: belongings,
    work: async ({ house, db, params }) => (await belongingsOf(db, house.keyring, params['childId'] ?? '')) ?? refuse('not-found'),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/erasures',
    may: 'erasure.make',
    says: 'A guardian wants everything about a child erased.',
    body: newErasure,
    answer: begunErasure,
    status: 202,
    work: async ({ db, params, body }): Promise<BegunErasure> => {
      const id = newId('erasure')
      const begun = await db.one<Pick<BegunErasure, 'state'>>(
        sql`select access.propose_erasing(${params['childId']}, ${id}, ${body.freshCheckId}) as state`,
      )
      return { erasureId: id, state: begun?.state ?? 'waits' }
    },
  }),
  route({
    method: 'GET',
    url: '/api/erasures',
    may: 'erasure.read',
    says: 'The receipts of children who were erased.',
    answer: erasures,
    work: async ({ db }) => ({ erasures: await erasuresSeen(db) }),
  }),
  route({
    method: 'GET',
    url: '/api/erasures/:erasureId',
    may: 'erasure.read',
    says: 'One of them.',
    answer: erasure,
    work: async ({ db, params }) => (await erasuresSeen(db)).find(({ id }) => id === params['erasureId']) ?? refuse('not-found'),
  }),
]
