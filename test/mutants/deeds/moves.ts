// A child's world that leaves or comes in as a file: who may ask, who may take and bring, for how long, and what stands in the log. DEL-8
import { broken, needsCheck, notGranted, notThere, unguarded, withdrawn, type Deed } from './deed.ts'

const omarToo = 'update guardianships set ended_at = null where guardian_id = :omar'
const settles = 'select access.settle_proposal(:new5)'
type What = 'export' | 'import'

const proposes = (what: What) => `select access.propose_${what}(:mia, :new1, :fresh)`
const wish = (what: What, by = 'dana') =>
  `insert into proposals (id, child_id, what, guardian_id, by_id) values (:new5, :mia, '${what}-child', :${by}, :${by})`
const due = "update proposals set made_at = now() - interval '1 day', due_at = now() where id = :new5"
/** Done so long ago; by Dana, of Mia, if nothing else is said. */
const done = (what: string, { ago = '1 hour', by = 'dana', id = ':new5', child = 'mia', outcome = 'done' } = {}) =>
  `insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (${id}, :${child}, '${what}', :${by}, :${by}, now() - interval '${ago}', '${outcome}')`

const atOnce = (what: What) =>
  `check used; job alerts.proposal new1 now; log mia child.propose-${what} new1 by dana; log mia child.${what} new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=${what}-child ended_at=a moment later; told dana mia`
const waits = (what: What) =>
  `check used; job alerts.proposal new1 now; job proposals.settle new1 now + 86400000 ms; log mia child.propose-${what} new1 by dana; new proposals id=new1 child_id=mia guardian_id=dana by_id=dana what=${what}-child; told dana mia omar`
const settled = (what: What) =>
  `job alerts.proposal new5 now; log mia child.${what} new5 by dana; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=${what}-child ended_at=a moment later; told dana mia omar`

const asking = (what: What): Deed[] => [
  {
    say: proposes(what),
    proves: [`${what}.make`, ':mia::text'],
    is: { dana: atOnce(what), omar: notThere, lena: notThere, vera: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', omarToo, waits(what)],
      ['dana', `${omarToo}; ${wish(what)}`, 'no: proposal.already'],
      ['dana', `${omarToo}; ${wish(what, 'omar')}`, waits(what)], // each for themselves
      ['dana', broken('viewing'), atOnce(what)], // asking is always possible
      ['dana', unguarded, notThere],
    ],
  },
  { say: proposes(what), is: { dana: needsCheck } },
  {
    say: settles,
    is: {},
    when: [
      ['worker', `${omarToo}; ${wish(what)}`, 'job proposals.settle new5 now + 86400000 ms'],
      ['worker', `${omarToo}; ${wish(what)}; ${due}`, settled(what)], // silence is a yes
    ],
  },
]

const takes = 'select access.take_export(:new5, :fresh)'
const taken = 'says "mia"; check used; log mia child.take-export new5 by dana; told dana mia'

const bring = (asked: string) => `select access.bring_post(:new5, :new1, sha256('mark'), 'c', sha256('hash'), ${asked},
  jsonb_build_array(jsonb_build_object('id', :new2, 'position', 0, 'width', 20, 'height', 10, 'thumbhash', 'AAAA', 'alt', 'BBBB', 'digest', encode(sha256('d'), 'base64'))),
  jsonb_build_array(jsonb_build_object('photo_id', :new2, 'name', 'card', 'width', 20, 'height', 10, 'type', 'image/webp')))`
const brings = bring("now() - interval '2 days'")
const brought = (at = 'now + -172800000 ms') =>
  `says true; log mia post.bring new1 by dana; new photos id=new2 child_id=mia post_id=new1; new posts id=new1 child_id=mia asked_at=${at} shared_from=now + -120000 ms shared_until=now + -60000 ms; new renditions photo_id=new2; told dana mia`
const hereAlready = (child: string, mark = 'mark') =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash, brought_hash) values (:new4, :${child}, 'c', 7, sha256('h'), sha256('${mark}'))`

const isBrought = "select access.is_brought(:new5, sha256('mark'))"

const theirs = 'select until from access.my_moves()'

/** A no still ends what is permitted, for as long as it is. I17 */
const stopped = (what: string, by: string) =>
  `job alerts.proposal new5 now; log mia proposal.object new5 by ${by}; new proposal_answers guardian_id=${by} answer=objects; new proposals id=new5 child_id=mia guardian_id=dana by_id=dana what=${what} ended_at=a moment later; told dana mia omar`
const stopping: Deed[] = [
  {
    say: 'select access.object(:new5)',
    is: {},
    when: [
      ['omar', `${omarToo}; ${done('export-child')}`, stopped('export-child', 'omar')],
      ['dana', `${omarToo}; ${done('import-child')}`, stopped('import-child', 'dana')],
      ['omar', `${omarToo}; ${done('export-child', { ago: '24 hours' })}`, 'no: proposal.over'],
      ['omar', `${omarToo}; ${done('export-child', { outcome: 'objected' })}`, 'no: proposal.over'],
      ['omar', `${omarToo}; ${done('erase-child')}`, 'no: proposal.over'],
      ['omar', done('export-child'), notThere],
    ],
  },
  {
    say: 'select (may_agree, may_object, needs_yes) from access.my_say() where proposal_id = :new5',
    is: {},
    when: [['omar', `${omarToo}; ${done('export-child')}`, 'says {"f1":false,"f2":true,"f3":false}']],
  },
]

export const moving: Deed[] = [
  ...stopping,
  ...asking('export'),
  ...asking('import'),
  {
    say: theirs,
    is: { dana: '', lena: '', mia: notGranted, rosa: notGranted },
    when: [
      ['dana', done('export-child'), 'says "now + 82800000 ms"'],
      ['dana', done('import-child'), 'says "now + 82800000 ms"'],
      ['dana', done('resume-sharing'), ''],
      ['dana', done('export-child', { outcome: 'objected' }), ''],
      ['dana', wish('export'), ''],
      ['dana', done('export-child', { ago: '24 hours' }), ''], // the day is over
      ['dana', `${omarToo}; ${done('export-child', { by: 'omar' })}`, ''], // another's
      ['dana', `${done('export-child')}; ${unguarded}`, ''],
    ],
  },
  {
    say: takes,
    proves: ['export.take', ':new5::text'],
    is: { dana: notThere, omar: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', done('export-child'), taken],
      ['dana', `${omarToo}; ${done('export-child')}`, `${taken} omar`],
      ['omar', `${omarToo}; ${done('export-child')}`, notThere],
      ['lena', done('export-child'), notThere],
      ['dana', done('export-child', { id: ':new4' }), notThere],
      ['dana', done('import-child'), notThere],
      ['dana', `${done('export-child')}; ${broken('viewing')}`, 'no: safeguard.closed'],
      ['dana', `${done('export-child')}; ${broken('sharing')}`, taken],
      ['dana', `${done('export-child')}; ${unguarded}`, notThere],
    ],
  },
  { say: takes, is: {}, when: [['dana', done('export-child'), needsCheck]] },
  {
    say: brings,
    is: { dana: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', done('import-child'), brought()],
      ['dana', `${omarToo}; ${done('import-child')}`, `${brought()} omar`],
      ['omar', `${omarToo}; ${done('import-child')}`, notThere],
      ['dana', done('import-child', { id: ':new4' }), notThere],
      ['dana', done('export-child'), notThere],
      ['dana', `${done('import-child')}; ${withdrawn('photos')}`, 'no: import.no-consent'],
      ['dana', `${done('import-child')}; ${withdrawn('profile')}`, 'no: import.no-consent'],
      ['dana', `${done('import-child')}; ${withdrawn('sharing')}`, brought()],
      ['dana', `${done('import-child')}; ${hereAlready('mia')}`, 'says false'],
      ['dana', `${done('import-child')}; ${hereAlready('leo')}`, brought()],
    ],
  },
  {
    say: isBrought,
    is: { dana: notThere, mia: notGranted, rosa: notGranted },
    when: [
      ['dana', done('import-child'), 'says false'],
      ['dana', `${done('import-child')}; ${hereAlready('mia')}`, 'says true'],
      ['dana', `${done('import-child')}; ${hereAlready('mia', 'other')}`, 'says false'],
      ['dana', `${done('import-child')}; ${hereAlready('leo')}`, 'says false'],
      ['omar', `${omarToo}; ${done('import-child')}`, notThere],
      ['dana', done('export-child'), notThere],
      ['dana', `${done('import-child')}; ${withdrawn('photos')}`, 'no: import.no-consent'],
      ['dana', `${done('import-child')}; ${withdrawn('profile')}`, 'no: import.no-consent'],
    ],
  },
  { say: bring("now() + interval '1 day'"), is: {}, when: [['dana', done('import-child'), brought('now')]] }, // nothing is from tomorrow
]
