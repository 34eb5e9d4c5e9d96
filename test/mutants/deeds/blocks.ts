// A block: who may block whom, what the other family is told of it (no more than of an end), and who may lift it. CNT-8
import { broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, unguarded, type Deed, type Who } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const blocks = (person: string) => `select access.block_person(:mia, :${person}, :new1)`
const lifts = 'select access.lift_block(:mia, :leo, :new1, :fresh)'
const settles = 'select access.settle_proposal(:new5)'
const answers = "select access.answer_offer(sha256('shown'), :ana, :fresh, 'subject')"
const confirms = 'select access.confirm_offer(:answered, :fresh, array[:new1, :new2, :new3]::uuid[])'
const parted = connectedNoMore('leoAndAna')
const sawIt = 'update offers set answered_at = now() where id = :answered'

type Block = { by: string; child?: string; person?: string; id?: string; ago?: string }
const blocked = ({ by, child = 'mia', person = 'leo', id = 'new4', ago = '1 minute' }: Block) =>
  `insert into blocks (id, child_id, person_id, by_id, made_at) values (:${id}, :${child}, :${person}, :${by}, now() - interval '${ago}')`
const erased = (child: string) =>
  `insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (:new5, :${child}, now(), 1, 1, 1, 1)`
const proposed = (made = '0') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, person_id, made_at) values (:new5, :mia, 'lift-block', :dana, :dana, :leo, now() - interval '${made}'); update proposals set due_at = greatest(now(), made_at + interval '1 day') where id = :new5`

const ended = (by: string) =>
  `changed connections miaAndLeo ended_at=now ended_by=${by}; log leo connection.end miaAndLeo by nobody; log mia connection.end miaAndLeo by ${by}`
const made = (by: string) => `log mia block.make new1 by ${by}; new blocks id=new1 child_id=mia by_id=${by} person_id=leo`
const both = (by: string) => `${ended(by)}; ${made(by)}; told dana lena leo mia`
const offersOfBoth = `insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (:new1, :mia, :dana, sha256('1'), :leo, :lena, now()), (:new2, :leo, :lena, sha256('2'), :mia, :dana, now()), (:new4, :mia, :dana, sha256('4'), :ana, :aron, now())`

const settled = (what: string, of = 'new5') =>
  `new proposals id=${of} child_id=mia guardian_id=dana by_id=dana what=lift-block person_id=leo${what}`
const over = ' ended_at=a moment later'
const lifted = `job alerts.proposal new5 now; log mia block.lift new4 by dana; ${settled(over)}; gone new4; told dana mia omar`
const lapsed = `job alerts.proposal new5 now; log mia proposal.lapse new5 by nobody; ${settled(over)}; told dana mia omar`
const connectsAnaAndMia =
  'changed offers answered answered_at=now confirmed_at=now; check used; log ana connection.confirm new3 by aron; log mia connection.confirm new3 by nobody; new connection_approvals id=new1 by_id=aron for_id=ana other_id=mia for_kind=child; new connection_approvals id=new2 by_id=dana for_id=mia other_id=ana for_kind=child; new connections id=new3; told ana aron dana mia'
const answersLeo =
  'says "shown"; changed offers shown answer_child_id=ana answer_guardian_id=aron answered_at=a moment later; check used; log ana connection.answer shown by aron; log leo connection.answer shown by nobody; told aron lena'

export const blocking: Deed[] = [
  {
    say: blocks('leo'),
    is: {
      mia: both('mia'),
      dana: both('dana'),
      omar: notThere,
      lena: notThere,
      leo: notThere,
      ana: notThere,
      rosa: notGranted,
      sam: notGranted,
      vera: notThere,
    },
    when: [
      ['mia', saidNo('mia'), both('mia')],
      ['mia', `${broken('connecting')}; ${broken('sharing').replace(':new5', ':new4')}`, both('mia')], // tightening is always possible
      ['dana', broken('connecting'), both('dana')],
      ['mia', connectedNoMore('miaAndLeo'), `${made('mia')}; told dana mia`], // nothing happens to the other family, and it is told nothing
      ['dana', `${omarToo}; ${connectedNoMore('miaAndLeo')}`, `${made('dana')}; told dana mia omar`],
      ['mia', `${connectedNoMore('miaAndLeo')}; ${blocked({ by: 'mia' })}`, ''],
      ['mia', `${connectedNoMore('miaAndLeo')}; ${blocked({ by: 'dana' })}`, `${made('mia')}; told dana mia`],
      ['mia', blocked({ by: 'mia' }), `${ended('mia')}; told dana lena leo mia`], // what came past it ends
      [
        'mia',
        `${connectedNoMore('miaAndLeo')}; ${offersOfBoth}`,
        `new offers id=new1 child_id=mia guardian_id=dana answer_child_id=leo answer_guardian_id=lena answered_at=now expires_at=now; new offers id=new2 child_id=leo guardian_id=lena answer_child_id=mia answer_guardian_id=dana answered_at=now expires_at=now; ${made('mia')}; told dana mia`,
      ],
      ['dana', unguarded, notThere],
      ['mia', erased('leo'), notThere], // no name of a child that is being erased comes back
      ['mia', erased('ana'), both('mia')],
    ],
  },
  { say: blocks('ana'), is: { mia: notThere, dana: notThere } }, // they were never connected
  {
    say: blocks('rosa'),
    is: {
      mia: 'changed connections miaAndRosa ended_at=now ended_by=mia; log mia connection.end miaAndRosa by mia; log mia block.make new1 by mia; new blocks id=new1 child_id=mia by_id=mia person_id=rosa; told dana mia rosa',
    },
  },
  {
    say: answers,
    proves: ['connection.answer', "'subject'"],
    is: {},
    when: [
      ['aron', `${parted}; ${blocked({ by: 'ana', child: 'ana' })}`, 'no: connection.blocked'],
      ['aron', `${parted}; ${blocked({ by: 'aron', child: 'ana' })}`, 'no: connection.blocked'],
      ['aron', `${parted}; ${blocked({ by: 'leo', child: 'leo', person: 'ana' })}`, answersLeo], // the other side's is not told
      ['aron', `${parted}; ${blocked({ by: 'ana', child: 'ana', person: 'mia' })}; ${blocked({ by: 'mia', id: 'new3' })}`, answersLeo],
    ],
  },
  {
    say: confirms,
    proves: ['connection.confirm', ':answered'],
    is: {},
    when: [
      ['aron', `${sawIt}; ${blocked({ by: 'ana', child: 'ana', person: 'mia' })}`, 'no: connection.blocked'],
      ['aron', `${sawIt}; ${blocked({ by: 'mia', person: 'ana' })}`, 'no: connection.not-answered'], // as if they had not
      [
        'aron',
        `${sawIt}; ${blocked({ by: 'mia', person: 'ana' })}; ${blocked({ by: 'aron', child: 'ana', person: 'mia', id: 'new3' })}`,
        'no: connection.blocked',
      ],
      ['aron', `${sawIt}; ${blocked({ by: 'ana', child: 'ana' })}; ${blocked({ by: 'mia', id: 'new3' })}`, connectsAnaAndMia],
    ],
  },
  {
    say: 'select access.end_block(:new4)',
    is: { mia: notThere, dana: notGranted, rosa: notGranted },
    when: [
      ['mia', blocked({ by: 'mia' }), 'log mia block.lift new4 by mia; gone new4; told dana mia'],
      [
        'mia', // each by itself, and also while promises are broken: it connects nobody
        `${omarToo}; ${broken('connecting')}; ${blocked({ by: 'mia' })}; ${blocked({ by: 'mia', person: 'rosa', id: 'new3' })}`,
        'log mia block.lift new4 by mia; gone new4; told dana mia omar',
      ],
      ['mia', blocked({ by: 'dana' }), notThere],
      ['leo', blocked({ by: 'mia' }), notThere],
      ['leo', blocked({ by: 'lena', child: 'leo', person: 'mia' }), notThere],
    ],
  },
  {
    say: lifts,
    proves: ['block.lift', ":mia::text || ':' || :leo::text"],
    is: { dana: notThere, lena: notThere, mia: notGranted, rosa: notGranted, omar: notThere },
    when: [
      ['dana', blocked({ by: 'dana' }), 'check used; log mia block.lift new4 by dana; gone new4; told dana mia'],
      ['dana', blocked({ by: 'mia' }), notThere], // the child's own is the child's
      ['dana', blocked({ by: 'dana', person: 'rosa' }), notThere],
      ['dana', blocked({ by: 'dana', child: 'ana' }), notThere],
      [
        'dana',
        `${omarToo}; ${blocked({ by: 'omar' })}`,
        `check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia block.propose-lift new1 by dana; ${settled('', 'new1')}; told dana mia omar`,
      ],
      [
        'dana', // nobody else could object
        blocked({ by: 'omar' }),
        `check used; job alerts.proposal new1 now; log mia block.lift new4 by dana; log mia block.propose-lift new1 by dana; ${settled(over, 'new1')}; gone new4; told dana mia`,
      ],
      [
        'dana',
        `${omarToo}; ${blocked({ by: 'omar' })}; ${blocked({ by: 'dana', id: 'new3' })}`,
        'check used; log mia block.lift new3 by dana; gone new3; told dana mia omar',
      ],
      ['dana', `${omarToo}; ${blocked({ by: 'omar' })}; ${proposed()}`, 'no: proposal.already'],
      ['dana', `${blocked({ by: 'dana' })}; ${unguarded}`, notThere],
    ],
  },
  { say: lifts, is: {}, when: [['dana', blocked({ by: 'dana' }), needsCheck]] },
  { say: lifts, proves: ['block.lift', ":mia::text || ':' || :rosa::text"], is: {}, when: [['dana', blocked({ by: 'dana' }), needsCheck]] },
  { say: lifts, proves: ['block.lift', ":leo::text || ':' || :leo::text"], is: {}, when: [['dana', blocked({ by: 'dana' }), needsCheck]] },
  {
    say: settles,
    is: {},
    when: [
      ['worker', `${omarToo}; ${blocked({ by: 'omar', ago: '2 days' })}; ${proposed('1 day')}`, lifted],
      ['worker', `${omarToo}; ${blocked({ by: 'omar', ago: '2 days' })}; ${proposed()}`, 'job proposals.settle new5 now + 86400000 ms'], // it is not due
      ['worker', `${omarToo}; ${blocked({ by: 'omar', ago: '1 hour' })}; ${proposed('1 day')}`, lapsed], // who blocked since then has said no
      ['worker', `${omarToo}; ${blocked({ by: 'omar', ago: '1 day' })}; ${proposed('1 day')}`, lapsed],
      ['worker', `${omarToo}; ${blocked({ by: 'mia', ago: '2 days' })}; ${proposed('1 day')}`, lapsed], // the child's own stays
      ['worker', `${omarToo}; ${blocked({ by: 'omar', child: 'ana', ago: '2 days' })}; ${proposed('1 day')}`, lapsed],
      ['worker', `${omarToo}; ${blocked({ by: 'omar', person: 'rosa', ago: '2 days' })}; ${proposed('1 day')}`, lapsed],
      ...[
        { by: 'mia', ago: '2 days' },
        { by: 'dana', ago: '1 day' },
        { by: 'dana', ago: '1 hour' },
        { by: 'dana', person: 'rosa', ago: '2 days' },
        { by: 'dana', child: 'ana', ago: '2 days' },
      ].map((stays): [Who, string, string] => [
        'worker',
        `${omarToo}; ${blocked({ by: 'omar', ago: '2 days' })}; ${blocked({ ...stays, id: 'new3' })}; ${proposed('1 day')}`,
        lifted,
      ]),
      [
        'worker', // who leaves leaves theirs
        `${omarToo}; ${blocked({ by: 'omar', ago: '2 days' })}; insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at) values (:new5, :mia, 'remove-guardian', :omar, :omar, now() - interval '1 day', now())`,
        'changed guardianships somebody new ended_at=a moment later; job alerts.proposal new5 now; log mia guardian.leave somebody new by omar; new proposals id=new5 child_id=mia guardian_id=omar by_id=omar what=remove-guardian ended_at=a moment later; told dana mia omar',
      ],
    ],
  },
]
