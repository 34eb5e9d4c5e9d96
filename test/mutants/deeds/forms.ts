// Coming in through the operator: codes in nobody's name, forms that are sent with them, the operator's word, and that what lies in the store goes. CON-1, CON-2, CON-3
import { notGranted, notThere, type Deed } from './deed.ts'

const twoWeeks = 'now + 1209600000 ms'
const notGood = 'no: code.not-good'
const letter = (how = 'signed-form', by = 'null') =>
  `insert into codes (id, code_hash, opens, by_id, method, expires_at) values (:new1, sha256('letter'), 'guardian-invitation', ${by}, '${how}', now() + interval '1 day')`
const changed = (what: string) => `${letter()}; update codes set ${what} where id = :new1`
const form = (id = ':new2', word = 'null', emptied = 'null') =>
  `insert into forms (id, code_id, notice_version, outcome, checked_at, emptied_at) select ${id}, :new1, version, ${word}, case when ${word}::text is not null then now() end, ${emptied} from access.notice_in_force`
const sent = (word = 'null', emptied = 'null') => `${letter()}; ${form(':new2', word, emptied)}`
/** Another family's form waits too. */
const another = `insert into codes (id, code_hash, opens, method, expires_at) values (:new4, sha256('other'), 'guardian-invitation', 'signed-form', now() + interval '1 day');
  insert into forms (id, code_id, notice_version) select :new3, :new4, version from access.notice_in_force`
const inForce = '(select version from access.notice_in_force)'
const nobodyElse = { dana: notGranted, mia: notGranted, rosa: notGranted, sam: notGranted, checks: notGranted } as const
const neverWorker = { ...nobodyElse, worker: notGranted } as const
const over = "update codes set expires_at = now() - interval '1 microsecond' where id = :new1"
const handedOut = (how: string) => `says "${twoWeeks}"; new codes id=new1 opens=guardian-invitation method=${how} expires_at=${twoWeeks}`
/** What was made a moment before and changes is told whole. */
const isCode = (until: string, more = '', how = 'signed-form', by = '') =>
  `new codes id=new1${by} opens=guardian-invitation method=${how} expires_at=${until}${more}`
const isForm = (more = '') => `new forms id=new2 code_id=new1${more}`
const isUsed = (how = 'signed-form', by = '') => `says "new1"; ${isCode('now + 86400000 ms', ' used_at=now', how, by)}`
const isSent = `${isCode(twoWeeks)}; ${isForm()}`
const isChecked = `${isCode(twoWeeks)}; ${isForm(' checked_at=now')}; job forms.erase new2 now first`

export const admitting: Deed[] = [
  ...['handed-code', 'signed-form'].map(
    (how): Deed => ({
      say: `select access.hand_out_code(:new1, sha256('new'), '${how}')`,
      is: { door: handedOut(how), ...neverWorker },
    }),
  ),
  ...['video-call', 'email-plus', 'runs-this-kitestring'].map(
    (how): Deed => ({ say: `select access.hand_out_code(:new1, sha256('new'), '${how}')`, is: { door: 'no: 23514 codes_by_method' } }),
  ),
  {
    say: "select access.form_code(sha256('letter'))",
    is: { door: notGood, ...neverWorker },
    when: [
      ['door', letter(), 'says "new1"'],
      ['door', letter('handed-code'), notGood],
      ['door', letter('signed-form', ':dana'), notGood],
      ['door', changed('used_at = now()'), notGood],
      ['door', changed("expires_at = now() + interval '1 microsecond'"), notGood], // by the real time
      ['door', changed("code_hash = sha256('another')"), notGood],
    ],
  },
  {
    say: `select access.form_may_be_sent(sha256('letter'), ${inForce})`,
    is: { door: notGood, ...neverWorker },
    when: [
      ['door', letter(), 'says "new1"'],
      ['door', sent(), 'no: form.is-there'],
      ['door', sent("'approved'"), 'no: form.is-there'],
      ['door', sent("'not-known'"), 'says "new1"'],
      [
        'door',
        `${letter()}; update codes set id = :new3 where id = :new1; ${letter().replace("'letter'", "'other'")}; ${form()}`,
        'says "new3"',
      ],
      ['door', "insert into notices (version, text_hash, in_force_from) values ('2099-01', 'x', now() + interval '1 day')", notGood],
    ],
  },
  {
    say: "select access.form_may_be_sent(sha256('letter'), '2001-01')",
    is: { door: notGood },
    when: [['door', letter(), 'no: consent.old-notice']],
  },
  {
    say: `select access.send_form(sha256('letter'), :new2, ${inForce})`,
    is: { door: notGood, ...neverWorker },
    when: [
      ['door', letter(), isSent],
      ['door', `${letter()}; ${form(':new3')}`, 'no: form.is-there'],
      ['door', `${letter()}; ${form(':new3', "'not-readable'")}`, isSent],
    ],
  },
  {
    say: "select access.send_form(sha256('letter'), :new2, '2001-01')",
    is: { door: notGood },
    when: [['door', letter(), 'no: consent.old-notice']],
  },
  {
    say: "select access.leave_form_address(sha256('letter'), :new2, 'sealed')",
    is: { door: notGood, ...neverWorker },
    when: [
      ['door', sent(), isForm()],
      ['door', letter(), notThere],
      ['door', sent("'not-known'"), notThere],
      ['door', `${sent("'not-known'")}; ${form(':new3')}`, notThere], // another than the one that waits
      [
        'door',
        `${letter()}; update codes set id = :new3 where id = :new1; ${letter().replace("'letter'", "'other'")}; ${form()}`,
        notThere,
      ],
    ],
  },
  {
    say: "select access.check_form(:new2, 'approved')",
    is: { door: notThere, ...neverWorker },
    when: [
      ['door', sent(), isChecked],
      ['door', sent("'approved'"), notThere],
      ['door', `${sent()}; ${another}`, isChecked], // and not that of another family
      ['door', `${sent()}; update codes set expires_at = now() where id = :new1`, notThere],
      ['door', `${sent()}; ${over}`, notThere],
      ['door', `${letter()}; ${form(':new3')}`, notThere],
    ],
  },
  { say: "select access.check_form(:new2, 'perhaps')", is: { door: notThere }, when: [['door', sent(), 'no: 23514 forms_outcome_check']] },
  {
    say: 'select count(*) from access.forms_to_empty() having count(*) > 0',
    is: { door: '', worker: '', ...nobodyElse },
    when: [
      ['worker', sent(), ''],
      ['worker', sent("'not-known'"), 'says 1'],
      ['worker', sent("'approved'"), 'says 1'],
      ['worker', sent("'approved'", 'now()'), ''],
      ['worker', `${sent()}; ${over}`, 'says 1'],
      ['worker', `${sent()}; update codes set expires_at = now() where id = :new1`, 'says 1'],
      ['worker', `${sent('null', 'now()')}; ${over}`, ''],
    ],
  },
  {
    say: 'select access.form_emptied(:new2)',
    is: { door: '', worker: '', ...nobodyElse },
    when: [
      ['worker', sent(), ''],
      ['worker', sent("'approved'"), isForm(' checked_at=now emptied_at=now')],
      ['door', `${sent("'approved'")}; update forms set email_sealed = 'x'`, isForm(' checked_at=now emptied_at=now')],
      ['worker', `${sent("'approved'")}; ${form(':new3', "'not-known'")}`, isForm(' checked_at=now emptied_at=now')],
    ],
  },
  {
    say: 'update codes set used_at = now() where id = :new1 returning id', // the door, past every act
    is: { door: '' },
    when: [
      ['door', letter(), ''],
      ['door', sent(), ''],
      ['door', sent("'not-known'"), ''],
      ['door', sent("'approved'"), isUsed()],
      ['door', letter('handed-code'), isUsed('handed-code')],
      ['door', letter('signed-form', ':dana'), isUsed('signed-form', ' by_id=dana')],
    ],
  },
  {
    say: "delete from codes where expires_at < now() - interval '1 day' and id = :new1 returning id",
    is: { worker: '' },
    when: [
      ['worker', changed("expires_at = now() - interval '25 hours'"), 'says "new1"; gone new1'],
      ['worker', `${sent()}; update codes set expires_at = now() - interval '25 hours' where id = :new1`, ''], // a picture lies in the store
      [
        'worker',
        `${sent("'approved'", 'now()')}; update codes set expires_at = now() - interval '25 hours' where id = :new1`,
        'says "new1"; gone new1',
      ],
    ],
  },
]
