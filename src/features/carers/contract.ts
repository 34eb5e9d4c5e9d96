// Carers: a relative whom a guardian asks to look at what waits for a child and to say yes, for a week at most. Decision 0048
import { z } from 'zod'
import { face } from '../people/contract.ts'
import { post } from '../posts/contract.ts'

/** Until when somebody is asked, by the house's clock: the end of today, of Sunday, or of the sixth day after today. */
export const untils = ['today', 'weekend', 'week'] as const

/** GET /api/carers: who helps out, and who did in the last 30 days: for the child, its guardians, and for who does. */
export const carers = z.object({
  carers: z.array(
    z.object({
      id: z.uuid(),
      child: face.nullable(), // null: one does not see them any more
      carer: face,
      by: face.nullable(), // the guardian who asked
      lastDay: z.iso.date(),
      isOver: z.boolean(),
    }),
  ),
})
export type Carers = z.infer<typeof carers>
export type Carer = Carers['carers'][number]

/** POST /api/children/:childId/carers (guardian): it waits for the other guardians; fresh check 'carer.ask' on '<childId>:<personId>'. DELETE /api/carers/:caringId ends it at once. */
export const newCarer = z.strictObject({ personId: z.uuid(), until: z.enum(untils), freshCheckId: z.uuid() })

/** GET /api/to-decide (relative): what waits for this carer, and what they said yes to until it is shared. */
export const toDecide = z.object({ posts: z.array(post) })
export type ToDecide = z.infer<typeof toDecide>

export const refusals = {
  'carer.already': 409, // they help out for this child: a longer time is a new yes, when this one is over
} as const
