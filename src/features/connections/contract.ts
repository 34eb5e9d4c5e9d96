// Connections: two people, approved by a guardian of each side, made face to face with a one-time code. CNT-1, CNT-11
import { z } from 'zod'
import { face, personId } from '../people/contract.ts'

/** POST /api/children/:childId/connection-offers: shows a code for ten minutes, once. */
export const newOffer = z.strictObject({ freshCheckId: z.uuid() })
export const offer = z.object({ offerId: z.uuid(), code: z.string(), url: z.string(), expiresAt: z.string() })
export type Offer = z.infer<typeof offer>

/** POST /api/connection-offers/look: who offered, for the guardian who scans; wrong, used and expired are one answer. */
export const lookAtOffer = z.strictObject({ code: z.string().min(6).max(64) })
export const lookedAtOffer = z.object({ child: face, guardian: face })

/** POST /api/connection-offers/answer: the scanning guardian says yes for their child. */
export const newAnswer = z.strictObject({ code: z.string().min(6).max(64), childId: personId, freshCheckId: z.uuid() })
export const answered = z.object({ offerId: z.uuid() })

/** GET /api/connection-offers/:offerId, for either guardian; POST …/confirmation by the one who offered makes the connection. */
export const offerState = z.object({
  offerId: z.uuid(),
  state: z.enum(['waiting', 'answered', 'connected', 'over']),
  mine: face, // this guardian's child
  other: face.nullable(), // the other child, once answered
  otherGuardian: face.nullable(),
})
export type OfferState = z.infer<typeof offerState>
export const newConfirmation = z.strictObject({ freshCheckId: z.uuid() })

/** GET /api/connections (a child: own; a guardian: of all their children; a relative: own). DELETE /api/connections/:connectionId ends one. */
export const connection = z.object({
  id: z.uuid(),
  mine: face, // whose connection it is
  other: face,
  approvals: z.array(z.object({ by: face, side: z.enum(['mine', 'other']), at: z.string() })), // a guardian of each side (a relative approves for themselves); none for children
  madeAt: z.string(), // ISO 8601, to the quarter of an hour, as the yeses (T18)
})
export type Connection = z.infer<typeof connection>
export const connections = z.object({
  connections: z.array(connection),
  ofManyFamilies: z.array(z.uuid()), // for a guardian: which of these are with a relative who is connected with more than three families. CNT-5
})

/** POST /api/children/:childId/blocks: the child itself, or a guardian, blocks somebody it is or was connected with. */
export const newBlock = z.strictObject({ personId })

/** GET /api/blocks: a child's own and its guardians' for it; for a guardian, those of all their children. DELETE /api/blocks/:blockId lifts the child's own. */
export const block = z.object({
  id: z.uuid(),
  mine: face, // whose block it is
  person: face, // who is blocked
  by: face.nullable(), // the child itself, or which guardian; null: a guardian who has left
})
export type Block = z.infer<typeof block>
export const blocks = z.object({ blocks: z.array(block) })

/** POST /api/children/:childId/liftings: a guardian lifts their own; who has none asks the other guardians; fresh check 'block.lift' on '<childId>:<personId>'. */
export const newLifting = z.strictObject({ personId, freshCheckId: z.uuid() })

export const refusals = {
  'connection.blocked': 409, // by this side: the other side's blocks are not told
  'connection.own-child': 409,
  'connection.already': 409,
  'connection.not-answered': 409,
} as const
