// Erasing a child whole: who may ask, what closes at that moment, and what the worker then takes away. DEL-6
import { asleep, needsCheck, notGranted, notThere, unguarded, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const erases = 'select access.propose_erasing(:mia, :new1, :fresh)'
const wish = "insert into proposals (id, child_id, what, guardian_id, by_id) values (:new5, :mia, 'erase-child', :dana, :dana)"
const due = "update proposals set made_at = now() - interval '1 day', due_at = now() where id = :new5"
const begun = (child: string) =>
  `insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new5, :${child}, now(), 1, 1, 1, 1); insert into erasure_readers values (:new5, :dana)`
const takenBack =
  "insert into receipts (id, child_id, what, thing_id) select gen_random_uuid(), child_id, 'post', id from posts where child_id = :mia on conflict do nothing"
const aboutBoth = `
  insert into fresh_checks (id, session_id, act, subject) values (:new1, :sessionOfDana, 'erasure.make', :mia), (:new2, :sessionOfDana, 'erasure.make', :leo);
  insert into challenges (id, session_id, challenge, act, subject) values (:new3, :sessionOfDana, 'c', 'erasure.make', :mia), (:new4, :sessionOfDana, 'c', 'erasure.make', :leo)`

/** What closes, as one line, when Dana's wish with this id is done; `more` is what this time is told besides. */
export const closesMia = (id: string, more: readonly string[], leftOut: readonly string[] = []) =>
  [
    ...['guarding', 'invited', 'pairing'].map((code) => `changed codes ${code} expires_at=now`),
    ...['miaAndLeo', 'miaAndRosa'].map((connection) => `changed connections ${connection} ended_at=now ended_by=dana`),
    'changed guardianships somebody new ended_at=a moment later',
    'changed offers answered expires_at=now',
    'changed proposals joining ended_at=a moment later',
    `job alerts.proposal ${id} now`,
    `job children.erase ${id} now first`,
    'log leo connection.end miaAndLeo by nobody',
    `log mia child.erase ${id} by dana`,
    'log mia connection.end miaAndLeo by dana',
    'log mia connection.end miaAndRosa by dana',
    'new erasure_readers guardian_id=dana',
    `new proposals id=${id} child_id=mia guardian_id=dana by_id=dana what=erase-child ended_at=a moment later`,
    'new receipts id=somebody new child_id=mia by_id=dana what=photo thing_id=draft',
    ...['boat', 'bridge', 'kite', 'moon', 'pond', 'tree'].map(
      (post) => `new receipts id=somebody new child_id=mia by_id=dana what=post thing_id=${post}`,
    ),
    'gone sessionOfMia',
    ...more,
  ]
    .filter((line) => !leftOut.includes(line))
    .join('; ')
const alone = (takenBack: number) => [
  'says "closed"',
  'check used',
  'log mia child.propose-erase new1 by dana',
  `new erasures id=new1 child_id=mia asked_at=now photos=9 posts=7 shared_posts=4 taken_back=${takenBack}`,
]
const omarReads = ['changed guardianships somebody new ended_at=a moment later', 'new erasure_readers guardian_id=omar']
const everybody = 'told aron dana lena leo mia rosa'
const everybodyAndOmar = 'told aron dana lena leo mia omar rosa'
export const atOnce = closesMia('new1', [...alone(1), everybody])
const waits =
  'says "waits"; check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia child.propose-erase new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=erase-child; told dana mia omar'

const things = [
  'boat',
  'bridge',
  'bridgePhoto',
  'discarded',
  'draft',
  'inBridge',
  'kite',
  'kitePhoto',
  'moon',
  'moonPhoto',
  'pond',
  'rain',
  'tree',
  'leosCircle mia',
  'miasCircle',
  'miasCircle leo',
  ...['miasBox', 'miasBox kite', 'miasBox rain', 'miasIdea', 'miasFeeling'],
  ...['answered', 'firstPairing', 'guarding', 'invited', 'pairing'],
  'requests of mia',
  ...['kite', 'moon'].map((post) => `reply to ${post} from rosa`),
  ...['bridge', 'kite', 'moon', 'rain', 'tree'].map((post) => `yes to ${post}`),
]
const removed = (more: readonly string[]) =>
  [
    'job alerts.erasure new5 now',
    'new erasures id=new5 asked_at=now photos=1 posts=1 shared_posts=1 taken_back=1 erased_at=now',
    ...[...things, 'mia', 'sessionOfMia', ...more].map((one) => `gone ${one}`),
    'told dana',
  ].join('; ')

export const erasing: Deed[] = [
  {
    say: erases,
    proves: ['erasure.make', ':mia::text'],
    is: { dana: atOnce, omar: notThere, lena: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', omarToo, waits],
      ['dana', `${omarToo}; ${begun('leo')}`, waits],
      [
        'dana', // no family sees the name any more for a block's sake
        "insert into blocks (id, child_id, person_id, by_id) values (:new3, :mia, :leo, :mia), (:new4, :ana, :mia, :aron), (:new5, :leo, :ana, :leo); update connections set ended_at = now() - interval '1 day' where id = :miaAndLeo",
        closesMia(
          'new1',
          [...alone(1), 'gone new3', 'gone new4', 'told aron dana mia rosa'],
          [
            'changed connections miaAndLeo ended_at=now ended_by=dana',
            'log leo connection.end miaAndLeo by nobody',
            'log mia connection.end miaAndLeo by dana',
          ],
        ),
      ],
      [
        'dana', // it is in that picture still; and what came in from a file was never shared here
        `${asleep('insert into tags (id, post_id, child_id) values (:new5, :swing, :mia), (:new4, :swing, :ana)')}; insert into claims (id, post_id, child_id) values (:new2, :swing, :mia); insert into posts (id, child_id, caption_sealed, days, content_hash, shared_from, shared_until, brought_hash) values (:new3, :mia, 'x', 7, sha256('x'), now() - interval '2 minutes', now() - interval '1 minute', sha256('m'))`,
        closesMia('new1', [
          ...alone(1).map((line) => line.replace('posts=7', 'posts=8')),
          'new claims id=new2 post_id=swing',
          'new tags id=new5 post_id=swing',
          'new receipts id=somebody new child_id=mia by_id=dana what=post thing_id=new3',
          everybody,
        ]),
      ],
      ['omar', `${omarToo}; ${wish}`, 'no: proposal.already'],
      [
        'dana', // what is used, confirmed or over is as it was, and so is what is another's
        "update codes set used_at = now() where id = :invited; update offers set confirmed_at = now() where id = :answered; update connections set ended_at = now() - interval '1 day' where id = :miaAndRosa; update connections set ended_at = now() where id = :leoAndAna; insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (:new3, sha256('leos'), 'pairing', :leo, :lena, now() + interval '1 day'); insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :new4), (:new5, :leo, 'post', :new5); update proposals set ended_at = now(), outcome = 'objected' where id = :joining; insert into pauses (id, child_id, guardian_id, guardianship_id) select case child_id when :mia::uuid then :new2::uuid else :key end, child_id, guardian_id, id from guardianships where (child_id, guardian_id) in ((:mia, :dana), (:leo, :lena)) and ended_at is null",
        closesMia(
          'new1',
          [...alone(2), 'gone new2', 'told dana lena leo mia'],
          [
            'changed codes invited expires_at=now',
            'changed connections miaAndRosa ended_at=now ended_by=dana',
            'changed offers answered expires_at=now',
            'changed proposals joining ended_at=a moment later',
            'log mia connection.end miaAndRosa by dana',
          ],
        ),
      ],
    ],
  },
  { say: erases, is: { dana: needsCheck } },
  {
    say: 'select access.agree(:new5, :fresh)',
    proves: ['proposal.agree', ':new5::text'],
    is: { dana: notThere },
    when: [
      [
        'omar',
        `${omarToo}; ${wish}`,
        closesMia('new5', [
          ...omarReads,
          'check used',
          'log mia proposal.agree new5 by omar',
          'new erasures id=new5 child_id=mia asked_at=now photos=9 posts=7 shared_posts=4 taken_back=1',
          'new proposal_answers guardian_id=omar answer=agrees',
          everybodyAndOmar,
        ]),
      ],
    ],
  },
  {
    say: 'select access.settle_proposal(:new5)',
    is: { worker: '' },
    when: [
      ['worker', `${omarToo}; ${wish}`, 'job proposals.settle new5 now + 86400000 ms'],
      [
        'worker', // silence is a yes
        `${omarToo}; ${wish}; ${due}`,
        closesMia('new5', [
          ...omarReads,
          'new erasures id=new5 child_id=mia asked_at=now + -86400000 ms photos=9 posts=7 shared_posts=4 taken_back=1',
          everybodyAndOmar,
        ]),
      ],
      [
        'worker', // who asked guards no longer
        `${omarToo}; ${wish}; ${unguarded}; update connections set ended_at = now() where id = :miaAndLeo`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=erase-child ended_at=a moment later; told dana mia omar',
      ],
    ],
  },
  {
    say: 'select access.settle_proposal(:joining)',
    is: {},
    when: [
      [
        'worker',
        'update connections set ended_at = now() where id = :miaAndLeo',
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia guardian.join somebody new by aron; new guardianships id=somebody new child_id=mia guardian_id=aron; told aron dana mia',
      ],
    ],
  },
  {
    say: 'select access.to_be_erased_at()',
    is: { mia: '', dana: notGranted },
    when: [
      ['mia', wish, 'says "now + 86400000 ms"'],
      ['leo', wish, ''],
      ['mia', `${wish}; update proposals set ended_at = now(), outcome = 'objected' where id = :new5`, ''],
    ],
  },
  {
    say: "select access.remove_child(:new5, 'signed')",
    is: { worker: notThere, dana: notGranted, mia: notGranted },
    when: [
      ['worker', `${begun('mia')}; ${takenBack}; ${aboutBoth}`, removed(['new1', 'new3'])],
      [
        'worker', // one after the other
        `insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new4, :leo, now(), 1, 1, 1, 1); insert into erasure_readers values (:new4, :lena); ${begun('mia')}; ${takenBack}`,
        removed([]),
      ],
      ['worker', `${begun('mia')}; update erasures set child_id = null, erased_at = now(), receipt = 'x'`, notThere],
    ],
  },
  { say: 'select access.hold_chain(:mia)', is: { worker: '', dana: notGranted, mia: notGranted } },
]
