// Makes the two sizes families look at, and the blurry placeholder. Runs only inside the decoder's own process.
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { Print } from '../../../platform/known-images.ts'
import type { CleanPhoto, Rendition } from './clean-photo.ts'
import { printOf } from './pdq.ts'

// docs/decisions/0005-renditions.md: sizes and quality, with what was measured.
export const SCREEN_SIDE = 2048
const CARD_SIDE = 800
const HASH_SIDE = 100
const WEBP = { quality: 80, effort: 2 }

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

/** Upright, in sRGB, on white, and without a word of metadata. DAT-3, I13 */
export async function makeRenditions(image: Sharp, wants: 'photo' | 'photo-and-print' = 'photo'): Promise<Omit<CleanPhoto, 'found'>> {
  const screen = await screenPixels(image)
  const card = await cardPixels(screen)
  const [thumbhash, ...renditions] = await Promise.all([thumbhashOf(card), encoded('screen', screen), encoded('card', card)])
  const print = wants === 'photo-and-print' ? printFrom(card) : undefined
  return { width: screen.info.width, height: screen.info.height, renditions, thumbhash, print }
}

/** Of the pixels of the card: upright, on white, and large enough, as what was published shows. SAF-1 */
export async function makePrint(image: Sharp): Promise<Print> {
  return printFrom(await cardPixels(await screenPixels(image)))
}

function screenPixels(image: Sharp): Promise<Pixels> {
  return pixelsOf(fitted(image.autoOrient(), SCREEN_SIDE).flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha())
}

function cardPixels(screen: Pixels): Promise<Pixels> {
  return pixelsOf(fitted(fromPixels(screen), CARD_SIDE))
}

function printFrom({ data, info }: Pixels): Print {
  return printOf({ data, width: info.width, height: info.height })
}

export function fitted(image: Sharp, side: number): Sharp {
  return image.resize(side, side, { fit: 'inside', withoutEnlargement: true })
}

async function encoded(name: Rendition['name'], pixels: Pixels): Promise<Rendition> {
  const { data, info } = await fromPixels(pixels).webp(WEBP).toBuffer({ resolveWithObject: true })
  return { name, width: info.width, height: info.height, type: 'image/webp', bytes: data }
}

async function thumbhashOf(card: Pixels): Promise<Buffer> {
  const { data, info } = await pixelsOf(fitted(fromPixels(card), HASH_SIDE).ensureAlpha())
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data))
}

async function pixelsOf(image: Sharp): Promise<Pixels> {
  return image.raw().toBuffer({ resolveWithObject: true })
}

function fromPixels({ data, info }: Pixels): Sharp {
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}
