// Replies: what somebody of the audience says about a photo, to its child alone. WEL-2, BUL-1
import { z } from 'zod'
import { face } from '../people/contract.ts'
import { sayings } from './replies.ts'

export const saying = z.enum(sayings)

/** What came for a photo, for its child and that child's guardians. From whom, and never how many. */
export const received = z.object({ id: z.uuid(), from: face, says: saying })
export type Received = z.infer<typeof received>

/** What one sent oneself, or one's child did. */
export const sent = z.object({ id: z.uuid(), says: saying })
export type Sent = z.infer<typeof sent>

/** What is open to whoever looks at a photo: a relative's heart, or a child's pictures and sentences. */
export const open = z.enum(['heart', 'stickers', 'phrases'])
export type Open = z.infer<typeof open>

/** POST /api/posts/:postId/replies (a relative, or another child). DELETE /api/replies/:replyId by whoever sent it, the photo's child, or a guardian of either. */
export const newReply = z.strictObject({ says: saying })
