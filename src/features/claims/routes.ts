// A child says that it is in a picture, and the two families settle what becomes of it. DEL-11
import { z } from 'zod'
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { claims, newAgreement, newClaimForChild, newTakingBack } from './contract.ts'
import { claimsOf } from './queries.ts'

export const claimRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/claims',
    may: 'claim.read',
    says: 'Who says they are in a picture, of one’s own posts and of others’.',
    answer: claims,
    work: async ({ house, db }) => ({ claims: await claimsOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/claims',
    may: 'claim.make',
    says: 'A child is in this picture: it is hidden from everybody else at once.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.claim_post(${params['postId']}, ${newId('claim')})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/claims',
    may: 'claim.make-for-child',
    says: 'A guardian says it for their child, of something that reached it.',
    body: newClaimForChild,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.claim_for_child(${params['childId']}, ${body.mark}, ${newId('claim')})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/claims/:claimId',
    may: 'claim.take-back',
    says: 'The child takes back what it said, and the others see the post again.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.take_back_claim(${params['claimId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/claims/:claimId/taking-back',
    may: 'claim.take-back-for-child',
    says: 'The guardian who said it for their child takes it back, and the others see the post again.',
    body: newTakingBack,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.take_back_claim(${params['claimId']}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/claims/:claimId/keeping',
    may: 'claim.keep',
    says: 'A guardian of the owner asks to keep the post.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.ask_to_keep(${params['claimId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/claims/:claimId/agreement',
    may: 'claim.agree',
    says: 'A guardian of the child in the picture agrees to keep it.',
    body: newAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.agree_to_keep(${params['claimId']}, ${body.freshCheckId})`),
  }),
]
