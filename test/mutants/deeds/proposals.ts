// Guarding together: who may propose, object and agree, and what comes of it. CON-10
import { broken, needsCheck, notGranted, notThere, unguarded, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const accepts = "select access.accept_invitation(sha256('guarding'), :new1)"
const looks = "select count(*) from access.look_at_invitation(sha256('guarding'))"
const guardsWith = 'select access.guard_with(:guarding, :aron, :new1)'
const removes = (whom: string) => `select access.propose_removal(:mia, :${whom}, :new1, :fresh)`
const proposed = (what: string, whom: string) =>
  `insert into proposals (id, child_id, what, guardian_id, by_id) values (:new5, :mia, '${what}', :${whom}, :dana)`
const says = (proposal: string) => `select (may_agree, may_object, needs_yes) from access.my_say() where proposal_id = :${proposal}`
const lenaAgrees = (after: string) =>
  `insert into guardianships (id, child_id, guardian_id, since) values (:new4, :mia, :lena, now() - interval '${after}'); insert into proposal_answers values (:new5, :lena, 'agrees')`
const due = "update proposals set made_at = now() - interval '1 day', due_at = now() where ended_at is null"

const lapses =
  'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=omar by_id=dana what=remove-guardian ended_at=a moment later; told dana mia omar'
const lapsesBesideLena = lapses.replace('told dana', 'told dana lena')
const omarIsRemoved =
  'changed guardianships somebody new ended_at=a moment later; job alerts.proposal new5 now; log mia guardian.leave somebody new by omar; new proposals id=new5 child_id=mia guardian_id=omar by_id=dana what=remove-guardian ended_at=a moment later; told dana lena mia omar'
const danaIsRemoved =
  'changed codes guarding expires_at=now; changed codes invited expires_at=now; changed codes pairing expires_at=now; changed guardianships somebody new ended_at=a moment later; changed offers answered expires_at=now; job alerts.proposal new5 now; log mia guardian.leave somebody new by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=remove-guardian ended_at=a moment later; told dana lena leo mia omar rosa'
const lenaJoins =
  'changed codes guarding used_at=now; job alerts.proposal new1 now; log mia guardian.join somebody new by lena; log mia guardian.propose new1 by dana; new guardianships id=somebody new child_id=mia guardian_id=lena; new proposals id=new1 child_id=mia guardian_id=lena by_id=dana what=add-guardian ended_at=a moment later; told dana lena mia'
/** So many proposals of one guardian for a child are open. */
const crowd = (count: number, child: string, by: string) => `
  with people_made as (insert into people (id, kind, name_sealed, avatar) select gen_random_uuid(), 'guardian', 'x', 'owl' from generate_series(1, ${count}) returning id),
    made as (insert into guardians (guardian_id, method) select id, 'video-call' from people_made returning guardian_id)
  insert into proposals (id, child_id, what, guardian_id, by_id) select gen_random_uuid(), :${child}, 'add-guardian', guardian_id, :${by} from made`
const consentOfOmar = (child: string) =>
  `insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method) select :new2, :${child}, :omar, id, 'photos', :notice, 'video-call' from guardianships where child_id = :${child} and guardian_id = :omar and ended_at is null`

export const guarding: Deed[] = [
  {
    say: looks,
    is: { aron: 'says 2', mia: notGranted, rosa: 'no: code.not-good', nobody: 'no: sign-in.needed' },
    when: [
      ['aron', 'update codes set used_at = now() where id = :guarding', 'no: code.not-good'],
      ['aron', 'update codes set expires_at = now() where id = :guarding', 'no: code.not-good'],
      ['aron', "update codes set opens = 'sign-in' where id = :guarding", 'no: code.not-good'],
      ['aron', 'update codes set person_id = null where id = :guarding', 'no: code.not-good'],
    ],
  },
  {
    say: accepts,
    is: {
      aron: 'no: proposal.already',
      lena: lenaJoins,
      dana: 'no: guardian.already',
      mia: notGranted,
      rosa: notGranted,
    },
    when: [
      [
        'lena',
        omarToo,
        'changed codes guarding used_at=now; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia guardian.propose new1 by dana; new proposals id=new1 child_id=mia guardian_id=lena by_id=dana what=add-guardian; told dana lena mia omar',
      ],
      [
        'lena',
        `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at, ended_at, outcome)
          select gen_random_uuid(), :mia, 'add-guardian', :aron, :dana, now() - interval '2 days', now() - interval '1 day', now(), 'lapsed' from generate_series(1, 10)`,
        lenaJoins,
      ],
      ['lena', broken('connecting'), 'no: safeguard.closed'],
      ['lena', crowd(9, 'mia', 'dana'), 'no: too-many-tries'], // with the one that is open already
      ['lena', crowd(8, 'mia', 'dana'), lenaJoins],
      ['lena', crowd(10, 'leo', 'dana'), lenaJoins],
      ['lena', crowd(10, 'mia', 'aron'), lenaJoins],
      ['lena', 'update codes set used_at = now() where id = :guarding', 'no: code.not-good'],
      ['lena', 'update codes set expires_at = now() where id = :guarding', 'no: code.not-good'],
      ['lena', "update codes set opens = 'sign-in' where id = :guarding", 'no: code.not-good'],
      ['lena', 'update codes set person_id = null where id = :guarding', 'no: code.not-good'],
      ['lena', unguarded, 'no: code.not-good'],
    ],
  },
  { say: "select access.accept_invitation(sha256('nothing'), :new1)", is: { lena: 'no: code.not-good' } },
  {
    say: guardsWith,
    is: { door: 'no: code.not-good', dana: notGranted },
    when: [
      [
        'door',
        'update codes set used_at = now() where id = :guarding; delete from proposals where id = :joining',
        'job alerts.proposal new1 now; log mia guardian.join somebody new by aron; log mia guardian.propose new1 by dana; new guardianships id=somebody new child_id=mia guardian_id=aron; new proposals id=new1 child_id=mia guardian_id=aron by_id=dana what=add-guardian ended_at=a moment later; told aron dana mia',
      ],
      [
        'door',
        `update codes set used_at = now() where id = :guarding; delete from proposals where id = :joining; ${omarToo}`,
        'job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia guardian.propose new1 by dana; new proposals id=new1 child_id=mia guardian_id=aron by_id=dana what=add-guardian; told aron dana mia omar',
      ],
      [
        'door', // another one was used
        "insert into codes (id, code_hash, opens, person_id, by_id, method, expires_at, used_at) values (:new4, sha256('more'), 'guardian-invitation', :mia, :dana, 'video-call', now() + interval '1 day', now()); delete from proposals where id = :joining",
        'no: code.not-good',
      ],
      [
        'door',
        "update codes set used_at = now() - interval '1 second' where id = :guarding; delete from proposals where id = :joining",
        'no: code.not-good',
      ],
      [
        'door',
        "update codes set used_at = now(), opens = 'sign-in' where id = :guarding; delete from proposals where id = :joining",
        'no: code.not-good',
      ],
      [
        'door',
        'update codes set used_at = now(), person_id = null where id = :guarding; delete from proposals where id = :joining',
        'no: code.not-good',
      ],
    ],
  },
  {
    say: removes('omar'),
    proves: ['guardian.remove', ":mia || ':' || :omar"],
    is: { dana: 'no: not-found', lena: notThere, mia: notGranted, rosa: notGranted },
    when: [
      [
        'dana',
        omarToo,
        'check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia guardian.propose-end new1 by dana; new proposals id=new1 child_id=mia guardian_id=omar by_id=dana what=remove-guardian; told dana mia omar',
      ],
      [
        'omar',
        omarToo,
        'check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia guardian.propose-end new1 by omar; new proposals id=new1 child_id=mia guardian_id=omar by_id=omar what=remove-guardian; told dana mia omar',
      ],
      ['dana', `${omarToo}; ${proposed('remove-guardian', 'omar')}`, 'no: proposal.already'],
    ],
  },
  { say: removes('omar'), is: { dana: 'no: not-found' }, when: [['dana', omarToo, needsCheck]] },
  {
    say: removes('dana'),
    proves: ['guardian.remove', ":mia || ':' || :dana"],
    is: { dana: 'no: guardian.last' },
    when: [
      [
        'dana',
        omarToo,
        'check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia guardian.propose-end new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=remove-guardian; told dana mia omar',
      ],
    ],
  },
  {
    say: 'select access.object(:joining)',
    is: {
      dana: 'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.object joining by dana; new proposal_answers guardian_id=dana answer=objects; told aron dana mia',
      aron: 'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.object joining by nobody; new proposal_answers guardian_id=aron answer=objects; told aron dana mia',
      lena: notThere,
      mia: notGranted,
      rosa: notGranted,
    },
    when: [
      [
        'omar',
        omarToo,
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.object joining by omar; new proposal_answers guardian_id=omar answer=objects; told aron dana mia omar',
      ],
      ['dana', unguarded, 'no: not-found'],
      [
        'dana',
        'insert into account_closings (person_id) values (:dana)', // a no to somebody else is no word about oneself
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.object joining by dana; new proposal_answers guardian_id=dana answer=objects; told aron dana mia',
      ],
    ],
  },
  {
    say: 'select access.object(:leaving)',
    is: {
      lena: 'changed proposals leaving ended_at=a moment later; job alerts.proposal leaving now; log leo proposal.object leaving by lena; new proposal_answers guardian_id=lena answer=objects; told lena leo',
      dana: notThere,
    },
    when: [
      ['omar', 'update guardianships set ended_at = null, child_id = :leo where guardian_id = :omar', 'no: not-allowed'],
      [
        'lena',
        'insert into account_closings (person_id) values (:lena), (:dana)',
        'changed proposals leaving ended_at=a moment later; job alerts.proposal leaving now; log leo proposal.object leaving by lena; new proposal_answers guardian_id=lena answer=objects; gone account_closings of lena; told lena leo',
      ],
    ],
  },
  { say: 'select access.object(:settled)', is: { dana: 'no: proposal.over', lena: 'no: proposal.over', aron: notThere } },
  { say: 'select access.object(:new1)', is: { dana: notThere } },
  { say: 'select access.agree(:new1, :fresh)', proves: ['proposal.agree', ':new1::text'], is: { dana: notThere } },
  {
    say: 'select access.agree(:joining, :fresh)',
    proves: ['proposal.agree', ':joining::text'],
    is: { dana: notThere, aron: notThere, lena: notThere, mia: notGranted, rosa: notGranted },
    when: [
      [
        'omar',
        omarToo,
        'changed proposals joining ended_at=a moment later; check used; job alerts.proposal joining now; log mia guardian.join somebody new by aron; log mia proposal.agree joining by omar; new guardianships id=somebody new child_id=mia guardian_id=aron; new proposal_answers guardian_id=omar answer=agrees; told aron dana mia omar',
      ],
      [
        'omar',
        `${omarToo}; insert into guardianships (id, child_id, guardian_id) values (:new4, :mia, :lena)`,
        'check used; job alerts.proposal joining now; log mia proposal.agree joining by omar; new proposal_answers guardian_id=omar answer=agrees; told aron dana lena mia omar',
      ],
      ['omar', `${omarToo}; update proposals set ended_at = now(), outcome = 'lapsed' where id = :joining`, 'no: proposal.over'],
    ],
  },
  { say: 'select access.agree(:joining, :fresh)', is: { dana: notThere }, when: [['omar', omarToo, needsCheck]] },
  {
    say: says('joining'),
    is: {
      dana: 'says {"f1":false,"f2":true,"f3":false}',
      aron: 'says {"f1":false,"f2":true,"f3":false}',
      lena: '',
      mia: notGranted,
      rosa: notGranted,
    },
    when: [
      ['omar', omarToo, 'says {"f1":true,"f2":true,"f3":false}'],
      ['omar', `${omarToo}; insert into proposal_answers values (:joining, :omar, 'agrees')`, 'says {"f1":false,"f2":true,"f3":false}'],
      ['dana', "update proposals set ended_at = now(), outcome = 'lapsed' where id = :joining", 'says {"f1":false,"f2":false,"f3":false}'],
      ['aron', "update proposals set ended_at = now(), outcome = 'lapsed' where id = :joining", ''],
    ],
  },
  {
    say: says('leaving'),
    is: { lena: 'says {"f1":false,"f2":true,"f3":false}' },
    when: [
      [
        'omar',
        'update guardianships set ended_at = null, child_id = :leo where guardian_id = :omar',
        'says {"f1":true,"f2":false,"f3":false}',
      ],
    ],
  },
  {
    say: says('new5'),
    is: { dana: '' },
    when: [
      ['omar', `${omarToo}; ${proposed('remove-guardian', 'omar')}`, 'says {"f1":true,"f2":true,"f3":true}'],
      ['omar', `${omarToo}; ${proposed('remove-guardian', 'omar')}; ${lenaAgrees('40 days')}`, 'says {"f1":true,"f2":true,"f3":false}'],
      ['omar', `${omarToo}; ${proposed('remove-guardian', 'omar')}; ${lenaAgrees('20 days')}`, 'says {"f1":true,"f2":true,"f3":true}'],
    ],
  },
  {
    say: 'select access.settle_proposal(:joining)',
    is: {
      worker:
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia guardian.join somebody new by aron; new guardianships id=somebody new child_id=mia guardian_id=aron; told aron dana mia',
      dana: notGranted,
    },
    when: [
      ['worker', omarToo, 'job proposals.settle joining as it was'],
      ['worker', `${omarToo}; insert into proposal_answers values (:joining, :omar, 'objects')`, 'job proposals.settle joining as it was'],
      [
        'worker', // who agreed guards no longer: nobody else is there
        "insert into proposal_answers values (:joining, :omar, 'agrees')",
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia guardian.join somebody new by aron; new guardianships id=somebody new child_id=mia guardian_id=aron; told aron dana mia',
      ],
      ['worker', `${omarToo}; insert into proposal_answers values (:settled, :omar, 'agrees')`, 'job proposals.settle joining as it was'], // to something else
      [
        'worker',
        `${omarToo}; ${due}`,
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia guardian.join somebody new by aron; new guardianships id=somebody new child_id=mia guardian_id=aron; told aron dana mia omar',
      ],
      [
        'worker',
        `${due}; update proposals set due_at = now() + interval '1 minute' where ended_at is null; ${omarToo}`,
        'job proposals.settle joining now + 60000 ms',
      ],
      [
        'worker',
        unguarded,
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.lapse joining by nobody; told aron mia',
      ],
      [
        'worker',
        'insert into guardianships (id, child_id, guardian_id) values (:new4, :mia, :aron)',
        'changed proposals joining ended_at=a moment later; job alerts.proposal joining now; log mia proposal.lapse joining by nobody; told aron dana mia',
      ],
    ],
  },
  { say: 'select access.settle_proposal(:settled)', is: { worker: '' } },
  {
    say: 'select access.settle_proposal(:new5)',
    is: { worker: '' },
    when: [
      ['worker', `${omarToo}; ${proposed('remove-guardian', 'omar')}; ${due}`, lapses],
      ['worker', `${omarToo}; ${proposed('remove-guardian', 'dana')}; ${due}`, danaIsRemoved],
      [
        'worker',
        `${proposed('remove-guardian', 'dana')}; ${due}`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=remove-guardian ended_at=a moment later; told dana mia',
      ],
      [
        'worker',
        `${omarToo}; ${proposed('remove-guardian', 'omar')}; insert into guardianships (id, child_id, guardian_id, since) values (:new4, :mia, :lena, now() - interval '40 days'); insert into proposal_answers values (:new5, :lena, 'agrees'); ${due}`,
        omarIsRemoved,
      ],
      [
        'worker', // to the day
        `${omarToo}; ${proposed('remove-guardian', 'omar')}; ${lenaAgrees('31 days')}; ${due}`,
        omarIsRemoved,
      ],
      [
        'worker', // longer ago she guarded too, and left
        `${omarToo}; ${proposed('remove-guardian', 'omar')}; insert into guardianships (id, child_id, guardian_id, since, ended_at) values (:new3, :mia, :lena, now() - interval '90 days', now() - interval '80 days'); ${lenaAgrees('20 days')}; ${due}`,
        lapsesBesideLena,
      ],
      [
        'worker', // a month alone is no yes
        `${omarToo}; ${proposed('remove-guardian', 'omar')}; update guardianships set since = now() - interval '40 days' where child_id = :mia; ${due}`,
        lapses,
      ],
      [
        'worker', // what he had consented to is withdrawn: nothing changes for those outside; and what ended earlier ended then
        `${omarToo}; ${consentOfOmar('mia')}; insert into withdrawals (consent_id, by_id) values (:new2, :omar); insert into guardianships (id, child_id, guardian_id, since, ended_at) values (:new3, :mia, :omar, now() - interval '90 days', now() - interval '80 days'); ${proposed('remove-guardian', 'omar')}; ${lenaAgrees('40 days')}; ${due}`,
        omarIsRemoved,
      ],
      [
        'worker', // he guards another child as well, with consent
        `${omarToo}; insert into guardianships (id, child_id, guardian_id) values (:new3, :leo, :omar); insert into withdrawals (consent_id, by_id) select id, guardian_id from consents where child_id = :leo and purpose = 'photos'; ${consentOfOmar('leo')}; ${proposed('remove-guardian', 'omar')}; ${lenaAgrees('40 days')}; ${due}`,
        omarIsRemoved,
      ],
      [
        'worker', // her codes and offers for another child stay
        `${omarToo}; insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (:new3, sha256('leos'), 'pairing', :leo, :dana, now() + interval '1 day'); insert into offers (id, child_id, guardian_id, code_hash) values (:new4, :leo, :dana, sha256('leos')); ${proposed('remove-guardian', 'dana')}; ${due}`,
        danaIsRemoved,
      ],
      [
        'worker',
        `${omarToo}; ${proposed('remove-guardian', 'omar')}; insert into guardianships (id, child_id, guardian_id, since) values (:new4, :mia, :lena, now() - interval '20 days'); update guardianships set since = now() - interval '40 days' where child_id = :leo; insert into proposal_answers values (:new5, :lena, 'agrees'); ${due}`,
        lapsesBesideLena,
      ],
      [
        'worker',
        `${omarToo}; insert into withdrawals (consent_id, by_id) values (:sharingOfMia, :omar); insert into proposals (id, child_id, what, guardian_id, by_id, purposes, notice_version) values (:new5, :mia, 'give-consent', :dana, :dana, '{sharing}', :notice); ${due}`,
        'job alerts.proposal new5 now; log mia consent.give somebody new by dana; new consents id=somebody new child_id=mia guardian_id=dana method=runs-this-kitestring purpose=sharing given_at=a moment later; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=give-consent ended_at=a moment later; told dana lena leo mia omar rosa',
      ],
      [
        'worker',
        `${omarToo}; insert into notices (version, text_hash) values ('2030-01', sha256('x')); insert into proposals (id, child_id, what, guardian_id, by_id, purposes, notice_version) values (:new5, :mia, 'give-consent', :dana, :dana, '{sharing}', :notice); ${due}`,
        'job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=give-consent ended_at=a moment later; told dana mia omar',
      ],
    ],
  },
]
