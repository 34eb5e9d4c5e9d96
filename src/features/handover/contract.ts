// The joint hand-over: what a child who turns 13 and a guardian decide together, each with a yes of its own. DEL-10
import { z } from 'zod'
import { face } from '../people/contract.ts'

export const handoverSteps = ['take', 'wipe'] as const
export type HandoverStep = (typeof handoverSteps)[number]

/** GET /api/handovers (child, guardian): what was asked and is not over. Both see the same. */
export const handovers = z.object({
  handovers: z.array(
    z.object({
      id: z.uuid(), // of the proposal too that comes of it
      child: face,
      what: z.enum(handoverSteps),
      by: face.nullable(), // null: a guardian who has left
      askedAt: z.string(), // ISO 8601, to the quarter of an hour
      state: z.enum(['asked', 'waits', 'ready']), // 'waits': its day; 'ready': the guardian may save the file, for a day
      mayAgree: z.boolean(), // it waits for the yes of who looks
    }),
  ),
})
export type Handovers = z.infer<typeof handovers>
export type Handover = Handovers['handovers'][number]

/** POST /api/handovers (child). The other side answers: POST /api/handovers/:handoverId/agreement. */
export const newHandover = z.strictObject({ what: z.enum(handoverSteps) })
/** POST /api/children/:childId/handovers (guardian); fresh check 'handover.propose' on '<childId>:<what>'. The child answers: POST /api/handovers/:handoverId/assent. */
export const newHandoverForChild = newHandover.extend({ freshCheckId: z.uuid() })
/** POST /api/handovers/:handoverId/agreement (guardian); fresh check 'handover.agree' on the handoverId. DELETE /api/handovers/:handoverId takes back, or says no. */
export const newHandoverAgreement = z.strictObject({ freshCheckId: z.uuid() })

export const refusals = {
  'handover.not-yet': 409, // the child is not 13 yet, or the month was not said
  'handover.together': 409, // a guardian alone does not decide it any more
  'handover.already': 409, // it was asked already
  'handover.over': 409, // it was agreed, or done
} as const
