// What is reported, who of the staff looks and decides, who asks for another look, and what ends. BUL-4, SAF-7, AUD-8
import { broken, connectedNoMore, notGranted, notThere, saidNo, unguarded, type Deed } from './deed.ts'

// In the busy world nobody is named, and Sam has an account of staff that nobody named.
const notAllowed = 'no: not-allowed'
const signIn = 'no: sign-in.needed'
const secondPerson = 'no: report.second-person'
/** Another waits as well, of Ana. */
const beside = `insert into reports (id, from_kind, child_id, by_id, post_id, reason) values (:newcomer, 'child', :ana, :ana, :swing, 'mean')`
/** Leo said something else before, and Lena has asked for another look at that. */
const before = `insert into reports (id, from_kind, child_id, by_id, person_id, reason, first_word, first_at, appealed_at) values (:newcomer, 'child', :leo, :leo, :mia, 'mean', 'stays', now(), now())`
const named = (role = 'moderator', ended = 'null') =>
  `insert into staff (staff_id, role, secret_hash, ended_at) values (:sam, '${role}', sha256('sam'), ${ended}); ${beside}`
const another = `insert into people (id, kind, name_sealed, avatar) values (:new4, 'staff', 'x', 'owl'); insert into staff (staff_id, role, secret_hash) values (:new4, 'lead', sha256('other'))`
const operator = `insert into people (id, kind, name_sealed, avatar) values (:new4, 'staff', 'x', 'owl'); insert into staff (staff_id, role) values (:new4, 'lead')`
/** It is run for families that are not the operator's. */
const community = 'insert into communities default values'
/** Sam is the operator, and nobody signs in. */
const atHome = `insert into staff (staff_id, role) values (:sam, 'lead')`
/** Leo said it of Mia's kite. */
const report = (more = '', values = '', about = 'post_id', which = ':kite') =>
  `insert into reports (id, from_kind, child_id, by_id, ${about}, reason${more}) values (:new1, 'child', :leo, :leo, ${which}, 'mean'${values})`
const decidedBy = (staff: string, word = 'stays', ago = '1 hour') =>
  report(', first_word, first_by, first_at', `, '${word}', ${staff}, now() - interval '${ago}'`)
const appealedOf = (staff: string, word = 'stays') =>
  report(', first_word, first_by, first_at, appealed_by, appealed_at', `, '${word}', ${staff}, now() - interval '1 hour', :lena, now()`)
const down = (due = 'now()') => `insert into takedowns (post_id, report_id, due_at) values (:kite, :new1, ${due})`
/** Ana said something of the kite too, and that was the last word. */
const alsoDown = (post = 'kite', words = "'taken-down', now(), null, null, null") =>
  `insert into reports (id, from_kind, child_id, by_id, post_id, reason, first_word, first_at, appealed_at, second_word, second_at) values (:new3, 'child', :ana, :ana, :${post}, 'mean', ${words})`
/** Mia about Dana, who guards her. */
const confided = `insert into reports (id, from_kind, child_id, by_id, person_id, reason) values (:new1, 'child', :mia, :mia, :dana, 'scary')`
const outsiders = `insert into reports (id, from_kind, code_hash, words_sealed, reason, number) values (:new1, 'outsider', sha256('code'), 'x', 'my-child-is', left(:kite::text, 8))`
const daysOutsiders = (many: number) =>
  `${beside}; insert into reports (id, from_kind, code_hash, words_sealed, reason, first_word, first_at) select gen_random_uuid(), 'outsider', sha256(n::text::bytea), 'x', 'my-child-is', 'stays', now() from generate_series(1, ${many}) n`
/** Leo said it of Mia, and no picture is named. */
const personal = report('', '', 'person_id', ':mia')
const decidedOnce = (staff: string) =>
  `update reports set first_word = 'stays', first_by = ${staff}, first_at = now(), appealed_at = now() where id = :new1`
const agreed = (at: string) => `update reports set glass_agreed_at = ${at} where id = :new1`
const asked = (many: number, at = 'now()', what = 'asked') =>
  `insert into staff_acts (id, staff_id, what, report_id, at) select gen_random_uuid(), :sam, '${what}', :new1, ${at} from generate_series(1, ${many})`
const askedOnce = (ago: string) =>
  `insert into staff_acts (id, staff_id, what, report_id, at) values (:new3, :sam, 'asked', :new1, now() - interval '${ago}')`
const joined = `update reports set glass_post_id = :kite where id = :new1`
const asking = (staff: string, at = 'now()') =>
  `update reports set glass_id = :new5, glass_number = left(:kite::text, 8), glass_why = 'law', glass_by = ${staff}, glass_asked_at = ${at} where id = :new1`
/** Somebody of the staff asks to see Mia's kite for that. */
const asksToSee = (staff: string, at = 'now()') => `${personal}; ${asking(staff, at)}`
const longNoMore = (ago: string) => `update connections set ended_at = now() - ${ago} where id = :miaAndLeo`
const takenBack = `insert into receipts (id, child_id, what, thing_id) values (:new5, :mia, 'post', :kite)`
const over = `update posts set shared_from = now() - interval '7 days', shared_until = now() where id = :kite`
const begins = `update posts set shared_from = now(), shared_until = now() + interval '7 days' where id = :kite`
const never = { dana: notGranted, mia: notGranted, rosa: notGranted, sam: notGranted } as const

const says = (post: string, person = 'null') => `select access.report_as_child(:new2, ${post}, ${person}, 'weird')`
const saysFor = (mark: string, person = 'null', child = ':leo') =>
  `select access.report_for_child(:new2, ${child}, ${mark}, ${person}, 'weird')`
const markOf = (child: string, post: string) => `encode(sha256(uuid_send(:${child}::uuid) || uuid_send(:${post}::uuid)), 'hex')`

export const reporting: Deed[] = [
  {
    say: says(':kite'),
    is: {
      leo: 'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=kite from_kind=child reason=weird; told lena leo',
      mia: notThere,
      ana: notThere,
      cleo: notThere,
      lena: notGranted,
      rosa: notGranted,
      sam: notGranted,
    },
    when: [
      [
        'leo',
        `${broken('viewing')}; ${saidNo('leo')}; ${connectedNoMore('miaAndLeo')}`,
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=kite from_kind=child reason=weird; told lena leo',
      ], // always. I17
      ['leo', report(), ''], // it waits already
      [
        'leo',
        report().replace(':leo, :leo', ':leo, :lena'),
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=kite from_kind=child reason=weird; told lena leo',
      ], // and not because a guardian said it before
      [
        'leo',
        decidedBy('null'),
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=kite from_kind=child reason=weird; told lena leo',
      ],
      ['leo', takenBack, notThere],
      ['leo', over, notThere],
      [
        'leo',
        begins,
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=kite from_kind=child reason=weird; told lena leo',
      ],
      ['leo', "update posts set shared_from = now() + interval '1 second' where id = :kite", notThere],
    ],
  },
  {
    say: says(':owl'),
    is: {
      leo: 'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo post_id=owl from_kind=child reason=weird; told lena leo',
    },
  },
  ...['tree', 'pond', 'swing'].map((post): Deed => ({ say: says(`:${post}`), is: { leo: notThere } })), // not his yet, never, and his own
  {
    say: says('null', ':mia'),
    is: {
      leo: 'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      mia: notThere,
      ana: notThere,
    },
    when: [
      [
        'leo',
        connectedNoMore('miaAndLeo'),
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      ], // whatever is closed since, for 30 days
      [
        'leo',
        `${saidNo('leo')}; ${saidNo('mia')}`,
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      ],
      ['leo', longNoMore("interval '30 days'"), notThere],
      [
        'leo',
        longNoMore("interval '29 days'"),
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      ],
      [
        'leo',
        `${longNoMore("interval '31 days'")}; insert into blocks (id, child_id, person_id, by_id) values (:new3, :leo, :mia, :leo)`,
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      ],
      [
        'leo',
        `${longNoMore("interval '31 days'")}; insert into blocks (id, child_id, person_id, by_id) values (:new3, :mia, :leo, :mia)`,
        notThere,
      ],
      [
        'leo',
        `insert into reports (id, from_kind, child_id, by_id, person_id, reason) values (:new1, 'guardian', :leo, :lena, :mia, 'mean')`,
        'log leo report.make new2 by leo; new reports id=new2 child_id=leo by_id=leo person_id=mia from_kind=child reason=weird; told lena leo',
      ], // a guardian's is not the child's own
      ['leo', personal, ''],
    ],
  },
  {
    say: says('null', ':dana'),
    is: { mia: 'no: report.no-staff', leo: notThere },
    when: [
      ['mia', named(), 'new reports id=new2 child_id=mia by_id=mia person_id=dana from_kind=child reason=weird; told mia'],
      ['mia', named('moderator', 'now()'), 'no: report.no-staff'],
      ['mia', operator, 'no: report.no-staff'],
      ['mia', community, 'new reports id=new2 child_id=mia by_id=mia person_id=dana from_kind=child reason=weird; told mia'], // it waits for who is named next
      ['mia', `${named()}; ${unguarded}`, notThere],
    ],
  },
  {
    say: saysFor(markOf('leo', 'kite')),
    is: {
      lena: 'log leo report.make new2 by lena; new reports id=new2 child_id=leo by_id=lena post_id=kite from_kind=guardian reason=weird; told lena leo',
      dana: notThere,
      aron: notThere,
      leo: notGranted,
      mia: notGranted,
      rosa: notGranted,
      sam: notGranted,
      nobody: signIn,
    },
    when: [
      [
        'lena',
        `${broken('viewing')}; ${saidNo('leo')}`,
        'log leo report.make new2 by lena; new reports id=new2 child_id=leo by_id=lena post_id=kite from_kind=guardian reason=weird; told lena leo',
      ],
      ['lena', takenBack, notThere],
      ['lena', over, notThere],
      [
        'lena',
        begins,
        'log leo report.make new2 by lena; new reports id=new2 child_id=leo by_id=lena post_id=kite from_kind=guardian reason=weird; told lena leo',
      ],
      ['lena', "update posts set shared_from = now() + interval '1 second' where id = :kite", notThere],
      ['lena', 'update guardianships set ended_at = now() where guardian_id = :lena', notThere],
    ],
  },
  { say: saysFor(markOf('mia', 'kite')), is: { lena: notThere } }, // another's mark
  { say: saysFor(markOf('leo', 'swing')), is: { lena: notThere } }, // his own
  {
    say: saysFor('null', ':mia'),
    is: {
      lena: 'log leo report.make new2 by lena; new reports id=new2 child_id=leo by_id=lena person_id=mia from_kind=guardian reason=weird; told lena leo',
      dana: notThere,
    },
    when: [
      ['lena', longNoMore("interval '31 days'"), notThere],
      [
        'lena',
        `${longNoMore("interval '31 days'")}; insert into blocks (id, child_id, person_id, by_id) values (:new3, :leo, :mia, :leo)`,
        'log leo report.make new2 by lena; new reports id=new2 child_id=leo by_id=lena person_id=mia from_kind=guardian reason=weird; told lena leo',
      ],
      [
        'lena',
        `${longNoMore("interval '31 days'")}; insert into blocks (id, child_id, person_id, by_id) values (:new3, :ana, :mia, :ana)`,
        notThere,
      ],
      [
        'lena',
        `${longNoMore("interval '31 days'")}; insert into blocks (id, child_id, person_id, by_id) values (:new3, :leo, :ana, :leo)`,
        notThere,
      ],
    ],
  },
  { say: saysFor('null', ':dana'), is: { lena: notThere } },
  {
    say: "select access.ask_removal(:new2, sha256('code'), 'x', left(:kite::text, 8), 'my-child-is')",
    is: { door: 'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite', ...never, worker: notGranted },
    when: [
      ['door', takenBack, 'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite'],
      [
        'door',
        'insert into canaries (person_id) values (:mia)',
        'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite',
      ],
      ['door', daysOutsiders(99), 'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite'],
      ['door', daysOutsiders(100), 'no: busy'],
      [
        'door',
        `${daysOutsiders(100)}; update reports set made_at = now() - interval '1 day' where from_kind = 'outsider'`,
        'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite',
      ],
      [
        'door',
        `${beside}; insert into reports (id, from_kind, code_hash, words_sealed, reason, made_at) select gen_random_uuid(), 'outsider', sha256(n::text::bytea), 'x', 'my-child-is', now() - interval '1 day' from generate_series(1, 499) n`,
        'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite',
      ],
      [
        'door',
        "insert into reports (id, from_kind, code_hash, words_sealed, reason, made_at) select gen_random_uuid(), 'outsider', sha256(n::text::bytea), 'x', 'my-child-is', now() - interval '1 day' from generate_series(1, 500) n",
        'no: busy',
      ],
      [
        'door',
        "insert into reports (id, from_kind, code_hash, words_sealed, reason, first_word, first_at, made_at) select gen_random_uuid(), 'outsider', sha256(n::text::bytea), 'x', 'my-child-is', 'stays', now(), now() - interval '1 day' from generate_series(1, 500) n",
        'new reports id=new2 from_kind=outsider reason=my-child-is number=number of kite',
      ],
    ],
  },
  {
    say: "select access.ask_removal(:new2, sha256('code'), 'x', null, 'my-child-is')",
    is: { door: 'new reports id=new2 from_kind=outsider reason=my-child-is' },
  },
  {
    say: "select word from access.answer_of_removal(sha256('code'))",
    is: { door: '', ...never },
    when: [
      ['door', `${outsiders}; update reports set first_word = 'spoken', first_at = now()`, 'says "spoken"'],
      [
        'door',
        `${outsiders}; update reports set first_word = 'spoken', first_at = now(), appealed_at = now(), second_word = 'taken-down', second_at = now()`,
        'says "taken-down"',
      ],
      ['door', `${outsiders}; update reports set first_word = 'not-found', first_at = now()`, 'says "stays"'], // one word
      ['door', `${outsiders}; update reports set first_word = 'stays', first_at = now()`, 'says "stays"'],
      ['door', `${outsiders}; update reports set code_hash = sha256('other'), first_word = 'spoken', first_at = now()`, ''],
    ],
  },
  {
    say: "select access.name_staff(:new2, 'n', 'moderator', sha256('phrase'))",
    is: {
      owner: 'new people id=new2 kind=staff avatar=owl; new staff kind=staff staff_id=new2 role=moderator',
      ...never,
      door: notGranted,
      worker: notGranted,
    },
  },
  {
    say: 'select access.end_staff(:sam)',
    is: { owner: notThere, ...never, door: notGranted },
    when: [
      ['owner', named(), 'new staff kind=staff ended_at=now staff_id=sam role=moderator; gone sessionOfSam'],
      ['owner', named('moderator', 'now()'), notThere],
      ['owner', "insert into staff (staff_id, role) values (:sam, 'lead')", notThere],
    ],
  },
  {
    say: "select access.sign_in_staff(sha256('sam'), :new2, sha256('token'))",
    is: { door: 'no: sign-in.wrong', ...never },
    when: [
      ['door', named(), 'new sessions id=new2 kind=staff person_id=sam expires_at=now + 28800000 ms wrong_tries=0'],
      ['door', named('triage'), 'new sessions id=new2 kind=staff person_id=sam expires_at=now + 28800000 ms wrong_tries=0'],
      ['door', named('moderator', 'now()'), 'no: sign-in.wrong'],
      ['door', another, 'no: sign-in.wrong'],
    ],
  },
  {
    say: 'select access.staff_sign_in()',
    is: { door: 'says false', ...never },
    when: [
      ['door', named(), 'says true'],
      ['door', named('moderator', 'now()'), 'says false'],
      ['door', operator, 'says false'],
      ['door', `${operator}; ${community}`, 'says true'],
    ],
  },
  {
    say: 'select access.operator_here()',
    is: { door: '', ...never },
    when: [
      ['door', operator, 'says "new4"'],
      ['door', named(), ''],
    ],
  },
  {
    say: "select access.sign_in_operator(:new2, 'n', :new3, sha256('token'))",
    is: {
      door: 'new people id=new2 kind=staff avatar=owl; new sessions id=new3 kind=staff person_id=new2 expires_at=now + 28800000 ms wrong_tries=0; new staff kind=staff staff_id=new2 role=lead',
      ...never,
    },
    when: [
      ['door', operator, 'new sessions id=new3 kind=staff person_id=new4 expires_at=now + 28800000 ms wrong_tries=0'],
      ['door', named(), signIn],
      ['door', community, signIn],
      ['door', `${operator}; ${community}`, signIn],
      [
        'door',
        named('moderator', 'now()'),
        'new people id=new2 kind=staff avatar=owl; new sessions id=new3 kind=staff person_id=new2 expires_at=now + 28800000 ms wrong_tries=0; new staff kind=staff staff_id=new2 role=lead',
      ],
    ],
  },
  {
    say: 'select access.report_due()',
    is: { door: '', ...never },
    when: [
      ['door', report(', due_at', ", now() + interval '1 hour'"), 'says "now + 3600000 ms"'],
      ['door', decidedBy('null'), ''],
      ['door', confided, ''], // nobody is there to hear it but perhaps who it is about
      ['door', `${confided}; ${community}`, 'says "now + 172800000 ms"'],
      [
        'door',
        `insert into staff (staff_id, role, secret_hash) values (:sam, 'moderator', sha256('sam')); ${confided}`,
        'says "now + 172800000 ms"',
      ],
      [
        'door',
        `${report(', due_at', ", now() + interval '1 hour'")}; ${outsiders.replace(':new1', ':new3')}; update reports set due_at = now(), first_word = 'stays', first_at = now() where id = :new3`,
        'says "now + 3600000 ms"',
      ],
      ['door', `${report(', due_at', ", now() + interval '1 hour'")}; ${outsiders.replace(':new1', ':new3')}`, 'says "now + 3600000 ms"'],
    ],
  },
  {
    say: 'select access.receive_report(:new1)',
    is: { sam: notAllowed, dana: notGranted, leo: notGranted, rosa: notGranted },
    when: [
      ['sam', named('triage'), notThere],
      ['sam', report(), notAllowed],
      [
        'sam',
        `${named('triage')}; ${report()}`,
        'new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now; told lena leo',
      ],
      [
        'sam',
        `${named('moderator')}; ${report()}`,
        'new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now; told lena leo',
      ],
      [
        'sam',
        `${named('lead')}; ${report()}`,
        'new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now; told lena leo',
      ],
      ['sam', `${named('triage', 'now()')}; ${report()}`, notAllowed],
      ['sam', `${named('triage')}; ${report(', received_at', ", now() - interval '1 hour'")}`, ''],
      ['sam', `${named('triage')}; ${decidedBy('null')}`, notThere],
      [
        'sam',
        `${named('triage')}; ${confided}`,
        'new reports id=new1 child_id=mia by_id=mia person_id=dana from_kind=child reason=scary received_at=now; told mia',
      ],
      ['sam', `${atHome}; ${confided}`, notThere],
      [
        'sam',
        `${atHome}; ${report()}`,
        'new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now; told lena leo',
      ],
      ['sam', `${atHome}; ${another}; ${report()}`, notAllowed], // from the first name on
      ['sam', `${atHome}; ${report()}; ${community}`, notAllowed],
      [
        'sam',
        `${named('triage')}; ${outsiders}`,
        'new reports id=new1 from_kind=outsider reason=my-child-is received_at=now number=number of kite',
      ],
    ],
  },
  {
    say: 'select access.look_at_report(:new1)',
    is: { sam: notAllowed, dana: notGranted, leo: notGranted, rosa: notGranted },
    when: [
      ['sam', report(), notAllowed],
      ['sam', `${named('triage')}; ${report()}`, notAllowed],
      [
        'sam',
        `${named()}; ${report()}`,
        'log leo report.read new1 by nobody; log mia report.look kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now looked_by=sam looked_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told lena leo mia',
      ],
      [
        'sam',
        `${named('lead')}; ${report()}`,
        'log leo report.read new1 by nobody; log mia report.look kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now looked_by=sam looked_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${report(', received_at', ", now() - interval '1 hour'")}`,
        'log leo report.read new1 by nobody; log mia report.look kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now + -3600000 ms looked_by=sam looked_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told lena leo mia',
      ],
      ['sam', `${named('moderator', 'now()')}; ${report()}`, notAllowed],
      ['sam', `${named()}; ${report()}; ${broken('viewing')}`, 'no: safeguard.closed'],
      [
        'sam',
        `${named()}; ${report()}; ${takenBack}`, // there is nothing of Mia's to see
        'log leo report.read new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now looked_by=sam looked_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told lena leo',
      ],
      ['sam', `${named()}; ${decidedBy('null')}`, notThere],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4')}`,
        'log leo report.read new1 by nobody; log mia report.look kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now looked_by=sam looked_at=now first_word=stays first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told lena leo mia',
      ],
      ['sam', `${named()}; ${appealedOf(':sam')}`, secondPerson],
      ['sam', `${atHome}; ${confided}`, notThere],
      [
        'sam',
        `${named()}; ${confided}`,
        'new reports id=new1 child_id=mia by_id=mia person_id=dana from_kind=child reason=scary received_at=now looked_by=sam looked_at=now; new staff_acts id=somebody new what=looked report_id=new1 staff_id=sam; told mia',
      ],
      [
        'sam',
        `${named()}; ${outsiders}`,
        secondPerson, // it takes two
      ],
    ],
  },
  {
    say: "select access.decide_report(:new1, 'taken-down')",
    is: { sam: notAllowed, dana: notGranted, leo: notGranted, rosa: notGranted },
    when: [
      ['sam', report(), notAllowed],
      ['sam', `${named('triage')}; ${report()}`, notAllowed],
      [
        'sam',
        `${named()}; ${report()}; ${broken('viewing')}`,
        'log leo report.decide new1 by nobody; log mia report.take-down kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now first_word=taken-down first_by=sam first_at=now; new takedowns post_id=kite report_id=new1; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named('lead')}; ${report(', received_at', ", now() - interval '1 hour'")}`,
        'log leo report.decide new1 by nobody; log mia report.take-down kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now + -3600000 ms first_word=taken-down first_by=sam first_at=now; new takedowns post_id=kite report_id=new1; told dana lena leo mia rosa',
      ],
      ['sam', `${named('lead', 'now()')}; ${report()}`, notAllowed],
      ['sam', `${named()}; ${report()}; ${takenBack}`, 'no: report.nothing-there'],
      ['sam', `${named()}; ${outsiders}; ${over}`, 'no: report.nothing-there'],
      [
        'sam',
        `${named()}; ${personal}; ${joined}`,
        'log leo report.decide new1 by nobody; log mia report.take-down kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean received_at=now first_word=taken-down first_by=sam first_at=now glass_post_id=kite; new takedowns post_id=kite report_id=new1; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named()}; ${outsiders}; update reports set glass_post_id = :owl where id = :new1`,
        'log ana report.take-down owl by nobody; new reports id=new1 from_kind=outsider reason=my-child-is received_at=now first_word=taken-down first_by=sam first_at=now number=number of kite glass_post_id=owl; new takedowns post_id=owl report_id=new1; told ana aron lena leo',
      ], // which two of the staff joined
      ['sam', `${atHome}; ${confided}`, notThere],
      ['sam', `${named()}; ${report('', '', 'person_id', ':mia')}`, 'no: report.nothing-there'],
      ['sam', `${named()}; ${decidedBy('null')}`, notThere],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4')}`,
        'log leo report.decide new1 by nobody; log mia report.take-down kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=stays first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=taken-down second_by=sam second_at=now; new takedowns post_id=kite report_id=new1; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=taken-down second_by=sam second_at=now; told lena leo',
      ],
      ['sam', `${named()}; ${appealedOf(':sam')}`, secondPerson],
      [
        'sam',
        `${named()}; ${report()}; insert into takedowns (post_id) values (:kite)`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now first_word=taken-down first_by=sam first_at=now; told lena leo',
      ],
      [
        'sam',
        `${named()}; ${outsiders}`,
        'log mia report.take-down kite by nobody; new reports id=new1 from_kind=outsider reason=my-child-is received_at=now first_word=taken-down first_by=sam first_at=now number=number of kite glass_post_id=kite; new takedowns post_id=kite report_id=new1; told dana lena leo mia rosa',
      ],
    ],
  },
  {
    say: "select access.decide_report(:new1, 'stays')",
    is: { sam: notAllowed },
    when: [
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}; ${alsoDown()}`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; new takedowns post_id=kite report_id=new3; told lena leo',
      ], // another's word stands
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}; ${alsoDown('owl')}`,
        'log leo report.decide new1 by nobody; log mia report.give-back kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; gone takedown of kite; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}; ${alsoDown('kite', "'taken-down', now(), now(), 'stays', now()")}`,
        'log leo report.decide new1 by nobody; log mia report.give-back kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; gone takedown of kite; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}; ${alsoDown('kite', "'stays', now(), now(), 'taken-down', now()")}`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; new takedowns post_id=kite report_id=new3; told lena leo',
      ],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}; ${outsiders.replace(':new1', ':new3')}; update reports set glass_post_id = :kite, first_word = 'taken-down', first_at = now() where id = :new3`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; new takedowns post_id=kite report_id=new3; told lena leo',
      ],
      [
        'sam',
        `${named()}; ${report()}; ${alsoDown()}; insert into takedowns (post_id, report_id) values (:kite, :new3)`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now first_word=stays first_by=sam first_at=now; told lena leo',
      ],
      ['sam', `${atHome}; ${confided}`, notThere],
      [
        'sam',
        `${named()}; ${report()}`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now first_word=stays first_by=sam first_at=now; told lena leo',
      ],
      [
        'sam',
        `${named()}; ${confided}`,
        'new reports id=new1 child_id=mia by_id=mia person_id=dana from_kind=child reason=scary received_at=now first_word=stays first_by=sam first_at=now; told mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${appealedOf(':new4', 'taken-down')}; ${down()}`,
        'log leo report.decide new1 by nobody; log mia report.give-back kite by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_by=new4 first_at=now + -3600000 ms appealed_by=lena appealed_at=now second_word=stays second_by=sam second_at=now; gone takedown of kite; told dana lena leo mia rosa',
      ],
      [
        'sam',
        `${named()}; ${report()}; insert into takedowns (post_id) values (:kite)`,
        'log leo report.decide new1 by nobody; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean received_at=now first_word=stays first_by=sam first_at=now; told lena leo',
      ],
    ],
  },
  {
    say: 'select access.appeal_report(:new1)',
    is: { lena: notThere, dana: notThere, leo: notGranted, rosa: notGranted, sam: notGranted, nobody: signIn },
    when: [
      ['lena', report(), notThere],
      [
        'lena',
        `${before}; ${decidedBy('null')}`,
        'log leo report.appeal new1 by lena; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=stays first_at=now + -3600000 ms appealed_by=lena appealed_at=now; told lena leo',
      ],
      ['aron', decidedBy('null'), notThere],
      ['dana', decidedBy('null'), notThere],
      [
        'lena',
        decidedBy('null', 'stays', '7 days'),
        'log leo report.appeal new1 by lena; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=stays first_at=now + -604800000 ms appealed_by=lena appealed_at=now; told lena leo',
      ],
      ['lena', decidedBy('null', 'stays', '7 days 1 second'), 'no: report.no-appeal'],
      ['lena', appealedOf('null'), 'no: report.no-appeal'],
      ['lena', decidedBy('null', 'taken-down'), notThere],
      [
        'dana',
        `${decidedBy('null', 'taken-down')}; ${down()}`,
        'log mia report.appeal kite by dana; new reports id=new1 child_id=leo by_id=leo post_id=kite from_kind=child reason=mean first_word=taken-down first_at=now + -3600000 ms appealed_by=dana appealed_at=now; told dana mia',
      ],
      ['lena', `${decidedBy('null', 'taken-down')}; ${down()}`, notThere],
      ['dana', `${decidedBy('null', 'taken-down')}; ${down()}; ${unguarded}`, notThere],
      ['dana', `${confided}; update reports set first_word = 'stays', first_at = now()`, notThere],
    ],
  },
  {
    say: "select access.ask_glass(:new1, :new2, left(:kite::text, 8), 'child-in-danger')",
    is: { sam: notAllowed, dana: notGranted, leo: notGranted, rosa: notGranted },
    when: [
      ['sam', personal, notAllowed],
      ['sam', `${named('triage')}; ${personal}`, notAllowed],
      [
        'sam',
        `${named()}; ${outsiders}`,
        'new reports id=new1 from_kind=outsider reason=my-child-is number=number of kite glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      ['sam', `${named()}; ${personal}; ${asked(5)}`, 'no: too-many-tries'],
      [
        'sam',
        `${named()}; ${personal}; ${asked(4)}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named()}; ${personal}; ${asked(5, "now() - interval '1 day'")}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named()}; ${personal}; ${asked(5, 'now()', 'looked')}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named()}; ${another}; ${personal}; ${asked(5).replaceAll(':sam', ':new4')}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named()}; ${asksToSee(':sam')}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ], // in place of one's own
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4', "now() - interval '1 day'")}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ], // it lapsed
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${agreed('now()')}`, notThere], // they see it just now
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${agreed("now() - interval '15 minutes'")}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; update reports set first_word = 'stays', first_by = :new4, first_at = now(), appealed_at = now() where id = :new1`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean first_word=stays first_by=new4 first_at=now appealed_at=now glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      ['sam', `${atHome}; ${confided}`, notThere],
      [
        'sam',
        `${named()}; ${personal}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      [
        'sam',
        `${named('lead')}; ${personal}; ${broken('viewing')}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
      ['sam', `${named()}; ${report()}`, notThere],
      [
        'sam',
        `${named()}; ${personal}; ${takenBack}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of kite glass_why=child-in-danger glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ], // that it is gone nobody is told by asking
      [
        'sam',
        `${named()}; ${personal}; update reports set first_word = 'stays', first_by = :sam, first_at = now(), appealed_at = now() where id = :new1`,
        secondPerson,
      ],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}`, notThere], // in place of what another asked: never
    ],
  },
  {
    say: "select access.ask_glass(:new1, :new2, '12345678', 'law')",
    is: { sam: notAllowed },
    when: [
      [
        'sam',
        `${named()}; ${personal}`,
        'new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new2 glass_number=number of nothing glass_why=law glass_by=sam glass_asked_at=now; new staff_acts id=somebody new what=asked report_id=new1 staff_id=sam',
      ],
    ],
  },
  {
    say: "select access.agree_to_glass(:new1, :new5, sha256('sam'))",
    is: { sam: notAllowed, dana: notGranted, leo: notGranted, rosa: notGranted },
    when: [
      ['sam', `${named('triage')}; ${another}; ${asksToSee(':new4')}`, notAllowed],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      ['sam', `${named('lead')}; ${another}; ${asksToSee(':new4')}; ${broken('viewing')}`, 'no: safeguard.closed'],
      ['sam', `${named()}; ${asksToSee(':sam')}`, secondPerson],
      ['sam', `${named()}; ${personal}`, notThere],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4', "now() - interval '1 day'")}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now + -86400000 ms glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4', "now() - interval '1 day 1 second'")}`, notThere],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${takenBack}`, notThere],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${over}`, notThere], // only what is shared at this moment
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${begins}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; update posts set shared_from = now() + interval '1 second' where id = :kite`,
        notThere,
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; update posts set shared_from = null, shared_until = null where id = :kite`,
        notThere,
      ],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; insert into canaries (person_id) values (:mia)`, notThere],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; update reports set glass_id = :new3 where id = :new1`, notThere], // not what they read
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${agreed('now()')}`, notThere],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; update staff set secret_hash = sha256('another') where staff_id = :sam`,
        'no: sign-in.wrong',
      ],
      [
        'sam',
        `${named()}; ${another.replace("'other'", "'another'")}; update staff set secret_hash = sha256('other') where staff_id = :sam; update staff set secret_hash = sha256('sam') where staff_id = :new4; ${asksToSee(':new4')}`,
        'no: sign-in.wrong',
      ], // another's phrase
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${decidedOnce(':new4')}`, secondPerson], // who decided first does not see again
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${decidedOnce(':sam')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean first_word=stays first_by=sam first_at=now appealed_at=now glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${decidedOnce(':sam')}; ${joined}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean first_word=stays first_by=sam first_at=now appealed_at=now glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      ['sam', `${named()}; ${another}; ${asksToSee(':new4')}; ${decidedOnce(':sam')}; ${joined.replace(':kite', ':owl')}`, notThere],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${joined.replace(':kite', ':owl')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${outsiders}; ${asking(':new4')}`,
        'log mia report.break-glass kite by nobody; new reports id=new1 from_kind=outsider reason=my-child-is number=number of kite glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${confided}; ${asking(':new4')}`,
        'log mia report.break-glass kite by nobody; new reports id=new1 child_id=mia by_id=mia person_id=dana from_kind=child reason=scary glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana mia',
      ], // no log says that the child said something
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${report().replace(':new1', ':new3').replaceAll(':leo', ':ana')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${report().replace(':new1', ':new3').replace(':kite', ':owl')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
      [
        'sam',
        `${named()}; ${another}; ${asksToSee(':new4')}; ${decidedBy('null').replace(':new1', ':new3')}`,
        'log leo report.read new1 by nobody; log mia report.break-glass kite by nobody; new reports id=new1 child_id=leo by_id=leo person_id=mia from_kind=child reason=mean glass_id=new5 glass_number=number of kite glass_why=law glass_by=new4 glass_asked_at=now glass_agreed_by=sam glass_agreed_at=now glass_post_id=kite; new staff_acts id=somebody new what=agreed report_id=new1 staff_id=sam; told dana lena leo mia',
      ],
    ],
  },
  {
    say: 'select access.settle_takedowns()',
    is: { worker: '', dana: notGranted, mia: notGranted, sam: notGranted, door: notGranted },
    when: [
      [
        'worker',
        `${decidedBy('null', 'taken-down')}; ${down()}`,
        'job posts.erase kite now first; log mia report.erase kite by nobody; new receipts id=somebody new child_id=mia what=post thing_id=kite; told dana mia',
      ],
      [
        'worker',
        'insert into takedowns (post_id, due_at) values (:kite, now())',
        'job posts.erase kite now first; log mia report.erase kite by nobody; new receipts id=somebody new child_id=mia what=post thing_id=kite; told dana mia',
      ],
      ['worker', `${decidedBy('null', 'taken-down')}; ${down("now() + interval '1 hour'")}`, ''],
      ['worker', `${appealedOf('null', 'taken-down')}; ${down()}`, ''],
      ['worker', `${decidedBy('null', 'taken-down')}; ${down()}; ${takenBack}`, ''],
    ],
  },
  {
    say: 'select access.forget_reports()',
    is: { worker: '', dana: notGranted, mia: notGranted, sam: notGranted, door: notGranted },
    when: [
      ['worker', report(), ''],
      ['worker', report(', made_at', ", now() - interval '1 year 1 second'"), 'gone new1'],
      ['worker', report(', made_at', ", now() - interval '1 year'"), ''],
      ['worker', `${named()}; ${askedOnce('1 year')}`, ''],
      ['worker', `${named()}; ${askedOnce('1 year 1 second')}`, 'gone new3'],
      ['worker', decidedBy('null', 'stays', '90 days'), ''],
      ['worker', `${beside}; ${decidedBy('null', 'stays', '90 days 1 second')}`, 'gone new1'],
      ['worker', appealedOf('null').replace("interval '1 hour'", "interval '91 days'"), ''],
      [
        'worker',
        `${appealedOf('null').replace("interval '1 hour'", "interval '91 days'")}; update reports set second_word = 'stays', second_at = now()`,
        '',
      ],
    ],
  },
]
