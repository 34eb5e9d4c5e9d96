// What a guardian hears of and how, and the devices that get a message. Nothing of it is ever sent to a child. WEL-7
import { z } from 'zod'

/** For each kind the ways there are; 0036-alerts.sql keeps no other. In the app everything stands, always. */
export const waysOf = {
  waiting: ['device', 'mail', 'app'],
  pictured: ['device', 'mail', 'app'],
  proposed: ['both', 'mail'],
  safety: ['both', 'mail'],
  week: ['mail', 'app'],
} as const
export type AlertKind = keyof typeof waysOf
export const alertKinds = Object.keys(waysOf) as AlertKind[]

const kind = z.enum(['waiting', 'pictured', 'proposed', 'safety', 'week'] satisfies AlertKind[])
/** `device`: a message to each device that gets them, and a mail where none does. `both`: a mail, and a message to each. */
const way = z.enum(['device', 'mail', 'both', 'app'])
export type AlertWay = z.infer<typeof way>

/** Who else learns something, by name, and for what. NOT-2 */
const recipient = z.object({ host: z.string(), what: z.enum(['mail', 'photos', 'database', 'push']) })
export type Recipient = z.infer<typeof recipient>

/** GET /api/alerts. `key`: what the browser asks its push service with. `recipients`: of the house, and of the viewer's own devices. */
export const alerts = z.object({
  kinds: z.array(z.object({ kind, way, ways: z.array(way) })),
  devices: z.array(z.object({ id: z.string(), service: z.string(), name: z.string().nullable(), since: z.string(), here: z.boolean() })),
  recipients: z.array(recipient),
  key: z.string(),
})
export type Alerts = z.infer<typeof alerts>

/** GET /api/events: since when, by the server’s clock in milliseconds, the page has been asking for what it shows. */
export const heardSince = z.strictObject({
  since: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

/** POST /api/alerts/ways */
export const chosenWay = z.strictObject({ kind, way })
export type ChosenWay = z.infer<typeof chosenWay>

/** POST /api/push-subscriptions: what the browser was given by its push service. Its owner has read by then which service that is. */
export const newSubscription = z.strictObject({
  endpoint: z.string().max(1500),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
})
export type NewSubscription = z.infer<typeof newSubscription>

/** POST /api/push-subscriptions/renewals: the device is here again. `not-found`: it gets nothing any more. */
export const renewal = newSubscription.pick({ endpoint: true })

export const refusals = { 'alert.not-this-way': 409, 'alert.no-push-service': 409, 'alert.too-many-devices': 409 } as const
