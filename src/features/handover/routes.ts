// A child who turns 13 and a guardian decide together what is taken along and what is erased. DEL-10
import { z } from 'zod'
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { handovers, newHandover, newHandoverAgreement, newHandoverForChild } from './contract.ts'
import { handoversOf } from './queries.ts'

export const handoverRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/handovers',
    may: 'handover.read',
    says: 'What a child and its guardians decide together, and is not over.',
    answer: handovers,
    work: async ({ house, db }) => ({ handovers: await handoversOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/handovers',
    may: 'handover.ask',
    says: 'The child asks to take everything along, or to have it erased.',
    body: newHandover,
    answer: 'nothing',
    work: ({ db, body }) => db.rows(sql`select access.ask_handover(${body.what}, ${newId('proposal')})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/handovers',
    may: 'handover.propose',
    says: 'A guardian asks the child for the same.',
    body: newHandoverForChild,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.propose_handover(${params['childId']}, ${body.what}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/handovers/:handoverId/assent',
    may: 'handover.assent',
    says: 'The child’s own yes to what a guardian asked.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.assent_to_handover(${params['handoverId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/handovers/:handoverId/agreement',
    may: 'handover.agree',
    says: 'A guardian’s yes to what the child asked.',
    body: newHandoverAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.agree_to_handover(${params['handoverId']}, ${body.freshCheckId})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/handovers/:handoverId',
    may: 'handover.end',
    says: 'A no, or it is taken back: at once, until it is done.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_handover(${params['handoverId']})`),
  }),
]
