// Weaker rules that nobody can miss, and why the rule says it nevertheless; and those that one suite alone can notice.
import type { Mutant } from './texts.ts'

const quicker = 'one of the two is asked before the chain is held, the other after: looks.test.ts looks many times at once'
const noPost = 'nobody guards the child of no post: access.guarded refuses in the same word'
const noChild = 'nobody guards no child: ask_to_guard refuses in the same word'
const waited = 'only who had to wait in between can notice'
const inForce = 'without_yes names what is in force: only who ends it in between can notice'
const noMoment = 'a clock that goes on is not met at the very moment'
const held = 'what is held; asked again below, where it decides'
/** ask_to_share holds the photos first; what decides is asked again when it holds them. */
const inLock = (what: string, n: number) =>
  Object.fromEntries(['dropped', 'negated'].map((how) => [`ask_to_share: condition ${how}: ${what}${n === 1 ? '' : ` (${n})`}`, held]))
const bothTimes = (key: string, reason: string) => ({ [key]: reason, [`${key} (2)`]: reason })
const byIndex = 'said again so that an index is used; what it joins to says it too'

const erasedMeanwhile = 'only who had to wait for who erases everything can notice: interleavings.test.ts plays them'
const inOrder = 'only two sessions at once can notice: whose chains are held, in one order, before anything is noted'

/** By function or view, kind and place. */
const reasons: Record<string, string> = {
  'feed: condition dropped: m.shared_from is not null': 'before nothing nothing comes; said so that the index of the inbox is used',
  'consents_in_force: condition dropped: g.child_id = c.child_id': `a consent points at guardianship, guardian and child together (a foreign key); ${byIndex}`,
  'perceived: condition dropped: s.child_id = any (array(select t.other_id from them t union select t.person_id from them t))':
    'asks about these children only, for speed; the joins below choose them too',
  'tell: condition dropped: p is not null': 'a message without a name reaches nobody; it spares the channel',
  'tell: condition negated: p is not null': 'what is told arrives after the commit: who-hears.test.ts listens, with sessions of their own',
  'note_looks: condition dropped: access.has_noted(me, l.child_id, l.post_id)': quicker,
  'note_looks: condition dropped: access.has_noted(me, l.child_id, l.post_id) (2)': quicker,
  "make_child: perform left out: perform access.refuse('consent.old-notice')": 'give_consents, which it ends with, refuses the same',
  'recall: condition dropped: found': 'what was just put in has no answer yet: the answer is null too',
  'form_code: border moved: >': noMoment,
  'answer_offer: border moved: >': noMoment,
  'note: perform left out: perform access.hold_chain(child)':
    'only two sessions at once can notice: looks.test.ts looks many times at once',
  'note_looks: perform left out: perform access.hold_chain(l.child_id)': quicker,
  ...Object.fromEntries(
    ['posts', 'photos', 'children'].map((what) => [`looked_at: condition dropped: what = '${what}'`, 'an id is the id of one thing only']),
  ),
  'make_child: condition dropped: notice is distinct from (select version from access.notice_in_force)':
    'give_consents, which it ends with, refuses the same; here it comes before anything of the child is written',
  'confirm_offer: condition dropped: exists (select from access.pairs p where p.person_id = o.child_id and p.other_id = o.answer_child_id)':
    'the key of connections in force refuses it too, and in the same word',
  'use_fresh_check: condition dropped: s.person_id = access.viewer_id()': 'whoever has this session is the person of it',
  'guard_with: condition dropped: person_id is not null': noChild,
  'guard_with: condition dropped: not found': noChild,
  "guard_with: perform left out: perform access.refuse('code.not-good')": noChild,
  'invited_with: border moved: >': noMoment,
  'is_joint: border moved: <=': noMoment,
  'hold_handover: condition dropped: p.id = handover': inOrder,
  'hold_handover: condition negated: p.id = handover': inOrder,
  'hold_handover: condition dropped: not found': 'only who ends it in between comes here',
  "hold_handover: perform left out: perform access.refuse('not-found')": 'only who ends it in between comes here',
  'settle: border moved: >=': noMoment,
  'agree: condition dropped: not found': 'nobody guards the child of no proposal: the same word',
  'end_one_without_yes: condition dropped: ended_at is null': inForce,
  'end_one_without_yes: border moved: >': inForce,
  'without_yes: condition dropped: y.by_id = y.for_id': 'a relative says yes alone: a check of the table',
  'end_one_without_yes: condition dropped: shared_until > now()': inForce,
  "confirm_offer: perform left out: perform access.refuse('connection.already')":
    'the key of connections in force refuses it too, and in the same word',
  "confirm_offer: perform left out: perform access.refuse('connection.already') (2)": 'only who connects them in between comes here',
  "keep_photo: actor widened: array['child']": 'may_put_in, with which it begins, refuses the same',
  "take_export: actor widened: array['guardian']": 'my_moves, which it asks, refuses the same',
  "bring_post: actor widened: array['guardian']": 'my_moves, which it asks, refuses the same',
  "bring_collection: actor widened: array['guardian']": 'my_moves, which it asks, refuses the same',
  'bring_collection: condition dropped: p.child_id = child': 'collect takes only what is the child’s own; this finds it by the key',
  "is_brought: actor widened: array['guardian']": 'my_moves, which it asks, refuses the same',
  'settle: clock stands still: clock_timestamp()': waited,
  'object: clock stands still: clock_timestamp()': waited,
  'send_back_post: condition dropped: not found': noPost,
  'approve_post: condition dropped: not found': noPost,
  'undo_approval: condition dropped: not found': noPost,
  'undo_approval: border moved: <': noMoment,
  'ask_again: border moved: >': noMoment,
  "still_goes: condition dropped: v.setting = 'asking'": 'no other setting has a value of such a name',
  'confirm_offer: border moved: <=': noMoment,
  'agree_to_keep: border moved: <=': noMoment,
  'settle_claim: border moved: >': noMoment,
  'agree_to_keep: clock stands still: clock_timestamp()': waited,
  'settle_claim: clock stands still: clock_timestamp()': waited,
  ...bothTimes(
    'confirm_offer: condition dropped: o.child_id < o.answer_child_id',
    'which of two ids is less is chance; the wrong order breaks a key',
  ),
  ...bothTimes('confirm_offer: border moved: <', 'two people have two ids'),
  ...bothTimes('join_child: border moved: <', 'two people have two ids'),
  'end_connection: condition dropped: ended_at is null': 'it was asked above; between the two only another session can end it',
  'close_child: condition dropped: o.id <> p.id': 'what came of this one is written by settle, after this',
  'close_child: border moved: <=': noMoment,
  'close_child: and → or: and (12)': inOrder,
  'close_child: perform left out: perform access.hold_chain(chain)': inOrder,
  ...Object.fromEntries(
    ['p.child_id in (c.low_id, c.high_id) (2)', 'c.ended_at = now()'].flatMap((what) =>
      ['dropped', 'negated'].map((how) => [`close_child: condition ${how}: ${what}`, inOrder]),
    ),
  ),
  ...Object.fromEntries(
    ['dropped', 'negated'].flatMap((how) => [
      [`hold_claim: condition ${how}: p.id = (select c.post_id from claims c where c.id = claim)`, held],
      [`make_claim: condition ${how}: p.id = post`, held],
      [`hold_report: condition ${how}: p.id = (select access.post_of_report(x) from reports x where x.id = report)`, held],
      [`appeal_report: condition ${how}: r.id = report`, held],
      [`hold_tag: condition ${how}: p.id = (select t.post_id from tags t where t.id = tag)`, held],
    ]),
  ),
  'hold_tag: condition negated: t.id = tag': held,
  'hold_report: condition dropped: x.id = report': held,
  'hold_report: condition negated: x.id = report': held,
  'look_at_report: perform left out: perform access.hold_chains(owner, access.reporter_of(r))': inOrder,
  'decide_report: perform left out: perform access.hold_chains(owner, access.reporter_of(r))': inOrder,
  'agree_to_glass: perform left out: perform access.hold_chains(owner, access.reporter_of(r))': inOrder,
  'hold_chains: perform left out: perform access.hold_chain(c.child) from (select unnest(array[one, other]) as child order by 1) c':
    inOrder,
  'report_as_child: condition dropped: g.child_id = me': 'of those who guard, a child knows those alone who guard it',
  ...Object.fromEntries(
    [
      'condition dropped: (k.child_id, k.carer_id) = (p.child_id, me)',
      'condition dropped: k.over_at > clock_timestamp()',
      'and → or: and (2)',
      'border moved: >',
      'clock stands still: clock_timestamp()',
    ].map((what) => [`decides: ${what}`, 'what is held, so that nobody ends it meanwhile; whether it is theirs post_care says below']),
  ),
  'may_care: border moved: >': noMoment,
  'may_care: clock stands still: clock_timestamp()': waited,
  'end_caring: border moved: <=': noMoment,
  ...bothTimes('end_caring: clock stands still: clock_timestamp()', waited),
  'write_reply: condition dropped: p.id = post': inOrder,
  'write_reply: condition negated: p.id = post': inOrder,
  ...Object.fromEntries(
    ['a.reply_id = r.id', 'a.word is not null'].map((what) => [
      `write_reply: condition dropped: ${what}`,
      'may_write lets nobody on here but whose one reply was sent back',
    ]),
  ),
  "may_write: actor widened: array['child']": 'may_say, which it asks, lets nobody but a child write',
  "write_reply: actor widened: array['child']": 'may_write, which it asks, refuses the same',
  "undo_reply: actor widened: array['guardian']": 'hold_words, with which it begins, refuses who guards no such child',
  "send_back_reply: actor widened: array['guardian']": 'hold_words, with which it begins, refuses who guards no such child',
  'undo_reply: condition dropped: a.word is null': 'what was sent back goes out at no time, and is refused for that',
  'undo_reply: border moved: <': noMoment,
  'begin_visit: condition dropped: v.ends_at <= now()':
    'only who begins in a second window at the same moment can notice: hours.test.ts has many begin at once',
  ...Object.fromEntries([3, 4, 5].map((n) => [`ask_to_share: and → or: and (${n})`, held])),
  ...inLock('p.id = any (photo_ids)', 1),
  ...inLock('p.child_id = me', 2),
  ...inLock('p.post_id is null', 1),
  ...inLock('not exists (select from receipts t where t.thing_id = p.id)', 1),
  ...inLock('t.thing_id = p.id', 1),
  ...Object.fromEntries(
    ['dropped', 'negated'].flatMap((how) => [
      [`close_child: condition ${how}: o.child_id = p.child_id (2)`, held],
      [`accept_invitation: condition ${how}: k.code_hash = secret_hash`, held],
    ]),
  ),
  'ask_to_share: condition dropped: not access.may_share(me) (2)': erasedMeanwhile,
  "ask_to_share: perform left out: perform access.refuse('post.sharing-off') (2)": erasedMeanwhile,
}

export function reasonOf({ of, kind, what }: Mutant): string | undefined {
  if (what.includes('access.hold_guardians(') || what.includes('access.hold_pair(') || of === 'hold_guardians' || of === 'hold_pair')
    return 'only two sessions at once can notice: locks.ts says which'
  if (what.includes('pg_advisory_xact_lock(')) return 'only two sessions at once can notice: locks.ts says which'
  if (kind === 'lock left out') return 'only two sessions at once can notice: locks.ts says which'
  return reasons[`${of}: ${kind}: ${what}`]
}
