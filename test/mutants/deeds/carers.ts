// Who is asked to help out, what they decide about and what not, who ends it, and when it ends by itself. Decision 0048
import { asleep, broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, unguarded, withdrawn, type Deed } from './deed.ts'

const anHourAgo = "now() - interval '1 hour'"
/** Rosa, a relative of Mia's, helps Dana out; she is in the kite with Leo, and not in the pond. */
const helping = ({ by = 'dana', since = 'now()', ends = "now() + interval '1 day'", on = 'miaAndRosa', child = 'mia', id = 'new2' } = {}) =>
  `insert into carings (id, child_id, carer_id, guardianship_id, connection_id, since, over_at) select :${id}, :${child}, :rosa, g.id, :${on}, ${since}, ${ends} from guardianships g where g.child_id = :${child} and g.guardian_id = :${by}`
const helps = helping()
/** Rosa is the grandmother of Leo too. */
const ofLeo = asleep(
  'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new4, least(:leo::uuid, :rosa::uuid), greatest(:leo::uuid, :rosa::uuid), :new4, :new5)',
)
const helpsLeo = `${ofLeo}; ${helping({ child: 'leo', by: 'lena', on: 'new4' })}`
const helpsLeoToo = `${ofLeo}; ${helping({ child: 'leo', by: 'lena', on: 'new4', id: 'new3' })}`
const leoHelps = helps.replace(':rosa', ':leo').replace(':miaAndRosa', ':miaAndLeo')
const over = helping({ since: anHourAgo, ends: 'now()' })
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const yesAgain =
  "insert into assents (id, child_id, lesson, given_at) values (:new4, :mia, '2026-11', clock_timestamp() + interval '1 second')"
const changesPond = (change: string) => asleep(`update posts set ${change} where id = :pond`)
const inPond = (person: string, connection: string) =>
  `insert into post_audience (post_id, person_id, connection_id) values (:pond, :${person}, :${connection})`
const yesOf = (by: string) =>
  `insert into approvals (post_id, guardian_id, content_hash, fresh_check_id, carer_id) select id, :dana, content_hash, :new3, ${by} from posts where id = :pond; update posts set shared_from = now() + interval '1 minute', shared_until = now() + interval '1 minute' + days * interval '24 hours' where id = :pond`
const otherYes = 'delete from approvals where post_id <> :kite'

const approves = "select access.approve_post(:pond, decode(:hashOfpond, 'hex'), :fresh)"
const inInbox: [string, string] = ['post.approve', "'inbox'"]
const approved = (more = '') =>
  `changed post_audience pond leo shared_from=now + 60000 ms; changed posts pond shared_from=now + 60000 ms shared_until=now + 604860000 ms; check used; log mia post.approve pond by rosa; new approvals guardian_id=dana post_id=pond carer_id=rosa; job alerts.carer-yes pond now; job posts.tell pond now + 60000 ms; job posts.tell pond now + 604860000 ms; told dana mia${more} rosa`
const approvedBy = (guardian: string) =>
  `changed post_audience pond leo shared_from=now + 60000 ms; changed posts pond shared_from=now + 60000 ms shared_until=now + 604860000 ms; check used; job posts.tell pond now + 60000 ms; job posts.tell pond now + 604860000 ms; log mia post.approve pond by ${guardian}; new approvals guardian_id=${guardian} post_id=pond; told ${guardian} mia`
const sentBack = (by: 'dana' | 'rosa') =>
  `log mia post.send-back pond by ${by}; new sendings_back guardian_id=dana post_id=pond${by === 'rosa' ? ' carer_id=rosa' : ''}; told dana mia rosa`
const undone = (by: 'dana' | 'rosa') =>
  `changed post_audience pond leo; changed posts pond; gone yes to pond; log mia post.undo pond by ${by}; told dana mia rosa`

/** What keeps a post from being Rosa's to decide about. */
const notHers: readonly string[] = [
  '',
  over,
  helping({ on: 'miaAndLeo' }),
  helping({ by: 'omar' }),
  helpsLeo,
  leoHelps,
  `${helps}; ${unguarded}`,
  `${helps}; ${connectedNoMore('miaAndRosa')}`,
  `${helps}; ${saidNo('mia')}`,
  `${helping({ since: anHourAgo })}; ${saidNo('mia')}; ${yesAgain}`,
  `${helps}; ${withdrawn('sharing')}`,
  `${helps}; insert into pauses (id, child_id, guardian_id, guardianship_id) select :new4, child_id, guardian_id, id from guardianships where child_id = :mia and guardian_id = :dana`,
  `${helps}; insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :pond)`,
  `${helps}; insert into sendings_back (post_id, guardian_id, word, note_sealed) values (:pond, :dana, 'words', 'x')`,
  `${helps}; ${changesPond("findings = '{place-removed,phone-number}'")}`,
  `${helps}; ${asleep('insert into tags (id, post_id, child_id) values (:new4, :pond, :leo)')}`,
  `${helps}; ${inPond('rosa', 'miaAndRosa')}`,
  `${helps}; ${inPond('ana', 'leoAndAna')}`, // nobody has let Mia share with her
  `${helps}; ${saidNo('leo')}`,
  `${helps}; ${connectedNoMore('miaAndLeo')}`,
  `${helps}; ${broken('viewing')}`,
  // Of what a guardian said yes to, nothing says that Mia may share with Leo.
  `${helps}; delete from approvals`,
  `${helps}; ${asleep("update approvals set step = 'told', fresh_check_id = null")}`,
  `${helps}; update approvals set carer_id = :rosa`,
  `${helps}; ${asleep("update approvals set content_hash = sha256('other')")}`,
  `${helps}; update approvals set guardian_id = :omar`,
  `${helps}; ${otherYes}; ${asleep("update posts set shared_from = now() + interval '1 second' where id = :kite")}`,
  `${helps}; ${otherYes}; insert into hides (id, post_id, guardian_id) values (:new4, :kite, :dana)`,
  `${helps}; ${otherYes}; insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :kite)`,
  `${helps}; ${otherYes}; delete from post_audience where post_id = :kite and person_id = :leo`,
]

const asks = (until = 'week', person = 'rosa') => `select access.ask_carer(:mia, :${person}, '${until}', :new1, :fresh)`
const proof: [string, string] = ['carer.ask', ":mia || ':' || :rosa"]
const asked = 'check used; job alerts.proposal new1 now; log mia carer.propose new1 by dana'
const proposal = (until: string, ended = '') =>
  `new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=ask-carer value=${until} person_id=rosa${ended}`
const begun = (id: string) => `log mia carer.begin ${id} by dana; new carings id=${id} child_id=mia carer_id=rosa`
const atOnce = (until = 'week') => `${asked}; ${begun('new1')}; ${proposal(until, ' ended_at=a moment later')}; told dana mia rosa`
const ended = (by: string) => `log mia carer.end new2 by ${by}; new carings id=new2 child_id=mia carer_id=rosa; told dana mia rosa`

/** Asked while Omar guards Mia too, so long ago. */
const isAsked = (ago = '1 day', until = 'week', person = 'rosa') =>
  `${omarToo}; update consents set given_at = '2026-01-01' where child_id in (:mia, :leo); update assents set given_at = '2026-01-01' where child_id in (:mia, :leo); insert into proposals (id, child_id, what, guardian_id, by_id, person_id, value, made_at, due_at) select :new3, :mia, 'ask-carer', :dana, :dana, :${person}, '${until}', t, t + interval '1 day' from (select now() - interval '${ago}') d (t)`
const settled = (what: string) =>
  `${what}; job alerts.proposal new3 now; new proposals id=new3 child_id=mia guardian_id=dana by_id=dana what=ask-carer value=week person_id=rosa ended_at=a moment later; told dana mia omar`
const lapsed = settled('log mia proposal.lapse new3 by nobody')
const wasLong = (ago: string) => helping({ since: `now() - interval '${ago}'`, ends: `now() - interval '${ago}'` })
const others = { mia: notGranted, sam: notGranted } as const

export const caring: Deed[] = [
  {
    say: approves,
    proves: inInbox,
    is: { mia: notGranted },
    when: [
      ['rosa', helps, approved()],
      ['rosa', `${helps}; ${otherYes}`, approved()], // the kite says that Mia may share with Leo
      ['rosa', `${helps}; ${changesPond("findings = '{place-removed,camera-removed}'")}`, approved()],
      ['rosa', `${helps}; ${broken('sharing')}`, 'no: safeguard.closed'],
      ['rosa', `${helps}; ${changesPond("content_hash = sha256('other')")}`, 'no: post.changed'],
      ['rosa', `${helps}; delete from settings where child_id = :mia`, 'no: setting.closed'],
      ['rosa', `${helps}; ${yesOf(':rosa')}`, 'no: post.not-waiting'],
      ['rosa', `${helps}; ${yesOf('null')}`, notThere],
      ['lena', helps, notThere],
      ...notHers.map((given) => ['rosa', given, notThere] as const),
    ],
  },
  {
    say: approves,
    proves: inInbox,
    is: {},
    when: [
      // That is not for Rosa, and she is told of nothing; what is for her is another.
      ['dana', `${helps}; delete from sendings_back; ${changesPond("findings = '{phone-number}'")}`, approvedBy('dana')],
    ],
  },
  { say: approves, is: {}, when: [['rosa', helps, needsCheck]] },
  {
    say: "select access.approve_post(:kite, decode(:hashOfkite, 'hex'), :fresh)",
    proves: inInbox,
    is: { rosa: notThere },
    when: [['rosa', helps, notThere]],
  },
  {
    say: "select access.send_back_post(:pond, 'words', 'x')",
    is: { rosa: notThere },
    when: [
      ['rosa', helps, sentBack('rosa')],
      ['dana', helps, sentBack('dana')],
      ['rosa', over, notThere],
    ],
  },
  {
    say: 'select access.undo_approval(:pond)',
    is: { rosa: notThere },
    when: [
      ['rosa', `${helps}; ${yesOf(':rosa')}`, undone('rosa')],
      ['dana', `${helps}; ${yesOf(':rosa')}`, undone('dana')],
      ['rosa', `${helps}; ${yesOf('null')}`, notThere], // another's
      ['rosa', `${over}; ${yesOf(':rosa')}`, notThere],
      ['rosa', helps, 'no: post.not-approved'],
      [
        'rosa',
        `${helps}; ${yesOf(':rosa')}; ${changesPond("shared_from = now(), shared_until = now() + days * interval '24 hours'")}`,
        notThere,
      ],
    ],
  },
  { say: 'select access.take_back_post(:pond, :new1)', is: { rosa: notGranted } },
  {
    say: asks(),
    proves: proof,
    is: { omar: notThere, lena: notThere, rosa: notGranted, ...others },
    when: [
      ['dana', '', atOnce()],
      ['dana', over, `${atOnce()}; gone new2`],
      ['dana', omarToo, `${asked}; job proposals.settle new1 now + 86400000 ms; ${proposal('week')}; told dana mia omar`],
      ['dana', helps, 'no: carer.already'],
      ['dana', helpsLeo, atOnce()],
      ['dana', leoHelps, atOnce()],
      ['dana', 'insert into guardianships (id, child_id, guardian_id, ended_at) values (:new5, :mia, :dana, now())', atOnce()], // as once before
      ['dana', `${connectedNoMore('miaAndRosa')}; ${ofLeo}`, notThere],
      ['dana', connectedNoMore('miaAndRosa'), notThere],
      ['dana', broken('sharing'), 'no: safeguard.closed'],
    ],
  },
  { say: asks('today'), proves: proof, is: { dana: atOnce('today') } },
  { say: asks('weekend'), proves: proof, is: { dana: atOnce('weekend') } },
  { say: asks('year'), proves: proof, is: { dana: 'no: 23514 proposals_of_carer' } },
  { say: asks(), is: { dana: needsCheck } },
  { say: asks('week', 'leo'), proves: ['carer.ask', ":mia || ':' || :leo"], is: { dana: notThere } },
  { say: asks('week', 'ana'), proves: ['carer.ask', ":mia || ':' || :ana"], is: { dana: notThere } },
  {
    say: 'select access.end_caring(:new2)',
    is: { dana: notThere, rosa: notThere, ...others },
    when: [
      ['dana', helps, ended('dana')],
      ['rosa', helps, ended('rosa')],
      ['dana', over, ''],
      ['omar', helps, notThere],
      ['lena', helps, notThere],
      ['dana', `${helpsLeoToo}; ${helps}`, ended('dana')],
      ['dana', `${helps}; ${broken('sharing')}`, ended('dana')],
      ['dana', `${helps}; ${omarToo}`, ended('dana').replace('mia rosa', 'mia omar rosa')],
    ],
  },
  {
    say: 'select access.settle_proposal(:new3)',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', isAsked(), settled(begun('new3')).replace('omar', 'omar rosa')],
      ['worker', `${isAsked()}; ${wasLong('2 days')}`, `${settled(begun('new3')).replace('omar', 'omar rosa')}; gone new2`],
      ['worker', `${isAsked()}; ${wasLong('1 hour')}`, lapsed], // who ended that has said no
      ['worker', `${isAsked()}; ${wasLong('1 day')}`, `${settled(begun('new3')).replace('omar', 'omar rosa')}; gone new2`],
      [
        'worker',
        `${isAsked()}; update consents set given_at = now() - interval '1 day' where child_id = :mia`,
        settled(begun('new3')).replace('omar', 'omar rosa'),
      ],
      ['worker', `${isAsked()}; ${helping({ since: "now() - interval '2 days'" })}`, lapsed],
      ['worker', isAsked('2 days', 'today'), lapsed.replace('week', 'today')],
      ['worker', `${isAsked()}; ${connectedNoMore('miaAndRosa')}`, lapsed],
      ['worker', `${isAsked()}; ${saidNo('mia')}; ${yesAgain}`, lapsed],
      ['worker', `${isAsked()}; ${connectedNoMore('miaAndRosa')}; ${ofLeo}`, lapsed],
      ['worker', `${isAsked()}; ${helpsLeo}`, settled(begun('new3')).replace('omar', 'omar rosa')],
      ['worker', `${isAsked()}; ${leoHelps}`, settled(begun('new3')).replace('omar', 'omar rosa')],
      ['worker', isAsked('1 day', 'week', 'leo'), lapsed.replace('rosa', 'leo')],
      ['worker', `${isAsked()}; ${unguarded}`, lapsed],
    ],
  },
  // By the house's clock, also when that is turned.
  ...(
    [
      ['2026-11-27 12:00', 'today', 'Europe/Berlin', '2026-11-27T23:00'],
      ['2026-11-27 23:30', 'today', 'Europe/Berlin', '2026-11-28T23:00'],
      ['2026-11-27 12:00', 'weekend', 'Europe/Berlin', '2026-11-29T23:00'],
      ['2026-11-29 12:00', 'weekend', 'Europe/Berlin', '2026-11-29T23:00'],
      ['2026-11-30 12:00', 'weekend', 'Europe/Berlin', '2026-12-06T23:00'],
      ['2026-03-27 12:00', 'week', 'Europe/Berlin', '2026-04-02T22:00'],
      ['2026-11-27 12:00', 'week', 'Pacific/Auckland', '2026-12-04T11:00'],
    ] as const
  ).map(
    ([asked, until, zone, is]): Deed => ({
      say: `select to_char(access.care_ends('${asked}Z', '${until}') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI')`,
      is: {},
      when: [
        [
          'owner',
          `insert into clocks (time_zone) values ('${zone}') on conflict (only_one) do update set time_zone = excluded.time_zone`,
          `says "${is}"`,
        ],
      ],
    }),
  ),
  {
    say: "select to_char(access.care_ends('2026-11-27 12:00Z', 'today') at time zone 'UTC', 'YYYY-MM-DD')",
    is: {},
    when: [['owner', 'delete from clocks', 'says "2026-11-28"']],
  },
  {
    say: 'select is_over, * from access.my_carers()',
    is: { dana: '', mia: '', rosa: '', sam: notGranted },
    when: [
      ['dana', helps, 'says false'],
      ['mia', helps, 'says false'],
      ['rosa', helps, 'says false'],
      ['rosa', over, 'says true'],
      ['dana', over, 'says true'],
      ['dana', helping({ since: anHourAgo }), 'says true'], // the yeses to sharing are younger: no later yes brings it back. AUD-4
      ['lena', helps, ''],
      ['rosa', `${over}; ${helpsLeoToo}`, 'says false; says true'],
    ],
  },
  {
    say: 'select access.guardians_of_yes(:pond)',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', `${helps}; ${yesOf(':rosa')}`, 'says "dana"'],
      ['worker', `${helps}; ${yesOf('null')}`, ''],
      ['worker', `${helps}; update approvals set carer_id = :rosa where post_id = :kite`, ''],
      ['worker', `${helps}; ${yesOf(':rosa')}; ${unguarded}`, ''],
      [
        'worker',
        `${helps}; ${yesOf(':rosa')}; insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :pond)`,
        '',
      ],
    ],
  },
  {
    say: 'select access.forget_carings()',
    is: { worker: '', dana: notGranted },
    when: [
      ['worker', helping({ since: "now() - interval '31 days'", ends: "now() - interval '31 days'" }), 'gone new2'],
      ['worker', helping({ since: "now() - interval '30 days'", ends: "now() - interval '29 days'" }), ''],
      ['worker', helping({ since: "now() - interval '30 days'", ends: "now() - interval '30 days'" }), ''],
    ],
  },
]
