// Guarding a child together: removing a guardian, and a day in which the others may object to what one proposes. CON-10
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { newAgreement, newRemoval, proposals } from './contract.ts'
import { proposalsOf } from './queries.ts'

export const guardianRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/children/:childId/guardian-removals',
    may: 'guardian.remove',
    says: 'A guardian proposes that another one, or they themselves, guard this child no longer.',
    body: newRemoval,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.propose_removal(${params['childId']}, ${body.guardianId}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
  route({
    method: 'GET',
    url: '/api/proposals',
    may: 'proposal.read',
    says: 'The big steps that wait, and what came of the last ones.',
    answer: proposals,
    work: async ({ house, db }) => ({ proposals: await proposalsOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/proposals/:proposalId/objection',
    may: 'proposal.object',
    says: 'No: everything stays as it is, at once.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.object(${params['proposalId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/proposals/:proposalId/agreement',
    may: 'proposal.agree',
    says: 'Yes: when all have said so, it need not wait.',
    body: newAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.agree(${params['proposalId']}, ${body.freshCheckId})`),
  }),
]
