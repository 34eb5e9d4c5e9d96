// The joint hand-over: who asks, whose yes it takes, what comes of it, who ends it, and that neither side has it alone. DEL-10
import { needsCheck, notGranted, notThere, unguarded, type Deed } from './deed.ts'
import { atOnce, closesMia } from './erasing.ts'

type Step = 'take' | 'wipe'
const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const grown = (who = 'mia', from = '-1 month') =>
  `update children set grows_up_on = date_trunc('month', now()) + interval '${from}' where child_id = :${who}`
const notYet = 'no: handover.not-yet'
const asked = (what: Step, by: string, agreed: 'agreed' | 'not' = 'not', id = ':new5') =>
  `insert into handovers (id, child_id, what, by_id, agreed_at) values (${id}, :mia, '${what}', :${by}, ${agreed === 'agreed' ? 'now()' : 'null'})`
const ofLeo = "insert into handovers (id, child_id, what, by_id, agreed_at) values (:new4, :leo, 'take', :leo, now())"
/** What came of it so long ago; of the export when it ended. */
const came = (what: 'export' | 'erase', ended = 'null', outcome = 'null', made = '1 hour') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at, ended_at, outcome) values (:new5, :mia, '${what}-child', :dana, :dana, now() - interval '${made}', now() - interval '${made}' + interval '1 day', ${ended}, ${outcome})`
const ready = came('export', "now() - interval '1 hour'", "'done'", '2 hours')
const over = came('export', "now() - interval '25 hours'", "'done'", '50 hours')

const begun = (what: Step, by: string, told = 'dana mia') =>
  `log mia handover.ask new1 by ${by}; new handovers id=new1 child_id=mia by_id=${by} what=${what} asked_at=now${by === 'mia' ? '; job alerts.handover new1 now' : ''}; told ${told}`
const ask = (what: Step) => `select access.ask_handover('${what}', :new1)`
const propose = (what: Step) => `select access.propose_handover(:mia, '${what}', :new1, :fresh)`
const assent = 'select access.assent_to_handover(:new5)'
const agree = 'select access.agree_to_handover(:new5, :fresh)'
const end = 'select access.end_handover(:new5)'

const agreed = (what: Step, by: string, asker: string) =>
  `log mia handover.agree new5 by ${by}; new handovers id=new5 child_id=mia by_id=${asker} what=${what} asked_at=now agreed_at=a moment later`
const proposal = (what: 'export' | 'erase', ended = '') =>
  `log mia child.propose-${what} new5 by dana; job alerts.proposal new5 now; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=${what}-child${ended}`
const savedNow = `${proposal('export', ' ended_at=a moment later')}; log mia child.export new5 by dana`
const tomorrow = (what: 'export' | 'erase') => `${proposal(what)}; job proposals.settle new5 now + 86400000 ms`
const gone = 'gone new5'

export const handingOver: Deed[] = [
  {
    say: ask('take'),
    is: { mia: notYet, leo: notYet, dana: notGranted, rosa: notGranted, sam: notGranted },
    when: [
      ['mia', grown(), begun('take', 'mia')],
      ['mia', grown('mia', '0 months'), notYet],
      ['mia', grown('leo'), notYet],
      ['mia', `${grown()}; ${omarToo}`, begun('take', 'mia', 'dana mia omar')],
      ['mia', `${grown()}; ${asked('take', 'dana')}`, 'no: handover.already'],
      ['mia', `${grown()}; ${asked('wipe', 'dana')}`, begun('take', 'mia')],
      ['mia', `${grown()}; ${asked('take', 'mia', 'agreed')}; ${came('export')}`, 'no: handover.already'],
      ['mia', `${grown()}; ${asked('take', 'mia', 'agreed')}; ${ready}`, 'no: handover.already'],
      ['mia', `${grown()}; ${asked('take', 'mia', 'agreed')}; ${over}`, begun('take', 'mia')],
      ['mia', `${grown()}; ${asked('wipe', 'mia', 'agreed', ':new4')}`, begun('take', 'mia')], // that is the other step
      ['mia', `${grown()}; ${ofLeo}`, begun('take', 'mia')], // and that another child's
    ],
  },
  { say: ask('wipe'), is: {}, when: [['mia', grown(), begun('wipe', 'mia')]] },
  {
    say: propose('wipe'),
    proves: ['handover.propose', ":mia || ':wipe'"],
    is: { dana: notYet, omar: notThere, lena: notThere, vera: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', grown(), `check used; ${begun('wipe', 'dana')}`],
      ['dana', `${grown()}; ${unguarded}`, notThere],
      ['dana', `${grown()}; update fresh_checks set subject = :mia || ':take' where id = :fresh`, needsCheck],
    ],
  },
  {
    say: assent,
    is: { mia: notThere, leo: notThere, dana: notGranted, rosa: notGranted },
    when: [
      ['mia', `${grown()}; ${asked('take', 'dana')}`, `${agreed('take', 'mia', 'dana')}; ${savedNow}; told dana mia`],
      [
        'mia',
        `${grown()}; ${omarToo}; ${asked('take', 'dana')}`,
        `${agreed('take', 'mia', 'dana')}; ${tomorrow('export')}; told dana mia omar`,
      ],
      ['mia', `${grown()}; ${asked('wipe', 'dana')}`, `${agreed('wipe', 'mia', 'dana')}; ${tomorrow('erase')}; told dana mia`], // also with one guardian it waits its day
      ['mia', `${grown()}; ${ofLeo}; ${asked('take', 'dana')}`, `${agreed('take', 'mia', 'dana')}; ${savedNow}; told dana mia`],
      ['mia', asked('take', 'dana'), notYet], // another month was said meanwhile
      ['mia', `${grown()}; ${asked('take', 'mia')}`, 'no: not-allowed'], // it is the grown-up's to say
      ['mia', `${grown()}; ${asked('take', 'omar')}`, 'no: not-allowed'], // who guards it no longer
      ['mia', `${grown()}; ${asked('take', 'dana', 'agreed')}; ${came('export')}`, 'no: handover.over'],
      ['leo', `${grown()}; ${asked('take', 'dana')}`, notThere],
    ],
  },
  {
    say: agree,
    proves: ['handover.agree', ':new5::text'],
    is: { dana: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', `${grown()}; ${asked('take', 'mia')}`, `check used; ${agreed('take', 'dana', 'mia')}; ${savedNow}; told dana mia`],
      ['dana', `${grown()}; ${asked('wipe', 'mia')}`, `check used; ${agreed('wipe', 'dana', 'mia')}; ${tomorrow('erase')}; told dana mia`],
      ['dana', `${grown()}; ${asked('take', 'dana')}`, 'no: not-allowed'], // it is the child's to say
      ['dana', `${grown()}; ${asked('take', 'mia')}; update fresh_checks set subject = :new4 where id = :fresh`, needsCheck],
      ['dana', `${grown()}; ${asked('take', 'mia', 'agreed')}; ${came('export')}`, 'no: handover.over'],
      ['dana', `${grown()}; ${asked('take', 'mia')}; ${unguarded}`, notThere],
      ['omar', `${grown()}; ${asked('take', 'mia')}`, notThere],
      ['lena', `${grown()}; ${asked('take', 'mia')}`, notThere],
    ],
  },
  {
    say: end,
    is: { mia: notThere, dana: notThere, leo: notThere, rosa: notGranted },
    when: [
      ['mia', asked('take', 'dana'), `${gone}; log mia handover.end new5 by mia; told dana mia`],
      ['mia', `${ofLeo}; ${asked('take', 'dana')}`, `${gone}; log mia handover.end new5 by mia; told dana mia`],
      ['dana', asked('wipe', 'mia'), `${gone}; log mia handover.end new5 by dana; told dana mia`],
      ['omar', `${omarToo}; ${asked('wipe', 'mia')}`, `${gone}; log mia handover.end new5 by omar; told dana mia omar`],
      ['omar', asked('wipe', 'mia'), notThere],
      ['lena', asked('wipe', 'mia'), notThere],
      ['leo', asked('wipe', 'mia'), notThere],
      [
        'mia',
        `${asked('wipe', 'dana', 'agreed')}; ${came('erase')}`,
        `${gone}; log mia handover.end new5 by mia; job alerts.proposal new5 now; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=erase-child ended_at=a moment later; told dana mia`,
      ],
      [
        'mia',
        `${asked('take', 'dana', 'agreed')}; ${ready}`,
        `log mia handover.end new5 by mia; job alerts.proposal new5 now; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=export-child ended_at=a moment later; told dana mia`,
      ],
      ['mia', `${asked('take', 'dana', 'agreed')}; ${over}`, 'no: handover.over'],
    ],
  },
  {
    say: 'select handover_id from access.my_handovers()',
    is: { mia: '', dana: '', rosa: notGranted },
    when: [
      ['mia', asked('take', 'dana'), 'says "new5"'],
      ['dana', asked('take', 'mia'), 'says "new5"'],
      ['omar', asked('take', 'mia'), ''],
      ['leo', asked('take', 'mia'), ''],
      ['mia', `${asked('take', 'dana', 'agreed')}; ${ready}`, 'says "new5"'],
      ['mia', `${asked('take', 'dana', 'agreed')}; ${over}`, ''],
    ],
  },
  ...(['mia', 'dana', 'omar'] as const).map(
    (who): Deed => ({
      say: "select state || ' ' || may_agree from access.my_handovers()",
      is: {},
      when: [
        [who, `${omarToo}; ${asked('take', 'dana')}`, `says "asked ${who === 'mia'}"`],
        [who, `${omarToo}; ${asked('take', 'mia')}`, `says "asked ${who !== 'mia'}"`],
        [who, `${omarToo}; ${asked('take', 'mia', 'agreed')}; ${came('export')}`, 'says "waits false"'],
        [who, `${omarToo}; ${asked('take', 'mia', 'agreed')}; ${ready}`, 'says "ready false"'],
      ],
    }),
  ),
  {
    say: "select state || ' ' || may_agree from access.my_handovers()",
    is: {},
    when: [['mia', asked('take', 'omar'), 'says "asked false"']], // who guards it no longer
  },
  {
    say: 'select access.settle_proposal(:new5)',
    is: {},
    when: [
      ['worker', `${asked('wipe', 'dana', 'agreed')}; ${came('erase')}`, 'job proposals.settle new5 now + 82800000 ms'],
      [
        'worker',
        `${grown()}; ${asked('wipe', 'dana', 'agreed')}; ${came('erase', 'null', 'null', '1 day')}`,
        closesMia('new5', [
          'new erasures id=new5 child_id=mia asked_at=now + -86400000 ms photos=9 posts=7 shared_posts=4 taken_back=1',
          'told aron dana lena leo mia rosa',
        ]),
      ],
    ],
  },
  {
    say: 'select access.guardians_asked(:new5)',
    is: { worker: '', dana: notGranted, mia: notGranted },
    when: [
      ['worker', asked('take', 'mia'), 'says "dana"'],
      ['worker', `${omarToo}; ${asked('take', 'mia')}`, 'says "dana"; says "omar"'],
      ['worker', asked('take', 'dana'), ''],
      ['worker', asked('take', 'mia', 'agreed'), ''],
      ['worker', asked('take', 'mia', 'not', ':new4'), ''],
    ],
  },
  {
    say: 'select access.propose_erasing(:mia, :new1, :fresh)',
    proves: ['erasure.make', ':mia::text'],
    is: {},
    when: [
      ['dana', grown(), 'no: handover.together'],
      ['dana', `${grown('leo')}; ${ofLeo}`, atOnce],
    ],
  },
  {
    say: 'select access.propose_export(:mia, :new1, :fresh)',
    proves: ['export.make', ':mia::text'],
    is: {},
    when: [['dana', grown(), 'no: handover.together']],
  },
]
