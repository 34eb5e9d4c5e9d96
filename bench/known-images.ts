// SAF-1: what a print costs a photo, and how long a million listed ones are searched for the nearest, against looking at each.
import sharp from 'sharp'
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { printOf } from '../src/features/photos/pixels/pdq.ts'
import { makePrint } from '../src/features/photos/pixels/renditions.ts'
import { distanceOf, FARTHEST, openNearest, WORDS } from '../src/platform/known-images/nearest.ts'
import { phoneJpeg, scene } from '../test/fixtures/make-photos.ts'
import { median, runAlone, show, type Bench, type Line } from './ground.ts'

const listed = 1_000_000
const forms = 8

export const knownImages: Bench = async ({ rounds }) => [await ofPhoto(rounds), ...searching(rounds)]

async function ofPhoto(rounds: number): Promise<Line> {
  const photo = await phoneJpeg()
  const card = { width: 800, height: 600 }
  const data = await (await scene(card)).raw().toBuffer()
  const screen = await (await scene({ width: 2048, height: 1536 })).webp({ quality: 80 }).toBuffer()
  const times: Record<'photo' | 'print' | 'stored', number[]> = { photo: [], print: [], stored: [] }
  await decodePhoto(photo)
  for (let round = 0; round < rounds * 3; round += 1) {
    times.photo.push(await timed(() => decodePhoto(photo)))
    times.print.push(await timed(async () => printOf({ data, ...card })))
    times.stored.push(await timed(() => makePrint(sharp(screen))))
  }
  closeDecoders()
  return {
    work: 'SAF-1 the print of a 12 MP photo, against taking it in without',
    limit: `${show(median(times.photo))} ms`,
    product: `${show(median(times.print))} ms`,
    ratio: `${show(median(times.stored))} ms of a stored rendition, decoding and all`,
    goal: '',
    met: undefined,
  }
}

function searching(rounds: number): Line[] {
  const words = new Uint32Array(listed * WORDS)
  for (let from = 0; from < words.length; from += 16_384) crypto.getRandomValues(words.subarray(from, from + 16_384))
  globalThis.gc?.()
  const before = process.memoryUsage().arrayBuffers
  const began = performance.now()
  const nearest = openNearest(words)
  const built = performance.now() - began
  const held = process.memoryUsage().arrayBuffers - before + words.byteLength
  const times: Record<'each' | 'index', number[]> = { each: [], index: [] }
  for (let round = 0; round < rounds * 4; round += 1) {
    const prints = Array.from({ length: forms }, (_, form) => changed(words, (round * forms + form) * 7919, (round * 3 + form) % 40))
    let scanned: number[] = []
    let found: number[] = []
    times.each.push(timedNow(() => (scanned = prints.map((print) => scan(words, print)))))
    times.index.push(timedNow(() => (found = prints.map((print) => nearest(print)?.distance ?? FARTHEST + 1))))
    if (String(scanned) !== String(found)) throw new Error(`the index finds ${found}, looking at each ${scanned}`)
  }
  const [each, index] = [median(times.each), median(times.index)]
  return [
    {
      work: `SAF-1 a photo in its ${forms} forms among ${listed.toLocaleString('en')} prints, against looking at each`,
      limit: `${show(each)} ms`,
      product: `${show(index)} ms`,
      ratio: `${show(each / index)} times sooner; made in ${show(built)} ms, ${show(held / 1e6)} MB with the prints`,
      goal: '',
      met: undefined,
    },
  ]
}

function scan(words: Uint32Array, print: Uint32Array): number {
  let best = FARTHEST + 1
  for (let at = 0; at < words.length; at += WORDS) best = Math.min(best, distanceOf(print, words, at, best))
  return best
}

function changed(words: Uint32Array, at: number, bits: number): Uint32Array {
  const from = (at % listed) * WORDS
  const print = words.slice(from, from + WORDS)
  for (let n = 0; n < bits; n += 1) {
    const bit = (n * 83 + 5) % 256
    print[bit >> 5] = (print[bit >> 5] ?? 0) ^ (1 << (bit & 31))
  }
  return print
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function timedNow(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

await runAlone(import.meta, knownImages)
