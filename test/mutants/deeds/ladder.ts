// The trust ladder: what goes out by a step, who goes down and what waits then, who goes up and how far, and who is told. KID-5, PUB-1
import { asleep, notGranted, notThere, unguarded, type Deed } from './deed.ts'

const older = (child = 'mia') => `update children set band = '10-13' where child_id = :${child}`
const set = (value: string, by = 'dana', child = 'mia') =>
  `update settings set value = '${value}', by_id = :${by}, said_at = now() - interval '1 second' where setting = 'asking' and child_id = :${child}`
const stands = (...on: Parameters<typeof set>) => `${older(on[2])}; ${set(...on)}`
const asks = (people: string, found = '') =>
  `select access.ask_to_share(:new1, 'x', 30, '{${found}}', sha256('h'), array[:draft]::uuid[], array['x']::bytea[], array[${people}]::uuid[])`
const asked = (people: readonly string[]) =>
  [
    'changed photos draft post_id=new1',
    'job alerts.post-waiting new1 now',
    'log mia post.make new1 by mia',
    ...people.map((person) => `new post_audience post_id=new1 person_id=${person}`),
    'new posts id=new1 child_id=mia asked_at=a moment later',
    'told dana mia',
  ].join('; ')
const went = (step: string, people: readonly string[]) =>
  [
    'changed photos draft post_id=new1',
    ...(step === 'weekly' ? [] : ['job alerts.post-went new1 now']),
    'job posts.tell new1 now + 60000 ms',
    'job posts.tell new1 now + 2592060000 ms',
    'log mia post.go new1 by dana',
    'log mia post.make new1 by mia',
    `new approvals guardian_id=dana post_id=new1 step=${step}`,
    ...people.map((person) => `new post_audience post_id=new1 person_id=${person} shared_from=now + 60000 ms`),
    'new posts id=new1 child_id=mia asked_at=a moment later shared_from=now + 60000 ms shared_until=now + 2592060000 ms',
    'told dana mia',
  ].join('; ')
const [leo, rosa] = [['leo'], ['rosa']] as const
const known = stands('new-people')
const hides = (...posts: string[]) =>
  posts.map((post, n) => `insert into hides (id, post_id, guardian_id) values (:new${n + 2}, :${post}, :dana)`).join('; ')
/** Rosa was let share with in the kite alone. */
const kite = (change: string) => `${known}; update posts set ${change} where id = :kite`
const kitesYes = (change: string) => `${known}; update approvals set ${change} where post_id = :kite`

const goesDown = (value = 'each', setting = 'asking') => `select access.tighten_setting(:mia, '${setting}', '${value}')`
/** The tree is on its way by this step. */
const going = (step: string) => `update approvals set step = '${step}', fresh_check_id = null where post_id = :tree`
const waits = `${['leo', 'rosa'].map((name) => `changed post_audience tree ${name} shared_from=null; `).join('')}changed posts tree shared_from=null shared_until=null`
const down = (by: string, value = 'each') =>
  `changed settings mia asking${by === 'dana' ? '' : ` by_id=${by}`}${value === 'each' ? '' : ` value=${value}`} said_at=a moment later`
const plain = (by: string, value = 'each') => `${down(by, value)}; log mia setting.tighten nothing by ${by}; told dana mia`
const stopped = (by: string, value = 'each') =>
  `${waits}; ${down(by, value)}; job alerts.post-waiting tree now; log mia post.ask-again tree by ${by}; log mia setting.tighten nothing by ${by}; gone yes to tree; told dana mia`
const goesOutIn = (seconds: number) =>
  `update posts set shared_from = t, shared_until = t + days * interval '24 hours' from (select clock_timestamp() + interval '${seconds} seconds' as t) soon where id = :tree`

const opens = (value: string) => `select access.open_setting(:mia, 'asking', '${value}', :new1, :fresh)`
const proves = (value: string): [string, string] => ['setting.open', `:mia || ':asking:${value}'`]
const opened = (value: string) =>
  `changed settings mia asking value=${value} said_at=now; check used; job alerts.proposal new1 now; log mia setting.open new1 by dana; log mia setting.propose-open new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=open-setting setting=asking value=${value} ended_at=a moment later; told dana mia`
const notYet = 'no: setting.not-yet'
const proposed = (value: string) =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, setting, value, made_at, due_at) values (:new5, :mia, 'open-setting', :dana, :dana, 'asking', '${value}', now() - interval '1 day', now())`
const before = "update settings set said_at = now() - interval '1 year'; update guardianships set since = now() - interval '2 years'"
const settled = (value: string) =>
  `changed settings mia asking value=${value} said_at=now + -86400000 ms; job alerts.proposal new5 now; log mia setting.open new5 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=open-setting setting=asking value=${value} ended_at=a moment later; told dana mia`
const lapsed = (value: string) =>
  `job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=open-setting setting=asking value=${value} ended_at=a moment later; told dana mia`
const by = (step: string, post = 'kite') => `update approvals set step = '${step}', fresh_check_id = null where post_id = :${post}`
const askedAt = (post: string, at: string) => `update posts set asked_at = timestamptz '2026-06-03 ${at}+00' where id = :${post}`
const both = (kite: string, bridge: string) =>
  `${by('told')}; ${by('told', 'bridge')}; ${askedAt('kite', kite)}; ${askedAt('bridge', bridge)}`

const tooYoung = 'no: 23001' // every photo of a child from 5 to 9 is asked for
const isSetForLeo = stands('told', 'lena', 'leo')

export const climbing: Deed[] = [
  {
    say: asks(':leo'),
    is: {},
    when: [
      ['mia', older(), asked(leo)],
      ['mia', stands('told'), went('told', leo)],
      ['mia', stands('weekly'), went('weekly', leo)],
      ['mia', known, went('new-people', leo)],
      ['mia', `${known}; ${hides('kite', 'bridge', 'moon')}`, asked(leo)], // Ana shares with him too
      ['mia', stands('told', 'omar'), asked(leo)], // who granted it guards no longer
      ['mia', stands('told', 'lena'), asked(leo)],
      [
        'mia',
        `${stands('told')}; update settings set said_at = (select since from guardianships where guardian_id = :dana) where setting = 'asking'`,
        went('told', leo),
      ],
      [
        'mia',
        `${stands('told')}; update settings set said_at = (select since - interval '1 microsecond' from guardianships where guardian_id = :dana) where setting = 'asking'`,
        asked(leo),
      ],
      ['mia', asleep(set('told')), asked(leo)], // from 5 to 9
      ['mia', stands('told', 'lena', 'leo'), asked(leo)],
      ['mia', `${older()}; update settings set value = 'everyone' where setting = 'asking' and child_id = :mia`, asked(leo)], // nobody knows that
    ],
  },
  {
    say: asks(':rosa'),
    is: {},
    when: [
      ['mia', known, went('new-people', rosa)],
      ['mia', `${known}; ${hides('kite')}`, asked(rosa)], // the tree is not out yet
      ['mia', `${known}; insert into receipts (id, child_id, what, thing_id) values (:new2, :mia, 'post', :kite)`, asked(rosa)],
      ['mia', kite("shared_from = now(), shared_until = now() + interval '7 days'"), went('new-people', rosa)],
      ['mia', kite("shared_from = now() + interval '1 second', shared_until = now() + interval '7 days 1 second'"), asked(rosa)],
      ['mia', kitesYes("step = 'told', fresh_check_id = null"), asked(rosa)],
      ['mia', kitesYes("content_hash = sha256('other')"), asked(rosa)],
      ['mia', kitesYes('guardian_id = :omar'), asked(rosa)], // who guards her no longer
      ['mia', kitesYes('guardian_id = :lena'), asked(rosa)],
      [
        'mia',
        `${known}; delete from approvals where post_id = :kite; update posts set content_hash = (select content_hash from approvals where post_id = :bridge) where id = :kite`,
        asked(rosa),
      ], // that was said of another
    ],
  },
  { say: asks(':leo, :rosa'), is: {}, when: [['mia', `${known}; ${hides('kite')}`, asked(['leo', 'rosa'])]] },
  { say: asks(''), is: {}, when: [['mia', `${known}; ${hides('kite')}`, went('new-people', [])]] },
  { say: asks(':leo', 'place-removed, camera-removed, age'), is: {}, when: [['mia', stands('told'), went('told', leo)]] },
  { say: asks(':leo', 'place-removed, rude-word'), is: {}, when: [['mia', stands('told'), asked(leo)]] },
  { say: asks(':leo', 'unread'), is: {}, when: [['mia', stands('told'), asked(leo)]] },
  {
    say: `${asks(':leo, :rosa').replace(/\)$/, ', array[:leo]::uuid[], array[:new2]::uuid[])')}`,
    is: {},
    when: [
      [
        'mia',
        stands('told'),
        `${went('told', ['leo', 'rosa'])}; new tags id=new2 child_id=leo post_id=new1; job alerts.tag new2 now + 60000 ms`,
      ],
      [
        'mia', // whoever is in another of her photos
        `${stands('told')}; insert into tags (id, post_id, child_id) values (:new3, :pond, :leo)`,
        `${went('told', ['leo', 'rosa'])}; new tags id=new2 child_id=leo post_id=new1; job alerts.tag new2 now + 60000 ms`,
      ],
    ],
  },
  {
    say: goesDown(),
    is: { mia: '', dana: '', omar: notThere, lena: notThere, leo: notThere, rosa: notGranted, sam: notGranted },
    when: [
      ['dana', `${stands('told')}; ${going('told')}`, stopped('dana')],
      ['mia', `${stands('told')}; ${going('told')}`, stopped('mia')],
      ['dana', stands('told'), plain('dana')], // a guardian said yes to it
      ['dana', `${stands('told')}; ${going('told')}; ${goesOutIn(20)}`, stopped('dana')],
      ['dana', `${stands('told')}; ${going('told')}; ${goesOutIn(1)}`, plain('dana')],
      ['dana', `${stands('told')}; ${by('told')}`, plain('dana')], // it is out
      [
        'dana',
        `${stands('told')}; ${going('told')}; insert into receipts (id, child_id, what, thing_id) values (:new2, :mia, 'post', :tree)`,
        plain('dana'),
      ],
      [
        'dana',
        `${stands('told')}; ${by('told', 'swing')}; update posts set shared_from = now() + interval '1 hour', shared_until = now() + interval '1 hour' + days * interval '24 hours' where id = :swing`,
        plain('dana'),
      ], // Leo's
      ['dana', unguarded, notThere],
    ],
  },
  {
    say: goesDown('new-people'),
    is: { mia: 'no: not-allowed' },
    when: [
      ['mia', stands('told'), 'no: not-allowed'],
      ['dana', `${stands('told')}; ${going('told')}`, stopped('dana', 'new-people')],
      ['dana', `${stands('told')}; ${going('new-people')}`, plain('dana', 'new-people')],
    ],
  },
  {
    say: opens('new-people'),
    proves: proves('new-people'),
    is: { dana: notYet, mia: notGranted, omar: notThere },
    when: [
      ['dana', older(), opened('new-people')],
      ['dana', older('leo'), notYet],
    ],
  },
  {
    say: opens('told'),
    proves: proves('told'),
    is: { dana: notYet },
    when: [
      ['dana', older(), notYet],
      ['dana', known, opened('told')],
      ['dana', stands('weekly'), 'no: setting.not-more-open'],
    ],
  },
  {
    say: 'select access.settle_proposal(:new5)',
    is: {},
    when: [
      ['worker', `${older()}; ${before}; ${proposed('new-people')}`, settled('new-people')],
      ['worker', `${older()}; ${before}; ${proposed('told')}`, lapsed('told')], // one step at a time
      ['worker', `${before}; ${proposed('new-people')}`, lapsed('new-people')],
      ['worker', `${older('leo')}; ${before}; ${proposed('new-people')}`, lapsed('new-people')],
    ],
  },
  {
    say: 'select access.guardians_to_tell(:kite)',
    is: { worker: '', dana: notGranted, mia: notGranted },
    when: [
      ['worker', by('told'), 'says "dana"'],
      ['worker', `${by('told')}; ${unguarded}`, ''],
      ['worker', `${by('told')}; update guardianships set ended_at = null where guardian_id = :omar`, 'says "dana"; says "omar"'],
      ['worker', `${by('told')}; insert into receipts (id, child_id, what, thing_id) values (:new2, :mia, 'post', :kite)`, ''],
      ['worker', by('weekly'), ''],
      ['worker', both('10:30', '10:00'), ''],
      ['worker', both('10:30', '09:59'), 'says "dana"'],
      ['worker', both('10:30', '10:30'), 'says "dana"'],
      ['worker', both('10:30', '10:31'), 'says "dana"'],
      ['worker', `${both('10:30', '10:00')}; ${by('weekly', 'bridge')}`, 'says "dana"'], // of that nobody was told
      [
        'worker',
        `${both('10:30', '10:00')}; insert into receipts (id, child_id, what, thing_id) values (:new2, :mia, 'post', :bridge)`,
        'says "dana"',
      ],
      ['worker', `${by('told')}; ${askedAt('kite', '10:30')}; ${askedAt('bridge', '10:00')}`, 'says "dana"'], // a guardian looked at that
      ['worker', `${by('told')}; ${by('told', 'swing')}; ${askedAt('kite', '10:30')}; ${askedAt('swing', '10:00')}`, 'says "dana"'], // Leo's
    ],
  },
  {
    say: "update settings set value = 'told' where setting = 'asking' and child_id = :mia returning 1 as done",
    is: { owner: tooYoung },
    when: [
      ['owner', older(), 'changed settings mia asking value=told; says 1'],
      ['owner', older('leo'), tooYoung],
    ],
  },
  {
    say: "update settings set value = 'each' where setting = 'asking' and child_id = :mia returning 1 as done",
    is: { owner: 'changed settings mia asking; says 1' },
  },
  {
    say: "update settings set value = '7' where setting = 'days' and child_id = :mia returning 1 as done",
    is: { owner: 'changed settings mia days value=7; says 1' },
  },
  {
    say: "update children set band = '5-9' where child_id = :mia returning 1 as done",
    is: { owner: 'changed children mia; says 1' },
    when: [
      [
        'owner',
        `${stands('told')}; ${going('told')}; ${isSetForLeo}`,
        `changed children mia; changed settings mia asking by_id=null said_at=a moment later; gone yes to tree; job alerts.post-waiting tree now; log mia post.ask-again tree by nobody; ${waits}; says 1`,
      ],
    ],
  },
]
