// The direct notice: it says all that the law asks for, in plain words, in shapes that the screen can draw.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { grade, sentencesOf } from '../../../ui/words/reading.ts'
import { currentNotice } from '../notice.ts'

const { text, version } = currentNotice()
const words = text.replace(/^(#+|-) /gm, '').replace(/\n+/g, '. ')

describe('the notice', () => {
  // 16 CFR 312.4(c)(1)
  const items: [string, RegExp][] = [
    ["where the guardian's name came from", /did not get your name .* from your child/],
    ['that nothing is kept without a yes', /nothing about your child is kept until you say yes/],
    ['which items are kept', /nickname.*Photos, captions and descriptions.*connected with/s],
    ['what they are for', /so that your child has a profile.*so that your child can show them to people/s],
    ['who else gets them', /Who else gets it\s+Nobody/],
    ['that sharing can be refused alone', /allow photos without allowing sharing/],
    ['how consent is proven', /How you prove that you are a grown-up/],
    ['what becomes of an unfinished sign-up', /stop before you finish, what you typed is erased/],
    ['how to look, stop and erase', /- Look:.*- Stop:.*- Erase:/s],
  ]
  for (const [item, form] of items) it(`NOT-1 says ${item}`, () => assert.match(text, form))

  for (const span of ['1 day', '7, 30 or 90 days', '1 year', '10 minutes', '30 minutes', '30 days', '12 hours']) {
    it(`NOT-4 says what is kept for ${span}`, () => assert.match(text.slice(text.indexOf('## How long')), new RegExp(`\\b${span}`)))
  }

  it('NOT-1 says what Kitestring cannot do', () =>
    assert.match(text, /can take a picture of the screen.*do not see everything.*full control of the machine/s))

  it('AUD-5 a notice after that of December names the looks of grown-ups among what is kept (decision 0010)', () => {
    if (version > '2026-12') assert.match(text.slice(0, text.indexOf('## How long')), /^- .*\blooks? (at|of|by)\b/m)
    else assert.match(text, /A log of what was done about your child.*who did it and when.*no(t keep a)? log of what your child looks at/is)
  })

  it('NOT-1 a notice after that of December has the names of devices among what is kept (decision 0013)', () => {
    if (version > '2026-12') assert.match(text.slice(0, text.indexOf('## How long')), /^- .*\bname\b.*\b(tablet|device|phone)/m)
    else assert.match(text, /Signs that a child's tablet or your own phone is signed in: one cookie and the time it began\./)
  })

  it('DEL-8 a notice after that of December says how everything is taken along, and that the child sees it (decision 0016)', () => {
    if (version > '2026-12')
      assert.match(text.slice(text.indexOf('## How you look')), /^- Take along: .*as one file.*Your child sees that you asked/m)
  })

  it('WEL-2, DEL-6 a notice after that of December names hearts, and how an account is closed and what goes with it (decisions 0024, 0025)', () => {
    if (version > '2026-12')
      assert.match(text, /^- Hearts: .*relative.*Nobody else.*^- Your own account: .*close it yourself.*erased with it/ms)
  })

  it('NOT-1 is read with eight years of school', () => {
    assert.ok(grade(words) <= 8, `grade ${grade(words).toFixed(1)}`)
    assert.deepEqual(
      sentencesOf(words)
        .filter((sentence) => sentence.length > 40)
        .map((sentence) => sentence.join(' ')),
      [],
    )
  })

  it('NOT-1 has only the shapes that the screen draws: titles, paragraphs and lists', () => {
    const strange = text.split('\n').filter((line) => /^(###|\*|\d+\.|>|\||```|\s)|\[.*\]\(|<|\*\*|https?:/.test(line))
    assert.deepEqual(strange, [])
    assert.equal(text.match(/^# /gm)?.length, 1)
  })
})
