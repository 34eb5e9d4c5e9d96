// Closing one's account: who asks, what each step takes, when it is over, and what keeping it takes back. DEL-6
import { closesMia } from './erasing.ts'
import { needsCheck, notGranted, notThere, type Deed } from './deed.ts'

const closes = (who: string, asked = 'now()') => `insert into account_closings (person_id, asked_at) values (:${who}, ${asked})`
const aQuarterAgo = "now() - interval '15 minutes'"
const notYet = "now() - interval '15 minutes' + interval '1 microsecond'"
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const leaves = (who: string, made = 'now()') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (:new5, :mia, 'remove-guardian', :${who}, :${who}, ${made}, ${made} + interval '1 day')`
const ends = (who: string) => ({ say: `select access.close_account_further(:${who})` })
const unnamed = 'delete from proposals where :omar in (guardian_id, by_id); delete from guardianships where guardian_id = :omar'
const gone = (who: string, ...more: string[]) =>
  [
    'says "over"',
    ...['account_closings', 'contacts', 'passwords'].map((table) => `gone ${table} of ${who}`),
    `gone sessionOf${who.charAt(0).toUpperCase()}${who.slice(1)}`,
    ...more.map((one) => `gone ${one}`),
    `told ${who}`,
  ].join('; ')
const hearts = ['kite', 'moon'].map((post) => `reply to ${post} from rosa`)
const askedToLeave =
  'says "more"; job alerts.proposal somebody new now; job proposals.settle somebody new now + 86400000 ms; log mia guardian.propose-end somebody new by dana; new proposals id=somebody new child_id=mia guardian_id=dana by_id=dana what=remove-guardian; told dana mia omar'
const miaGoes = closesMia('somebody new', [
  'says "more"',
  'log mia child.propose-erase somebody new by dana',
  'new erasures id=somebody new child_id=mia asked_at=now photos=9 posts=7 shared_posts=4 taken_back=1',
  'told aron dana lena leo mia rosa',
])
const leoGoes =
  'says "more"; changed claims inBridge child_id=null; changed claims inOwl child_id=null; changed connections leoAndAna ended_at=now ended_by=lena; changed connections miaAndLeo ended_at=now ended_by=lena; changed guardianships somebody new ended_at=a moment later; changed offers shown expires_at=now; job alerts.proposal somebody new now; job children.erase somebody new now first; log ana connection.end leoAndAna by nobody; log leo child.erase somebody new by lena; log leo child.propose-erase somebody new by lena; log leo connection.end leoAndAna by lena; log leo connection.end miaAndLeo by lena; log mia connection.end miaAndLeo by nobody; new erasure_readers guardian_id=lena; new erasures id=somebody new child_id=leo asked_at=now photos=2 posts=1 shared_posts=1 taken_back=0; new proposals id=somebody new child_id=leo guardian_id=lena by_id=lena what=erase-child ended_at=a moment later; new receipts id=somebody new child_id=leo by_id=lena what=photo thing_id=leosDraft; new receipts id=somebody new child_id=leo by_id=lena what=post thing_id=swing; gone lockedOfLeo; gone sessionOfLeo; told ana aron dana lena leo mia'
const lapsed = (made: string) =>
  `update proposals set made_at = ${made}, due_at = ${made} + interval '1 day', ended_at = now(), outcome = 'lapsed' where id = :leaving`
const keepsLeo =
  'changed proposals leaving ended_at=a moment later; job alerts.proposal leaving now; log leo proposal.object leaving by lena; new proposal_answers guardian_id=lena answer=objects; gone account_closings of lena; told lena leo'
const neverByPeople = {
  dana: notGranted,
  mia: notGranted,
  rosa: notGranted,
  sam: notGranted,
  checks: notGranted,
  door: notGranted,
} as const

export const closing: Deed[] = [
  {
    say: 'select access.close_account(:fresh)',
    proves: ['account.close', "'self'"],
    is: {
      dana: 'check used; job accounts.close dana now; new account_closings person_id=dana asked_at=now; told dana',
      rosa: 'check used; job accounts.close rosa now; new account_closings person_id=rosa asked_at=now; told rosa',
      mia: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [['dana', closes('dana', "now() - interval '1 minute'"), 'check used; job accounts.close dana now; told dana']],
  },
  {
    say: 'select access.close_account(:fresh)',
    proves: ['passkey.add', "'self'"],
    is: { dana: needsCheck },
  },
  {
    say: 'select access.close_account(:fresh)',
    proves: ['account.close', ':dana'],
    is: { dana: needsCheck },
  },
  {
    say: 'select access.keep_account()',
    is: {
      dana: notThere,
      rosa: notThere,
      mia: notGranted,
      sam: notGranted,
      nobody: 'no: sign-in.needed',
    },
    when: [
      ['dana', closes('omar'), notThere],
      ['dana', closes('dana', "now() - interval '1 day'"), 'gone account_closings of dana; told dana'], // whom she asked in stays asked
      ['lena', `${closes('lena', "now() - interval '1 day'")}; ${lapsed('now()')}`, 'gone account_closings of lena; told lena'],
      ['dana', closes('dana'), 'gone account_closings of dana; told dana'],
      ['rosa', closes('rosa'), 'gone account_closings of rosa; told rosa'],
      ['lena', closes('lena', "now() - interval '1 day'"), keepsLeo],
      ['lena', `${closes('lena')}; update proposals set made_at = now(), due_at = now() + interval '1 day' where id = :leaving`, keepsLeo],
      [
        'lena',
        `${closes('lena')}; update proposals set made_at = now() - interval '1 second', due_at = now() + interval '1 day' - interval '1 second' where id = :leaving`,
        'gone account_closings of lena; told lena',
      ],
      ['dana', `${closes('dana')}; ${omarToo}; ${leaves('omar')}`, 'gone account_closings of dana; told dana'],
    ],
  },
  {
    ...ends('dana'),
    is: { worker: '', ...neverByPeople },
    when: [
      ['worker', closes('omar'), ''],
      ['worker', closes('dana'), miaGoes],
      ['worker', closes('dana', aQuarterAgo), 'says "waits"'], // she guards Mia only since then
      ['worker', `${closes('dana', aQuarterAgo)}; update guardianships set since = now() - interval '15 minutes'`, miaGoes],
      [
        'worker',
        `${closes('dana', aQuarterAgo)}; update guardianships set since = now() - interval '15 minutes' + interval '1 microsecond'`,
        'says "waits"',
      ],
      ['worker', `${closes('dana')}; ${omarToo}`, askedToLeave],
      ['worker', `${closes('dana', aQuarterAgo)}; ${omarToo}; ${leaves('dana')}`, 'says "waits"'],
      ['worker', `${closes('dana')}; ${omarToo}; ${leaves('omar')}`, askedToLeave],
      [
        'worker',
        `${closes('dana')}; ${omarToo}; ${leaves('dana')}; update proposals set ended_at = now(), outcome = 'objected' where id = :new5`,
        askedToLeave,
      ],
      [
        'worker',
        `${closes('dana', aQuarterAgo)}; update guardianships set since = since - interval '1 day', ended_at = now() where guardian_id = :dana`,
        gone('dana', 'answered', 'firstPairing', 'guarding', 'invited', 'pairing', 'receipt of dana', 'requests of dana'),
      ],
      ['worker', `${closes('dana', notYet)}; update guardianships set ended_at = now() where guardian_id = :dana`, 'says "waits"'],
    ],
  },
  {
    ...ends('rosa'),
    is: { worker: '' },
    when: [
      [
        'worker',
        closes('rosa'),
        'says "more"; changed connections miaAndRosa ended_at=now ended_by=rosa; log mia connection.end miaAndRosa by rosa; told dana mia rosa',
      ],
      ['worker', `${closes('rosa', aQuarterAgo)}; update connections set ended_at = now() where id = :miaAndRosa`, gone('rosa', ...hearts)],
      ['worker', `${closes('rosa', aQuarterAgo)}; delete from connections where id = :miaAndRosa`, gone('rosa', 'rosa', ...hearts)],
      ['worker', `${closes('rosa', notYet)}; delete from connections where id = :miaAndRosa`, 'says "waits"'],
    ],
  },
  {
    ...ends('aron'), // a child of his is being erased
    is: { worker: '' },
    when: [
      ['worker', `${closes('aron', aQuarterAgo)}; update guardianships set ended_at = now() where guardian_id = :aron`, 'says "waits"'],
      [
        'worker',
        `${closes('aron', aQuarterAgo)}; update guardianships set ended_at = now() where guardian_id = :aron; update erasures set child_id = null, erased_at = now(), receipt = 'x' where erased_at is null`,
        gone('aron', 'answered', 'receipt of aron', 'requests of aron'),
      ],
    ],
  },
  {
    ...ends('lena'), // she is leaving the child whom nobody else guards
    is: { worker: '' },
    when: [
      ['worker', closes('lena'), 'says "waits"'],
      ['worker', `${closes('lena')}; ${lapsed('now()')}`, 'says "waits"'],
      ['worker', `${closes('lena')}; ${lapsed("now() - interval '1 second'")}`, leoGoes],
      [
        'worker',
        `${closes('lena')}; ${lapsed('now()')}; update proposals set by_id = :dana, guardian_id = :dana where id = :leaving`,
        leoGoes,
      ],
      ['worker', `${closes('lena')}; ${lapsed('now()')}; update proposals set child_id = :mia where id = :leaving`, leoGoes],
    ],
  },
  {
    ...ends('omar'), // he guards nobody any more
    is: { worker: '' },
    when: [
      ['worker', `${closes('omar', aQuarterAgo)}; ${closes('dana')}`, gone('omar')],
      [
        'worker',
        `${closes('omar', aQuarterAgo)}; insert into passkeys (credential_id, person_id, public_key) values ('k', :omar, 'k'); insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (:new1, sha256('s'), 'sign-in', :omar, null, now())`,
        gone('omar', 'new1', 'passkeys of omar'),
      ],
      [
        'worker',
        `${closes('omar', aQuarterAgo)}; insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) select i.id, i.who, 'fcm.googleapis.com', sha256(i.id::text::bytea), 's' from (values (:new1::uuid, :omar::uuid), (:new2, :dana)) i (id, who); insert into alert_ways (person_id, kind, way) values (:omar, 'week', 'app'), (:dana, 'week', 'app')`,
        gone('omar', 'new1', 'alert_ways of omar'),
      ],
      ['worker', `${closes('omar', aQuarterAgo)}; ${unnamed}`, gone('omar', 'omar')],
      ['worker', `${closes('omar', aQuarterAgo)}; ${unnamed}; ${leaves('omar')}`, gone('omar')],
      [
        'worker',
        `${closes('omar', aQuarterAgo)}; ${unnamed}; insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (:new5, :mia, 'remove-guardian', :omar, :dana, now(), 'objected')`,
        gone('omar'),
      ],
    ],
  },
  ...['close_account(:new1)', 'keep_account()'].map(
    (call): Deed => ({ say: `select access.${call}`, is: { door: notGranted, worker: notGranted, checks: notGranted } }),
  ),
  ...['forget_person(:omar)', 'is_named(:omar)'].map(
    (call): Deed => ({ say: `select access.${call}`, is: { ...neverByPeople, worker: notGranted } }),
  ),
]
