// Where a guardian comes to each thing that is kept about a child, column by column; and what no guardian comes to, each with its reason. PAR-2
// A table or a column that is not here fails `everything-kept.test.ts`. A line that changes is to be read by a second person.
import type { Row } from './rows-about.ts'

/** What the test knows beside the rows: whose each thing is and whom it reaches, what the child itself sees at this moment, whom the guardian sees. */
export type Seen = Record<'ownPosts' | 'reached' | 'inCircles' | 'feed' | 'known' | 'drafts' | 'endedApprovals', ReadonlySet<unknown>> & {
  child: string
}
type Of = (row: Row, seen: Seen) => boolean
/** In one of these things of the answer at this address each column stands there. `:childId` is the child, any other `:column` the row's own. `is`: what also stands there. */
export type Place = { at: string; each: string; shows: Record<string, string>; is?(row: Row): Record<string, unknown>; of?: Of }
export type Kept = {
  places: readonly Place[]
  /** Columns that are shown nowhere. */
  untold?: Record<string, string>
  /** Rows that no guardian comes to. */
  hidden?: { why: string; of: Of }
}

const log = '/api/children/:childId/log'
const yeses = '/api/children/:childId/yeses'
const pointer = 'a number to point at'
const whose = 'whose page it is'
const unreadable = 'a hash, that must not be told'
const draft = 'a draft is its child’s alone, for a day (PAR-6)'
const others = 'whom another family blocks is told to nobody outside it (CNT-8)'
const ended = 'with whom it was: after the end neither family sees anything of the other (AUD-9)'

/** An act that stands in the log: what was done, by whom, about when. */
const inLog = (act: (row: Row) => unknown, shows: Record<string, string>, of: Of = () => true): Place => ({
  at: log,
  each: 'entries',
  shows,
  is: (row) => ({ act: act(row) }),
  of,
})
const ofTheChild: Of = (row, { child }) => row['child_id'] === child
const ofOthers: Of = (row, seen) => !ofTheChild(row, seen)
const isOver: Of = (row) => row['ended_at'] !== null
const toOthers: Of = ({ post_id }, { ownPosts }) => ownPosts.has(post_id)

const isSeenReply: Of = ({ post_id, person_id, kind }, { ownPosts, reached, feed }) =>
  kind === 'relative' || (ownPosts.has(post_id) ? reached.has(`${post_id} ${person_id}`) : feed.has(post_id))

const wroteIt: Of = (row, seen) => row['person_id'] === seen.child && isSeenReply(row, seen)
/** In own words, and a guardian of who wrote them has said yes. */
const cameIn: Of = (row, seen) => toOthers(row, seen) && row['is_out'] === true && isSeenReply(row, seen)

const codes = { pairing: 'child.pair', 'relative-invitation': 'relative.invite', 'guardian-invitation': 'guardian.invite' }
const proposed = {
  'add-guardian': 'guardian.propose',
  'remove-guardian': 'guardian.propose-end',
  'give-consent': 'consent.propose',
  'resume-sharing': 'sharing.propose-resume',
  'erase-child': 'child.propose-erase',
  'lift-block': 'block.propose-lift',
  'export-child': 'child.propose-export',
  'import-child': 'child.propose-import',
  'open-setting': 'setting.propose-open',
  'older-band': 'band.propose-older',
  'ask-carer': 'carer.propose',
}
const actOf = (acts: Record<string, string>, column: string) => (row: Row) => acts[String(row[column])]

export const reachable: Readonly<Record<string, Kept>> = {
  people: {
    places: [
      { at: '/api/children/:childId', each: '', shows: { id: 'id', kind: 'kind', name_sealed: 'name', avatar: 'avatar' } },
      inLog(() => 'child.make', { created_at: 'at' }),
    ],
  },
  children: {
    places: [
      {
        at: '/api/children/:childId',
        each: '',
        shows: { child_id: 'id', kind: 'kind', band: 'band', renew_by: 'keptUntil', grows_up_on: 'growsUpOn' },
      },
    ],
    untold: {
      band_review_month: 'nothing asks for it yet',
      profile_consent_id: pointer,
      asked_at: 'it is in the day until which everything is kept',
      asked_days: 'it is in the day until which everything is kept',
      counted_at: 'it is in the day until which everything is kept',
    },
  },
  guardianships: {
    places: [{ at: yeses, each: 'guardians', shows: { guardian_id: 'guardian.id', since: 'since', ended_at: 'until' } }],
    untold: { id: pointer, child_id: whose },
  },
  consents: {
    places: [
      {
        at: yeses,
        each: 'consents',
        shows: { guardian_id: 'by.id', purpose: 'purpose', notice_version: 'noticeVersion', method: 'method', given_at: 'givenAt' },
      },
    ],
    untold: { id: pointer, child_id: whose, guardianship_id: pointer },
  },
  withdrawals: {
    places: [{ at: yeses, each: 'consents', shows: { by_id: 'withdrawn.by.id', at: 'withdrawn.at' } }],
    untold: { consent_id: pointer },
  },
  assents: {
    places: [{ at: yeses, each: 'assents', shows: { lesson: 'lesson', given_at: 'givenAt' } }],
    untold: { id: pointer, child_id: whose },
  },
  assent_withdrawals: { places: [{ at: yeses, each: 'assents', shows: { at: 'withdrawnAt' } }], untold: { assent_id: pointer } },
  sessions: {
    places: [
      {
        at: '/api/children/:childId',
        each: 'devices',
        shows: { id: 'id', name_sealed: 'name', created_at: 'since', expires_at: 'until' },
      },
    ],
    untold: {
      person_id: whose,
      kind: 'a child signs in as a child only',
      token_hash: unreadable,
      tablet_hash: unreadable,
      wrong_tries: 'none, or a few for minutes: the fifth is in the log',
    },
  },
  picture_locks: {
    places: [{ at: '/api/children/:childId', each: '', shows: { child_id: 'id' }, is: () => ({ pictures: true }) }],
    untold: { pictures_hash: unreadable },
  },
  codes: {
    places: [inLog(actOf(codes, 'opens'), { by_id: 'by.id', made_at: 'at' })],
    untold: {
      id: pointer,
      code_hash: unreadable,
      person_id: whose,
      opens: 'the log says which kind of code it is',
      method: 'how the inviter knows somebody who is not here yet; who comes tells it with each consent',
      expires_at: 'a day after it was made, at most',
      used_at: 'what came of it is in the log: a device was paired, a relative or a guardian joined',
    },
  },
  offers: {
    places: [
      inLog(() => 'connection.offer', { guardian_id: 'by.id', made_at: 'at' }, ofTheChild),
      inLog(
        () => 'connection.answer',
        { answer_guardian_id: 'by.id', answered_at: 'at' },
        (row, { child }) => row['answer_child_id'] === child,
      ),
      inLog(
        () => 'connection.confirm',
        { confirmed_at: 'at' },
        (row) => row['confirmed_at'] !== null,
      ),
    ],
    untold: {
      id: pointer,
      child_id: 'told with the connection that came of it; until then to the two who stand face to face',
      answer_child_id: 'told with the connection that came of it; until then to the two who stand face to face',
      code_hash: unreadable,
      expires_at: 'ten minutes after it was made',
    },
  },
  connections: {
    places: [
      {
        at: '/api/connections',
        each: 'connections',
        shows: { id: 'id', low_id: 'mine.id|other.id', high_id: 'mine.id|other.id', made_at: 'madeAt' },
        of: (row, seen) => !isOver(row, seen),
      },
      inLog(() => 'connection.end', { ended_by: 'by.id', ended_at: 'at' }, isOver),
    ],
    untold: { low_approval_id: pointer, high_approval_id: pointer },
  },
  connection_approvals: {
    places: [
      {
        at: '/api/connections',
        each: 'connections',
        shows: { for_id: 'mine.id|other.id', other_id: 'mine.id|other.id', by_id: 'approvals.by.id', at: 'approvals.at' },
      },
    ],
    untold: { id: pointer, for_kind: 'the kind of the face', guardianship_id: pointer },
    hidden: { why: ended, of: ({ id }, { endedApprovals }) => endedApprovals.has(id) },
  },
  blocks: {
    places: [
      { at: '/api/blocks', each: 'blocks', shows: { id: 'id', child_id: 'mine.id', person_id: 'person.id', by_id: 'by.id' } },
      inLog(() => 'block.make', { by_id: 'by.id', made_at: 'at' }),
    ],
    hidden: { why: others, of: ofOthers },
  },
  circles: {
    places: [{ at: '/api/circles', each: 'circles', shows: { id: 'id', child_id: 'mine.id', picture: 'picture', name_sealed: 'name' } }],
  },
  circle_members: {
    places: [{ at: '/api/circles', each: 'circles', shows: { circle_id: 'id', child_id: 'mine.id', person_id: 'people.id' } }],
    untold: {
      connection_id: pointer,
      low_id: 'one of the two',
      high_id: 'the other',
      put_in_at: 'the log says when a circle was made, and when somebody was put in',
    },
    hidden: {
      why: 'who was parted from the child since then is in no circle any more',
      of: ({ circle_id, person_id }, { inCircles }) => !inCircles.has(`${circle_id} ${person_id}`),
    },
  },
  ideas: {
    places: [
      {
        at: '/api/ideas',
        each: 'ideas',
        shows: { id: 'id', child_id: 'mine.id', guardian_id: 'by.id', words_sealed: 'words', over_at: 'until' },
      },
    ],
    untold: { guardianship_id: pointer },
  },
  collections: {
    places: [
      { at: '/api/collections', each: 'collections', shows: { id: 'id', child_id: 'mine.id', picture: 'picture', name_sealed: 'name' } },
    ],
  },
  collected: {
    places: [{ at: '/api/collections', each: 'collections', shows: { collection_id: 'id', child_id: 'mine.id', post_id: 'posts' } }],
  },
  pauses: {
    places: [
      { at: '/api/children/:childId', each: '', shows: { child_id: 'id', guardian_id: 'pausedBy.id' } },
      inLog(() => 'sharing.pause', { guardian_id: 'by.id', made_at: 'at' }),
    ],
    untold: { id: pointer, guardianship_id: pointer },
  },
  settings: {
    places: [
      {
        at: '/api/children/:childId/settings',
        each: 'settings',
        shows: { setting: 'setting', value: 'value', by_id: 'by.id', said_at: 'since' },
      },
    ],
    untold: { child_id: whose },
  },
  steps: {
    places: [{ at: '/api/children/:childId/settings', each: 'people', shows: { value: 'own', by_id: 'by.id', said_at: 'since' } }],
    untold: { child_id: whose, connection_id: pointer },
    hidden: { why: 'what another family lets its child share by itself is told to nobody outside it', of: ofOthers },
  },
  visits: {
    places: [
      { at: '/api/children/:childId/settings', each: '', shows: {}, is: ({ begun }) => ({ today: Number(begun) < 2 ? 'within' : 'used' }) },
    ],
    untold: {
      child_id: whose,
      day: 'today, or it is told nowhere (WEL-14)',
      begun: 'only whether the time of the day is used (WEL-14)',
      ends_at: 'when a child is here is nobody’s to know (WEL-11)',
    },
  },
  proposals: {
    places: [
      {
        at: '/api/proposals',
        each: 'proposals',
        shows: {
          id: 'id',
          child_id: 'child.id',
          what: 'what',
          guardian_id: 'about.id',
          by_id: 'by.id',
          person_id: 'blocked.id',
          purposes: 'purposes',
          due_at: 'takesEffectAt',
          outcome: 'outcome',
          setting: 'opens.setting',
          value: 'value',
        },
      },
      inLog(actOf(proposed, 'what'), { by_id: 'by.id', made_at: 'at' }),
    ],
    untold: { notice_version: 'told with the consent, once it is given', ended_at: 'what came of it is in the log' },
    hidden: { why: others, of: ofOthers },
  },
  handovers: {
    places: [
      {
        at: '/api/handovers',
        each: 'handovers',
        shows: { id: 'id', child_id: 'child.id', what: 'what', by_id: 'by.id', asked_at: 'askedAt' },
      },
      inLog(() => 'handover.agree', { agreed_at: 'at' }),
    ],
  },
  carings: {
    places: [
      {
        at: '/api/carers',
        each: 'carers',
        shows: { id: 'id', child_id: 'child.id', carer_id: 'carer.id' },
      },
      inLog(() => 'carer.begin', { since: 'at' }),
    ],
    untold: {
      guardianship_id: 'who asked is told',
      connection_id: pointer,
      over_at: 'the day of the house’s clock with which it ends is told',
    },
  },
  name_wishes: {
    places: [
      {
        at: '/api/name-wishes',
        each: 'wishes',
        shows: { id: 'id', child_id: 'child.id', name_sealed: 'name', answer: 'answer' },
      },
      inLog(() => 'name.wish', { at: 'at' }),
    ],
  },
  proposal_answers: {
    places: [inLog(actOf({ agrees: 'proposal.agree', objects: 'proposal.object' }, 'answer'), { guardian_id: 'by.id', at: 'at' })],
    untold: { proposal_id: pointer, answer: 'the log says whether it was a yes or a no' },
    hidden: { why: others, of: ({ child_id }, { child }) => child_id !== child },
  },
  posts: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: {
          id: 'id',
          child_id: 'author.id',
          caption_sealed: 'caption',
          days: 'days',
          findings: 'findings.kind',
          content_hash: 'contentHash',
          asked_at: 'askedAt',
          shared_from: 'sharedFrom',
          shared_until: 'sharedUntil',
        },
      },
    ],
    untold: { brought_hash: unreadable },
  },
  photos: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: {
          id: 'photos.photoId',
          child_id: 'author.id',
          post_id: 'id',
          width: 'photos.width',
          height: 'photos.height',
          thumbhash_sealed: 'photos.thumbhash',
          alt_sealed: 'photos.alt',
        },
      },
    ],
    untold: {
      position: 'the order in which they stand',
      digest: unreadable,
      found: 'what was taken out of the files is told with the post',
      made_at: 'when the draft was made, which is its child’s alone',
    },
    hidden: { why: draft, of: ({ id }, { drafts }) => drafts.has(id) },
  },
  renditions: {
    places: [{ at: '/api/photos/:photo_id/:name', each: '', shows: { type: 'type' } }],
    untold: { photo_id: 'in its address', name: 'in its address', width: 'in the picture', height: 'in the picture' },
    hidden: { why: draft, of: ({ photo_id }, { drafts }) => drafts.has(photo_id) },
  },
  post_audience: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: { post_id: 'id', person_id: 'seers.person.id', shared_from: 'sharedFrom' },
        of: (row, seen) => toOthers(row, seen) && seen.reached.has(`${row['post_id']} ${row['person_id']}`),
      },
      { at: '/api/posts', each: 'posts', shows: { post_id: 'id' }, of: toOthers }, // whom it does not reach any more has no face: the connection has ended (AUD-9), or all is paused
      // Of another family's picture it is told from whom, since when and until when.
      {
        at: '/api/children/:childId/sharing',
        each: 'received',
        shows: { author: 'from.id', shared_from: 'since', until: 'until' },
        of: ({ post_id }, { feed }) => feed.has(post_id),
      },
    ],
    untold: { connection_id: pointer },
    hidden: {
      why: 'what another child does not share with this one yet, or no longer: neither sees it (rule 1)',
      of: ({ post_id }, { ownPosts, feed }) => !ownPosts.has(post_id) && !feed.has(post_id),
    },
  },
  approvals: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: { post_id: 'id', guardian_id: 'approved.by.id', content_hash: 'contentHash', at: 'approved.at', step: 'approved.step' },
      },
    ],
    untold: { fresh_check_id: pointer, carer_id: 'stands in the place of the guardian who asked them' },
  },
  sendings_back: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: { post_id: 'id', guardian_id: 'sentBack.by.id', word: 'sentBack.word', note_sealed: 'sentBack.note', at: 'sentBack.at' },
      },
    ],
    untold: { carer_id: 'stands in the place of the guardian who asked them' },
  },
  hides: {
    places: [{ at: '/api/posts', each: 'posts', shows: { post_id: 'id', guardian_id: 'hiddenBy.id' } }],
    untold: { id: pointer },
  },
  replies: {
    places: [
      {
        at: '/api/posts',
        each: 'posts',
        shows: { post_id: 'id', id: 'replies.id', person_id: 'replies.from.id', says: 'replies.says' },
        of: (row, seen) => toOthers(row, seen) && isSeenReply(row, seen),
      },
      {
        at: '/api/children/:childId/sharing',
        each: 'received',
        shows: { id: 'reply.id', says: 'reply.says' },
        of: (row, seen) => !toOthers(row, seen) && isSeenReply(row, seen),
      },
    ],
    untold: { kind: 'a child or a relative: it is in the face', sent_at: 'the order in which they stand' },
    hidden: { why: 'who sent it does not see that photo now: then neither family sees it', of: (row, seen) => !isSeenReply(row, seen) },
  },
  own_words: {
    places: [
      {
        at: '/api/children/:childId/own-words',
        each: 'written',
        shows: { reply_id: 'id', words_sealed: 'words', findings: 'findings.kind', content_hash: 'contentHash' },
        of: wroteIt,
      },
      { at: '/api/posts', each: 'posts', shows: { reply_id: 'replies.id', words_sealed: 'replies.words' }, of: cameIn },
    ],
    hidden: {
      why: 'a guardian of who wrote it has not said yes, or who wrote it does not see that photo now',
      of: (row, seen) => !wroteIt(row, seen) && !cameIn(row, seen),
    },
  },
  own_words_answers: {
    places: [
      {
        at: '/api/children/:childId/own-words',
        each: 'written',
        shows: { reply_id: 'id', guardian_id: 'answeredBy.id', word: 'sentBack.word', goes_at: 'goesAt' },
        of: wroteIt,
      },
    ],
    untold: { fresh_check_id: pointer, content_hash: 'to which words they said yes: those that stand there', at: 'the log tells it' },
    hidden: { why: 'what another family answers to its own child', of: (row, seen) => !wroteIt(row, seen) },
  },
  tags: {
    places: [
      {
        at: '/api/tags',
        each: 'tags',
        shows: { id: 'id', child_id: 'mine.id', answer: 'answer' },
        of: ({ post_id }, { feed }) => feed.has(post_id),
      },
      { at: '/api/posts', each: 'posts', shows: { post_id: 'id', child_id: 'tagged.person.id', answer: 'tagged.answer' }, of: toOthers },
    ],
    untold: {
      by_id: 'who said no may say yes again, and is told that it was they; the log of that family tells who',
      content_hash: 'to what they said yes',
    },
    hidden: {
      why: 'in what another child does not share with this one yet, or no longer: neither sees it (rule 1)',
      of: ({ post_id }, { ownPosts, feed }) => !ownPosts.has(post_id) && !feed.has(post_id),
    },
  },
  reports: {
    places: [
      {
        at: '/api/reports',
        each: 'reports',
        shows: {
          id: 'id',
          child_id: 'mine.id',
          by_id: 'by.id',
          reason: 'reason',
          made_at: 'madeAt',
          due_at: 'dueAt',
          received_at: 'receivedAt',
          first_word: 'decision',
          first_at: 'decidedAt',
        },
        of: (row) => row['second_at'] === null,
      },
    ],
    untold: {
      from_kind: 'told by who made it',
      post_id: 'another family’s post: whose it is, is told (AUD-2)',
      person_id: 'told as whom it is about, while they are known here',
      words_sealed: 'of somebody without an account',
      code_hash: unreadable,
      looked_by: 'staff have no names here: that they looked stands in the log',
      looked_at: 'stands in the log',
      first_by: 'staff have no names here',
      appealed_by: 'stands in the log',
      appealed_at: 'stands in the log',
      second_word: 'the last word is told in place of the first',
      second_by: 'staff have no names here',
      second_at: 'the last word is told in place of the first',
      number: 'of somebody without an account',
      glass_id: 'nothing is seen by asking',
      glass_number: 'nothing is seen by asking',
      glass_post_id: 'that staff saw it or took it down stands in the log of whose it is',
      glass_why: 'that staff saw it stands in the log of whose it is',
      glass_by: 'staff have no names here',
      glass_asked_at: 'nothing is seen by asking',
      glass_agreed_by: 'staff have no names here',
      glass_agreed_at: 'stands in the log',
    },
    hidden: { why: 'of another family, or confided by the child (BUL-4)', of: (row, { child }) => row['child_id'] !== child },
  },
  takedowns: {
    places: [{ at: '/api/reports', each: 'reports', shows: { post_id: 'postId', report_id: 'id', due_at: 'erasedAt' }, of: toOthers }],
    hidden: { why: 'of another family’s post', of: (row, seen) => !toOthers(row, seen) },
  },
  claims: {
    places: [
      {
        at: '/api/claims',
        each: 'claims',
        shows: { id: 'id', post_id: 'postId', child_id: 'mine.id|other.id', due_at: 'erasedAt' },
      },
    ],
    untold: {
      made_at: '48 hours before it is erased',
      by_id: 'told to the family of the child who is in the picture; to the other, only that its family said so',
      keeper_id: 'that a guardian asks to keep it is told; which one, the log of that family tells',
    },
  },
  receipts: {
    places: [
      {
        at: '/api/receipts',
        each: 'receipts',
        shows: { id: 'id', child_id: 'child.id', by_id: 'by.id', what: 'what', taken_back_at: 'takenBackAt', erased_at: 'erasedAt' },
      },
    ],
    untold: { thing_id: 'an id that leads nowhere' },
  },
  log_entries: {
    places: [{ at: log, each: 'entries', shows: { number: 'number', at: 'at', act: 'act', by_id: 'by.id', hash: 'hash' } }],
    untold: {
      child_id: whose,
      thing_id: 'an id that leads nowhere once it is erased; of a look it is told',
      previous_hash: 'the hash of the entry before',
    },
  },
}

/** What no guardian comes to at all. */
export const noGuardians: Readonly<Record<string, string>> = {
  challenges: 'which proof a guardian is just giving, for an hour: of which child is part of it',
  feelings: 'how it felt, which a child says to itself: shown to nobody but the child (WEL-10)',
  fresh_checks: 'the proof itself, for one act and an hour',
  requests: 'what was answered to a device, for a day, sealed for who asked: so that nothing is done twice',
  sign_ups: 'an account that somebody is making, for half an hour',
}

/** Tables in which nothing is about a child. */
export const aboutNoChild: Readonly<Record<string, string>> = {
  forms: 'a grown-up who is nobody here yet: no child is here by it',
  account_closings: 'a grown-up who closes their account; what becomes of a child by it stands in its log',
  alert_ways: 'how a grown-up hears of what',
  clocks: 'of the house',
  communities: 'of the house: for whom it is run',
  canaries: 'synthetic people of the checks',
  checks: 'the promises',
  contacts: 'grown-ups’ addresses for mails',
  erasure_readers: 'who has the receipt of an erased child, of whom nothing is left',
  erasures: 'a child who is being erased has no page any more; its guardians have the receipt',
  guardians: 'how a grown-up proved to be a guardian; with each consent it is told',
  holds: 'that a known image was sent: whose it was lies in a box that nobody here can open',
  incident_ends: 'the promises',
  incidents: 'the promises: what closed, and when, is on a page for everybody',
  keyrings: 'of the house',
  notices: 'of the house',
  passkeys: 'grown-ups’ ways in; a child is paired',
  passwords: 'grown-ups’ ways in; a child is paired',
  push_subscriptions: 'grown-ups’ devices that get messages; a child is never sent one (WEL-7)',
  sunsets: 'of the house: when it closes for good',
  staff: 'of those who decide about reports',
  staff_acts: 'of those who decide about reports: that they looked stands in the log',
  tombstones: 'ids that lead nowhere',
}
