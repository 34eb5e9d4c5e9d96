import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { corners, gardenHeic, phoneJpeg, wordyPng, wordyWebp } from '../../../../test/fixtures/make-photos.ts'
import { headerSize, heicColourProfile, isMoving, knownFormat } from './magic.ts'

const pictures = [
  ['jpeg', await phoneJpeg(corners()), { width: 320, height: 240 }],
  ['png', await wordyPng(), { width: 320, height: 240 }],
  ['webp', await wordyWebp(), { width: 320, height: 240 }],
  ['webp', await corners().webp().toBuffer(), { width: 320, height: 240 }],
  ['webp', await corners().webp({ lossless: true }).toBuffer(), { width: 320, height: 240 }],
  ['heic', gardenHeic(), { width: 2016, height: 1512 }],
] as const

describe('what the first bytes tell', () => {
  for (const [format, bytes, size] of pictures) {
    it(`a ${format} is known by its first bytes, with its size, and does not move`, () => {
      assert.equal(knownFormat(bytes), format)
      assert.deepEqual(headerSize(bytes), size)
      assert.equal(isMoving(bytes), false)
    })
  }

  it('SEC-4 other formats are unknown, whatever they are called', async () => {
    for (const bytes of [
      await corners().gif().toBuffer(),
      await corners().tiff().toBuffer(),
      await corners().avif({ effort: 0 }).toBuffer(),
      Buffer.from('<svg/>'),
      Buffer.alloc(0),
    ])
      assert.equal(knownFormat(bytes), null)
  })

  it('the colour profile of an iPhone file is found', () => {
    assert.equal(Buffer.from(heicColourProfile(gardenHeic()) ?? []).toString('latin1', 36, 40), 'acsp')
  })

  it('T24 no bytes whatsoever make the header readers fail or hang', () => {
    const start = fc.constantFrom(...pictures.map(([, bytes]) => bytes.subarray(0, 600)))
    fc.assert(
      fc.property(start, fc.nat(600), fc.uint8Array({ maxLength: 200 }), (bytes, at, noise) => {
        const file = Buffer.concat([bytes.subarray(0, at), noise])
        headerSize(file)
        isMoving(file)
        heicColourProfile(file)
      }),
      { numRuns: 2000 },
    )
  })
})
