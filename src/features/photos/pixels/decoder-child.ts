// The only place where a stranger's bytes meet picture decoders: a process of its own that holds no key and reaches nothing. SEC-4, T23
import { Socket } from 'node:net'
import sharp, { type Sharp } from 'sharp'
import type { CleanPhoto, Wanted } from './clean-photo.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { whatWasFound } from './found.ts'
import { type Frame, frameOf, frameReader } from './frames.ts'
import { type Format, knownFormat } from './magic.ts'
import { fitted, makePrint, makeRenditions, SCREEN_SIDE } from './renditions.ts'

const LARGEST_REQUEST = 64_000_000
const OLDEST_LIBRARY = '8.18.0' // of libvips: what comes along is newer; a machine may have one of its own

if (sharp.versions.vips.localeCompare(OLDEST_LIBRARY, 'en', { numeric: true }) < 0) {
  process.stderr.write(
    `libvips ${sharp.versions.vips} is older than ${OLDEST_LIBRARY}. Remove SHARP_FORCE_GLOBAL_LIBVIPS and install again.`,
  )
  process.exit(1)
}

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })

const answers = new Socket({ fd: 3, readable: false, writable: true })
process.stdin.on(
  'data',
  frameReader(LARGEST_REQUEST, (frame) => void answer(frame)),
)
process.stdin.on('end', () => process.exit(0))
send({ ready: true })

async function answer({ header, payload }: Frame): Promise<void> {
  try {
    const { pixels, wants } = askedIn(header)
    if (wants === 'print') {
      const { quality, forms } = await makePrint(await readable(payload, formatOf(payload), pixels).then((bytes) => open(bytes, pixels)))
      return send({ print: { quality } }, [forms])
    }
    const { renditions, thumbhash, print, ...facts } = await cleanPhoto(payload, pixels, wants)
    const sizes = renditions.map(({ bytes, ...rest }) => ({ ...rest, length: bytes.length }))
    send({ photo: { ...facts, renditions: sizes, thumbhash: thumbhash.length, ...(print && { print: { quality: print.quality } }) } }, [
      ...renditions.map(({ bytes }) => bytes),
      thumbhash,
      ...(print ? [print.forms] : []),
    ])
  } catch (fault) {
    send(outcomeOf(fault))
  }
}

async function cleanPhoto(bytes: Buffer, pixels: number, wants: Exclude<Wanted, 'print'>): Promise<CleanPhoto> {
  const format = formatOf(bytes)
  const found = await whatWasFound(bytes, format, open(bytes, pixels))
  return { ...(await makeRenditions(open(await readable(bytes, format, pixels), pixels), wants)), found }
}

function formatOf(bytes: Buffer): Format {
  const format = knownFormat(bytes)
  if (format === null) throw new Refusal('photo.unknown-format')
  return format
}

// Colours are converted after shrinking: on all twelve megapixels it would take four times as long.
async function readable(bytes: Buffer, format: Format, pixels: number): Promise<Buffer> {
  if (format === 'heic') {
    const { readHeic } = await import('./heic.ts') // only when an iPhone file comes: it takes memory
    return readHeic(bytes, { longest: SCREEN_SIDE, pixels })
  }
  const { icc, space } = await open(bytes, pixels).metadata()
  const hasWideColours = icc !== undefined && space === 'srgb'
  return hasWideColours
    ? fitted(open(bytes, pixels).autoOrient(), SCREEN_SIDE).keepIccProfile().png({ compressionLevel: 0 }).toBuffer()
    : bytes
}

function open(bytes: Buffer, pixels: number): Sharp {
  return sharp(bytes, { limitInputPixels: pixels, failOn: 'error', sequentialRead: true })
}

// A decoder that gives up says the picture is broken; a mistake in our own code must not hide behind that.
function outcomeOf(fault: unknown): { refusal: string } | { bug: string } {
  if (fault instanceof Refusal) return { refusal: fault.code }
  if (fault instanceof TypeError || fault instanceof ReferenceError || fault instanceof SyntaxError) return { bug: fault.name }
  if (fault instanceof Error && /pixel limit/i.test(fault.message)) return { refusal: 'photo.too-many-pixels' }
  return { refusal: 'photo.broken' }
}

function askedIn(header: unknown): { pixels: number; wants: Wanted } {
  const { pixels, wants } = header as { pixels: number; wants: Wanted } // the server's own words
  return { pixels: Number(pixels) || 0, wants }
}

function send(header: unknown, payloads: readonly Buffer[] = []): void {
  for (const part of frameOf(header, payloads)) answers.write(part)
}
