// Lists and their index: what is near is found, always; a list that is not whole is none; and where nobody can tell, nothing goes on. SAF-1, SAF-9
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { openKnownImages, type Print } from '../known-images.ts'
import { readLists } from './lists.ts'
import { distanceOf, FARTHEST, openNearest, WORDS, wordsOf } from './nearest.ts'

const folder = mkdtempSync(join(tmpdir(), 'kitestring-lists-'))
const listOf = (name: string, text: string | Buffer) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const [one, other] = ['0f'.repeat(32), 'c3'.repeat(32)]

describe('the nearest print', () => {
  const words = chance(2_000 * WORDS, 11)
  const nearest = openNearest(words)
  /** As each is looked at, one after the other. */
  const scanned = (print: Uint32Array) => {
    let best = FARTHEST + 1
    for (let at = 0; at < words.length; at += WORDS) best = Math.min(best, distanceOf(print, words, at, 256))
    return best <= FARTHEST ? best : undefined
  }

  it('SAF-1 is the one that looking at each finds, however many bits differ and wherever', () => {
    const bits = fc.uniqueArray(fc.nat(255), { maxLength: 60 })
    fc.assert(
      fc.property(fc.nat(words.length / WORDS - 1), bits, (at, flipped) => {
        const print = flip(words.slice(at * WORDS, (at + 1) * WORDS), flipped)
        assert.equal(nearest(print)?.distance, scanned(print))
      }),
      { numRuns: 300 },
    )
  })

  it('SAF-1 is found at 31 bits spread as evenly as can be, and not at 32', () => {
    const spread = Array.from({ length: 32 }, (_, n) => n * 8 + 3)
    for (let at = 0; at < 50; at += 1) {
      const print = words.slice(at * WORDS, (at + 1) * WORDS)
      for (let least = 0; least < 32; least += 1)
        assert.deepEqual(
          nearest(
            flip(
              print,
              spread.filter((_, n) => n !== least),
            ),
          ),
          { at, distance: 31 },
        )
      assert.equal(nearest(flip(print, spread)), undefined)
    }
  })
})

describe('lists', () => {
  it('SAF-9 are a print a line, with whatever a list says behind it; remarks and empty lines are none', async () => {
    const text = `\ufeff# given on Monday\r\n\r\n${one}\r\n  \n${other.toUpperCase()},100,some words\n${one} words\n${one}#x`
    const [list] = await readLists([listOf('good.csv', text)])
    assert.deepEqual(list, { name: 'good.csv', words: wordsOf(Buffer.from(one + other + one + one, 'hex')) })
    const both = await readLists([listOf('a', one), listOf('b', other)])
    assert.deepEqual(
      both.map(({ name }) => name),
      ['a', 'b'],
    )
  })

  it('SAF-9 one bad line, and it is no list: it says where, and never what stands there', async () => {
    const bad: [string | Buffer, RegExp][] = [
      [`${one}\n${one.slice(1)}\n`, /line 2: a print has 64/],
      [`${one}\n\n${one}0`, /line 3/],
      [`${one.slice(0, 63)}g`, /line 1/],
      [` ${one}`, /line 1/],
      [`${one}\nhash,quality,file`, /line 2/],
      [`${one}x`, /line 1/],
      [`"${one}"`, /line 1/],
      [`${one}\n\0`, /line 2/],
      [Buffer.from(`${one}\n`, 'utf16le'), /line 1/],
      [`${one}\n<html>`, /line 2/],
      ['a'.repeat(2_000_000), /line 1/],
      ['', /is empty/],
      ['# nothing\n\n', /is empty/],
    ]
    for (const [text, fault] of bad)
      await assert.rejects(readLists([listOf('bad.txt', text)]), ({ name, message }: Error) => {
        assert.equal(name, 'ListFault')
        assert.match(message, fault)
        return !message.includes(one.slice(0, 20))
      })
    mkdirSync(join(folder, 'a-folder'), { recursive: true })
    for (const path of ['nowhere.txt', 'a-folder']) await assert.rejects(readLists([join(folder, path)]), /cannot be read|is not a file/)
    await assert.rejects(readLists([listOf('a name.txt', one)]), /needs a name of letters/)
  })
})

describe('known images', () => {
  const print = (hex: string, quality = 100): Print => ({ quality, forms: Buffer.from(hex + '00'.repeat(32 * 7), 'hex') })
  const lists = [listOf('first.txt', one), listOf('second.txt', other)]
  let known: Awaited<ReturnType<typeof openKnownImages>>
  before(async () => {
    known = await openKnownImages({ knownImages: { lists, holdsKey: '' } })
  })

  it('SAF-1 the nearest of all lists is named, in whichever form it comes', () => {
    const near = `${other.slice(0, -2)}c1`
    assert.deepEqual(known.find(print(near)), { list: 'second.txt', distance: 1, print: other })
    assert.deepEqual(known.find({ quality: 50, forms: Buffer.from('00'.repeat(32 * 7) + one, 'hex') }), {
      list: 'first.txt',
      distance: 0,
      print: one,
    })
    assert.equal(known.find(print('5a'.repeat(32))), undefined)
  })

  it('SAF-1 one with too little in it to be told apart is compared with nothing', () => assert.equal(known.find(print(one, 49)), undefined))

  it('SAF-1 no list: nothing is compared, and nothing is asked of a photo', async () => {
    const none = await openKnownImages({ knownImages: undefined })
    assert.deepEqual([none.isOn, none.find(undefined), none.find(print(one))], [false, undefined, undefined])
  })

  it('SAF-1 a list that cannot be read, or a photo without a print: nobody can tell, so nothing goes on', async () => {
    for (const list of [join(folder, 'gone.txt'), listOf('broken.txt', 'x'), ...(process.getuid?.() === 0 ? [] : [unreadable()])]) {
      const down = await openKnownImages({ knownImages: { lists: [...lists, list], holdsKey: '' } })
      assert.equal(down.isOn, true)
      for (const any of [print('5a'.repeat(32)), print(one, 0), undefined]) assert.throws(() => down.find(any), { code: 'halted.checks' })
    }
    for (const any of [undefined, { quality: 100, forms: Buffer.alloc(0) }, { quality: 0, forms: Buffer.alloc(255) }])
      assert.throws(() => known.find(any), { code: 'halted.checks' })
  })
})

function unreadable(): string {
  const path = listOf('closed.txt', one)
  chmodSync(path, 0o000)
  return path
}

function flip(from: Uint32Array, bits: readonly number[]): Uint32Array {
  const print = from.slice()
  for (const bit of bits) print[bit >> 5] = (print[bit >> 5] ?? 0) ^ (1 << (bit & 31))
  return print
}

function chance(count: number, seed: number): Uint32Array {
  let state = seed
  return Uint32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state ^ (state << 13) ^ (state >>> 7)) >>> 0
  })
}
