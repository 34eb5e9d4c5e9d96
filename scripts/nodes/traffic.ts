// Families who post, approve, look and take back, through whatever stands between them and the nodes. Each request is sent again with the same key until it is answered, as our screens do; and what was answered is
// held to it.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Answer, Method, Person } from '../../db/seed.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'

/** A child, who guards it, and a friend who sees. */
export type Three = { child: Person; guardian: Person; friend: Person }
export type Shared = { three: Three; post: string; photo: string }
export type AsOwner = (text: string, values: unknown[]) => Promise<unknown>

/** What was answered, and so must be true from then on. */
export class Traffic {
  kept: Shared[] = []
  takenBack: Shared[] = []
  /** When something was not answered, or by a fault. */
  failures: { at: number; what: string }[] = []
  acts: number[] = [] // when one was answered
  seenAfter = 0 // pictures or pages that came after the answer that they are taken back
  looksAfter = 0
  #stopped = false
  #running: Promise<void>[] = []
  #threes: readonly Three[]
  #asOwner: AsOwner
  #directly: (person: Person) => Person[]

  /** `directly`: the same person, at each node that is up. */
  constructor(threes: readonly Three[], asOwner: AsOwner, directly: (person: Person) => Person[]) {
    this.#threes = threes
    this.#asOwner = asOwner
    this.#directly = directly
  }

  begin(): void {
    this.#running = this.#threes.map((three) => this.#live(three))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#running)
  }

  async #live(three: Three): Promise<void> {
    for (let turn = 0; !this.#stopped; turn += 1) {
      const shared = await this.share(three)
      if (turn % 3 === 0) this.kept.push(shared)
      else await this.takeBack(shared)
      await pause(50)
    }
  }

  async share(three: Three): Promise<Shared> {
    const { child, guardian, friend } = three
    const picture = await idPhoto(Math.floor(Math.random() * 2 ** 31), { width: 320, height: 240 })
    const { photoId: photo } = await this.insist<{ photoId: string }>(child, 'POST', '/api/photos', picture)
    const asked = { photos: [{ photoId: photo, alt: '' }], caption: 'look', audience: [friend.id], days: 7 }
    const { postId: post } = await this.insist<{ postId: string }>(child, 'POST', '/api/posts', asked)
    const { contentHash } = await this.insist<Post>(guardian, 'GET', `/api/posts/${post}`)
    const freshCheckId = randomUUID() // put into the table: making one takes a password hash each time, and is not what is tried here
    await this.#insistAsOwner(
      "insert into fresh_checks (id, session_id, act, subject, made_at) select $1, id, 'post.approve', 'inbox', now() from sessions where person_id = $2 limit 1 on conflict do nothing",
      [freshCheckId, guardian.id],
    )
    await this.insist(guardian, 'POST', `/api/posts/${post}/approval`, { contentHash, freshCheckId })
    await this.#insistAsOwner(
      "update posts set shared_from = shared_from - interval '12 minutes', shared_until = shared_until - interval '12 minutes' where id = $1",
      [post],
    )
    await this.#insistAsOwner("update post_audience set shared_from = shared_from - interval '12 minutes' where post_id = $1", [post])
    await this.insist(friend, 'GET', `/api/photos/${photo}/card`)
    return { three, post, photo }
  }

  /** From the moment of the answer on, no node shows any of it. */
  async takeBack(shared: Shared): Promise<void> {
    await this.insist(shared.three.child, 'POST', `/api/posts/${shared.post}/taking-back`, {})
    this.takenBack.push(shared)
    for (const there of this.#directly(shared.three.friend)) await this.lookAfter(there, shared)
  }

  async lookAfter(friend: Person, { post, photo }: Shared): Promise<void> {
    for (const url of [`/api/photos/${photo}/card`, '/api/feed']) {
      const answer = await friend.get(url).catch(() => undefined)
      if (answer === undefined || answer.status >= 500) continue // no answer shows nothing
      this.looksAfter += 1
      if (url === '/api/feed' ? answer.status !== 200 || answer.raw.includes(post) : answer.status !== 404) this.seenAfter += 1
    }
  }

  async insist<T>(person: Person, method: Method, url: string, body?: unknown): Promise<T> {
    const key = randomUUID()
    for (;;) {
      const answer: Answer<T> | Error = await person
        .ask<T>(method, url, body, method === 'POST' ? { 'idempotency-key': key } : {})
        .catch((fault: Error) => fault)
      if (!(answer instanceof Error) && answer.status < 500) {
        if (answer.status >= 300) throw new Error(`${person.name}, ${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
        if (method !== 'GET') this.acts.push(Date.now())
        return answer.body
      }
      const what = answer instanceof Error ? String(answer.cause ?? answer) : `${answer.status} ${JSON.stringify(answer.body)}`
      this.failures.push({ at: Date.now(), what: `${method} ${url.replaceAll(/[0-9a-f-]{36}/g, '…')}: ${what}` })
      await pause(100)
    }
  }

  async #insistAsOwner(text: string, values: unknown[]): Promise<void> {
    for (;;)
      try {
        return void (await this.#asOwner(text, values))
      } catch (fault) {
        if (fault instanceof pg.DatabaseError && !/^(57|08|53|25006)/.test(fault.code ?? '')) throw fault
        await pause(100) // the database has moved
      }
  }
}

/** An open line of somebody; `heard` counts every word that something has changed. */
export async function openLine(
  origin: string,
  person: Person,
): Promise<{ heard(): number; untilHeard(since: number): Promise<number>; close(): void }> {
  const stop = new AbortController()
  const response = await fetch(`${origin}/api/events`, { headers: { cookie: person.cookie, origin }, signal: stop.signal })
  if (!response.ok || !response.body) throw new Error(`no line: ${response.status}`)
  const times: number[] = []
  void (async () => {
    let rest = ''
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      const lines = (rest + Buffer.from(piece).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line === 'event: changed') times.push(performance.now())
    }
  })().catch(() => {}) // it ends with its node
  return {
    heard: () => times.length,
    async untilHeard(since) {
      for (const giveUp = performance.now() + 10_000; performance.now() < giveUp; await pause(2)) {
        const at = times.find((time) => time >= since)
        if (at !== undefined) return at - since
      }
      return Number.POSITIVE_INFINITY
    },
    close: () => stop.abort(),
  }
}
