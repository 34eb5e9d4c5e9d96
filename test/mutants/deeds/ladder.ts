// The trust ladder: what goes out by a step, who goes down and what waits then, who goes up and how far, and who is told. KID-5, PUB-1
import { asleep, connectedNoMore, notGranted, notThere, unguarded, type Deed } from './deed.ts'

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

// ── With one person ──

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
/** Said of Leo, or of whom else she is connected with. */
const own = (value: string, { by = 'dana', child = 'mia', tie = 'miaAndLeo', ago = '1 second' } = {}) =>
  `insert into steps (child_id, connection_id, value, by_id, said_at) values (:${child}, :${tie}, '${value}', :${by}, now() - interval '${ago}')`
const ofRosa = { tie: 'miaAndRosa' }
const leosOwn = `${older('leo')}; ${own('told', { by: 'lena', child: 'leo' })}`
const ownSince = (since: string) =>
  `${older()}; ${own('told')}; update steps set said_at = (select ${since} from guardianships where guardian_id = :dana)`
const byOmar = (went: string) => went.replaceAll('dana', 'omar').replace('told omar mia', 'told dana mia omar')

const goesDownWith = (value: string, person = 'leo', setting = 'asking') =>
  `select access.tighten_setting(:mia, '${setting}', '${value}', :${person})`
const row = (value: string, by = 'dana', at = 'a moment later') => `new steps child_id=mia by_id=${by} value=${value} said_at=${at}`
const said = (value: string, by = 'dana', told = 'dana mia') => `${row(value, by)}; log mia setting.tighten nothing by ${by}; told ${told}`
const stops = (value: string) =>
  `${waits}; ${row(value)}; job alerts.post-waiting tree now; log mia post.ask-again tree by dana; log mia setting.tighten nothing by dana; gone yes to tree; told dana mia`
const notStricter = 'no: setting.not-stricter'

const opensWith = (value: string, setting = 'asking') => `select access.open_setting(:mia, '${setting}', '${value}', :new1, :fresh, :leo)`
const provesWith = (value: string, setting = 'asking', person = 'leo'): [string, string] => [
  'setting.open',
  `:mia || ':${setting}:${value}:' || :${person}`,
]
const proposalWith = (id: string, value: string) =>
  `new proposals id=${id} child_id=mia guardian_id=dana by_id=dana what=open-setting setting=asking value=${value} person_id=leo ended_at=a moment later`
const openedWith = (value: string) =>
  `${row(value, 'dana', 'now')}; check used; job alerts.proposal new1 now; log mia setting.open new1 by dana; log mia setting.propose-open new1 by dana; ${proposalWith('new1', value)}; told dana mia`
const notMoreOpen = 'no: setting.not-more-open'
const longConnected = "update connections set made_at = now() - interval '1 year'"
const proposedWith = (value: string) =>
  `${longConnected}; ${before}; ${proposed(value)}; update proposals set person_id = :leo where id = :new5`
const settledWith = (value: string) =>
  `${row(value, 'dana', 'now + -86400000 ms')}; job alerts.proposal new5 now; log mia setting.open new5 by dana; ${proposalWith('new5', value)}; told dana mia`
const lapsedWith = (value: string) =>
  `job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; ${proposalWith('new5', value)}; told dana mia`
const madeAt = (ago: string) => `update connections set made_at = now() - interval '${ago}' where id = :miaAndLeo`

export const climbingWith: Deed[] = [
  {
    say: asks(':leo'),
    is: {},
    when: [
      ['mia', `${older()}; ${own('told')}`, went('told', leo)],
      ['mia', `${older()}; ${own('new-people')}`, went('new-people', leo)],
      ['mia', `${older()}; ${own('new-people')}; ${hides('kite', 'bridge', 'moon')}`, asked(leo)],
      ['mia', `${stands('told')}; ${own('each')}`, asked(leo)],
      ['mia', `${stands('told')}; ${own('same')}`, went('told', leo)],
      ['mia', `${stands('told')}; ${own('same', { by: 'omar' })}`, went('told', leo)],
      ['mia', `${older()}; ${own('told', { by: 'omar' })}`, asked(leo)], // who granted it guards no longer
      ['mia', `${older()}; ${own('told', { by: 'lena' })}`, asked(leo)],
      ['mia', `${stands('weekly')}; ${own('told', { by: 'omar' })}`, asked(leo)], // the safe side
      ['mia', ownSince('since'), went('told', leo)],
      ['mia', ownSince("since - interval '1 microsecond'"), asked(leo)],
      ['mia', `${older()}; ${leosOwn}`, asked(leo)], // that is said of her
      ['mia', `${older()}; ${own('told', ofRosa)}`, asked(leo)],
      ['mia', `${older('leo')}; ${asleep(own('told'))}`, asked(leo)], // from 5 to 9
    ],
  },
  {
    say: asks(':leo, :rosa'),
    is: {},
    when: [
      ['mia', `${stands('told')}; ${own('each')}`, asked(['leo', 'rosa'])],
      ['mia', `${older()}; ${own('told')}`, asked(['leo', 'rosa'])],
      ['mia', `${older()}; ${own('told')}; ${own('weekly', ofRosa)}`, went('told', ['leo', 'rosa'])],
      ['mia', `${older()}; ${own('weekly')}; ${own('told', ofRosa)}`, went('told', ['leo', 'rosa'])],
      ['mia', `${omarToo}; ${older()}; ${own('told', { by: 'omar' })}; ${own('weekly', ofRosa)}`, byOmar(went('told', ['leo', 'rosa']))],
      [
        'mia',
        `${omarToo}; ${older()}; ${own('told', { by: 'omar', ago: '2 seconds' })}; ${own('told', ofRosa)}`,
        byOmar(went('told', ['leo', 'rosa'])),
      ],
    ],
  },
  {
    say: asks(''),
    is: {},
    when: [
      ['mia', `${older()}; ${own('told')}; ${own('told', ofRosa)}`, asked([])],
      ['mia', `${stands('told')}; ${own('each')}`, went('told', [])],
    ],
  },
  {
    say: goesDownWith('each'),
    is: {
      mia: 'no: not-allowed', // a child says it of everybody
      dana: said('each'),
      omar: notThere,
      lena: notThere,
      leo: notThere,
      rosa: notGranted,
    },
    when: [
      ['omar', omarToo, said('each', 'omar', 'dana mia omar')],
      ['dana', `${stands('told')}; ${going('told')}`, stops('each')],
      ['dana', `${stands('told')}; ${going('told')}; ${own('same')}`, stops('each')],
      [
        'dana',
        `${stands('told')}; ${by('told', 'swing')}; update posts set shared_from = now() + interval '1 hour', shared_until = now() + interval '1 hour' + days * interval '24 hours' where id = :swing`,
        said('each'),
      ], // Leo's
      ['dana', own('each'), ''],
      ['dana', own('each', { by: 'omar' }), ''],
      ['dana', own('same'), said('each')], // as it is, and from now on whatever opens
      ['dana', `${own('each')}; ${proposedWith('new-people')}`, said('each')],
      ['dana', `${own('each')}; ${proposed('new-people')}`, ''], // that is for everybody
      ['dana', `${own('each')}; ${own('same', ofRosa)}`, ''],
      ['dana', `${older()}; ${own('each')}; ${own('told', ofRosa)}`, ''],
      ['dana', connectedNoMore('miaAndLeo'), notThere],
      ['dana', asleep('insert into blocks (id, child_id, person_id, by_id) values (:new2, :mia, :leo, :dana)'), notThere],
      ['dana', unguarded, notThere],
    ],
  },
  {
    say: goesDownWith('each', 'rosa'),
    is: { dana: said('each') },
    when: [['dana', `${stands('told')}; ${going('told')}; ${connectedNoMore('miaAndLeo')}`, stops('each')]],
  },
  { say: goesDownWith('each', 'ana'), is: { dana: notThere } },
  { say: goesDownWith('each', 'gone'), is: { dana: notThere } },
  {
    say: goesDownWith('new-people'),
    is: { dana: notStricter },
    when: [
      ['dana', `${stands('told')}; ${going('told')}`, stops('new-people')],
      ['dana', `${stands('told')}; ${going('new-people')}`, said('new-people')],
      ['dana', stands('new-people'), said('new-people')],
      ['dana', `${stands('told')}; ${own('each')}`, notStricter],
    ],
  },
  {
    say: goesDownWith('same'),
    is: { dana: '' },
    when: [
      ['dana', own('same'), ''],
      ['dana', own('each'), notStricter], // it would follow when more opens
      ['dana', `${older()}; ${own('told')}`, said('same')],
      ['dana', `${stands('told')}; ${own('told')}`, notStricter],
      ['dana', `${stands('new-people')}; ${own('told', { by: 'omar' })}`, notStricter],
      ['dana', `${stands('told')}; ${going('weekly')}; ${own('weekly')}; ${own('weekly', ofRosa)}`, stops('same')],
    ],
  },
  { say: goesDownWith('everyone'), is: { dana: notStricter } },
  { say: goesDownWith('7'), is: { dana: notStricter } },
  { say: goesDownWith('7', 'leo', 'days'), is: { dana: notStricter } },
  { say: goesDownWith('same', 'leo', 'days'), is: { dana: notStricter }, when: [['dana', `${older()}; ${own('told')}`, notStricter]] },
  { say: goesDown('same'), is: { dana: notStricter } },
  {
    say: goesDown(),
    is: {},
    when: [
      ['dana', `${older()}; ${own('told')}`, `${plain('dana')}; ${row('same')}`],
      ['mia', `${older()}; ${own('told')}`, `${plain('mia')}; ${row('same', 'mia')}`],
      ['dana', `${older()}; ${own('told', { by: 'omar' })}`, `${plain('dana')}; ${row('same')}`],
      ['dana', own('each'), ''],
      ['dana', `${older()}; ${leosOwn}`, ''],
      ['dana', `${older()}; ${own('told')}; ${leosOwn}`, `${plain('dana')}; ${row('same')}`],
      ['dana', `${stands('told')}; ${own('each')}; ${own('same', ofRosa)}`, plain('dana')],
    ],
  },
  {
    say: goesDown('new-people'),
    is: {},
    when: [
      ['dana', `${stands('told')}; ${own('new-people')}; ${own('weekly', ofRosa)}`, `${plain('dana', 'new-people')}; ${row('same')}`],
      ['dana', `${stands('told')}; ${leosOwn}`, plain('dana', 'new-people')],
    ],
  },
  {
    say: goesDown('7', 'days'),
    is: {},
    when: [
      [
        'dana',
        `${older()}; ${own('told')}`,
        'changed settings mia days value=7 said_at=a moment later; log mia setting.tighten nothing by dana; told dana mia',
      ],
    ],
  },
  { say: goesDown('90', 'days'), is: {}, when: [['dana', `${older()}; ${own('told')}`, '']] }, // as it is
  {
    say: opensWith('new-people'),
    proves: provesWith('new-people'),
    is: { dana: notYet, mia: notGranted, omar: notThere, lena: notThere },
    when: [
      ['dana', older(), openedWith('new-people')],
      ['dana', older('leo'), notYet],
      ['dana', stands('told'), notMoreOpen],
      ['dana', `${stands('told')}; ${own('each')}`, openedWith('new-people')],
      ['dana', `${older()}; ${proposed('new-people')}`, openedWith('new-people')], // that is for everybody
      ['dana', `${older()}; ${proposedWith('new-people')}`, 'no: proposal.already'],
      ['dana', `${older()}; ${connectedNoMore('miaAndLeo')}`, notThere],
      ['dana', `${older()}; ${unguarded}`, notThere],
    ],
  },
  { say: opensWith('new-people'), proves: proves('new-people'), is: {}, when: [['dana', older(), 'no: fresh-check.needed']] },
  {
    say: opensWith('new-people'),
    proves: provesWith('new-people', 'asking', 'rosa'),
    is: {},
    when: [['dana', older(), 'no: fresh-check.needed']],
  },
  { say: opens('new-people'), proves: provesWith('new-people'), is: {}, when: [['dana', older(), 'no: fresh-check.needed']] },
  {
    say: opensWith('told'),
    proves: provesWith('told'),
    is: {},
    when: [
      ['dana', older(), notYet],
      ['dana', `${older()}; ${own('new-people')}`, openedWith('told')],
    ],
  },
  {
    say: opensWith('same'),
    proves: provesWith('same'),
    is: { dana: notMoreOpen },
    when: [
      ['dana', own('each'), openedWith('same')], // also from 5 to 9
      ['dana', `${stands('weekly')}; ${own('each')}`, openedWith('same')],
      ['dana', `${stands('told')}; ${own('told')}`, openedWith('same')],
      ['dana', `${older()}; ${own('told')}`, notMoreOpen],
    ],
  },
  { say: opensWith('90', 'days'), proves: provesWith('90', 'days'), is: { dana: notMoreOpen } },
  { say: opensWith('everyone'), proves: provesWith('everyone'), is: { dana: notMoreOpen } },
  {
    say: 'select access.settle_proposal(:new5)',
    is: {},
    when: [
      ['worker', `${older()}; ${proposedWith('new-people')}`, settledWith('new-people')],
      ['worker', `${older()}; ${proposedWith('told')}`, lapsedWith('told')],
      ['worker', proposedWith('new-people'), lapsedWith('new-people')],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${own('each', { ago: '1 hour' })}`, lapsedWith('new-people')],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${own('each', { ago: '1 day' })}`, lapsedWith('new-people')],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${own('each', { ago: '2 days' })}`, settledWith('new-people')],
      [
        'worker',
        `${older()}; ${proposedWith('new-people')}; ${own('each', { by: 'lena', child: 'leo', ago: '1 hour' })}`,
        settledWith('new-people'),
      ],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${own('each', { ...ofRosa, ago: '1 hour' })}`, settledWith('new-people')],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${madeAt('1 hour')}`, lapsedWith('new-people')], // somebody new
      ['worker', `${older()}; ${proposedWith('new-people')}; ${madeAt('1 day')}`, settledWith('new-people')],
      ['worker', `${older()}; ${proposedWith('new-people')}; ${connectedNoMore('miaAndLeo')}`, lapsedWith('new-people')],
      [
        'worker',
        `${older()}; ${proposedWith('new-people')}; update settings set said_at = now() - interval '1 hour' where setting = 'asking'`,
        lapsedWith('new-people'),
      ],
      ['worker', `${proposedWith('same')}; ${own('each', { ago: '2 days' })}`, settledWith('same')],
      ['worker', proposedWith('same'), lapsedWith('same')],
    ],
  },
  {
    say: 'update connections set ended_at = now() where id = :miaAndLeo returning 1 as done',
    is: {},
    when: [
      [
        'owner',
        `${own('each')}; ${own('each', { by: 'lena', child: 'leo' })}; ${own('each', ofRosa)}`,
        'changed connections miaAndLeo ended_at=now; gone step of leo by miaAndLeo; gone step of mia by miaAndLeo; says 1',
      ],
    ],
  },
  {
    say: 'update connections set ended_at = null where id = :miaAndLeo returning 1 as done',
    is: {},
    when: [['owner', own('each'), 'changed connections miaAndLeo; says 1']],
  },
  ...['same', 'each', 'new-people', 'told', 'weekly'].map(
    (value): Deed => ({
      say: `${own(value, { ago: '0 seconds' })} returning 1 as done`,
      is: { owner: value === 'same' || value === 'each' ? `${row(value, 'dana', 'now')}; says 1` : tooYoung },
      when: [
        ['owner', older(), `${row(value, 'dana', 'now')}; says 1`],
        ['owner', older('leo'), value === 'same' || value === 'each' ? `${row(value, 'dana', 'now')}; says 1` : tooYoung],
      ],
    }),
  ),
  {
    say: "update children set band = '5-9' where child_id = :mia returning 1 as done",
    is: {},
    when: [
      [
        'owner',
        `${stands('told')}; ${own('each')}; ${own('weekly', ofRosa)}; ${leosOwn}`,
        'changed children mia; changed settings mia asking by_id=null said_at=a moment later; new steps child_id=mia value=same said_at=a moment later; says 1',
      ],
    ],
  },
  {
    say: "select person_id || ' ' || value || ' ' || coalesce(own, 'nothing') || ' ' || coalesce(own_by_id::text, 'nobody') as step from access.my_steps where child_id = :mia order by 1",
    is: {
      mia: 'says "leo each nothing nobody"; says "rosa each nothing nobody"',
      dana: 'says "leo each nothing nobody"; says "rosa each nothing nobody"',
      leo: '',
      lena: '',
      omar: '',
    },
    when: [
      ['dana', `${stands('told')}; ${own('new-people')}`, 'says "leo new-people new-people dana"; says "rosa told nothing nobody"'],
      ['mia', 'insert into assent_withdrawals (assent_id) select id from assents where child_id = :leo', 'says "rosa each nothing nobody"'],
      [
        'dana',
        'insert into assent_withdrawals (assent_id) select id from assents where child_id = :leo',
        'says "leo each nothing nobody"; says "rosa each nothing nobody"',
      ],
      ['dana', connectedNoMore('miaAndLeo'), 'says "rosa each nothing nobody"'],
    ],
  },
]
