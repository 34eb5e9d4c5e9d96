// How a guardian hears of what, and the devices that get messages: whose they are, what ends them, whom an alert reaches. NOT-2, WEL-7, SEC-8
import { notGranted, notThere, type Deed } from './deed.ts'

/** A device of somebody's: `new1` unless it is another's. */
const device = (who: string, of = 'new1', session = 'null', expires = "now() + interval '1 day'") =>
  `insert into push_subscriptions (id, person_id, session_id, service, endpoint_hash, sealed, expires_at) values (:${of}, :${who}, ${session}, 'fcm.googleapis.com', sha256('${of}'), 's', ${expires})`
const here = (who: string, of = 'new1') => device(who, of, `:sessionOf${who.charAt(0).toUpperCase()}${who.slice(1)}`)
const eight = (who: string) =>
  `insert into push_subscriptions (id, person_id, service, endpoint_hash, sealed) select gen_random_uuid(), :${who}, 'fcm.googleapis.com', sha256(n::text::bytea), 's' from generate_series(1, 8) n`
const chose = (who: string, kind: string, way: string) =>
  `insert into alert_ways (person_id, kind, way) values (:${who}, '${kind}', '${way}')`
const over = "now() - interval '1 microsecond'"
const people = { mia: notGranted, rosa: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const
const byWorker = { dana: notGranted, mia: notGranted, rosa: notGranted, door: notGranted, checks: notGranted } as const

const starts = "select access.start_push(:new2, 'web.push.apple.com', sha256('new1'), 's')"
const started = (who: string, session: string) =>
  `new push_subscriptions id=new2 person_id=${who} expires_at=now + 5184000000 ms service=web.push.apple.com session_id=${session}; told ${who}`
const renews = "select access.renew_push(sha256('new1'))"
const renewed =
  'new push_subscriptions id=new1 person_id=dana expires_at=now + 5184000000 ms service=fcm.googleapis.com session_id=sessionOfDana'

/** How an alert of each kind comes to Dana, as "by mail, to her devices". */
const reaches = (kind: string) =>
  `select by_mail::text || ' ' || coalesce(array_to_string(devices, ' '), '') as told from access.alerts_to('${kind}', array[:dana]::uuid[])`
const reached = (kind: string, alone: string, withDevice: string, when: Deed['when'] = []): Deed => ({
  say: reaches(kind),
  is: { worker: `says "${alone}"`, ...byWorker },
  when: [['worker', device('dana'), `says "${withDevice}"`], ['worker', device('lena'), `says "${alone}"`], ...when],
})

export const hearing: Deed[] = [
  {
    say: "select access.choose_alert_way('waiting', 'app')",
    is: { dana: 'new alert_ways kind=waiting person_id=dana way=app; told dana', nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', chose('dana', 'waiting', 'mail'), 'new alert_ways kind=waiting person_id=dana way=app; told dana'],
      ['dana', chose('lena', 'waiting', 'mail'), 'new alert_ways kind=waiting person_id=dana way=app; told dana'],
    ],
  },
  { say: "select access.choose_alert_way('safety', 'app')", is: { dana: 'no: alert.not-this-way' } },
  {
    say: "select access.choose_alert_way('safety', 'mail')",
    is: { dana: 'new alert_ways kind=safety person_id=dana way=mail; told dana' },
  },
  { say: "select access.choose_alert_way('other', 'mail')", is: { dana: 'no: alert.not-this-way' } },
  {
    say: "select kind || ' ' || way as chosen from access.my_alert_ways(array['week'])",
    is: { dana: 'says "week mail"', ...people, ...logins },
    when: [
      ['dana', chose('dana', 'week', 'app'), 'says "week app"'],
      ['dana', chose('lena', 'week', 'app'), 'says "week mail"'],
      ['dana', chose('dana', 'waiting', 'app'), 'says "week mail"'],
    ],
  },
  reached('waiting', 'true ', 'false new1', [
    ['worker', device('dana', 'new1', 'null', over), 'says "true "'],
    ['worker', device('dana', 'new1', 'null', 'now()'), 'says "true "'],
    ['worker', `${device('dana')}; update guardianships set ended_at = now() where guardian_id = :dana`, 'says "true "'],
    ['worker', `${device('dana')}; update guardianships set ended_at = null where guardian_id = :omar`, 'says "false new1"'],
    ['worker', `${device('dana')}; ${device('dana', 'new2')}`, 'says "false new1 new2"'],
    ['worker', `${device('dana')}; ${chose('dana', 'waiting', 'mail')}`, 'says "true "'],
    ['worker', `${device('dana')}; ${chose('dana', 'waiting', 'app')}`, 'says "false "'],
    ['worker', `${device('dana')}; ${chose('dana', 'pictured', 'app')}`, 'says "false new1"'],
    ['worker', chose('dana', 'waiting', 'app'), 'says "false "'],
  ]),
  reached('pictured', 'true ', 'false new1'),
  reached('proposed', 'true ', 'true new1', [['worker', `${device('dana')}; ${chose('dana', 'proposed', 'mail')}`, 'says "true "']]),
  reached('safety', 'true ', 'true new1'),
  reached('week', 'true ', 'true ', [['worker', chose('dana', 'week', 'app'), 'says "false "']]),
  reached('ending', 'true ', 'true '),
  {
    say: "select access.alerts_to('week', array[:dana, :lena]::uuid[]) is not null as told",
    is: { worker: 'says true; says true' },
  },
  { say: "select person_id::text as told from access.alerts_to('week', array[:gone]::uuid[])", is: { worker: '' } },
  {
    say: starts,
    is: { dana: started('dana', 'sessionOfDana'), lena: started('lena', 'sessionOfLena'), nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', device('dana'), `gone new1; ${started('dana', 'sessionOfDana')}`],
      ['dana', device('lena'), `gone new1; ${started('dana', 'sessionOfDana')}`], // the device changed hands
      ['dana', device('dana', 'new3'), started('dana', 'sessionOfDana')],
      ['dana', eight('dana'), 'no: alert.too-many-devices'],
      ['dana', eight('lena'), started('dana', 'sessionOfDana')],
      ['dana', `${eight('dana')}; delete from push_subscriptions where endpoint_hash = sha256('1')`, started('dana', 'sessionOfDana')],
      [
        'dana',
        `${eight('dana')}; update push_subscriptions set id = :new1, endpoint_hash = sha256('new1') where endpoint_hash = sha256('1')`,
        `gone new1; ${started('dana', 'sessionOfDana')}`,
      ],
      [
        'dana',
        "insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :dana, 'guardian', sha256('other'), now() + interval '1 day')",
        started('dana', 'sessionOfDana'),
      ],
    ],
  },
  {
    say: "select access.start_push(:new2, 'example.org', sha256('new1'), 's')",
    is: { dana: 'no: 23514 push_subscriptions_service_check' },
  },
  {
    say: renews,
    is: { dana: notThere, nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', device('dana'), renewed],
      ['dana', here('dana'), renewed],
      ['dana', device('lena'), notThere],
      ['dana', device('dana', 'new3'), notThere],
      [
        'dana',
        `${device('dana')}; insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new4, :dana, 'guardian', sha256('other'), now() + interval '1 day')`,
        renewed,
      ],
    ],
  },
  {
    say: 'select access.end_push(:new1)',
    is: { dana: notThere, nobody: 'no: sign-in.needed', ...people },
    when: [
      ['dana', device('dana'), 'gone new1; told dana'],
      ['dana', `${device('dana')}; ${device('dana', 'new2')}`, 'gone new1; told dana'],
      ['dana', device('lena'), notThere],
      ['lena', device('dana'), notThere],
    ],
  },
  // What is gone goes at once, whoever signs it out; a session that ended by itself has let go of it before.
  {
    say: 'select access.sign_out()',
    is: {},
    when: [['dana', `${here('dana')}; ${device('dana', 'new2')}`, 'gone new1; gone sessionOfDana; told dana']],
  },
  {
    say: 'select access.end_session(:sessionOfDana)',
    is: {},
    when: [['dana', `${here('dana')}; ${here('lena', 'new2')}`, 'gone new1; gone sessionOfDana; told dana']],
  },
  {
    say: 'select access.end_other_sessions()',
    is: {},
    when: [
      ['dana', device('dana'), 'gone new1; told dana'],
      ['dana', here('dana'), 'told dana'],
      [
        'dana', // a lost phone whose session is over, before the sweep
        `insert into sessions (id, person_id, kind, token_hash, expires_at) values (:new2, :dana, 'guardian', sha256('lost'), now()); ${device('dana', 'new1', ':new2')}`,
        'gone new1; told dana',
      ],
      ['dana', device('lena'), 'told dana'],
    ],
  },
  {
    say: 'select access.tidy_pushes()',
    is: { worker: '', ...byWorker },
    when: [
      ['worker', device('dana', 'new1', 'null', 'now()'), 'gone new1'],
      ['worker', device('dana', 'new1', 'null', "now() + interval '1 microsecond'"), ''],
      ['worker', here('dana'), ''],
      ['worker', `${here('dana')}; update sessions set expires_at = now() where id = :sessionOfDana`, ''],
      [
        'worker',
        `${here('dana')}; update sessions set expires_at = ${over} where id = :sessionOfDana`,
        'new push_subscriptions id=new1 person_id=dana expires_at=now + 86400000 ms service=fcm.googleapis.com',
      ],
      ['worker', `${here('dana')}; update sessions set expires_at = ${over} where id = :sessionOfLena`, ''],
    ],
  },
  {
    say: "select convert_from(sealed, 'UTF8') || ' ' || person_id as found from access.push_of(:new1)",
    is: { worker: '', ...byWorker },
    when: [
      ['worker', device('dana'), 'says "s dana"'],
      ['worker', device('dana', 'new2'), ''],
      ['worker', device('dana', 'new1', 'null', 'now()'), ''],
      ['worker', `${device('dana')}; update guardianships set ended_at = now() where guardian_id = :dana`, ''],
    ],
  },
  {
    say: 'select access.lose_push(:new1)',
    is: { worker: '', ...byWorker },
    when: [['worker', `${device('dana')}; ${device('dana', 'new2')}`, 'says "dana"; gone new1; told dana']],
  },
  {
    say: "select id || ' ' || service as device from push_subscriptions",
    is: { dana: '', mia: 'no: not granted', rosa: 'no: not granted', worker: 'no: not granted' },
    when: [['dana', `${device('dana')}; ${device('lena', 'new2')}`, 'says "new1 fcm.googleapis.com"']],
  },
  ...[
    "choose_alert_way('waiting', 'app')",
    "start_push(:new2, 'web.push.apple.com', sha256('x'), 's')",
    "renew_push(sha256('x'))",
    'end_push(:new2)',
  ].map((call): Deed => ({ say: `select access.${call}`, is: logins })),
  ...["alert_way(:dana, 'week')", 'devices_of(:dana)'].map(
    (call): Deed => ({ say: `select access.${call}`, is: { ...byWorker, worker: notGranted } }),
  ),
]
