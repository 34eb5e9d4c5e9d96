// Posts: one to ten photos shared together, for an audience that is fixed when it is asked for. AUD-4
import { z } from 'zod'
import { face, letters, personId } from '../people/contract.ts'
import { photo, photoId } from '../photos/contract.ts'
import { mine, open, received, sent, written } from '../replies/contract.ts'
import { kinds } from '../screening/kinds.ts'
import { notedKinds } from '../screening/photos/seen-kinds.ts'
import { settings, type Step } from '../settings/values.ts'

export const states = ['waiting', 'sent-back', 'cooling-off', 'shared', 'over', 'taken-back', 'brought'] as const
export type PostState = (typeof states)[number]
export const kindWords = ['cover-someone', 'shows-a-place', 'ask-a-friend', 'words', 'another-photo', 'talk-first'] as const

/** DEL-4 */
const days = z.union([z.literal(7), z.literal(30), z.literal(90)])

/** GET /api/audience (child): the faces to choose from; `always` are the grown-ups who see everything this child shares. AUD-3 */
export const audienceChoices = z.object({
  people: z.array(face.extend({ asking: z.enum(settings.asking) })), // on which step the child stands with each. KID-5
  always: z.array(face),
  onlyFamily: z.boolean(), // a guardian has not opened sharing with other children
  lengths: z.array(days), // for how many days it may be shared, the shortest first
  asking: z.enum(settings.asking), // which photos a guardian is asked for before, with everybody of whom nothing else is said. KID-5
})
export type AudienceChoices = z.infer<typeof audienceChoices>

/** POST /api/posts (child). Needs Idempotency-Key. */
export const newPost = z.strictObject({
  photos: z
    .array(z.strictObject({ photoId, alt: letters(500) }))
    .min(1)
    .max(10),
  caption: letters(500),
  audience: z.array(personId).max(100), // empty: just for me and my grown-ups
  tagged: z.array(personId).max(20).default([]), // children of the audience who are in the picture. PUB-5
  written: z.array(letters(60)).max(100).default([]), // what was written onto the photos in the studio: looked through and not kept. PUB-6
  noted: z.array(z.enum(notedKinds)).max(notedKinds.length).default([]), // what the child's device saw in the photos, by kind alone. PUB-2
  unread: z.boolean().default(false), // more may stand on them that the app does not know: it was made before, or too much was written
  days,
})
export type NewPost = z.input<typeof newPost>
export const posted = z.object({ postId: z.uuid(), goes: z.boolean() }) // goes: nobody is asked before. KID-5

/** `unread`: the check could not read the words; `unseen`: it could not look at a photo. */
export const finding = z.object({ kind: z.enum(['place-removed', 'camera-removed', 'unread', ...kinds, ...notedKinds]) })
export type Finding = z.infer<typeof finding>

/** A face and why it is there. `now`: sees it at this moment; else: will see it once it is shared. */
export const seer = z.object({ person: face, why: z.enum(['owner', 'guardian', 'audience', 'carer']), now: z.boolean() })

/** Who said yes to it, or sent it back, and when: to the quarter of an hour (T18). No face: a guardian who has left. */
const said = z.object({ by: face.nullable(), at: z.string() })
/** `step`: nobody was asked, as this guardian had set it for the child. Null: they looked and said yes. KID-5 */
const approved = said.extend({ step: z.enum(['new-people', 'told', 'weekly'] satisfies Step[]).nullable() })

/** One post, as owner and guardians see it. GET /api/posts/:postId; GET /api/posts?before=<cursor> lists them newest first. */
export const post = z.object({
  id: z.uuid(),
  author: face,
  state: z.enum(states),
  caption: z.string(),
  photos: z.array(photo),
  askedAt: z.string(),
  sharedFrom: z.string().nullable(), // when the cooling-off window ends or ended
  sharedUntil: z.string().nullable(),
  days: z.number().int(),
  findings: z.array(finding),
  seers: z.array(seer), // "who can see it": exactly the access rule
  approved: approved.nullable(),
  sentBack: z.object({ word: z.enum(kindWords), note: z.string(), by: face, at: z.string() }).nullable(),
  hiddenBy: z.array(face), // guardians who hid it from everybody outside the family. CON-10
  /** Who is in the picture, as its child said, and whether their family says yes; nobody else sees it before. No face: connected no more. PUB-5 */
  tagged: z.array(z.object({ person: face.nullable(), answer: z.enum(['yes', 'no']).nullable() })),
  replies: z.array(received), // from whom, in the order in which they came. WEL-2
  contentHash: z.string(), // what an approval is bound to
  isBeyond: z.boolean(), // it asks for more than is set for the child: nobody can say yes as it stands
  abilities: z.array(z.enum(['approve', 'send-back', 'undo', 'hide', 'show', 'take-back'])),
})
export type Post = z.infer<typeof post>
export const postsQuery = z.object({ before: z.string().max(100).optional() })
export const posts = z.object({ posts: z.array(post), before: z.string().nullable() }) // before null: that is everything
export type Posts = z.infer<typeof posts>

/** GET /api/children/:childId/sharing (guardian): what is on its way or shared now, and what has reached the child. No picture and no word is in it: nobody looks at anything. PAR-2 */
export const sharing = z.object({
  shared: z.array(
    z.object({
      postId: z.uuid(),
      state: z.enum(['waiting', 'cooling-off', 'shared']),
      from: z.string(), // ISO 8601: since when it is shared, else since when it waits
      until: z.string().nullable(),
      hidden: z.boolean(), // by a guardian: for now nobody outside the family sees it
      with: z.array(face), // who sees it or will, but for the child and its guardians
      approved: approved.nullable(),
    }),
  ),
  /** As long as the child sees it: from whom, since when, until when. It is another family's picture, and nothing else of it is told; by its mark a guardian says that the child is in it, and reads what the child said to it. AUD-2 */
  received: z.array(
    z.object({ from: face, since: z.string(), until: z.string(), mark: z.string(), claimed: z.boolean(), reply: sent.nullable() }),
  ),
})
export type Sharing = z.infer<typeof sharing>

/** GET /api/feed?before=<cursor>&from=<childId>: what others, or this one of them, shared with this viewer, newest first, with an end. WEL-3 */
export const feedQuery = z.object({ before: z.string().max(100).optional(), from: personId.optional() })
export const feedPost = z.object({
  id: z.uuid(),
  author: face,
  caption: z.string(),
  photos: z.array(photo),
  sharedFrom: z.string(),
  today: z.boolean(), // since midnight by the house's clock; of what anybody has looked at nothing is known
  reply: mine.nullable(), // what the viewer has said to it
  mayReply: z.array(open), // what the guardians have opened, as long as there is none
})
export type FeedPost = z.infer<typeof feedPost>
export const feed = z.object({ posts: z.array(feedPost), before: z.string().nullable() }) // before null: that is everything
export type Feed = z.infer<typeof feed>

/** POST /api/posts/:postId/approval (guardian, or a carer who may decide). DELETE undoes it while the post is cooling off; it waits again. */
export const newApproval = z.strictObject({ contentHash: z.string().length(64), freshCheckId: z.uuid() })
/** POST /api/posts/:postId/sending-back (guardian, or a carer, whose note is never kept): a kind word the child will read. */
export const newSendingBack = z.strictObject({ word: z.enum(kindWords), note: letters(300) })
/** POST /api/posts/:postId/hides (guardian): at once. POST /api/posts/:postId/showing by who hid it, fresh check 'post.show'. */
export const newShowing = z.strictObject({ freshCheckId: z.uuid() })
/** POST /api/posts/:postId/taking-back (owner or guardian): 202 with the receipt's id. */
export const takenBack = z.object({ receiptId: z.uuid() })

/** GET /api/receipts: what was taken back or erased, when, and what others might have kept. DEL-3 */
export const receipt = z.object({
  id: z.uuid(),
  child: face,
  by: face.nullable(),
  what: z.enum(['post', 'photo', 'child']),
  takenBackAt: z.string(),
  erasedAt: z.string().nullable(), // null: closed to everybody, the key is being destroyed
})
export type Receipt = z.infer<typeof receipt>
export const receipts = z.object({ receipts: z.array(receipt) })

/** GET /api/inbox (guardian): what waits for a decision. */
export const inbox = z.object({
  posts: z.array(post),
  written: z.array(written), // replies in a child's own words
  offers: z.array(z.object({ offerId: z.uuid(), mine: face, other: face, otherGuardian: face })),
})
export type Inbox = z.infer<typeof inbox>

export const refusals = {
  'post.sharing-off': 403, // consent or assent is not in force
  'post.not-connected': 422, // somebody in the audience is not connected any more
  'post.photo-not-yours': 422,
  'post.not-waiting': 409,
  'post.changed': 409, // not the content the guardian looked at
  'post.not-approved': 409, // there is no yes to undo
  'post.not-shared': 409, // there is nothing to hide
  'post.shared': 409, // too late to undo: it can be taken back
} as const
