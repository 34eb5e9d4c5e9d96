// The family log as a guardian and the child read it: what was done, when, and by whom. Codes only; their words are the screens'.
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** Every act that is noted, by its code. `test/family-log/acts.test.ts` holds this list to acts.sql. */
export const acts = [
  'child.make',
  'consent.give',
  'consent.propose',
  'consent.withdraw',
  'guardian.invite',
  'guardian.propose',
  'guardian.join',
  'guardian.propose-end',
  'guardian.leave',
  'child.propose-erase',
  'child.erase',
  'child.propose-export',
  'child.export',
  'child.take-export',
  'child.propose-import',
  'child.import',
  'child.renew',
  'child.lapse',
  'child.thirteen',
  'handover.ask',
  'handover.agree',
  'handover.end',
  'band.propose-older',
  'band.older',
  'band.younger',
  'name.change',
  'name.own',
  'name.wish',
  'name.take-back',
  'name.decline',
  'face.change',
  'face.own',
  'sunset.announce',
  'sunset.call-off',
  'sunset.pack',
  'site.restore',
  'child.sunset',
  'proposal.agree',
  'proposal.object',
  'proposal.lapse',
  'sharing.pause',
  'sharing.propose-resume',
  'sharing.resume',
  'assent.give',
  'assent.withdraw',
  'child.pair',
  'session.begin',
  'session.name',
  'session.end',
  'account.come-back',
  'pictures.choose',
  'pictures.remove',
  'pictures.wrong',
  'relative.invite',
  'relative.join',
  'carer.propose',
  'carer.begin',
  'carer.end',
  'connection.offer',
  'connection.answer',
  'connection.confirm',
  'connection.end',
  'connection.no-yes',
  'block.make',
  'block.propose-lift',
  'block.lift',
  'setting.tighten',
  'setting.propose-open',
  'setting.open',
  'circle.make',
  'circle.rename',
  'circle.put-in',
  'circle.take-out',
  'circle.remove',
  'collection.make',
  'collection.rename',
  'collection.put-in',
  'collection.take-out',
  'collection.remove',
  'collection.bring',
  'idea.give',
  'idea.take-away',
  'post.make',
  'post.bring',
  'post.approve',
  'post.undo',
  'post.go',
  'post.ask-again',
  'post.send-back',
  'post.hide',
  'post.show',
  'post.take-back',
  'post.erase',
  'post.no-yes',
  'heart.send',
  'heart.take-back',
  'reply.write',
  'reply.approve',
  'reply.undo',
  'reply.send-back',
  'reply.send',
  'reply.take-back',
  'claim.make',
  'claim.take-back',
  'claim.keep',
  'claim.agree',
  'claim.erase',
  'tag.agree',
  'tag.decline',
  'photo.discard',
  'photo.erase',
  'post.look',
  'post.look-through',
] as const

/** Looks by grown-ups: at one post, or through a list of them. They are many, and are told apart from what was done. AUD-5 */
export const looks: readonly Entry['act'][] = ['post.look', 'post.look-through']

/** What closed, ended or hid something, or was found without a yes: what a worried guardian looks for. PAR-2 */
export const safety: readonly Entry['act'][] = [
  'consent.withdraw',
  'assent.withdraw',
  'sharing.pause',
  'sharing.resume',
  'connection.end',
  'connection.no-yes',
  'account.come-back',
  'block.make',
  'block.lift',
  'setting.tighten',
  'setting.open',
  'post.no-yes',
  'claim.make',
  'claim.take-back',
  'claim.keep',
  'claim.agree',
  'claim.erase',
  'tag.agree',
  'tag.decline',
]

/** GET /api/children/:childId/log?before=<number>&of=<acts, looks or safety>&postId=<looks at this post>: newest first, a hundred at most. */
export const logPage = z.strictObject({
  of: z.enum(['acts', 'looks', 'safety']).optional(), // else all; acts: all but looks
  postId: z.uuid().optional(),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
})
export const familyLog = z.object({
  entries: z.array(
    z.object({
      number: z.number().int(),
      at: z.string(), // ISO 8601, to the quarter of an hour: nobody's day can be read from it (T18)
      act: z.enum(acts),
      by: face.nullable(), // null: Kitestring itself, the other side of a connection, or somebody who has left
      postId: z.uuid().nullable(), // of a look at one post
      hash: z.string(), // what the guardians' weekly mails vouch for
    }),
  ),
  before: z.number().int().nullable(), // where the earlier ones begin; null: that is everything
})
export type FamilyLog = z.infer<typeof familyLog>
export type Entry = FamilyLog['entries'][number]
