// What anybody may know about the promises: which there are, when each was last attacked, what is closed and what was broken.
import { z } from 'zod'

export const features = ['viewing', 'sharing', 'connecting'] as const
export type Feature = (typeof features)[number]

/** GET /api/promises: the same for everybody, signed in or not. Times are to the minute. GOV-2, GOV-9 */
export const promisesNow = z.object({
  everyMinutes: z.literal(15),
  promises: z.array(
    z.object({
      id: z.string(),
      requirements: z.array(z.string()),
      guards: z.enum(features), // what closes while it is broken
      state: z.enum(['holds', 'broken', 'not-tried']),
      tried: z.number().int(), // how many attacks the last try made
      lastTriedAt: z.string().nullable(),
      lastHeldAt: z.string().nullable(),
    }),
  ),
  closed: z.array(z.enum(features)),
  silentSince: z.string().nullable(), // nobody has tried since then, for more than an hour: everything is closed
  /** Newest first, 50 at most. */
  incidents: z.array(
    z.object({
      promiseId: z.string(),
      feature: z.enum(features),
      beganAt: z.string(),
      endedAt: z.string().nullable(),
      ended: z.enum(['held-again', 'no-longer-promised']).nullable(), // the second: by a later version, which does not make this promise
    }),
  ),
})
export type PromisesNow = z.infer<typeof promisesNow>

export const refusals = {
  'safeguard.closed': 503, // a promise that guards this is broken: it opens again when the promise holds
} as const
