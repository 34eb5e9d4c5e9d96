// Every kind of picture a phone sends comes out upright, in two sizes, and without a word about where or with what it was taken.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import type { CleanPhoto } from '../../src/features/photos/pixels/clean-photo.ts'
import { closeDecoders, decodePhoto } from '../../src/features/photos/pixels/decoder.ts'
import { metadataIn } from '../fixtures/exiftool.ts'
import {
  corners,
  cornersOf,
  gardenHeic,
  idPhoto,
  phoneJpeg,
  PLANTED,
  polyglots,
  readPhotoId,
  scene,
  UPRIGHT,
  wordyPng,
  wordyWebp,
} from '../fixtures/make-photos.ts'

after(closeDecoders)

const files = [
  { name: 'JPEG', make: () => phoneJpeg(corners()) },
  { name: 'PNG', make: () => wordyPng() },
  { name: 'WebP', make: () => wordyWebp() },
  { name: 'HEIC', make: async () => gardenHeic() },
]

describe('what is kept of a photo', () => {
  for (const { name, make } of files) {
    it(`DAT-3 no metadata of a ${name} is left, and the child is told what was in it`, async () => {
      const original = await make()
      assert.ok(
        metadataIn(original).some((tag) => tag.includes('GPSLatitude')),
        'the fixture itself must hold a place',
      )
      const photo = await decodePhoto(original)
      assert.deepEqual(photo.found, { place: true, camera: true })
      saysNothing(photo)
    })

    it(`a ${name} stands upright`, async () => {
      const photo = await decodePhoto(await make())
      for (const { bytes } of photo.renditions) assert.deepEqual(await cornersOf(bytes), UPRIGHT)
    })
  }

  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    it(`a JPEG, PNG or WebP kept in orientation ${orientation} stands upright`, async () => {
      const lying = await asKeptIn(orientation)
      for (const file of [
        await phoneJpeg(lying.clone(), orientation),
        await wordyPng(lying.clone(), orientation),
        await wordyWebp(lying.clone(), orientation),
      ]) {
        const photo = await decodePhoto(file)
        assert.deepEqual(await cornersOf(screenOf(photo)), UPRIGHT)
        assert.ok(photo.width > photo.height)
      }
    })
  }

  it('P13 a 12-megapixel photo keeps at most 0.6 MB, its screen rendition no wider than 2048 and its card than 800', async () => {
    const photo = await decodePhoto(await phoneJpeg(await scene()))
    assert.deepEqual(
      photo.renditions.map(({ name, width, height }) => [name, width, height]),
      [
        ['screen', 2048, 1536],
        ['card', 800, 600],
      ],
    )
    assert.deepEqual([photo.width, photo.height], [2048, 1536])
    const kept = photo.renditions.reduce((sum, { bytes }) => sum + bytes.length, photo.thumbhash.length)
    assert.ok(kept <= 600_000, `kept ${kept}`)
    assert.ok(photo.thumbhash.length <= 25)
    saysNothing(photo)
  })

  it('a photo without metadata is said to have had none', async () => {
    const photo = await decodePhoto(await corners().jpeg().toBuffer())
    assert.deepEqual(photo.found, { place: false, camera: false })
  })

  it('a small picture is not blown up', async () => {
    const photo = await decodePhoto(await corners({ width: 64, height: 48 }).png().toBuffer())
    assert.deepEqual([photo.width, photo.height], [64, 48])
  })

  it('wide colours are converted, not merely relabelled', async () => {
    const green = { r: 40, g: 200, b: 60 }
    const wide = await sharp({ create: { width: 64, height: 64, channels: 3, background: green } })
      .withIccProfile('p3')
      .jpeg({ quality: 100 })
      .toBuffer()
    const [red, , blue] = await middleOf(screenOf(await decodePhoto(wide)))
    assert.ok(Math.abs((red ?? 0) - green.r) < 14 && Math.abs((blue ?? 0) - green.b) < 14, `${red} ${blue}`)
  })

  it('what was transparent becomes white', async () => {
    const clear = await sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer()
    assert.ok((await middleOf(screenOf(await decodePhoto(clear)))).every((value) => value > 250))
  })

  it('grey, CMYK, 16-bit and progressive pictures are taken in', async () => {
    const picture = () => corners().clone()
    const kinds = [
      picture().greyscale().jpeg(),
      picture().toColourspace('cmyk').jpeg(),
      picture().toColourspace('rgb16').png(),
      picture().jpeg({ progressive: true }),
      picture().png({ palette: true }),
      picture().webp({ lossless: true }),
    ]
    for (const kind of kinds) assert.equal((await decodePhoto(await kind.toBuffer())).width, 320)
  })

  it('SEC-4 what hangs on behind a picture is not kept', async () => {
    for (const { bytes } of await polyglots()) saysNothing(await decodePhoto(bytes))
  })

  it('the number in a canary photo survives, in both sizes', async () => {
    for (const id of [0, 1, 0xdeadbeef, 0xffffffff]) {
      const photo = await decodePhoto(await idPhoto(id))
      for (const { bytes } of photo.renditions) assert.equal(await readPhotoId(bytes), id)
    }
    assert.equal(await readPhotoId(await corners().jpeg().toBuffer()), null)
    assert.equal(await readPhotoId(Buffer.from('no picture')), null)
  })
})

function saysNothing({ renditions }: CleanPhoto): void {
  for (const { bytes } of renditions) {
    assert.deepEqual(metadataIn(bytes), [])
    const text = bytes.toString('latin1')
    for (const word of [...PLANTED, 'GPS', 'Exif', 'EXIF', 'http://', '52.373', '<script'])
      assert.ok(!text.includes(word), `${word} is still there`)
  }
}

function screenOf({ renditions }: CleanPhoto): Buffer {
  return renditions.find(({ name }) => name === 'screen')?.bytes ?? assert.fail('no screen rendition')
}

async function middleOf(bytes: Buffer): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = ((info.height >> 1) * info.width + (info.width >> 1)) * info.channels
  return [...data.subarray(at, at + 3)]
}

// How a camera held in that orientation keeps corners(): the mirroring and turning that the orientation tag asks to undo.
async function asKeptIn(orientation: number): Promise<Sharp> {
  const isMirrored = [2, 4, 5, 7].includes(orientation)
  const turn = { 3: 180, 4: 180, 5: 270, 6: 270, 7: 90, 8: 90 }[orientation] ?? 0
  const mirrored = await corners().flop(isMirrored).png().toBuffer()
  return sharp(await sharp(mirrored).rotate(turn).png().toBuffer())
}
