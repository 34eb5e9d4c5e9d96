// Turns a stranger's bytes into a clean photo, or says why not. The decoding itself happens in a caged process. SEC-4
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Print } from '../../../platform/known-images.ts'
import { log } from '../../../platform/log.ts'
import { metrics } from '../../../platform/metrics.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { answerOf } from './answer.ts'
import { type CleanPhoto, type Limits, limits, type PhotoRefusal, type Wanted } from './clean-photo.ts'
import { cagesFor, type Isolation } from './cage.ts'
import { type Child, memoryOf, startChild } from './child.ts'
import { headerSize, isMoving, isPlainPicture, knownFormat } from './magic.ts'

/** The photo in its renditions, upright and without a word of metadata. Refuses with a PhotoRefusal code. DAT-3 */
export async function decodePhoto(
  bytes: Buffer,
  given: Partial<Limits> = {},
  wants: Exclude<Wanted, 'print'> = 'photo',
): Promise<CleanPhoto> {
  const answer = await askChild(bytes, { ...limits, ...given }, wants)
  if ('renditions' in answer) return answer
  throw new Error('the decoder answered something else than was asked')
}

/** What is left of a picture for comparing. Undefined when the decoder has none to give. SAF-1 */
export async function printOfPhoto(bytes: Buffer): Promise<Print | undefined> {
  return (await askChild(bytes, limits, 'print')).print
}

/** As `decodePhoto`, of a picture that a Kitestring made: its largest size stays byte for byte as it is, once the cage has read it whole. Refuses every other picture. DEL-8 */
export async function keepPhoto(bytes: Buffer, wants: Exclude<Wanted, 'print'>): Promise<CleanPhoto> {
  if (!isPlainPicture(bytes)) throw new Refusal('photo.unknown-format')
  const clean = await decodePhoto(bytes, {}, wants)
  const size = headerSize(bytes)
  if (size?.width !== clean.width || size.height !== clean.height) throw new Refusal('photo.unknown-format') // larger than any we make
  return { ...clean, renditions: clean.renditions.map((one) => (one.name === 'screen' ? { ...one, bytes } : one)) }
}

/** How strong the walls around the decoder are on this machine; told by really starting one. */
export async function decoderIsolation(): Promise<Isolation> {
  const child = await takeChild()
  giveBack(child)
  return child.isolation
}

/** Ends the decoders that wait for work, as when the server stops. Those at work end with their photo. */
export function closeDecoders(): void {
  for (const child of idle.splice(0)) child.end()
}

// A child that has met this many photos, or grown this large, makes way for a fresh one.
const PHOTOS_PER_CHILD = 50
const GROWN_LARGE = 350_000_000
const IDLE_MILLISECONDS = 30_000
const MEMORY_CHECK_MILLISECONDS = 50
// Two photos at once where there is room for two, so that a small machine never holds more than one.
const MOST_CHILDREN = availableParallelism() > 1 && totalmem() > 1_500_000_000 ? 2 : 1

let cages = cagesFor(join(import.meta.dirname, 'decoder-child.ts'))
type Answer = CleanPhoto | { print: Print }

const idle: Child[] = []
const waiting: (() => void)[] = []
let taken = 0

async function askChild(bytes: Buffer, allowed: Limits, wants: Wanted): Promise<Answer> {
  const reason = refusalFromHeader(bytes, allowed)
  if (reason !== null) throw new Refusal(reason)
  const child = await takeChild()
  try {
    return await decodeIn(child, bytes, allowed, wants)
  } finally {
    giveBack(child)
  }
}

function refusalFromHeader(bytes: Buffer, allowed: Limits): PhotoRefusal | null {
  if (bytes.length === 0) return 'photo.empty'
  if (bytes.length > allowed.bytes) return 'photo.too-big'
  if (isMoving(bytes)) return 'photo.moving'
  if (knownFormat(bytes) === null) return 'photo.unknown-format'
  const size = headerSize(bytes)
  if (size === null || size.width === 0 || size.height === 0) return 'photo.broken'
  return size.width * size.height > allowed.pixels ? 'photo.too-many-pixels' : null
}

async function takeChild(): Promise<Child> {
  if (taken >= MOST_CHILDREN) await new Promise<void>((resolve) => waiting.push(resolve))
  else taken += 1
  const ready = idle.pop()
  if (ready !== undefined && !ready.hasEnded()) return ready
  try {
    const child = await startChild(cages)
    // What held once is the only way from then on: a start that fails later must not lower the walls.
    cages = [child.cage]
    return child
  } catch (fault) {
    passOn()
    throw fault
  }
}

function giveBack(child: Child): void {
  const isWorn = !child.isClean || child.photos >= PHOTOS_PER_CHILD || memoryOf(child) > GROWN_LARGE
  if (isWorn) child.end()
  if (!child.hasEnded()) rest(child)
  passOn()
}

function passOn(): void {
  const next = waiting.shift()
  if (next) next()
  else taken -= 1
}

// Waiting costs memory, so a child without work is let go; it never keeps the server from ending.
function rest(child: Child): void {
  idle.push(child)
  child.letGo()
  const since = child.photos
  setTimeout(() => {
    const at = idle.indexOf(child)
    if (at === -1 || child.photos !== since) return
    idle.splice(at, 1)
    child.end()
  }, IDLE_MILLISECONDS).unref()
}

const failures: Readonly<Record<string, string>> = {
  died: 'died',
  'photo.took-too-long': 'took-too-long',
  'photo.too-many-pixels': 'too-large',
}

async function decodeIn(child: Child, bytes: Buffer, allowed: Limits, wants: Wanted): Promise<Answer> {
  child.hold()
  child.photos += 1
  child.isClean = false // what a broken picture did to a decoder is not carried to the next family
  const { promise: stopped, resolve: stop } = Promise.withResolvers<PhotoRefusal>()
  const began = performance.now()
  const clock = setTimeout(() => stop('photo.took-too-long'), allowed.milliseconds)
  const scale = setInterval(() => memoryOf(child) > allowed.memory && stop('photo.too-many-pixels'), MEMORY_CHECK_MILLISECONDS)
  try {
    const outcome = await Promise.race([child.ask({ pixels: allowed.pixels, wants }, [bytes]), stopped])
    metrics.took('kitestring_decoder_seconds', performance.now() - began)
    if (typeof outcome === 'string') metrics.failed('kitestring_decoder_failures_total', failures[outcome] ?? 'died')
    const answer = outcome === 'died' ? { refusal: 'photo.broken' } : typeof outcome === 'string' ? { refusal: outcome } : answerOf(outcome)
    if ('refusal' in answer) {
      log.info('photo.refused', { code: answer.refusal, photos: child.photos })
      throw new Refusal(answer.refusal)
    }
    child.isClean = true
    return answer
  } finally {
    clearTimeout(clock)
    clearInterval(scale)
  }
}
