// Who is in a picture, as its child said when asking: which family says yes, who says no, and who otherwise again. PUB-5
import { asleep, broken, connectedNoMore, needsCheck, notGranted, notThere, saidNo, type Deed } from './deed.ts'

// Leo is in Mia's kite, which is for him and Rosa.
const tagged = (answer = 'null', by = 'null', post = 'kite') =>
  asleep(
    `insert into tags (id, post_id, child_id, answer, by_id, content_hash) select :new2, p.id, :leo, ${answer}, ${by}, case when ${answer} = 'yes' then p.content_hash end from posts p where p.id = :${post}`,
  )
const [waits, yes, no] = [tagged(), tagged("'yes'", ':lena'), (by: string) => tagged("'no'", by)] as const
const agrees = 'select access.agree_to_tag(:new2, :fresh)'
const declines = 'select access.decline_tag(:new2)'
const proof: [string, string] = ['tag.agree', ':new2::text']
const lines = (act: string, by: string, answer: string, others: string) =>
  `log leo tag.${act} new2 by ${by}; log mia tag.${act} new2 by nobody; new tags id=new2 child_id=leo by_id=${by} post_id=kite answer=${answer}; told dana lena leo mia${others}`
const agreed = `check used; ${lines('agree', 'lena', 'yes', ' rosa')}`
const declined = (by: string, others = '') => lines('decline', by, 'no', others) // who waits for it is told nothing. I7
const times = (from: string, until: string) => `${waits}; update posts set shared_from = ${from}, shared_until = ${until} where id = :kite`
const takenBack = `${waits}; insert into receipts (id, child_id, what, thing_id) values (:new4, :mia, 'post', :kite)`
const guardsNoMore = `${waits}; update guardianships set ended_at = now() where guardian_id = :lena`
const others = { mia: notGranted, rosa: notGranted, sam: notGranted } as const

export const tagging: Deed[] = [
  {
    say: agrees,
    proves: proof,
    is: { lena: notThere, dana: notThere, leo: notGranted, ...others },
    when: [
      ['lena', waits, agreed],
      ['lena', `${tagged('null', 'null', 'bridge').replace(':new2', ':new3')}; ${waits}`, agreed],
      ['lena', yes, 'check used'], // it was said
      ['lena', no(':lena'), agreed],
      ['lena', no(':leo'), 'no: tag.declined'],
      ['lena', no(':omar'), 'no: tag.declined'],
      ['lena', no('null'), 'no: tag.declined'],
      ['dana', waits, notThere],
      ['aron', waits, notThere],
      ['lena', guardsNoMore, notThere],
      ['lena', takenBack, notThere],
      ['lena', times('now()', "now() + interval '7 days'"), agreed],
      ['lena', times("now() + interval '1 second'", "now() + interval '7 days'"), notThere],
      ['lena', times("now() - interval '7 days'", 'now()'), notThere],
      ['lena', `${waits}; ${connectedNoMore('miaAndLeo')}`, notThere],
      ['lena', `${waits}; ${saidNo('leo')}`, notThere],
      ['lena', `${waits}; insert into hides (id, post_id, guardian_id) values (:new4, :kite, :dana)`, notThere],
      ['lena', `${waits}; ${broken('sharing')}`, 'no: safeguard.closed'],
      ['lena', `${waits}; ${broken('viewing')}`, agreed],
      ['lena', tagged('null', 'null', 'bridge'), agreed.replace('post_id=kite', 'post_id=bridge').replace(' rosa', '')],
      ['lena', tagged('null', 'null', 'rain'), notThere],
    ],
  },
  { say: agrees, is: { lena: notThere }, when: [['lena', waits, needsCheck]] },
  { say: agrees, proves: ['tag.agree', ':kite::text'], is: { lena: notThere }, when: [['lena', waits, needsCheck]] },
  { say: agrees, proves: ['claim.agree', ':new2::text'], is: { lena: notThere }, when: [['lena', waits, needsCheck]] },
  {
    say: declines,
    is: { leo: notThere, lena: notThere, rosa: notGranted, sam: notGranted },
    when: [
      ['leo', waits, declined('leo')],
      ['lena', waits, declined('lena')],
      ['leo', yes, declined('leo', ' rosa')],
      ['lena', yes, declined('lena', ' rosa')],
      ['leo', no(':leo'), ''],
      ['leo', no(':lena'), declined('leo')],
      ['leo', no('null'), declined('leo')],
      ['lena', no(':lena'), ''],
      ['lena', no(':leo'), ''],
      ['lena', no(':omar'), declined('lena').replace('by_id=lena ', '')], // nobody in particular: nobody says yes again
      [
        'lena',
        `${tagged("'no'", ':omar', 'bridge').replace(':new2', ':new3')}; ${no(':omar')}`,
        declined('lena').replace('by_id=lena ', ''),
      ],
      ['lena', no('null'), ''],
      ...(['mia', 'ana', 'dana', 'aron'] as const).map((who) => [who, waits, notThere] as const),
      ['lena', guardsNoMore, notThere],
      ['leo', takenBack, notThere],
      ['leo', times("now() + interval '1 second'", "now() + interval '7 days'"), notThere],
      ['leo', times("now() - interval '7 days'", 'now()'), notThere],
      ['leo', `${waits}; ${connectedNoMore('miaAndLeo')}`, declined('leo')],
      ['leo', `${waits}; ${broken('viewing')}; ${broken('sharing').replace(':new5', ':new4')}`, declined('leo')], // always. I17
    ],
  },
  {
    say: 'select access.guardians_to_ask(:new2)',
    is: { worker: '', lena: notGranted, dana: notGranted },
    when: [
      ['worker', waits, 'says "lena"'],
      ['worker', `${tagged('null', 'null', 'bridge').replace(':new2', ':new3')}; ${waits}`, 'says "lena"'],
      ['worker', yes, ''],
      ['worker', no(':leo'), ''],
      ['worker', guardsNoMore, ''],
      ['worker', takenBack, ''],
      ['worker', times('now()', "now() + interval '7 days'"), 'says "lena"'],
      ['worker', times("now() + interval '1 second'", "now() + interval '7 days'"), ''],
      ['worker', times("now() - interval '7 days'", 'now()'), ''],
      ['worker', `${waits}; ${connectedNoMore('miaAndLeo')}`, ''],
      ['worker', `${waits}; ${saidNo('leo')}`, ''],
      ['worker', `${waits}; insert into hides (id, post_id, guardian_id) values (:new4, :kite, :dana)`, ''],
    ],
  },
]
