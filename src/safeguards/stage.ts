// What a round needs before it can attack: four families, what three of them opened, who is connected with whom, and what they share. Mia-like a with b and d, b with c; never a with c.
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { connects, good, opens, type Answer, type Method } from '../../db/seed.ts'
import type { Connection } from '../features/connections/contract.ts'
import type { Feed, Post } from '../features/posts/contract.ts'
import { renditionNames } from '../features/photos/sealed.ts'
import { seconds, type Clock, type Instant } from '../platform/clock.ts'
import { Canary, makeFamily, makeStaff, type Family, type Nest } from './canaries.ts'

/** `pass` lets time go by: a live round waits, a test moves the rows. `pages`: where the database's files lie, when they can be read. */
export type Grounds = Nest & {
  clock: Clock
  pass(milliseconds: number, posts: readonly string[]): Promise<void>
  folders: readonly string[]
  pages: 'readable' | 'elsewhere'
}

export type Thing = { post: string; photo: string }

/** What did not hold, as a code. */
export class Broken extends Error {
  override name = 'Broken'
  code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export type Stage = {
  grounds: Grounds
  began: Instant
  words: { caption: string; alt: string; name: string; erased: string }
  a: Family
  b: Family
  c: Family
  d: Family
  visitor: Canary
  staff: Canary
  /** Each is a post: `waiting` for b is never approved; `kept` is for b and d, `back` and `brief` for b, `tagged` for b and d, who is in it, and `far` is b's for c. */
  things: Record<'waiting' | 'kept' | 'back' | 'brief' | 'tagged' | 'far', Thing>
  usedCheck: string
  attacks: number
  /** What checks share, each done once, whichever of them comes first. */
  approved(): Promise<void>
  shared(): Promise<void>
  takenBack(): Promise<void>
  apart(): Promise<void>
}

export const cooling = seconds(61)

export async function buildStage(grounds: Grounds): Promise<Stage> {
  const began = (grounds.clock.now() - seconds(2)) as Instant // file systems keep time coarsely
  const words = { caption: newWord(), alt: newWord(), name: newWord(), erased: newWord() }
  const [a, b, c, d] = [
    await makeFamily(grounds, { guardian: newWord(), child: words.name }),
    await makeFamily(grounds, { guardian: newWord(), child: newWord() }),
    await makeFamily(grounds, { guardian: newWord(), child: newWord() }),
    await makeFamily(grounds, { guardian: newWord(), child: newWord() }),
  ]
  for (const [one, other] of [
    [a, b],
    [b, c],
    [a, d],
  ] as const)
    await connects([one.guardian, one.child], [other.guardian, other.child])
  for (const { guardian, child } of [a, b, c]) await opens(guardian, child, 'audience', 'everyone')
  for (const { guardian, child } of [a, b]) await opens(guardian, child, 'cooling-off', 'minute')
  const asks = async (from: Family, to: Family[], caption: string, alt = 'a drawing', inIt: Family[] = []): Promise<Thing> => {
    const [audience, tagged] = [to, inIt].map((families) => families.map(({ child }) => child))
    const post = await from.child.asksWith(await telling(), { with: audience ?? [], tagged: tagged ?? [], caption, alt })
    const [photo] = (await good(from.child.get<Post>(`/api/posts/${post}`))).photos
    return { post, photo: photo?.photoId ?? '' }
  }
  const things = {
    waiting: await asks(a, [b], 'waits'),
    kept: await asks(a, [b, d], words.caption, words.alt),
    back: await asks(a, [b], words.erased),
    brief: await asks(a, [b], 'ends'),
    tagged: await asks(a, [b, d], 'together', 'two children', [d]),
    far: await asks(b, [c], 'far'),
  }
  const stage: Stage = {
    grounds,
    began,
    words,
    a,
    b,
    c,
    d,
    visitor: new Canary('nobody', grounds.send),
    staff: await makeStaff(grounds, newWord()),
    things,
    usedCheck: '',
    attacks: 0,
    approved: once(async () => {
      stage.usedCheck = await approves(a.guardian, things.kept.post)
      await approves(a.guardian, things.back.post)
      await approves(a.guardian, things.brief.post)
      await approves(a.guardian, things.tagged.post)
      await approves(b.guardian, things.far.post)
    }),
    shared: once(async () => {
      await stage.approved()
      await grounds.pass(cooling, [things.kept.post, things.back.post, things.brief.post, things.tagged.post, things.far.post])
    }),
    takenBack: once(async () => {
      await stage.shared()
      await good(a.child.takesBack(things.back.post))
    }),
    apart: once(async () => {
      await stage.shared()
      const { connections } = await good(b.child.get<{ connections: Connection[] }>('/api/connections'))
      const one = connections.find(({ other }) => other.id === a.child.id)
      holds(one, 'ended-connection-control')
      await good(b.child.ask('DELETE', `/api/connections/${one.id}`))
    }),
  }
  return stage
}

/** An attack: an answer other than a refusal breaks the promise. */
export async function refused(stage: Stage, code: string, who: Canary, method: Method, url: string, body?: unknown): Promise<Answer> {
  stage.attacks += 1
  const answer = await (method === 'POST' ? who.post(url, body) : who.ask(method, url))
  if (answer.status < 400 || answer.status >= 500 || answer.status === 429) throw new Broken(code) // a fault is no refusal
  return answer
}

/** By every way there is: page, bytes, list and feed. */
export async function closedTo(stage: Stage, who: Canary, { post, photo }: Thing, code: string): Promise<void> {
  await refused(stage, `${code}-page`, who, 'GET', `/api/posts/${post}`)
  for (const name of renditionNames) await refused(stage, `${code}-bytes`, who, 'GET', `/api/photos/${photo}/${name}`)
  for (const list of ['/api/feed', '/api/posts']) {
    stage.attacks += 1
    const answer = await who.get(list)
    if (answer.status >= 500 || answer.raw.includes(post) || answer.raw.includes(photo)) throw new Broken(`${code}-list`)
  }
}

/** The other half of each promise: who may see does, or the attacks would prove nothing. */
export async function openTo(who: Canary, { post, photo }: Thing, code: string): Promise<void> {
  const feed = await who.get<Feed>('/api/feed')
  const bytes = await who.get(`/api/photos/${photo}/card`)
  if (feed.status !== 200 || bytes.status !== 200 || !feed.body.posts.some((one) => one.id === post)) throw new Broken(`${code}-control`)
}

export function holds(condition: unknown, code: string): asserts condition {
  if (!condition) throw new Broken(code)
}

/** A guardian's yes to what waits. The proof it took. */
export async function approves(guardian: Canary, post: string): Promise<string> {
  const { contentHash } = await good(guardian.get<Post>(`/api/posts/${post}`))
  const freshCheckId = await guardian.fresh('post.approve', 'inbox')
  await good(guardian.post(`/api/posts/${post}/approval`, { contentHash, freshCheckId }))
  return freshCheckId
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}

// Letters that stand nowhere else.
export function newWord(): string {
  return `Qz${[...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`
}

export const planted = ['CANARY-MAKE', 'CANARY-MODEL', 'CANARY-WORDS']

/** A photo as a phone makes it: it tells its place, its camera and a few words. */
export function telling(): Promise<Buffer> {
  const [make = '', model = '', words = ''] = planted
  return sharp(randomBytes(320 * 240 * 3), { raw: { width: 320, height: 240, channels: 3 } })
    .blur(3)
    .withExif({
      IFD0: { Make: make, Model: model, ImageDescription: words },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 22/1 23/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 53/1 32/1' },
    })
    .jpeg({ quality: 85 })
    .toBuffer()
}
