// The check of photos over all made pictures: what it sees, misses, and sees where nothing is; and how long it takes here. PUB-2, BUL-5
import sharp from 'sharp'
import { checkPhoto, longestSide } from '../../src/features/screening/photos/check-photo.ts'
import type { Nets } from '../../src/features/screening/photos/nets.ts'
import type { Pixels } from '../../src/features/screening/photos/pixels.ts'
import type { Seen } from '../../src/features/screening/photos/seen-kinds.ts'
import { type Pictured, pictured, pictureOf } from './pictures.ts'

export type JudgedPicture = Pictured & { found: Seen[]; milliseconds: number }

export async function measuredPictures(nets: Nets): Promise<JudgedPicture[]> {
  await checkPhoto(await pixelsOf(await pictureOf({ kind: null, words: 'once', way: 'clear', font: 'andika' })), nets) // the nets come once: that is not the time of a picture
  const judged: JudgedPicture[] = []
  for (const picture of pictured()) {
    const pixels = await pixelsOf(await pictureOf(picture))
    const began = performance.now()
    const verdict = await checkPhoto(pixels, nets, { milliseconds: 600_000 })
    if (verdict.is === 'held') throw new Error('a picture was held')
    judged.push({ ...picture, found: [...new Set(verdict.findings.map(({ kind }) => kind))], milliseconds: performance.now() - began })
  }
  return judged
}

export async function pixelsOf(file: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
