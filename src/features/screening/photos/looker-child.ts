// Looks at photos for the server: a process of its own that holds no key and reaches nothing. Of a photo it tells the kinds of what it saw, and nothing else. SEC-4, T23
import { Socket } from 'node:net'
import sharp from 'sharp'
import { type Frame, frameOf, frameReader } from '../../photos/pixels/frames.ts'
import { checkPhoto, longestSide } from './check-photo.ts'
import { openNets } from './nets.ts'
import { netFile, runnerFile } from './nets/files.ts'
import type { Pixels } from './pixels.ts'
import { type Noted, notedOf } from './seen-kinds.ts'

const largest = 16_000_000

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadWebpBuffer'] }) // what we have made ourselves

const nets = openNets(async (file) => netFile(file), runnerFile())
const answers = new Socket({ fd: 3, readable: false, writable: true })
process.stdin.on(
  'data',
  frameReader(largest, (frame) => void answer(frame)),
)
process.stdin.on('end', () => process.exit(0))
send({ ready: true })

async function answer({ payload }: Frame): Promise<void> {
  send({ noted: await look(payload).catch((): Noted[] => ['unseen']) })
}

async function look(bytes: Buffer): Promise<Noted[]> {
  const verdict = await checkPhoto(await pixelsOf(bytes), nets)
  return verdict.is === 'held' ? ['unseen'] : [...new Set(verdict.findings.map(({ kind }) => notedOf(kind)))]
}

async function pixelsOf(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

function send(header: unknown): void {
  for (const part of frameOf(header)) answers.write(part)
}
