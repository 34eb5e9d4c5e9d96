// What the screens' tools promise: nothing is sent twice, codes are read kindly, the reader's language is found.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoConnection, readRefusal, unlessBusy, withRetries } from './api.ts'
import { plainDigits } from './digits.ts'
import { groupCode } from './group-code.ts'
import { isolated } from './isolate.ts'
import { chooseLanguage, forIntl } from './languages.ts'
import { newKey } from './uuid.ts'

describe('trying again', () => {
  it('a lost connection is tried again until it works', async () => {
    let tries = 0
    const answer = await withRetries(() => (++tries < 3 ? Promise.reject(new TypeError('lost')) : Promise.resolve('here')), [0, 0])
    assert.deepEqual({ answer, tries }, { answer: 'here', tries: 3 })
  })

  it('a refusal is an answer and is not tried again', async () => {
    let tries = 0
    const refused = withRetries(() => {
      tries++
      return Promise.reject(new ApiRefusal('photo.broken', 422))
    }, [0, 0])
    await assert.rejects(refused, { code: 'photo.broken' })
    assert.equal(tries, 1)
  })

  it('after the last try the reader is told that there is no connection', async () => {
    await assert.rejects(
      withRetries(() => Promise.reject(new TypeError('lost')), [0]),
      NoConnection,
    )
  })
})

describe('a busy server', () => {
  it('is asked again, and what it answers then is the answer', async () => {
    const answers = [new ApiRefusal('busy', 503), new ApiRefusal('busy', 503)]
    const given = await unlessBusy(() => {
      const refusal = answers.shift()
      return refusal ? Promise.reject(refusal) : Promise.resolve('here')
    }, [1, 1])
    assert.equal(given, 'here')
  })

  it('says so in the end, and no other no is asked again', async () => {
    for (const [code, expected] of [
      ['busy', 3],
      ['photo.broken', 1],
    ] as const) {
      let tries = 0
      const refused = unlessBusy(() => {
        tries++
        return Promise.reject(new ApiRefusal(code, 503))
      }, [1, 1])
      await assert.rejects(refused, { code })
      assert.equal(tries, expected)
    }
  })
})

describe('refusals', () => {
  it('the code of a refusal is read from the answer', () => assert.equal(readRefusal('{"code":"post.changed"}', 409).code, 'post.changed'))
  it('an answer that is no refusal of ours is still a no', () => {
    assert.equal(readRefusal('<h1>Bad gateway</h1>', 502).code, 'busy')
    assert.equal(readRefusal('', 400).code, 'bad-request')
  })
})

describe('codes', () => {
  for (const typed of ['abcd2346', 'ABCD-2346', ' abcd 23 46 ', 'https://kite.example/pair#ABCD2346']) {
    it(`"${typed}" is one code`, () => assert.equal(groupCode(typed), 'ABCD-2346'))
  }
  it('the digits of an Arabic keyboard are digits', () => assert.equal(plainDigits('٠١٩ ۰۹ 42 ab'), '019 09 42 ab'))
  it('nothing typed is nothing', () => assert.equal(groupCode(''), ''))
})

describe('keys', () => {
  it('two sendings never share a key', () => assert.notEqual(newKey(), newKey()))
  it('a key has the form the server asks for', () =>
    assert.match(newKey(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
})

describe('languages', () => {
  it('the first language that is there is taken', () => assert.equal(chooseLanguage(['it-CH', 'ar-EG', 'en']), 'ar'))
  it('without one it is English', () => assert.equal(chooseLanguage(['', 'it', 'constructor']), 'en'))
  it('a date has the order, the digits and never the calendar of the reader’s country', () => {
    const day = (tag: string) =>
      new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date('2027-05-07T12:00Z'))
    assert.equal(day(forIntl('en', ['de', 'en-GB'])), '7 May 2027')
    assert.equal(day(forIntl('ar', ['ar-EG'])), '٧ مايو ٢٠٢٧')
    assert.equal(day(forIntl('ar', ['en'])), '7 مايو 2027')
    assert.match(day(forIntl('ar', ['ar-SA-u-ca-islamic'])), /٢٠٢٧/)
  })
  it('a name keeps to itself where it can meet another script, and nothing is added where it cannot', () => {
    assert.equal(isolated('Mia', 'en'), 'Mia')
    assert.equal(isolated('ليلى', 'de'), '\u2068ليلى\u2069')
    assert.equal(isolated('Mia', 'ar'), '\u2068Mia\u2069')
    const today = `${isolated('اليوم', 'ar')}، ${isolated('3:38 ص', 'ar')}`
    assert.equal(isolated(today, 'ar'), today, 'words put together run as the sentence they are put into')
  })
})
