// Sealed things open with their own key, in their own place, unaltered; and in no other way.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  SEALED_OVERHEAD,
  SealBroken,
  boundTo,
  isSame,
  keyFrom,
  newCode,
  newKey,
  open,
  openText,
  randomToken,
  readCode,
  seal,
  sealText,
  showCode,
  signerFrom,
} from './crypto.ts'

const key = newKey()
const here = boundTo({ table: 'posts', row: 'p1', owner: 'mia', variant: 'caption', keyId: 'p1' })
const bytes = fc.uint8Array({ maxLength: 300 })
const text = fc.string({ unit: 'grapheme', maxLength: 200 })

describe('sealing', () => {
  it('DEL-2 what is sealed opens with its key in its place, to the same bytes', () => {
    fc.assert(
      fc.property(bytes, bytes, (plain, place) => {
        const sealed = seal(key, plain, place)
        assert.equal(sealed.length, plain.length + SEALED_OVERHEAD)
        assert.deepEqual(open(key, sealed, place), Buffer.from(plain))
      }),
    )
  })

  it('DEL-2 a sealed picture of many megabytes opens to the same bytes', () => {
    const plain = Buffer.alloc(20 * 1024 * 1024, 'kite')
    assert.ok(open(key, seal(key, plain, here), here).equals(plain))
  })

  it('DEL-2 any flipped bit is refused, in version, nonce, body or tag', () => {
    const sealed = seal(key, Buffer.from('Mia at the lake'), here)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed)
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      assert.throws(() => open(key, altered, here), SealBroken)
    }
  })

  it('DEL-2 a shortened or lengthened one is refused', () => {
    const sealed = seal(key, Buffer.from('Mia at the lake'), here)
    for (let length = 0; length < sealed.length; length += 1) assert.throws(() => open(key, sealed.subarray(0, length), here), SealBroken)
    assert.throws(() => open(key, Buffer.concat([sealed, Buffer.of(0)]), here), SealBroken)
  })

  it('DEL-2 another key is refused', () => {
    assert.throws(() => open(newKey(), seal(key, Buffer.from('x'), here), here), SealBroken)
  })

  it('SEC-3 moved to another table, row, owner, variant or key it is refused', () => {
    const part = fc.string({ maxLength: 8 })
    const place = fc.record({ table: part, row: part, owner: part, variant: part, keyId: part })
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other))
        assert.throws(() => open(key, seal(key, Buffer.from('x'), boundTo(one)), boundTo(other)), SealBroken)
      }),
    )
  })

  it('SEC-3 each part of the place counts, and a letter moved from one part to the next makes another place', () => {
    const place = { table: 'ab', row: 'ab', owner: 'ab', variant: 'ab', keyId: 'ab' }
    const others = [
      ...Object.keys(place).map((part) => ({ ...place, [part]: 'x' })),
      { ...place, table: 'a', row: 'bab' },
      { ...place, variant: 'aba', keyId: 'b' },
      { ...place, table: 'ab","ab', row: '' },
    ]
    const sealed = seal(key, Buffer.from('x'), boundTo(place))
    for (const other of others) assert.throws(() => open(key, sealed, boundTo(other)), SealBroken, JSON.stringify(other))
  })

  it('DEL-2 the same words sealed twice look different', () => {
    assert.notDeepEqual(sealText(key, 'kite', here), sealText(key, 'kite', here))
  })
})

describe('sealed texts', () => {
  it('DEL-2 any text comes back as it was, emoji and right-to-left included', () => {
    fc.assert(fc.property(text, (words) => assert.equal(openText(key, sealText(key, words, here), here), words)))
    for (const words of ['', '\0', '\u0080', '👩‍👩‍👧', 'שלום', 'x'.repeat(63), 'x'.repeat(64)]) {
      assert.equal(openText(key, sealText(key, words, here), here), words)
    }
  })

  it('T21 the sealed length tells only how many steps of 64 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 63 }), (words) => {
        assert.equal(sealText(key, words, here).length, 64 + SEALED_OVERHEAD)
      }),
    )
  })

  it('DEL-2 sealed bytes that were never a text are refused', () => {
    assert.throws(() => openText(key, seal(key, Buffer.alloc(64), here), here), SealBroken)
    assert.throws(() => openText(key, seal(key, Buffer.from('abc\x80\x00x', 'latin1'), here), here), SealBroken)
  })
})

describe('keys, tokens and codes', () => {
  it('DEL-2 the bytes a key was made from are wiped', () => {
    const raw = Buffer.alloc(32, 7)
    keyFrom(raw)
    assert.ok(raw.equals(Buffer.alloc(32)))
    assert.throws(() => keyFrom(Buffer.alloc(16)), RangeError)
  })

  it('SEC-3 tokens are 256 random bits', () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => randomToken()))
    assert.equal(tokens.size, 1000)
    for (const token of tokens) assert.match(token, /^[\w-]{43}$/)
  })

  it('SEC-3 a code uses every letter of its alphabet, and no vowel or look-alike', () => {
    const letters = new Set(newCode(5000))
    assert.equal(letters.size, 23)
    for (const confusing of 'AEIOU01L5SBZG') assert.ok(!letters.has(confusing), confusing)
  })

  it('a code typed in small letters with blanks and dashes is read as written', () => {
    const code = newCode(8)
    assert.equal(readCode(` ${showCode(code).toLowerCase().replace('-', ' – ')} `), code)
    assert.equal(showCode('CDFH2346K'), 'CDFH-2346-K')
  })

  it('a code with a letter that no code has is not a code', () => {
    for (const typed of ['', '  ', 'CDFA', 'CD0F', 'CDF!', 'CDFÇ']) assert.equal(readCode(typed), undefined)
  })

  it('signs as RFC 8032 says, and takes no other signature for its own', () => {
    const hex = (digits: string) => Buffer.from(digits, 'hex')
    const signer = signerFrom(keyFrom(hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')))
    assert.equal(signer.publicKey, hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a').toString('base64url'))
    const signature = hex(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ).toString('base64url')
    assert.equal(signer.sign(''), signature)
    assert.ok(signer.verifies('', signature))
    assert.ok(!signer.verifies(' ', signature))
    assert.ok(!signer.verifies('', signerFrom(newKey()).sign('')))
    for (const broken of ['', 'x', signature.slice(1)]) assert.ok(!signer.verifies('', broken), broken)
  })

  it('the same is the same, and another length is not', () => {
    assert.ok(isSame('abc', Buffer.from('abc')))
    assert.ok(!isSame('abc', 'abd'))
    assert.ok(!isSame('abc', 'abcd'))
  })
})
