// Nothing is kept for ever: who says that a child stays, who is asked for it and when, and what goes when nobody says so. DAT-2, DEL-7
import { notGranted, notThere, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const ends = (child: string, until: string, asked = 'null', days = 0) =>
  `update children set renew_by = now() + interval '${until}', asked_at = ${asked}, counted_at = ${asked}, asked_days = ${days} where child_id = :${child}`
const renewed = 'changed children mia renew_by=now + 31536000000 ms; log mia child.renew nothing by dana'
const over = (days = '1', heard = 14) => ends('mia', `-${days} days`, 'now()', heard)
const erasing = (child: string) =>
  `insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new5, :${child}, now(), 1, 1, 1, 1)`
const came = (ago: string, kind = 'relative') =>
  `insert into people (id, kind, name_sealed, avatar, created_at) values (:newcomer, '${kind}', 'x', 'owl', now() - interval '${ago}')`
const guardian = `${came('15 days', 'guardian')}; insert into guardians (guardian_id, method) values (:newcomer, 'video-call')`
const connected = (low: string, high: string) => `${came('15 days')}; set session_replication_role = 'replica';
  insert into connections (id, low_id, high_id, low_approval_id, high_approval_id, ended_at) values (:new1, ${low}, ${high}, :new2, :new3, now()); set session_replication_role = 'origin'`
const first = "'00000000-0000-4000-8000-000000000000'"
const last = "'ffffffff-ffff-4fff-8fff-ffffffffffff'"
const proposal = (whom: string, by: string) =>
  `${guardian}; insert into proposals (id, child_id, what, guardian_id, by_id) values (:new5, :leo, 'remove-guardian', ${whom}, ${by})`

const asked = (until: string, again: string, told: string) =>
  `changed children mia renew_by=now + ${until} ms asked_at=now; job alerts.renewal mia now; job alerts.renewal mia now + ${again} ms; told ${told}`
/** As when a guardian erases the child, but by nobody. */
export const closesByNobody = (act: string) =>
  [
    ...['guarding', 'invited', 'pairing'].map((code) => `changed codes ${code} expires_at=now`),
    ...['miaAndLeo', 'miaAndRosa'].map((connection) => `changed connections ${connection} ended_at=now`),
    'changed guardianships somebody new ended_at=a moment later',
    'changed offers answered expires_at=now',
    'changed proposals joining ended_at=a moment later',
    'job children.erase new1 now first',
    'log leo connection.end miaAndLeo by nobody',
    `log mia ${act} new1 by nobody`,
    ...['miaAndLeo', 'miaAndRosa'].map((connection) => `log mia connection.end ${connection} by nobody`),
    'new erasure_readers guardian_id=dana',
    'new erasures id=new1 child_id=mia asked_at=now photos=9 posts=7 shared_posts=4 taken_back=1',
    'new receipts id=somebody new child_id=mia what=photo thing_id=draft',
    ...['boat', 'bridge', 'kite', 'moon', 'pond', 'tree'].map(
      (post) => `new receipts id=somebody new child_id=mia what=post thing_id=${post}`,
    ),
    'gone sessionOfMia',
    'told aron dana lena leo mia rosa',
  ].join('; ')

/** Somebody whom nothing holds any more, and what holds. */
const holds: string[] = [
  came('14 days'),
  came('15 days', 'staff'),
  `${came('15 days')}; insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new1, :newcomer, 'relative', sha256('t'), now() + interval '1 hour')`,
  `${guardian}; insert into codes (id, code_hash, opens, by_id, method, expires_at) values (:new1, sha256('c'), 'guardian-invitation', :newcomer, 'video-call', now() + interval '1 hour')`,
  `${came('365 days', 'guardian')}; insert into guardians (guardian_id, method) values (:newcomer, 'runs-this-kitestring')`,
  `${guardian}; insert into guardianships (id, child_id, guardian_id, ended_at) values (:new1, :leo, :newcomer, now())`,
  connected(':newcomer', last),
  connected(first, ':newcomer'),
  `${guardian}; ${erasing('leo')}; insert into erasure_readers values (:new5, :newcomer)`,
  proposal(':newcomer', ':lena'),
  proposal(':aron', ':newcomer'),
]

export const keeping: Deed[] = [
  {
    say: 'select access.renew_child(:mia)',
    is: { dana: '', omar: notThere, lena: notThere, mia: notGranted, rosa: notGranted, vera: notThere },
    when: [
      ['dana', ends('mia', '59 days', 'now()'), `${renewed}; told dana mia`],
      ['dana', `${omarToo}; ${ends('mia', '-1 days', 'now()')}`, `${renewed}; told dana mia omar`],
      ['dana', ends('mia', '60 days'), ''],
      ['dana', ends('leo', '59 days'), ''],
      ['lena', ends('mia', '59 days'), notThere],
    ],
  },
  {
    say: 'select access.ask_to_renew()',
    is: { worker: '', dana: notGranted, checks: notGranted },
    when: [
      ['worker', ends('mia', '29 days'), asked('2505600000', '1900800000', 'dana mia')],
      ['worker', `${omarToo}; ${ends('mia', '-1 days')}`, asked('-86400000', '604800000', 'dana mia omar')],
      ['worker', ends('mia', '30 days'), ''],
      ['worker', ends('mia', '29 days', "now() - interval '20 hours' + interval '1 microsecond'", 3), ''],
      [
        'worker',
        ends('mia', '29 days', "now() - interval '20 hours'", 3),
        'changed children mia renew_by=now + 2505600000 ms asked_at=now + -72000000 ms asked_days=4',
      ],
    ],
  },
  {
    say: 'select access.lapsed_children()',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', over(), 'says "mia"'],
      ['worker', over('0'), ''],
      ['worker', over('1', 13), ''],
      ['worker', `${over()}; ${erasing('mia')}`, ''],
      ['worker', `${over()}; ${erasing('leo')}`, 'says "mia"'],
    ],
  },
  {
    say: 'select access.lapse_child(:mia, :new1)',
    is: { worker: '', dana: notGranted, checks: notGranted },
    when: [
      ['worker', over(), closesByNobody('child.lapse')],
      ['worker', ends('leo', '-1 days', 'now()', 14), ''],
    ],
  },
  {
    say: 'select access.people_left()',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', came('15 days'), 'says "newcomer"'],
      ['worker', guardian, 'says "newcomer"'],
      [
        'worker',
        `${came('366 days', 'guardian')}; insert into guardians (guardian_id, method) values (:newcomer, 'runs-this-kitestring')`,
        'says "newcomer"',
      ],
      [
        'worker',
        `${guardian}; insert into codes (id, code_hash, opens, by_id, method, expires_at, used_at) values (:new1, sha256('c'), 'guardian-invitation', :newcomer, 'video-call', now() + interval '1 hour', now()), (:new2, sha256('d'), 'guardian-invitation', :newcomer, 'video-call', now(), null); insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new3, :newcomer, 'guardian', sha256('t'), now())`,
        'says "newcomer"',
      ],
      ...holds.map((holding) => ['worker', holding, ''] as const),
    ],
  },
  {
    say: 'select access.remove_person(:newcomer)',
    is: { worker: 'says false', dana: notGranted, door: notGranted },
    when: [
      ['worker', came('15 days'), 'says true; gone newcomer'],
      ['worker', came('13 days'), 'says false'],
      ['worker', `${came('13 days')}; ${guardian.replaceAll(':newcomer', ':new1')}`, 'says false'],
    ],
  },
]
