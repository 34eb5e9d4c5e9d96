// "I'm in this picture": a child, or a guardian for it, hides another child's post at once; it is erased after 48 hours unless both sides keep it. DEL-11
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** GET /api/claims (child, guardian): those on one's posts, and those one made; a guardian's are their children's. Soonest first. */
export const claims = z.object({
  claims: z.array(
    z.object({
      id: z.uuid(),
      postId: z.uuid(),
      side: z.enum(['owner', 'claimant']), // where `mine` stands
      mine: face,
      other: face.nullable(), // null: not connected any more
      erasedAt: z.string(), // ISO 8601: when the post is erased
      by: face.nullable(), // who said so, the child or a guardian for it: told on the claimant's side; null there: a guardian who has left
      byMe: z.boolean(), // only who said so takes it back
      kept: z.boolean(), // a guardian of the owner asks to keep it: a yes of a guardian of the claimant ends the claim
    }),
  ),
})
export type Claims = z.infer<typeof claims>
export type Claim = Claims['claims'][number]

/** POST /api/children/:childId/claims (guardian): by the mark in what has reached the child, for a guardian does not see the photo. AUD-2 */
export const newClaimForChild = z.strictObject({ mark: z.string().regex(/^[\w-]{64}$/) })

/** POST /api/claims/:claimId/taking-back (the guardian who said so); fresh check 'claim.take-back' on the claimId. */
export const newTakingBack = z.strictObject({ freshCheckId: z.uuid() })

/** POST /api/claims/:claimId/agreement (guardian of the claimant); fresh check 'claim.agree' on the claimId. */
export const newAgreement = z.strictObject({ freshCheckId: z.uuid() })

export const refusals = {
  'claim.not-kept': 409, // nobody asks to keep it, or it is too late
} as const
