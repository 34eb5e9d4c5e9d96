// Who may do what: the kinds of people an action is for and, where it is about a post, which "why" suffices.
// Whether a thing can be seen at all is not decided here: sight.sql has said it before. No why: not there. A why that does not suffice: not allowed.
import type { Kind } from './as-viewer.ts'

export type Why = 'owner' | 'guardian' | 'audience' | 'carer'
/** When it is open to a child: at any hour, its own photo at any hour, to finish what was begun in a visit, or within one. WEL-8, WEL-9 */
export type Hours = 'always' | 'own' | 'finish' | 'visit'
/**
 * `keeps`: it keeps or opens more, and waits while nothing new is kept. What closes, ends or erases never has it. I17, F3
 * `hours`: for a child; without it, while that child is awake.
 */
export type Rule = { who: readonly (Kind | 'visitor')[]; why?: readonly Why[]; fresh?: 'five-minutes'; keeps?: 'more'; hours?: Hours }

const anybody = ['visitor', 'child', 'guardian', 'relative', 'staff'] as const
const signedIn = ['child', 'guardian', 'relative', 'staff'] as const

export const may = {
  'kitestring.ask': { who: anybody }, // health, who am I, the notice
  'door.use': { who: anybody }, // signing in and up: every way in proves itself
  'account.make': { who: anybody, keeps: 'more' },
  'account.close': { who: ['guardian', 'relative'], fresh: 'five-minutes' }, // DEL-6
  'account.keep': { who: ['guardian', 'relative'] },
  'fresh-check.make': { who: ['guardian', 'relative'] },
  'session.read': { who: ['child', 'guardian', 'relative'], hours: 'always' },
  'session.name': { who: ['guardian', 'relative'], keeps: 'more' },
  'session.end': { who: signedIn, hours: 'always' }, // SEC-8: at once, without a proof
  'session.lock': { who: ['child'], hours: 'always' }, // SEC-8
  'pictures.choose': { who: ['child'], keeps: 'more' }, // SEC-8
  'pictures.remove': { who: ['child', 'guardian'], hours: 'always' }, // I17
  'changes.hear': { who: signedIn, hours: 'always' },
  'alert.read': { who: ['guardian'] },
  'alert.choose': { who: ['guardian'], keeps: 'more' },
  'push.start': { who: ['guardian'], keeps: 'more' }, // WEL-7: never a child
  'push.renew': { who: ['guardian'], keeps: 'more' },
  'push.end': { who: ['guardian'] }, // SEC-8
  'way-in.read': { who: ['guardian', 'relative'] },
  'password.change': { who: ['guardian', 'relative'], fresh: 'five-minutes', keeps: 'more' },
  'passkey.remove': { who: ['guardian', 'relative'], fresh: 'five-minutes' },
  'paper.make': { who: ['guardian', 'relative'], fresh: 'five-minutes', keeps: 'more' },
  'account.come-back': { who: anybody }, // T19: to stop things, also when nothing new is kept
  'passkey.add': { who: ['guardian', 'relative'], fresh: 'five-minutes', keeps: 'more' },

  'child.read': { who: ['guardian'] },
  'child.make': { who: ['guardian'], keeps: 'more' }, // CON-1
  'child.renew': { who: ['guardian'] }, // DAT-2
  'child.grow-up': { who: ['guardian'] }, // DEL-10: it ends sooner, and opens nothing
  'band.older': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // KID-5, CON-10
  'band.younger': { who: ['guardian'] }, // CON-10, I17: at once, without proof
  'face.change': { who: ['child', 'guardian', 'relative'], keeps: 'more' }, // DAT-8: one's own, and a guardian that of a child
  'name.change': { who: ['guardian', 'relative'], fresh: 'five-minutes', keeps: 'more' }, // one's own, and a guardian that of a child
  'name.read-wish': { who: ['child', 'guardian'], hours: 'always' },
  'name.wish': { who: ['child'], keeps: 'more' },
  'name.take-back': { who: ['child'], hours: 'always' }, // I17
  'name.grant': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },
  'name.decline': { who: ['guardian'] }, // a no is at once
  'child.pair': { who: ['guardian'], keeps: 'more' },
  'consent.give': { who: ['guardian'], keeps: 'more' },
  'consent.withdraw': { who: ['guardian'] }, // CON-7, CON-10
  'sharing.pause': { who: ['guardian'] }, // CON-10, I17: at once, without proof
  'sharing.resume': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'assent.give': { who: ['child'], keeps: 'more' }, // CON-9
  'assent.withdraw': { who: ['child'], hours: 'always' },
  'guardian.invite': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },
  'guardian.accept': { who: ['guardian'], keeps: 'more' },
  'guardian.remove': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'erasure.make': { who: ['guardian'], fresh: 'five-minutes' }, // DEL-6, CON-10
  'erasure.read': { who: ['guardian'] }, // DEL-6
  'move.read': { who: ['guardian'] }, // DEL-8
  'export.make': { who: ['guardian'], fresh: 'five-minutes' }, // DEL-8, CON-10; also from a machine that is full
  'export.take': { who: ['guardian'], fresh: 'five-minutes' },
  'import.make': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },
  'post.bring': { who: ['guardian'], keeps: 'more' },
  'handover.read': { who: ['child', 'guardian'], hours: 'always' }, // DEL-10
  'handover.ask': { who: ['child'] },
  'handover.assent': { who: ['child'] },
  'handover.propose': { who: ['guardian'], fresh: 'five-minutes' },
  'handover.agree': { who: ['guardian'], fresh: 'five-minutes' },
  'handover.end': { who: ['child', 'guardian'], hours: 'always' }, // a no is at once
  'proposal.read': { who: ['guardian'] },
  'proposal.object': { who: ['guardian'] }, // CON-10: a no is at once
  'proposal.agree': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'relative.accept': { who: ['relative'], keeps: 'more' }, // CNT-1
  'relative.invite': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },

  'connection.read': { who: ['child', 'guardian', 'relative'], hours: 'always' },
  'connection.offer': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CNT-1, CNT-11
  'connection.answer': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },
  'connection.confirm': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' },
  'connection.look': { who: ['guardian'] },
  'connection.end': { who: ['child', 'guardian', 'relative'], hours: 'always' }, // CNT-8
  'setting.read': { who: ['child', 'guardian'], hours: 'always' }, // PAR-3
  'visit.begin': { who: ['child'] }, // WEL-9
  'setting.tighten': { who: ['child', 'guardian'], hours: 'always' }, // CON-10, KID-5, I17: at once, without proof
  'setting.open': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'block.read': { who: ['child', 'guardian'], hours: 'always' },
  'block.make': { who: ['child', 'guardian'], hours: 'always' }, // CNT-8, I17: at once, without proof
  'block.undo': { who: ['child'], keeps: 'more' }, // CNT-8: its own
  'block.lift': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10

  'circle.read': { who: ['child', 'guardian'], hours: 'always' }, // AUD-6
  'circle.make': { who: ['child', 'guardian'], keeps: 'more' },
  'circle.put-in': { who: ['child', 'guardian'], keeps: 'more' },
  'circle.take-out': { who: ['child', 'guardian'], hours: 'always' }, // I17
  'circle.remove': { who: ['child', 'guardian'], hours: 'always' }, // I17
  'collection.read': { who: ['child', 'guardian'], hours: 'always' }, // PAR-4
  'collection.make': { who: ['child'], keeps: 'more' },
  'collection.put-in': { who: ['child'], keeps: 'more' },
  'collection.take-out': { who: ['child'], hours: 'always' }, // I17
  'collection.remove': { who: ['child'], hours: 'always' }, // I17
  'collection.bring': { who: ['guardian'], keeps: 'more' }, // DEL-8
  'idea.read': { who: ['child', 'guardian'], hours: 'always' },
  'idea.give': { who: ['guardian'], keeps: 'more' },
  'idea.take-away': { who: ['guardian'] }, // I17: at once, without proof
  'feeling.read': { who: ['child'], hours: 'always' }, // WEL-10
  'feeling.say': { who: ['child'], keeps: 'more', hours: 'always' },
  'feeling.forget': { who: ['child'], hours: 'always' }, // I17

  'photo.make': { who: ['child'], keeps: 'more', hours: 'finish' }, // PAR-5
  'draft.keep': { who: ['child'], hours: 'always' }, // T22: nothing that is not on the tablet already
  'photo.discard': { who: ['child'], hours: 'always' },
  'photo.read': { who: ['child', 'guardian', 'relative'], hours: 'own' },
  'post.make': { who: ['child'], keeps: 'more', hours: 'finish' }, // PAR-5
  'post.list': { who: ['child', 'guardian'], hours: 'always' },
  'post.read': { who: ['child', 'guardian'], why: ['owner', 'guardian'], hours: 'always' },
  'post.approve': { who: ['guardian', 'relative'], why: ['guardian', 'carer'], fresh: 'five-minutes', keeps: 'more' }, // PUB-1, PAR-8
  'post.undo': { who: ['guardian', 'relative'], why: ['guardian', 'carer'] }, // PUB-4, I17: at once, without proof
  'post.send-back': { who: ['guardian', 'relative'], why: ['guardian', 'carer'] },
  'post.take-back': { who: ['child', 'guardian'], why: ['owner', 'guardian'], hours: 'always' }, // DEL-5
  'post.hide': { who: ['guardian'], why: ['guardian'] }, // CON-10, I17: at once, without proof
  'post.show': { who: ['guardian'], why: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'reply.send': { who: ['child', 'relative'], keeps: 'more', hours: 'visit' }, // WEL-2, BUL-1, PAR-5
  'reply.write': { who: ['child'], keeps: 'more', hours: 'visit' }, // BUL-1, PAR-5
  'reply.read': { who: ['guardian'] }, // PAR-2
  'reply.approve': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // PUB-1, PAR-8
  'reply.undo': { who: ['guardian'] }, // PUB-4, I17: at once, without proof
  'reply.send-back': { who: ['guardian'] },
  'reply.take-back': { who: ['child', 'guardian', 'relative'], hours: 'always' }, // I17: at once, without proof
  'claim.read': { who: ['child', 'guardian'], hours: 'always' },
  'claim.make': { who: ['child'], hours: 'always' }, // DEL-11, I17: at once, without proof; the act itself knows to whom the post travels, also while viewing is closed
  'claim.take-back': { who: ['child'], keeps: 'more' },
  'claim.make-for-child': { who: ['guardian'] }, // DEL-11, I17: the same
  'claim.take-back-for-child': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // who made it: others see the post again
  'claim.keep': { who: ['guardian'] }, // it opens nothing: the other family decides
  'claim.agree': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // PAR-8
  'report.read': { who: ['child', 'guardian'], hours: 'always' },
  'report.make': { who: ['child'], hours: 'always' }, // BUL-4, I17: at once, without proof, whatever is closed
  'report.make-for-child': { who: ['guardian'] },
  'report.appeal': { who: ['guardian'] },
  'tag.read': { who: ['child', 'guardian'], hours: 'always' },
  'tag.agree': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // PUB-5, PAR-8
  'tag.decline': { who: ['child', 'guardian'], hours: 'always' }, // I17: at once, without proof
  'audience.choose': { who: ['child'] },
  'feed.read': { who: ['child', 'relative'], hours: 'visit' },
  'inbox.read': { who: ['guardian'] },
  'carer.read': { who: ['child', 'guardian', 'relative'], hours: 'always' }, // PAR-3
  'carer.ask': { who: ['guardian'], fresh: 'five-minutes', keeps: 'more' }, // CON-10
  'carer.end': { who: ['guardian', 'relative'] }, // I17: at once, without proof
  'carer.look': { who: ['relative'] }, // what waits for them
  'receipt.read': { who: ['child', 'guardian'], hours: 'always' },
  'log.read': { who: ['child', 'guardian'], hours: 'always' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof may

export function ruleOf(action: Action): Rule {
  return may[action]
}
