// The notice to read, consent to give and withdraw, and the child's own yes and no.
import { z } from 'zod'
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { consentMethods, newAssent, newConsents, newResumption, newWithdrawal, notice, yeses } from './contract.ts'
import { offered } from './methods/methods.ts'
import { besideNotice } from './beside.ts'
import { currentNotice } from './notice.ts'
import { yesesOf } from './yeses.ts'

export const consentRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/notice',
    may: 'kitestring.ask',
    says: 'The notice in force, before anything is asked for.',
    answer: notice,
    work: async ({ house }) => {
      const { version, text, purposes } = currentNotice(house.config)
      return { version, text, purposes, beside: besideNotice(house.config, house.clock.now()) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/consent-methods',
    may: 'kitestring.ask',
    says: 'In which ways one can prove to be a guardian here.',
    answer: consentMethods,
    work: async ({ house }) => ({ methods: offered(house.config) }),
  }),
  route({
    method: 'GET',
    url: '/api/children/:childId/yeses',
    may: 'child.read',
    says: 'Every yes that was given for a child, by whom and when, and what was withdrawn.',
    answer: yeses,
    work: async ({ house, db, params }) => (await yesesOf(db, house.keyring, params['childId'] ?? '')) ?? refuse('not-found'),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/consents',
    may: 'consent.give',
    says: 'A guardian gives itemised consent.',
    body: newConsents,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`
      select access.give_consents(${params['childId']}, ${body.noticeVersion}, ${body.purposes}, ${body.purposes.map(() => newId('consent'))})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/withdrawals',
    may: 'consent.withdraw',
    says: 'Any guardian withdraws consent for one purpose, at once.',
    body: newWithdrawal,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.withdraw_consent(${params['childId']}, ${body.purpose})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/pauses',
    may: 'sharing.pause',
    says: 'Any guardian pauses sharing for this child, at once.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.pause_sharing(${params['childId']}, ${newId('pause')})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/resumptions',
    may: 'sharing.resume',
    says: 'A guardian lifts their own pause; who has none proposes that the others’ end.',
    body: newResumption,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.resume_sharing(${params['childId']}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/assents',
    may: 'assent.give',
    says: 'The child says yes too, after the lesson.',
    body: newAssent,
    answer: 'nothing',
    work: ({ db, body }) => db.rows(sql`select access.give_assent(${newId('consent')}, ${body.lesson})`),
  }),
  route({
    method: 'POST',
    url: '/api/assent-withdrawals',
    may: 'assent.withdraw',
    says: 'The child says no again; sharing stops at once.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db }) => db.rows(sql`select access.withdraw_assent()`),
  }),
]
