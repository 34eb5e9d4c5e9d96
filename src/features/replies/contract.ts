// Replies: what somebody of the audience says about a photo, to its child alone. WEL-2, BUL-1
import { z } from 'zod'
import { face, letters } from '../people/contract.ts'
import { kinds } from '../screening/kinds.ts'
import { sayings, tries } from './replies.ts'

export const saying = z.enum(sayings)
const said = z.enum([...sayings, 'own-words'])

/** What came for a photo, for its child and that child's guardians. From whom, and never how many. `words`: what is in nobody's list. */
export const received = z.object({ id: z.uuid(), from: face, says: said, words: z.string().nullable() })
export type Received = z.infer<typeof received>

/** What one sent oneself, or one's child did. */
export const sent = z.object({ id: z.uuid(), says: said })
export type Sent = z.infer<typeof sent>

/** How own words stand: a guardian reads them first; then they go out as a photo does. PUB-1, PUB-4 */
const standing = z.enum(['waiting', 'sent-back', 'cooling-off', 'out'])
const sentBack = z.object({ word: z.enum(tries), by: face.nullable() }) // no face: a guardian who has left

/** What a child said to a photo. `own`: in its own words. */
export const mine = sent.extend({ own: z.object({ words: z.string(), standing, sentBack: sentBack.nullable() }).nullable() })
export type Mine = z.infer<typeof mine>

/** What is open to whoever looks at a photo: a relative's heart, or a child's pictures and sentences. */
export const open = z.enum(['heart', 'stickers', 'phrases', 'own-words'])
export type Open = z.infer<typeof open>

/** POST /api/posts/:postId/replies (a relative, or another child). DELETE /api/replies/:replyId by whoever sent it, the photo's child, or a guardian of either. */
export const newReply = z.strictObject({ says: saying })

/** POST /api/posts/:postId/own-words (a child). Needs Idempotency-Key. */
export const newWords = z.strictObject({ words: letters(200).trim().min(1) })

/** What a child wrote to whom, for its guardians: not to which photo. AUD-2. GET /api/children/:childId/own-words; those that wait stand in GET /api/inbox. */
export const written = z.object({
  id: z.uuid(),
  child: face,
  to: face,
  words: z.string(),
  findings: z.array(z.object({ kind: z.enum(['unread', ...kinds]) })), // `unread`: the check could not read the words. PUB-6
  standing,
  sentBack: sentBack.nullable(),
  answeredBy: face.nullable(), // who said yes to it or sent it back; none of both: somebody who has left, or nobody yet
  writtenAt: z.string(), // ISO 8601
  goesAt: z.string().nullable(), // when the cooling-off window ends or ended
  contentHash: z.string(), // what an approval is bound to
})
export type Written = z.infer<typeof written>
export const allWritten = z.object({ written: z.array(written) })
export type AllWritten = z.infer<typeof allWritten>

/** POST /api/replies/:replyId/approval (a guardian): fresh check 'post.approve' on 'inbox'. DELETE it while nobody else has read it. */
export const newYes = z.strictObject({ contentHash: z.string().regex(/^[0-9a-f]{64}$/), freshCheckId: z.uuid() })
/** POST /api/replies/:replyId/sending-back (a guardian). */
export const newTry = z.strictObject({ word: z.enum(tries) })

export const refusals = {
  'reply.already': 409, // one for each photo, also when a family took it off
  'reply.not-waiting': 409,
  'reply.changed': 409, // not the words the guardian read
  'reply.not-approved': 409, // there is no yes to undo
  'reply.out': 409, // too late to undo: it can be taken away
} as const
