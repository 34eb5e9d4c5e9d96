// Two families meet: a code shown, answered and confirmed; and the end of it, which either side makes alone.
import { broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, unguarded, type Deed } from './deed.ts'

const offers = "select access.make_offer(:mia, :new1, sha256('new'), :fresh)"
const looks = (code: string) => `select kind || ' ' || person_id as seen from access.look_at_offer(sha256('${code}')) order by 1`
const answers = (child: string, code = 'shown') => `select access.answer_offer(sha256('${code}'), :${child}, :fresh, 'subject')`
const confirms = (offer: string) => `select access.confirm_offer(:${offer}, :fresh, array[:new1, :new2, :new3]::uuid[])`
const itsMoment = 'update offers set expires_at = now() where id = :shown'
/** It ends in a moment: after the act began, and before the act looks. */
const inAMoment = (offer: string) => `update offers set made_at = now(), expires_at = now() + interval '1 microsecond' where id = :${offer}`
const answered = 'update offers set answer_child_id = :ana, answer_guardian_id = :aron, answered_at = now() where id = :shown'
const sawIt = 'update offers set answered_at = now() where id = :answered'
const connected = `insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select case g.child_id when least(:mia::uuid, :ana::uuid) then :new4::uuid else :new5 end, g.child_id, 'child', o.child_id, g.guardian_id, g.id
  from guardianships g, guardianships o where g.child_id in (:mia, :ana) and o.child_id in (:mia, :ana) and g.child_id <> o.child_id and g.ended_at is null and o.ended_at is null;
  insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (:new5, least(:mia::uuid, :ana::uuid), greatest(:mia::uuid, :ana::uuid), :new4, :new5)`
const offered =
  'says "now + 600000 ms"; check used; log mia connection.offer new1 by dana; new offers id=new1 child_id=mia guardian_id=dana expires_at=now + 600000 ms'
/** Offers of the two families, answered but not confirmed, and one that was. */
const offersOfBoth = `insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (:new1, :mia, :dana, sha256('1'), :leo, :lena, now()), (:new2, :leo, :lena, sha256('2'), :mia, :dana, now()), (:new3, :mia, :dana, sha256('3'), :leo, :lena, now()), (:new4, :mia, :dana, sha256('4'), :ana, :aron, now());
  update offers set confirmed_at = now() where id = :new3`

const end = (by: string, noted: string) => `changed connections miaAndLeo ended_at=now ended_by=${by}; ${noted}; told dana lena leo mia`

export const connecting: Deed[] = [
  {
    say: offers,
    proves: ['connection.offer', ':mia::text'],
    is: { dana: offered, lena: notThere, omar: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', broken('connecting'), 'no: safeguard.closed'],
      ['dana', broken('sharing'), offered],
      ['dana', unguarded, notThere],
    ],
  },
  { say: offers, is: { dana: needsCheck } },
  { say: offers, proves: ['connection.offer', ':leo::text'], is: { dana: needsCheck } },
  {
    say: looks('shown'),
    is: { dana: 'says "child leo"; says "guardian lena"', mia: notGranted, rosa: notGranted },
    when: [
      ['dana', itsMoment, 'no: code.not-good'],
      ['dana', inAMoment('shown'), 'says "child leo"; says "guardian lena"'], // the look itself changes nothing
      ['dana', answered, 'no: code.not-good'],
    ],
  },
  { say: looks('other'), is: { dana: 'no: code.not-good' } },
  {
    say: answers('ana'),
    proves: ['connection.answer', "'subject'"],
    is: { aron: 'no: connection.already', dana: notThere, ana: notGranted },
    when: [
      [
        'aron',
        connectedNoMore('leoAndAna'),
        'says "shown"; changed offers shown answer_child_id=ana answer_guardian_id=aron answered_at=a moment later; check used; log ana connection.answer shown by aron; log leo connection.answer shown by nobody; told aron lena',
      ],
      [
        'aron', // with another she is connected
        `${connectedNoMore('leoAndAna')}; ${connected}`,
        'says "shown"; changed offers shown answer_child_id=ana answer_guardian_id=aron answered_at=a moment later; check used; log ana connection.answer shown by aron; log leo connection.answer shown by nobody; told aron lena',
      ],
      ['aron', `${connectedNoMore('leoAndAna')}; ${broken('connecting')}`, 'no: safeguard.closed'],
      ['aron', `${connectedNoMore('leoAndAna')}; ${itsMoment}`, 'no: code.not-good'],
      ['aron', `${connectedNoMore('leoAndAna')}; ${inAMoment('shown')}`, 'no: code.not-good'],
      ['aron', `${connectedNoMore('leoAndAna')}; ${answered}`, 'no: code.not-good'],
      ['aron', `${connectedNoMore('leoAndAna')}; ${unguarded.replace(':mia', ':ana').replace(':dana', ':aron')}`, notThere],
    ],
  },
  { say: answers('ana', 'other'), proves: ['connection.answer', "'subject'"], is: { aron: 'no: code.not-good' } },
  {
    say: answers('ana'),
    proves: ['connection.answer', "'other'"],
    is: {},
    when: [['aron', connectedNoMore('leoAndAna'), needsCheck]],
  },
  { say: answers('leo'), proves: ['connection.answer', "'subject'"], is: { lena: 'no: connection.own-child' } },
  {
    say: confirms('answered'),
    proves: ['connection.confirm', ':answered'],
    is: { dana: notThere, lena: notThere, mia: notGranted },
    when: [
      [
        'aron',
        sawIt, // and made the check then
        'changed offers answered answered_at=now confirmed_at=now; check used; log ana connection.confirm new3 by aron; log mia connection.confirm new3 by nobody; new connection_approvals id=new1 by_id=aron for_id=ana other_id=mia for_kind=child; new connection_approvals id=new2 by_id=dana for_id=mia other_id=ana for_kind=child; new connections id=new3; told ana aron dana mia',
      ],
      ['aron', "update offers set answered_at = now() + interval '1 microsecond' where id = :answered", needsCheck],
      [
        'aron', // another check of his came later
        `${sawIt}; insert into fresh_checks (id, session_id, act, subject) select :new4, session_id, 'x', 'x' from fresh_checks where id = :fresh; update fresh_checks set made_at = now() - interval '1 minute' where id = :fresh`,
        needsCheck,
      ],
      ['aron', `${sawIt}; ${broken('connecting')}`, 'no: safeguard.closed'],
      ['aron', `${sawIt}; ${unguarded}`, 'no: connection.not-answered'],
      ['aron', `${sawIt}; ${unguarded.replace(':mia', ':ana').replace(':dana', ':aron')}`, notThere],
      [
        'aron',
        `${sawIt}; ${unguarded}; insert into guardianships (id, child_id, guardian_id) values (:new4, :leo, :dana)`,
        'no: connection.not-answered',
      ],
      ['aron', `${sawIt}; ${unguarded}; update guardianships set ended_at = null where guardian_id = :omar`, 'no: connection.not-answered'],
      ['aron', `${sawIt}; ${connected}`, 'no: connection.already'],
      ['aron', 'update offers set answered_at = now(), confirmed_at = now() where id = :answered', 'no: connection.not-answered'],
      ['aron', `${sawIt}; update offers set made_at = now(), expires_at = now() where id = :answered`, 'no: connection.not-answered'],
      ['aron', `${inAMoment('answered')}; ${sawIt}`, 'no: connection.not-answered'],
    ],
  },
  { say: confirms('answered'), is: {}, when: [['aron', sawIt, needsCheck]] },
  { say: confirms('answered'), proves: ['connection.confirm', ':shown'], is: {}, when: [['aron', sawIt, needsCheck]] },
  { say: confirms('shown'), proves: ['connection.confirm', ':shown'], is: { lena: 'no: connection.not-answered' } },
  {
    say: 'select access.end_connection(:miaAndLeo)',
    is: {
      mia: end('mia', 'log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by mia'),
      dana: end('dana', 'log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by dana'),
      lena: end('lena', 'log leo connection.end miaAndLeo by lena; log mia connection.end miaAndLeo by nobody'),
      omar: notThere,
      ana: notThere,
      aron: notThere,
      rosa: notThere,
      sam: notGranted,
    },
    when: [
      ['mia', saidNo('mia'), end('mia', 'log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by mia')],
      ['mia', broken('connecting'), end('mia', 'log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by mia')],
      ['mia', connectedNoMore('miaAndLeo'), notThere],
      ['dana', unguarded, notThere],
      [
        'mia',
        offersOfBoth,
        'changed connections miaAndLeo ended_at=now ended_by=mia; new offers id=new1 child_id=mia guardian_id=dana answer_child_id=leo answer_guardian_id=lena answered_at=now expires_at=now; new offers id=new2 child_id=leo guardian_id=lena answer_child_id=mia answer_guardian_id=dana answered_at=now expires_at=now; log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by mia; told dana lena leo mia',
      ],
    ],
  },
  {
    say: 'select access.end_connection(:miaAndRosa)',
    is: {
      rosa: 'changed connections miaAndRosa ended_at=now ended_by=rosa; log mia connection.end miaAndRosa by rosa; told dana mia rosa',
    },
  },
]
