// Own words: who may write what to whom, who reads them first, what each answer does, who is told what and when, and that a young child writes none. BUL-1, PUB-1
import { asleep, broken, connectedNoMore, needsCheck, notGranted, notThere, type Deed } from './deed.ts'

const closed = 'no: setting.closed'
const already = 'no: reply.already'
const decided = 'no: reply.not-waiting'
const noYes = 'no: reply.not-approved'
const older = "update children set band = '10-13' where child_id in (:mia, :leo)"
const set = (value: string, ...children: string[]) =>
  children
    .map(
      (child) =>
        `insert into settings (child_id, setting, value, by_id, said_at) values (:${child}, 'replies', '${value}', null, now() - interval '1 hour') on conflict (child_id, setting) do update set value = excluded.value`,
    )
    .join('; ')
/** Both families opened it, and nobody has said anything to the kite. */
const open = `delete from replies; ${older}; ${set('own-words', 'mia', 'leo')}`
/** Leo wrote to the kite. */
const words = (who = 'leo', hash = 'h') =>
  `insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :${who}, 'child', 'own-words'); insert into own_words (reply_id, words_sealed, content_hash, findings) values (:new2, 'x', sha256('${hash}'), '{age}')`
const waits = `${open}; ${words()}`
const sentBack = (id = ':new2') => `insert into own_words_answers (reply_id, guardian_id, word) values (${id}, :lena, 'words')`
const yes = (goes = "now() + interval '1 minute'", hash = 'h') =>
  `insert into own_words_answers (reply_id, guardian_id, content_hash, fresh_check_id, goes_at) values (:new2, :lena, sha256('${hash}'), :new3, ${goes})`
const isBack = `${waits}; ${sentBack()}`
const isAllowed = `${waits}; ${yes()}`
const isOut = `${waits}; ${yes('now()')}`
const toOthers = `${waits}; ${yes('now()', 'other')}`
/** Before that somebody wrote to the bridge, and had an answer or none. */
const another = ({ who = 'leo', hash = 'other' } = {}) =>
  `insert into replies (id, post_id, person_id, kind, says) values (:new4, :bridge, :${who}, 'child', 'own-words'); insert into own_words (reply_id, words_sealed, content_hash, findings) values (:new4, 'x', sha256('${hash}'), '{}')`
/** The yes is to what Leo wrote to another photo. */
const toAnother = `${toOthers}; ${another()}`
const anothersYes = yes().replace(':new2', ':new4').replace("sha256('h')", "sha256('other')")
const afterAnother = (answer: string, who = 'leo') => `${open}; ${another({ who })}; ${answer}; ${words()}`
const sentAt = (before: string) => `; update replies set sent_at = now() - interval '${before}' where id = :new4`
const aronToo = 'insert into guardianships (id, child_id, guardian_id) values (:new5, :leo, :aron)'
const lenaNoMore = 'update guardianships set ended_at = now() where guardian_id = :lena'
const many = (count: number, answered = '') =>
  `insert into posts (id, child_id, caption_sealed, days, content_hash) select gen_random_uuid(), :mia, 'many', 7, sha256('many') from generate_series(1, ${count});
  insert into replies (id, post_id, person_id, kind, says) select gen_random_uuid(), id, :leo, 'child', 'own-words' from posts where caption_sealed = 'many';
  insert into own_words (reply_id, words_sealed, content_hash, findings) select id, 'x', sha256('m'), '{}' from replies where person_id = :leo and not exists (select from own_words w where w.reply_id = id)${answered}`
const unless = "; insert into own_words_answers (reply_id, guardian_id, word) select reply_id, :lena, 'words' from own_words limit 1"

const write = "select access.write_reply(:new1, :kite, 'x', sha256('h'), '{unkind}')"
const wrote =
  'job alerts.reply-waiting new1 now; log leo reply.write new1 by leo; new own_words reply_id=new1; new replies id=new1 kind=child post_id=kite person_id=leo says=own-words; told lena leo'
const allow = (hash = 'h') => `select access.approve_reply(:new2, sha256('${hash}'), :fresh)`
const proves: [string, string] = ['post.approve', "'inbox'"]
const allowed =
  'check used; job replies.tell new2 now + 60000 ms; log leo reply.approve new2 by lena; new own_words_answers guardian_id=lena reply_id=new2 goes_at=now + 60000 ms; told lena leo'
const back = "select access.send_back_reply(:new2, 'talk-first')"
const backed = 'log leo reply.send-back new2 by lena; new own_words_answers guardian_id=lena reply_id=new2; told lena leo'
const undo = 'select access.undo_reply(:new2)'
const undone = 'gone answer to new2; log leo reply.undo new2 by lena; told lena leo'
const off = 'select access.take_back_reply(:new2)'
const later = 'job replies.tell new2 now + 3600000 ms'
const toldAll = 'told dana lena leo mia'
/** What this guardian changes. */
const stricter = (child: string, by: string) =>
  `changed settings ${child} replies said_at=a moment later; log ${child} setting.tighten nothing by ${by}`
const younger = 'says 1; changed children leo; changed settings leo asking by_id=null said_at=a moment later'
const people = { rosa: notGranted, sam: notGranted } as const
const logins = { door: notGranted, worker: notGranted, checks: notGranted } as const
const childrens = { mia: notGranted, leo: notGranted, ...people, ...logins } as const

/** Every moment at which it is as if there was nothing to decide about. */
const nothingThere = (given = waits): Deed['when'] => [
  ['lena', `${given}; ${lenaNoMore}`, notThere],
  ['dana', given, notThere],
  ['aron', given, notThere],
  ['lena', `${given}; ${set('phrases', 'leo')}`, notThere],
  ['lena', `${given}; ${set('phrases', 'mia')}`, notThere],
  ['lena', `${given}; ${connectedNoMore('miaAndLeo')}`, notThere],
  ['lena', `${given}; delete from own_words`, notThere],
]

export const writing: Deed[] = [
  {
    say: write,
    is: { leo: closed, mia: notThere, ana: notThere, dana: notGranted, lena: notGranted, ...people, ...logins },
    when: [
      ['leo', open, wrote],
      ['leo', `${open}; ${aronToo}`, wrote.replace('told lena', 'told aron lena')],
      ['leo', `${open}; ${set('phrases', 'leo')}`, closed],
      ['leo', `${open}; ${set('phrases', 'mia')}`, closed],
      ['leo', `${open}; ${asleep("update children set band = '5-9' where child_id = :leo")}`, closed],
      ['leo', `${open}; ${asleep("update children set band = '5-9' where child_id = :mia")}`, closed],
      ['leo', `${open}; ${connectedNoMore('miaAndLeo')}`, notThere],
      ['leo', `${open}; update posts set shared_until = now() where id = :kite`, notThere],
      ['leo', `${open}; ${broken('sharing')}`, 'no: safeguard.closed'],
      ['mia', open, notThere],
      ['leo', `${open}; insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :leo, 'child', 'sun')`, already],
      ['leo', `${open}; insert into replies (id, post_id, person_id, kind) values (:new2, :kite, :leo, 'child')`, already],
      ['leo', `${open}; insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :ana, 'child', 'sun')`, wrote],
      ['leo', `${open}; insert into replies (id, post_id, person_id, kind, says) values (:new2, :bridge, :leo, 'child', 'sun')`, wrote],
      ['leo', waits, already],
      ['leo', isAllowed, already],
      ['leo', toOthers, already],
      ['leo', isBack, `${wrote}; gone answer to new2; gone words of new2`],
      ['leo', `${isBack}; update replies set post_id = :bridge`, wrote],
      ['leo', afterAnother(sentBack(':new4')), already],
      ['leo', `${open}; ${another({ who: 'ana' })}; ${sentBack(':new4')}; update replies set post_id = :kite where id = :new4`, wrote],
      ['leo', `${open}; insert into replies (id, post_id, person_id, kind, says) values (:new1, :bridge, :ana, 'child', 'sun')`, already],
      ['leo', `${open}; ${many(21)}${unless}`, 'no: too-many-tries'],
      ['leo', `${open}; ${many(19)}`, wrote],
      ['leo', `${open}; ${many(20)}`, 'no: too-many-tries'],
      ['leo', `${open}; ${many(20)}${unless}`, wrote],
      ['leo', `${open}; ${many(20)}; update replies set person_id = :ana`, wrote],
      ['leo', `${open}; ${many(20)}; delete from own_words`, wrote],
    ],
  },
  {
    say: 'select access.may_write(:kite) as owner',
    is: { leo: closed, mia: notThere, ana: notThere, dana: notGranted, lena: notGranted, ...people, ...logins },
    when: [
      ['leo', open, 'says "mia"'],
      ['leo', waits, already],
      ['leo', isAllowed, already],
      ['leo', isBack, 'says "mia"'],
      ['leo', afterAnother(sentBack(':new4')), already],
      ['leo', `${open}; ${many(21)}${unless}`, 'no: too-many-tries'],
      ['leo', `${open}; ${broken('sharing')}`, 'no: safeguard.closed'],
      ['leo', `${open}; ${connectedNoMore('miaAndLeo')}`, notThere],
    ],
  },
  // Not by the act of a sticker, past a guardian.
  { say: "select access.send_reply(:new1, :kite, 'own-words')", is: { leo: closed, rosa: closed }, when: [['leo', open, closed]] },
  {
    say: allow(),
    proves,
    is: { lena: notThere, dana: notThere, ...childrens },
    when: [
      ['lena', waits, allowed],
      ['lena', `${waits}; ${aronToo}`, allowed.replace('told lena', 'told aron lena')],
      ['lena', `${waits}; ${set('ten-minutes', 'leo').replace("'replies'", "'cooling-off'")}`, allowed.replaceAll('60000', '600000')],
      ['lena', `${waits}; ${broken('sharing')}`, 'no: safeguard.closed'],
      ['lena', isBack, decided],
      ['lena', isAllowed, decided],
      ['lena', isOut, decided],
      ['lena', toOthers, allowed],
      ['lena', afterAnother(anothersYes), allowed],
      ['lena', afterAnother(anothersYes, 'ana'), allowed],
      ['lena', `${open}; ${words('leo', 'other')}`, 'no: reply.changed'],
      ['lena', `${open}; insert into replies (id, post_id, person_id, kind, says) values (:new2, :kite, :leo, 'child', 'sun')`, notThere],
      ...(nothingThere() ?? []),
    ],
  },
  { say: allow(), is: {}, when: [['lena', waits, needsCheck]] },
  { say: allow(), proves: ['post.approve', ':kite'], is: {}, when: [['lena', waits, needsCheck]] },
  {
    say: back,
    is: { lena: notThere, dana: notThere, ...childrens },
    when: [
      ['lena', waits, backed],
      ['lena', `${waits}; ${aronToo}`, backed.replace('told lena', 'told aron lena')],
      ['lena', `${waits}; ${broken('sharing')}`, backed], // it shares nothing
      ['lena', isBack, decided],
      ['lena', isAllowed, decided],
      ['lena', toOthers, backed],
      ['lena', afterAnother(anothersYes), backed],
      ['lena', afterAnother(anothersYes, 'ana'), backed],
      ...(nothingThere() ?? []),
    ],
  },
  {
    say: undo,
    is: { lena: notThere, dana: notThere, ...childrens },
    when: [
      ['lena', isAllowed, undone],
      ['lena', `${isAllowed}; ${aronToo}`, undone.replace('told lena', 'told aron lena')],
      ['lena', `${isAllowed}; ${broken('sharing')}`, undone],
      ['lena', waits, noYes],
      ['lena', isBack, noYes],
      ['lena', `${waits}; ${yes("clock_timestamp() + interval '2 seconds'")}`, undone],
      ['lena', `${waits}; ${yes("clock_timestamp() + interval '500 milliseconds'")}`, 'no: reply.out'],
      ['lena', `${waits}; ${yes("now() + interval '1 second 1 microsecond'")}`, 'no: reply.out'], // the clock goes on meanwhile
      ['lena', isOut, 'no: reply.out'],
      ['lena', `${afterAnother(anothersYes)}; ${yes()}`, undone],
      ['lena', `${afterAnother(anothersYes, 'ana')}; ${yes()}`, undone],
      ...(nothingThere(isAllowed) ?? []),
    ],
  },
  {
    say: off,
    is: {},
    when: [
      ['leo', waits, 'gone reply to kite from leo; gone words of new2; log leo reply.take-back new2 by leo; told lena leo'],
      [
        'leo',
        isBack,
        'gone answer to new2; gone reply to kite from leo; gone words of new2; log leo reply.take-back new2 by leo; told lena leo',
      ],
      [
        'leo',
        isOut,
        `gone answer to new2; gone reply to kite from leo; gone words of new2; log leo reply.take-back new2 by leo; log mia reply.take-back new2 by nobody; ${toldAll}`,
      ],
      [
        'lena',
        waits,
        'gone words of new2; log leo reply.take-back new2 by lena; new replies id=new2 kind=child post_id=kite person_id=leo; told lena leo',
      ],
      ['mia', waits, notThere],
      ['dana', waits, notThere],
      ['mia', isBack, notThere],
      ['mia', isAllowed, notThere],
      ['mia', toOthers, notThere],
      [
        'mia',
        isOut,
        `gone answer to new2; gone words of new2; log leo reply.take-back new2 by nobody; log mia reply.take-back new2 by mia; new replies id=new2 kind=child post_id=kite person_id=leo; ${toldAll}`,
      ],
      [
        'mia',
        `${isOut}; ${another({ hash: 'h' })}`,
        `gone answer to new2; gone words of new2; log leo reply.take-back new2 by nobody; log mia reply.take-back new2 by mia; new replies id=new2 kind=child post_id=kite person_id=leo; ${toldAll}`,
      ],
    ],
  },
  {
    say: "select access.tighten_setting(:mia, 'replies', 'phrases')",
    is: {},
    when: [
      ['dana', waits, `${stricter('mia', 'dana')}; gone reply to kite from leo; gone words of new2; ${toldAll}`],
      ['dana', isOut, `${stricter('mia', 'dana')}; gone answer to new2; gone reply to kite from leo; gone words of new2; ${toldAll}`],
    ],
  },
  {
    say: "select access.tighten_setting(:leo, 'replies', 'phrases')",
    is: {},
    when: [
      ['lena', waits, `${stricter('leo', 'lena')}; gone reply to kite from leo; gone words of new2; told lena leo`], // Mia's family never knew
      ['lena', isOut, `${stricter('leo', 'lena')}; gone answer to new2; gone reply to kite from leo; gone words of new2; ${toldAll}`],
    ],
  },
  {
    say: "select concat_ws(' ', reply_id, owner_id, person_id, findings, guardian_id, word, goes_at > now(), is_out) from access.own_words_seen(array[:new2]::uuid[])",
    is: { leo: '', lena: '', mia: '', dana: '', ana: '', rosa: notGranted, sam: notGranted, ...logins },
    when: [
      ['leo', waits, 'says "new2 mia leo {age} f"'],
      ['lena', waits, 'says "new2 mia leo {age} f"'],
      ['lena', isBack, 'says "new2 mia leo {age} lena words f"'],
      ['lena', isAllowed, 'says "new2 mia leo {age} lena t f"'],
      ['lena', isOut, 'says "new2 mia leo {age} lena f t"'],
      ['lena', toOthers, 'says "new2 mia leo {age} f"'],
      ['lena', toAnother, 'says "new2 mia leo {age} f"'],
      ['lena', afterAnother(sentBack(':new4')), 'says "new2 mia leo {age} f"'],
      ['mia', waits, ''],
      ['mia', isBack, ''],
      ['mia', isAllowed, ''],
      ['mia', toOthers, ''],
      ['mia', isOut, 'says "new2 mia leo t"'],
      ['dana', isOut, 'says "new2 mia leo t"'],
      ['aron', isOut, ''],
      ['ana', isOut, ''],
      ['lena', `${isOut}; ${lenaNoMore}`, ''],
      ['lena', `${waits}; update replies set id = :new4 where false`, 'says "new2 mia leo {age} f"'],
      ['mia', `${isOut}; ${set('phrases', 'leo')}`, ''],
      ['mia', `${isOut}; ${connectedNoMore('miaAndLeo')}`, ''],
    ],
  },
  {
    say: 'select reply_id from access.own_words_seen(array[:new4]::uuid[])',
    is: {},
    when: [
      ['lena', isOut, ''],
      ['mia', isOut, ''],
    ],
  },
  {
    say: 'select reply_id from access.own_words_seen(null)',
    is: { lena: '' },
    when: [
      ['leo', waits, 'says "new2"'],
      ['lena', waits, 'says "new2"'],
      ['mia', isOut, ''],
      ['dana', isOut, ''],
    ],
  },
  {
    say: "select concat_ws(' ', post_id, person_id, says) from access.replies_to(array[:kite, :moon, :bridge]::uuid[])",
    is: {},
    when: [
      ['leo', waits, 'says "kite leo own-words"'],
      ['mia', waits, ''],
      ['dana', waits, ''],
      ['mia', isBack, ''],
      ['mia', isAllowed, ''],
      ['mia', toOthers, ''],
      ['mia', toAnother, ''],
      ['mia', isOut, 'says "kite leo own-words"'],
      ['dana', isOut, 'says "kite leo own-words"'],
      ['rosa', isOut, ''],
      ['mia', `${isOut}; ${asleep("update children set band = '5-9' where child_id = :leo")}`, ''],
    ],
  },
  {
    say: 'select access.tell_of_reply(:new2)',
    is: {
      leo: notGranted,
      mia: notGranted,
      lena: notGranted,
      dana: notGranted,
      ...people,
      door: notGranted,
      checks: notGranted,
      worker: '',
    },
    when: [
      ['worker', waits, ''],
      ['worker', isAllowed, ''],
      ['worker', isBack, ''],
      ['worker', isOut, `log mia reply.send new2 by nobody; ${toldAll}`],
      ['worker', toOthers, ''],
      ['worker', `${isOut}; ${set('phrases', 'mia')}`, later],
      ['worker', `${isOut}; ${connectedNoMore('miaAndLeo')}`, later],
      ['worker', afterAnother(anothersYes.replace("now() + interval '1 minute'", 'now()')), ''],
      ['worker', `${isAllowed}; ${set('phrases', 'mia')}`, ''],
      ['worker', `${isOut}; ${logged('mia', ':new2', 'reply.send')}`, toldAll],
      ['worker', `${isOut}; ${logged('leo', ':new2', 'reply.send')}`, `log mia reply.send new2 by nobody; ${toldAll}`],
      ['worker', `${isOut}; ${logged('mia', ':kite', 'reply.send')}`, `log mia reply.send new2 by nobody; ${toldAll}`],
      ['worker', `${isOut}; ${logged('mia', ':new2', 'reply.take-back')}`, `log mia reply.send new2 by nobody; ${toldAll}`],
    ],
  },
  {
    say: 'select access.guardians_to_read(:new2) as who',
    is: {
      leo: notGranted,
      mia: notGranted,
      lena: notGranted,
      dana: notGranted,
      ...people,
      door: notGranted,
      checks: notGranted,
      worker: '',
    },
    when: [
      ['worker', waits, 'says "lena"'],
      ['worker', `${waits}; ${aronToo}`, 'says "aron"; says "lena"'],
      ['worker', `${waits}; ${lenaNoMore}`, ''],
      ['worker', isBack, ''],
      ['worker', isAllowed, ''],
      ['worker', toOthers, 'says "lena"'],
      ['worker', `${waits}; ${set('phrases', 'mia')}`, ''],
      ['worker', `${waits}; ${aronToo}; update guardianships set ended_at = now() where id = :new5`, 'says "lena"'],
      ['worker', afterAnother(sentBack(':new4')), 'says "lena"'],
      ['worker', `${afterAnother(anothersYes)}${sentAt('30 minutes')}`, 'says "lena"'],
      ['worker', `${waits}; ${another()}${sentAt('30 minutes')}`, ''], // they were told of that
      ['worker', `${waits}; ${another()}${sentAt('1 hour')}`, ''],
      ['worker', `${waits}; ${another()}${sentAt('1 hour 1 microsecond')}`, 'says "lena"'],
      ['worker', `${waits}; ${another()}${sentAt('-1 minutes')}`, 'says "lena"'],
      [
        'worker',
        `${waits}; ${older.replace(':leo', ':leo, :ana')}; ${set('own-words', 'ana')}; insert into replies (id, post_id, person_id, kind, says, sent_at) values (:new4, :swing, :ana, 'child', 'own-words', now() - interval '30 minutes'); insert into own_words (reply_id, words_sealed, content_hash, findings) values (:new4, 'x', sha256('other'), '{}')`,
        'says "lena"', // somebody else wrote that, to Leo
      ],
    ],
  },
  {
    say: "update children set band = '5-9' where child_id = :leo returning 1 as done",
    is: {},
    when: [
      [
        'owner',
        isOut,
        `${younger}; changed settings leo replies; gone answer to new2; gone reply to kite from leo; gone words of new2; ${toldAll}`,
      ],
      ['owner', waits, `${younger}; changed settings leo replies; gone reply to kite from leo; gone words of new2; told lena leo`],
      ['owner', `${waits}; ${set('stickers', 'leo')}`, `${younger}; gone reply to kite from leo; gone words of new2; told lena leo`],
    ],
  },
  {
    say: "update settings set value = 'own-words' where setting = 'replies' and child_id = :mia returning 1 as done",
    is: { owner: 'no: 23001' },
    when: [['owner', older, 'changed settings mia replies value=own-words; says 1']],
  },
  { say: "update own_words set findings = '{}' returning 1 as done", is: {}, when: [['owner', waits, 'no: 23001']] },
  {
    say: "update own_words_answers set word = 'talk-first' returning 1 as done",
    is: {},
    when: [['owner', isBack, 'no: 23001']],
  },
  {
    say: 'update own_words_answers set guardian_id = null returning 1 as done',
    is: {},
    when: [['owner', isBack, 'new own_words_answers reply_id=new2; says 1']],
  },
  { say: 'update own_words_answers set guardian_id = :dana returning 1 as done', is: {}, when: [['owner', isBack, 'no: 23001']] },
  {
    say: "update own_words_answers set guardian_id = null, word = 'talk-first' returning 1 as done",
    is: {},
    when: [['owner', isBack, 'no: 23001']],
  },
  {
    say: 'update own_words_answers set guardian_id = null, goes_at = now() returning 1 as done',
    is: {},
    when: [['owner', isAllowed, 'no: 23001']],
  },
  {
    say: "update own_words_answers set guardian_id = null, content_hash = sha256('other') returning 1 as done",
    is: {},
    when: [['owner', isAllowed, 'no: 23001']],
  },
]

function logged(child: string, thing: string, act: string): string {
  return `insert into log_entries (child_id, number, act, thing_id, previous_hash, hash) values (:${child}, 9000, '${act}', ${thing}, sha256('x'), sha256('y'))`
}
