// `node scripts/fuzz.ts [minutes [seed]]`: pictures that are broken on purpose and words in every disguise, against what takes photos in and what looks at them.
// An hour unless said otherwise. A command, not a test: whatever crashes, hangs or lets something through says how to see it again. SEC-4, PUB-2, PUB-6
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { limits } from '../src/features/photos/pixels/clean-photo.ts'
import { isPlainPicture } from '../src/features/photos/pixels/magic.ts'
import { lookAtAll } from '../src/features/screening/photos/looker.ts'
import { checkWords } from '../src/features/screening/words.ts'
import { Refusal } from '../src/platform/refusal.ts'
import { gardenHeic, hostileFiles, mutated, phoneJpeg, polyglots, scene, wordyPng, wordyWebp } from '../test/fixtures/make-photos.ts'
import { pictured, pictureOf } from '../test/screening/pictures.ts'
import { messages } from '../test/screening/set.ts'

const [minutes = 60, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number)
const lookEach = 25 // pictures taken in: a look costs as much as taking in fifty
const wordsEach = 40 // for each picture
const mostMilliseconds = { photo: limits.milliseconds + 2_000, look: 41_000, words: 1_000 }
const leastHeld = 500 // letters: nothing that short is too long to be read

const count = { pictures: 0, 'taken in': 0, refused: 0, looks: 0, words: 0, found: 0, held: 0 }
const slowest = { photo: 0, look: 0, words: 0 }
const wrong: string[] = []
const until = performance.now() + minutes * 60_000
let told = performance.now()

const files = [
  await phoneJpeg(),
  await phoneJpeg(await scene({ width: 640, height: 480 })),
  await wordyPng(),
  await wordyWebp(),
  gardenHeic(),
  ...(await polyglots()).map(({ bytes }) => bytes),
  ...(await hostileFiles()).map(({ bytes }) => bytes).filter(({ length }) => length > 16 && length < 1_000_000),
  ...(await Promise.all(pictured().slice(0, 12).map(pictureOf))),
]
const texts = messages().map(({ text }) => text)

process.once('SIGINT', () => end())
for (let turn = 0; performance.now() < until; turn += 1) {
  await onePicture(seed + turn)
  for (let nth = 0; nth < wordsEach; nth += 1) someWords(seed + turn * wordsEach + nth)
  if (performance.now() - told > 30_000) tell()
}
end()

/** Taken in, and then nothing but a plain picture of ours; or refused with a word of ours. Each in time. */
async function onePicture(at: number): Promise<void> {
  const next = drawsOf(at)
  const bytes = spliced(mutated(next.oneOf(files), at), next)
  count.pictures += 1
  const clean = await inTime('photo', `picture ${at}`, () =>
    decodePhoto(bytes).catch((fault: unknown) => {
      if (!(fault instanceof Refusal) || !fault.code.startsWith('photo.')) wrong.push(`picture ${at}: ${String(fault)}`)
      count.refused += 1
    }),
  )
  if (!clean) return
  count['taken in'] += 1
  if (!clean.renditions.every((one) => isPlainPicture(one.bytes))) wrong.push(`picture ${at}: what was kept is no plain picture`)
  const screen = clean.renditions.find(({ name }) => name === 'screen')
  if (!screen || count['taken in'] % lookEach !== 0) return
  count.looks += 1
  await inTime('look', `look ${at}`, () => lookAtAll([Promise.resolve(next.oneOf([screen.bytes, mutated(screen.bytes, at)]))]))
}

/** A piece of one picture inside another, or the same piece many times over. */
function spliced(bytes: Buffer, next: Draws): Buffer {
  if (next.below(3) > 0 || bytes.length < 64) return bytes
  const from = next.oneOf([bytes, next.oneOf(files)])
  const piece = from.subarray(next.below(from.length), from.length).subarray(0, 1 + next.below(4_000))
  const at = next.below(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(1 + next.below(8)).fill(piece), bytes.subarray(at + next.below(200))])
}

function someWords(at: number): void {
  const next = drawsOf(at)
  const written = Array.from({ length: 1 + next.below(4) }, () => disguised(next.oneOf(texts), next))
  const began = process.cpuUsage()
  const verdict = checkWords(written, next.oneOf(['en', 'es', 'de', 'fr', 'ar', undefined, 'xx']))
  const took = process.cpuUsage(began).user / 1_000 // of the processor: others may use it too
  slowest.words = Math.max(slowest.words, took)
  count.words += 1
  if (verdict.is === 'found') count.found += 1
  if (verdict.is === 'held') count.held += 1
  const length = written.join('').length
  if (took > mostMilliseconds.words) wrong.push(`words ${at}: ${Math.round(took)} ms for ${length} letters`)
  if (verdict.is === 'held' && length < leastHeld) wrong.push(`words ${at}: ${length} letters could not be read`)
  for (const { text, start, end } of verdict.findings)
    if (!(start >= 0 && start < end && end <= (written[text]?.length ?? -1))) wrong.push(`words ${at}: a finding lies beside its text`)
}

/** Up to six of these, one after another. */
function disguised(text: string, next: Draws): string {
  const strange = ['\u200b', '\u202e', '\u0301', '\ufe0f\u20e3', '\ud800', '\u0000', '🎈', '٠', 'ﷺ', '\u00ad', '𝟎', 'ß', '\n']
  const ways: ((words: string) => string)[] = [
    (words) => [...words].map((sign) => (next.below(4) === 0 ? sign + next.oneOf(strange) : sign)).join(''),
    (words) => [...words].join(next.oneOf([' ', '.', '-', ' _ ', '\u200b'])),
    (words) => [...words].reverse().join(''),
    (words) => words.toUpperCase(),
    (words) => words.replace(/[!-~]/g, (sign) => (next.below(2) === 0 ? String.fromCodePoint(sign.charCodeAt(0) + 0xfee0) : sign)),
    (words) => words.repeat(1 + next.below(next.below(20) === 0 ? 400 : 4)),
    (words) => words.slice(next.below(words.length + 1)) + next.oneOf(texts),
    (words) => words + String.fromCodePoint(...Array.from({ length: 1 + next.below(60) }, () => next.below(0x11_0000))),
    (words) => words.replace(/\d/g, (digit) => next.oneOf(['０', '𝟘', '٠', '०', '⓪', digit]) + next.oneOf(['', ' ', '\ufe0f\u20e3'])),
  ]
  let words = text
  for (let left = next.below(7); left > 0; left -= 1) words = next.oneOf(ways)(words)
  return words
}

async function inTime<T>(what: 'photo' | 'look', name: string, work: () => Promise<T>): Promise<T | undefined> {
  const began = performance.now()
  const late = setTimeout(() => end(`${name}: no end after ${mostMilliseconds[what]} ms`), mostMilliseconds[what] * 2)
  try {
    return await work()
  } catch (fault) {
    wrong.push(`${name}: ${String(fault)}`)
    return undefined
  } finally {
    clearTimeout(late)
    const took = performance.now() - began
    slowest[what] = Math.max(slowest[what], took)
    if (took > mostMilliseconds[what]) wrong.push(`${name}: ${Math.round(took)} ms`)
  }
}

type Draws = { below(end: number): number; oneOf<T>(all: readonly T[]): T }

/** The same for the same number. (mulberry32) */
function drawsOf(start: number): Draws {
  let state = start >>> 0
  const below = (end: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
  return { below, oneOf: <T>(all: readonly T[]) => all[below(all.length)] as T }
}

function tell(): void {
  told = performance.now()
  const left = Math.max(0, Math.round((until - told) / 60_000))
  console.log(`${JSON.stringify(count)}, ${wrong.length} wrong, ${left} minutes left`)
}

function end(more?: string): never {
  if (more) wrong.push(more)
  tell()
  console.log(
    `seed ${seed}; slowest, in ms: ${Object.entries(slowest)
      .map(([what, ms]) => `${what} ${Math.round(ms)}`)
      .join(', ')}`,
  )
  for (const one of wrong.slice(0, 50)) console.log(`wrong: ${one}`)
  closeDecoders()
  process.exit(wrong.length > 0 ? 1 : 0)
}
