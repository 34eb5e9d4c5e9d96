// The direct notice: it says all that the law asks for, in plain words, in shapes that the screen can draw; who else gets something is named from the settings.
// That it tells every column of the database is tested where a database is: test/access/catalogue.test.ts.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { settings, toConfig, type Env } from '../../../platform/config.ts'
import { sha256 } from '../../../platform/crypto.ts'
import { newPair } from '../../../platform/sealed-to.ts'
import { grade, sentencesOf } from '../../../ui/words/reading.ts'
import { keptItems } from '../kept-items.ts'
import { currentNotice } from '../notice.ts'
import { recipientsOf } from '../recipients.ts'
import { items, misfits, type Annotation } from './items.ts'
import { makeNotice } from './make.ts'
import { released } from './released.ts'
import { itemWords } from './words.ts'

const noticeWith = (env: Env) => currentNotice(toConfig(env))
const { text, version } = noticeWith({})
const everything: Env = {
  SMTP_URL: 'smtps://name:password@mail.example.org:465',
  MAIL_FROM: 'kitestring@example.org',
  S3_ENDPOINT: 'https://s3.example.net',
  S3_BUCKET: 'photos',
  S3_ACCESS_KEY: 'key',
  S3_SECRET_KEY: 'secret',
  DATABASE_URL: 'postgres://owner:password@db.example.com/kitestring',
  KITESTRING_OPERATOR: 'Oak Street School',
}

describe('the notice', () => {
  // 16 CFR 312.4(c)(1)(i)–(vii) as amended in 2025, read at ecfr.gov; and what 312.4(d), 312.10 and Article 13 of the GDPR ask beside it
  const asked: [string, RegExp][] = [
    ["(i) where the guardian's name came from: not from the child", /did not get your name or your address from your child/],
    [
      '(ii) that consent is needed, and that nothing is kept, used or shown without',
      /nothing about your child is kept, used or shown to anybody until you say yes/,
    ],
    ['(iii) which items are kept', /nickname.*Photos, captions and descriptions.*connected with.*device is signed in/s],
    ['(iii) how each is used', /so that your child has a profile.*so that your child can show them to people/s],
    ['(iii) to whom it could be shown', /Other people see them only if your child picked them and you said yes to that photo/],
    ['(iv) who else gets it', /## Who else gets it\n\nNobody\./],
    ['(iv) that sharing can be refused alone', /allow photos without allowing sharing/],
    ['(v) where the notice is to be found again', /You find it again under "You"/],
    ['(vi) how consent is given and proven', /You say yes to each use on its own.*How you prove that you may decide/s],
    ['(vii) what becomes of an unfinished sign-up', /stop before you finish, what you typed is erased after 30 minutes/],
    ['312.4(d) how to look, stop and erase', /- Look:.*- Take back:.*- Stop:.*- Take along:.*- Erase:/s],
    ['312.10 how long each is kept', /## How long we keep it\n\n(- .*\n){8,}/],
    ['GDPR 13(1)(a) who is responsible', /This one is run by .*responsible for what is kept/],
    ['what Kitestring cannot do', /can take a picture of the screen.*do not see everything.*full control of the machine/s],
    ['AUD-5 the looks of grown-ups', /each look of a grown-up at a photo/],
    [
      'WEL-2, DEL-6 replies, and how an account is closed and what goes with it',
      /Hearts from relatives.*You can close it under "You"\. A child whom nobody else/s,
    ],
  ]
  for (const [item, form] of asked) it(`NOT-1 says ${item}`, () => assert.match(text, form))

  it('NOT-1 says of each item what is kept, what for and who sees it, each in an entry of its own', () => {
    const entries = text.slice(text.indexOf('## What we keep'), text.indexOf('Before a photo is stored')).match(/^- .*$/gm) ?? []
    assert.equal(entries.length, keptItems.length)
    for (const [place, item] of keptItems.entries()) {
      const { what, why, seen } = itemWords[item]
      assert.ok(entries[place]?.startsWith(`- ${what}, ${why}.`), item)
      assert.match(why, /^so that /)
      assert.ok(seen === 'the family' || entries[place]?.endsWith(seen), item)
    }
  })

  it('NOT-1 a column without an item, without an end, told twice or gone makes no notice', () => {
    const all = annotations()
    assert.deepEqual(misfits(all), [])
    const faulty: [Annotation[], RegExp][] = [
      [[...all, { table: 'children', column: 'school', retention: 'until the child is erased' }], /children\.school is told in no item/],
      [[...all, { table: 'places', column: 'id', retention: '1 day' }], /places\.id is told in no item/],
      [
        all.map((one) => (one.column === 'email_sealed' ? { ...one, retention: '' } : one)),
        /email_sealed: the schedule does not say "" of you/,
      ],
      [all.map((one) => (one.table === 'receipts' ? { ...one, retention: '2 years' } : one)), /"2 years" of receipts/],
      [all.filter(({ table }) => table !== 'replies'), /replies\.id is told and is not there/],
    ]
    for (const [changed, says] of faulty) assert.throws(() => makeNotice(changed), says)
  })

  it('NOT-2 nobody else gets anything by default, and whoever does is named by the address that is really asked', () => {
    assert.deepEqual(recipientsOf(toConfig({})), [])
    const named = noticeWith(everything)
    assert.deepEqual(
      recipientsOf(toConfig(everything)).map(({ who }) => who),
      ['mail.example.org', 's3.example.net', 'db.example.com'],
    )
    for (const who of ['- mail.example.org carries mails', '- s3.example.net keeps', '- db.example.com keeps', 'run by Oak Street School.'])
      assert.ok(named.text.includes(who), who)
    assert.doesNotMatch(named.text, /Nobody\. |password|:secret|:465|\{|\}/)
    assert.doesNotMatch(text, /\{|\}/)
  })

  it('NOT-2 every setting that can be the address of another machine makes a recipient, or is our own', () => {
    const addresses = Object.keys(settings).filter((name) => /URL|ENDPOINT|HOST$|SERVER/.test(name))
    const ours = ['HOST', 'KITESTRING_URL']
    const named = recipientsOf(toConfig(everything)).map(({ who }) => who)
    const silent = addresses.filter(
      (name) => !ours.includes(name) && !named.includes(new URL(everything[name as keyof Env] ?? 'x://').hostname),
    )
    assert.deepEqual(silent, [])
  })

  it('CON-5 another recipient or operator is another version, the same are the same one; what does not get anything is none', () => {
    assert.match(version, /^\d{4}-\d\d$/)
    const versions = ['SMTP_URL', 'S3_ENDPOINT', 'DATABASE_URL', 'KITESTRING_OPERATOR'].map((left) => noticeWith(without(left)).version)
    assert.equal(new Set([version, noticeWith(everything).version, ...versions]).size, 6)
    assert.equal(
      noticeWith(everything).version,
      noticeWith({ ...everything, PORT: '9999', SMTP_URL: 'smtps://other:word@mail.example.org' }).version,
    )
    assert.equal(noticeWith({ DATABASE_URL: 'postgres://owner@localhost/kitestring' }).version, version)
    for (const one of versions) assert.match(one, /^[\w.-]{1,20}$/)
  })

  it('SAF-4 that a known image is held, which erasing does not reach, is said where there is a list, and only there', () => {
    const listed = noticeWith({ KITESTRING_KNOWN_IMAGES: '/lists/a.txt', KITESTRING_HOLDS_KEY: newPair().publicKey })
    assert.match(
      listed.text,
      /## Who else gets it\n\nNobody\..*compared with lists.*sealed for one year.*police.*Erasing does not reach it\./s,
    )
    assert.doesNotMatch(text, /compared with lists/)
    assert.notEqual(listed.version, version)
    assert.ok(grade(listed.text.replace(/^(#+|-) /gm, '').replace(/\n+/g, '. ')) <= 8)
  })

  it('CON-5 a text that was released is never changed, and only the newest may still be', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^\d{4}-\d\d\.en\.md$/.test(name))
    const hashes = files.map((name) => [name.replace('.en.md', ''), sha256(readFileSync(join(import.meta.dirname, name))).toString('hex')])
    const open = hashes.filter(([month]) => !released[month ?? ''])
    assert.deepEqual(Object.fromEntries(hashes.filter((one) => !open.includes(one))), released)
    assert.ok(open.length <= 1 && open.every(([month]) => month === version), `still open: ${open}`)
  })

  const words = text.replace(/^(#+|-) /gm, '').replace(/\n+/g, '. ')
  it('NOT-1 is read with eight years of school', () => {
    assert.ok(grade(words) <= 8, `grade ${grade(words).toFixed(1)}`)
    assert.deepEqual(
      sentencesOf(words)
        .filter((sentence) => sentence.length > 40)
        .map((sentence) => sentence.join(' ')),
      [],
    )
  })

  it('NOT-1 is read in the minutes that it says, at 240 words a minute, and in six at most', () => {
    const said = ['four', 'five', 'six'].findIndex((word) => text.includes(`It takes about ${word} minutes.`)) + 4
    const minutes = sentencesOf(words).flat().length / 240
    assert.ok(Math.abs(minutes - said) <= 0.55, `${minutes.toFixed(1)} minutes`)
  })

  it('NOT-1 has only the shapes that the screen draws: titles, paragraphs and lists', () => {
    for (const one of [text, noticeWith(everything).text]) {
      const strange = one.split('\n').filter((line) => /^(###|\*|\d+\.|>|\||```|\s)|\[.*\]\(|<|\*\*|https?:/.test(line))
      assert.deepEqual(strange, [])
      assert.equal(one.match(/^# /gm)?.length, 1)
    }
  })
})

/** As if the database said of each column just what its item knows; what it really says is asked where one is. */
function annotations(): Annotation[] {
  return Object.values(items).flatMap(({ columns, ends }) => {
    const all = Object.entries(columns).flatMap(([table, names]) => names.split(' ').map((column) => ({ table, column })))
    const phrases = Object.keys(ends)
    return all.map((one, place) => ({ ...one, retention: phrases[Math.min(place, phrases.length - 1)] ?? '' }))
  })
}

function without(setting: string): Env {
  const group = setting === 'SMTP_URL' ? /^SMTP|^MAIL/ : setting === 'S3_ENDPOINT' ? /^S3/ : new RegExp(`^${setting}$`)
  return Object.fromEntries(Object.entries(everything).filter(([name]) => !group.test(name)))
}
