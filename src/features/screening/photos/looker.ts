// The server's own look at photos, where nobody would look first: whatever the child's device has said, a changed app gains nothing. One photo at a time, in a caged
// process that is let go when there is nothing to look at. PUB-2, PUB-5, SEC-4
import { join } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../../../platform/crypto.ts'
import { log } from '../../../platform/log.ts'
import { cagesFor } from '../../photos/pixels/cage.ts'
import { type Child, memoryOf, startChild } from '../../photos/pixels/child.ts'
import { type Noted, notedKinds } from './seen-kinds.ts'

const said = z.strictObject({ noted: z.array(z.enum(notedKinds)) })
const mostPhotos = 50 // of one process
const mostMemory = 1_200_000_000
const mostMilliseconds = 20_000
const allMilliseconds = 40_000 // for all photos of a post: who asks waits for it
const idleMilliseconds = 30_000
const mostKnown = 200

let cages = cagesFor(join(import.meta.dirname, 'looker-child.ts'), [join(import.meta.dirname, '..')])
let child: Child | undefined
let turn: Promise<unknown> = Promise.resolve()
let letGo: NodeJS.Timeout | undefined
/** What was seen, by the hash of the picture: who asks again waits once. In this memory only. */
const known = new Map<string, Noted[]>()

/** By kind. What went wrong, or took too long, is unseen: a guardian looks first. */
export async function lookAtAll(photos: AsyncIterable<Buffer> | Iterable<Promise<Buffer>>): Promise<Noted[]> {
  const until = performance.now() + allMilliseconds
  const noted = new Set<Noted>()
  for await (const photo of photos) {
    if (performance.now() > until) return [...noted.add('unseen')]
    for (const kind of await lookAtOne(photo)) noted.add(kind)
  }
  return [...noted]
}

async function lookAtOne(photo: Buffer): Promise<Noted[]> {
  const hash = sha256(photo).toString('base64')
  const before = known.get(hash)
  if (before) return before
  const noted = await inTurn(() => ask(photo)).catch((fault: unknown): Noted[] => {
    log.warn('photo.unseen', { fault: fault instanceof Error ? fault.name : 'unknown' })
    return ['unseen']
  })
  if (!noted.includes('unseen')) remember(hash, noted)
  return noted
}

function remember(hash: string, noted: Noted[]): void {
  known.set(hash, noted)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
}

function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const answer = turn.then(work)
  turn = answer.catch(() => {})
  return answer
}

async function ask(photo: Buffer): Promise<Noted[]> {
  clearTimeout(letGo)
  const mine = await theChild()
  mine.hold()
  mine.photos += 1
  const clock = setTimeout(() => mine.end(), mostMilliseconds)
  const scale = setInterval(() => memoryOf(mine) > mostMemory && mine.end(), 100)
  try {
    const answer = await mine.ask({}, [photo])
    if (answer === 'died') throw new Error('the process that looks has ended over a photo')
    return said.parse(answer.header).noted
  } catch (fault) {
    mine.end()
    throw fault
  } finally {
    clearTimeout(clock)
    clearInterval(scale)
    mine.letGo()
    if (mine.photos >= mostPhotos) mine.end()
    letGo = setTimeout(() => mine.end(), idleMilliseconds).unref()
  }
}

async function theChild(): Promise<Child> {
  if (child && !child.hasEnded()) return child
  child = await startChild(cages)
  cages = [child.cage] // what held once is the only way from then on
  return child
}
