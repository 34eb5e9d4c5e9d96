// The open line on which a screen hears that it should look again (it never says what has changed); and how a guardian hears when no screen is open.
import { route, type Route } from '../../access/door.ts'
import { sha256 } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { isWhole, serviceOf } from '../../platform/push.ts'
import { refuse } from '../../platform/refusal.ts'
import { alerts, chosenWay, heardSince, newSubscription, renewal } from './contract.ts'
import { alertsOf } from './queries.ts'
import { sealAddress } from './telling.ts'

export const alertRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/events',
    may: 'changes.hear',
    says: 'Server-sent events: "changed" means look again. It begins with one, but where nothing has changed since what is shown was asked for.',
    query: heardSince,
    answer: 'changes',
    work: async ({ me }) => me,
  }),
  route({
    method: 'GET',
    url: '/api/alerts',
    may: 'alert.read',
    says: 'How the viewer hears of what, and which of their devices get a message.',
    answer: alerts,
    work: async ({ house, db, me }) => alertsOf(db, house, me),
  }),
  route({
    method: 'POST',
    url: '/api/alerts/ways',
    may: 'alert.choose',
    says: 'Chooses how the viewer hears of one kind of alert. What is about safety always comes by mail.',
    body: chosenWay,
    answer: 'nothing',
    work: async ({ db, body }) => void (await db.rows(sql`select access.choose_alert_way(${body.kind}, ${body.way})`)),
  }),
  route({
    method: 'POST',
    url: '/api/push-subscriptions',
    may: 'push.start',
    says: 'Messages without content come to this device, by the push service of its browser.',
    body: newSubscription,
    answer: 'nothing',
    work: async ({ house, db, me, body }) => {
      const service = serviceOf(body.endpoint) ?? refuse('alert.no-push-service')
      if (!isWhole(body)) refuse('bad-request')
      const id = newId('subscription')
      const sealed = await sealAddress(house.keyring, { id, person_id: me }, body)
      await db.rows(sql`select access.start_push(${id}, ${service}, ${sha256(body.endpoint)}, ${sealed})`)
    },
  }),
  route({
    method: 'POST',
    url: '/api/push-subscriptions/renewals',
    may: 'push.renew',
    says: 'The device is here again: its messages go on, also in this session.',
    body: renewal,
    answer: 'nothing',
    work: async ({ db, body }) => void (await db.rows(sql`select access.renew_push(${sha256(body.endpoint)})`)),
  }),
  route({
    method: 'DELETE',
    url: '/api/push-subscriptions/:subscriptionId',
    may: 'push.end',
    says: 'Ends the messages to one of the viewer’s devices.',
    answer: 'nothing',
    work: async ({ db, params }) => void (await db.rows(sql`select access.end_push(${params['subscriptionId']})`)),
  }),
]
