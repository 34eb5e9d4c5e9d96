// The print of a picture: one that was mirrored, turned or mildly changed is told by it, another picture is not, and it is the print that others make of the same picture. SAF-1
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { scene } from '../../../../test/fixtures/make-photos.ts'
import { PRINT_BYTES, type Print } from '../../../platform/known-images.ts'
import { distanceOf, FARTHEST, wordsOf } from '../../../platform/known-images/nearest.ts'
import { answerOf } from './answer.ts'
import { closeDecoders, decodePhoto, printOfPhoto } from './decoder.ts'
import { printOf } from './pdq.ts'

/** What Meta published with the algorithm, where it lies beside the project: it is no part of it. */
const published = join(import.meta.dirname, '../../../../../shared/data/pdq')
const isThere = existsSync(published) ? false : `the published pictures are not here (${published}): only our own were tried`

after(closeDecoders)

describe('the print of a picture', () => {
  let picture: Sharp
  let upright: Print
  before(async () => {
    picture = sharp(await (await scene({ width: 480, height: 360 }, 5)).png().toBuffer())
    upright = await printed(picture)
  })
  const changed = (how: (image: Sharp) => Sharp) => printed(how(picture.clone()))

  it('SAF-1 is the same bits for ever: lists are made with it by others', async () => {
    const stripes = Buffer.alloc(64 * 64 * 3)
    for (let at = 0; at < 64 * 64; at += 1) stripes.fill((at * at * 7 + 3 * Math.floor(at / 64) ** 3) % 251, at * 3, at * 3 + 3)
    const { quality, forms } = printOf({ data: stripes, width: 64, height: 64 })
    assert.deepEqual([quality, hexOf(forms)], [100, '39b6cd0438a7ff1633f6c2ba4c7cf01bca57230e34226fd9d62686229b89533c'])
  })

  it('SAF-1 the eight forms are the prints of the picture mirrored and turned, to the bit where nothing has to be blurred', async () => {
    const small = { width: 64, height: 64, channels: 3 } as const
    const pixels = await picture.clone().resize(64, 64, { fit: 'fill' }).removeAlpha().raw().toBuffer()
    const { forms } = printOf({ data: pixels, ...small })
    const turned = async (how: (image: Sharp) => Sharp) =>
      hexOf(
        printOf({
          data: await how(sharp(pixels, { raw: small }))
            .raw()
            .toBuffer(),
          ...small,
        }).forms,
      )
    const ways: ((image: Sharp) => Sharp)[] = [
      (image) => image,
      (image) => image.flop(),
      (image) => image.flip(),
      (image) => image.rotate(180),
      (image) => image.rotate(90),
      (image) => image.rotate(270),
      (image) => sharpTurned(image.flip()),
      (image) => sharpTurned(image.flop()),
    ]
    const made = await Promise.all(ways.map(turned))
    const told = Array.from({ length: 8 }, (_, form) => hexOf(forms, form))
    assert.equal(new Set(told).size, 8)
    assert.deepEqual(made.sort(), told.sort())
  })

  it('SAF-1 a picture that was shrunk, blurred, sharpened, recoloured or encoded anew is near, in one of its forms when it was turned', async () => {
    const ways: Record<string, (image: Sharp) => Sharp> = {
      shrunk: (image) => image.resize(400),
      tiny: (image) => image.resize(160),
      square: (image) => image.resize(512, 512, { fit: 'fill' }),
      blurred: (image) => image.blur(2),
      sharpened: (image) => image.sharpen({ sigma: 1 }),
      coloured: (image) => image.modulate({ saturation: 1.6 }),
      darker: (image) => image.modulate({ brightness: 0.8 }),
      'encoded anew': (image) => image.jpeg({ quality: 40 }),
      'turned and shrunk': (image) => image.rotate(90).resize(300),
      mirrored: (image) => image.flop().jpeg({ quality: 60 }),
    }
    for (const [name, how] of Object.entries(ways)) {
      const distance = nearest(upright, await changed(how))
      assert.ok(distance <= FARTHEST, `${name}: ${distance} bits`)
    }
  })

  it('SAF-1 another picture is far, and one with nothing in it says so', async () => {
    for (const seed of [6, 7, 8]) {
      const distance = nearest(upright, await printed(await scene({ width: 320, height: 240 }, seed)))
      assert.ok(distance > FARTHEST + 20, `${distance} bits`)
    }
    const wall = sharp({ create: { width: 800, height: 600, channels: 3, background: '#c0b090' } })
    assert.equal((await printed(wall)).quality, 0)
    for (const size of [1, 4, 5, 63, 127, 129])
      assert.equal(printOf({ data: new Uint8Array(size * size * 3), width: size, height: size }).quality, 0)
  })

  it('SAF-1 the cage makes it where it is asked to, of the upright picture, and of a rendition the same', async () => {
    const turned = await picture.clone().rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 90 }).toBuffer()
    const clean = await decodePhoto(turned, {}, 'photo-and-print')
    assert.ok(clean.print && distance(clean.print, upright) <= 10)
    assert.equal((await decodePhoto(turned)).print, undefined, 'none is made where nobody compares')
    const again = await printOfPhoto(clean.renditions[0]?.bytes ?? assert.fail())
    assert.ok(again && distance(again, clean.print) <= 10)
  })

  it('T23, SAF-1 what the cage says of a print is a number from 0 to 100 and bytes; anything else is no answer', () => {
    const forms = Buffer.alloc(8 * PRINT_BYTES)
    assert.deepEqual(answerOf({ header: { print: { quality: 100 } }, payload: forms }), { print: { quality: 100, forms } })
    for (const print of [{ quality: 101 }, { quality: -1 }, { quality: 0.5 }, { quality: '100' }, {}, { quality: 1, list: 'x' }, null, 'x'])
      assert.throws(() => answerOf({ header: { print }, payload: forms }), JSON.stringify(print))
  })

  it('SAF-1 agrees with what was published', { skip: isThere }, async () => {
    const [, ...lines] = readFileSync(join(published, 'expected.csv'), 'utf8').trim().split('\n')
    assert.equal(lines.length, 8)
    const first = lines[0]?.split(',')[0] ?? ''
    for (const line of lines) {
      const [hash = '', quality, file = ''] = line.split(',')
      const print = await printOfPhoto(readFileSync(join(published, file)))
      assert.ok(print)
      const away = distanceOf(wordsOf(print.forms.subarray(0, PRINT_BYTES)), wordsOf(Buffer.from(hash, 'hex')), 0, 256)
      assert.ok(away <= 16, `${file}: ${away} bits`)
      assert.ok(Math.abs(print.quality - Number(quality)) <= 5, `${file}: quality ${print.quality}`)
      assert.ok(nearest({ quality: 100, forms: Buffer.from(first, 'hex') }, print) <= FARTHEST, `${file} by one of its forms`)
      console.log(`published: ${file} differs in ${away} bits, quality ${print.quality}`)
    }
    const original = await printOfPhoto(readFileSync(join(published, 'bridge-mods/aaa-orig.jpg')))
    const mild = [
      'shrink-a-little',
      'square-512x512',
      'square-256x256',
      'square-128x128',
      'blur-a-little',
      'sharpen-a-little',
      'high-saturation',
    ]
    for (const name of mild) {
      const print = await printOfPhoto(readFileSync(join(published, `bridge-mods/${name}.jpg`)))
      assert.ok(original && print)
      const away = distance(original, print)
      console.log(`published: ${name} differs in ${away} bits`)
      assert.ok(away <= FARTHEST, `${name}: ${away} bits`)
    }
  })
})

// A quarter turn after a mirror: sharp does both in an order of its own when asked at once.
function sharpTurned(image: Sharp): Sharp {
  return image.rotate(90)
}

async function printed(image: Sharp): Promise<Print> {
  const { data, info } = await sharp(await image.png().toBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return printOf({ data, width: info.width, height: info.height })
}

function distance(one: Print, other: Print): number {
  return distanceOf(wordsOf(one.forms.subarray(0, PRINT_BYTES)), wordsOf(other.forms.subarray(0, PRINT_BYTES)), 0, 256)
}

/** Between one as it is and the other in any of its forms. */
function nearest(one: Print, other: Print): number {
  return Math.min(
    ...Array.from({ length: 8 }, (_, form) => distanceOf(wordsOf(one.forms.subarray(0, PRINT_BYTES)), wordsOf(other.forms), form * 8, 256)),
  )
}

function hexOf(forms: Buffer, form = 0): string {
  return forms.toString('hex', form * PRINT_BYTES, (form + 1) * PRINT_BYTES)
}
