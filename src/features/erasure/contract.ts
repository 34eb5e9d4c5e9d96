// Erasing a child whole: what there is, the wish, and the receipt that stays. DEL-6
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** GET /api/children/:childId/belongings: what there is of a child, before everything is erased. Things are counted, people are named. */
export const belongings = z.object({
  photos: z.number().int(), // in posts; a draft is its child's alone (PAR-6)
  posts: z.number().int(),
  sharedPosts: z.number().int(),
  mayHaveKept: z.array(face), // who can open something of it, or could until it ended
})
export type Belongings = z.infer<typeof belongings>

/** POST /api/children/:childId/erasures; fresh check 'erasure.make' on the childId. 'waits': for a day, for the other guardians. CON-10 */
export const newErasure = z.strictObject({ freshCheckId: z.uuid() })
export const begunErasure = z.object({ erasureId: z.uuid(), state: z.enum(['closed', 'waits']) })
export type BegunErasure = z.infer<typeof begunErasure>

/** GET /api/erasures/:erasureId, and all of them: GET /api/erasures. Whoever guarded the child until then has them for a year. */
export const erasure = z.object({
  id: z.uuid(),
  askedAt: z.string(), // ISO 8601
  closedAt: z.string(),
  erasedAt: z.string().nullable(), // null: the worker is at it, a minute at most
  receipt: z.string().nullable(), // the file to keep
})
export type Erasure = z.infer<typeof erasure>
export const erasures = z.object({ erasures: z.array(erasure) })
