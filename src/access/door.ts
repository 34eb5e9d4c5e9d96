// Every request comes in through here: who is it, may such a person do this, is there a "why", was it answered before; then one transaction.
import type { z } from 'zod'
import { sha256 } from '../platform/crypto.ts'
import { sql, type Db } from '../platform/db/pool.ts'
import type { PersonId } from '../platform/ids.ts'
import { refuse } from '../platform/refusal.ts'
import type { Room, Viewer } from './as-viewer.ts'
import { ruleOf, type Action } from './may.ts'

export type Asked<H> = { house: H; viewer: Viewer; params: Record<string, string>; query: Record<string, string>; body: never; headers: { host: string }; answerWith: AnswerWith }
export type AnswerWith = { startSession(kind: Viewer['kind'], token: string, seconds: number): void; endSession(): void }
export type Bytes = { type: string; bytes: Buffer }

/** What a route is: a line of the site map. `H` is the house: keyring, storage and the rest that the start has opened. */
export type Route<H> = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  may: Action
  says: string // one sentence for openapi.json
  body?: z.ZodType | 'bytes'
  query?: z.ZodType
  answer: z.ZodType | 'nothing' | 'bytes'
  status?: number
  tries?: { max: number; minutes: number } // per address, for doors that could be guessed at
  /** Slow work before the transaction, such as decoding; its result is `prepared`. */
  prepare?(asked: Asked<H> & { db?: undefined; me: PersonId }): Promise<unknown>
  /** `me` is the viewer; '' for a visitor. */
  work(asked: Asked<H> & { db: Db; me: PersonId; prepared: unknown }): Promise<unknown>
}

type Repeat = { key: string; digest: Buffer }

export async function answer<H extends { room: Room }>(route: Route<H>, asked: Asked<H>, key: string | undefined, digestible: Buffer | string): Promise<unknown> {
  const rule = ruleOf(route.may)
  if (!rule.who.includes(asked.viewer.kind)) refuse(asked.viewer.kind === 'visitor' ? 'sign-in.needed' : 'not-allowed')
  const repeat = key && asked.viewer.kind !== 'visitor' && route.method === 'POST' ? { key, digest: sha256(Buffer.concat([sha256(asked.params['url'] ?? ''), sha256(digestible)])) } : undefined
  const { asViewer } = asked.house.room
  let prepared: unknown
  if (route.prepare) {
    const before = await asViewer(asked.viewer, 'read', async (db) => ({ me: await enter(db, route, asked), earlier: repeat && (await recalled(db, repeat)) }))
    if (before.earlier !== undefined) return before.earlier
    prepared = await route.prepare({ ...asked, me: before.me })
  }
  return asViewer(asked.viewer, route.method === 'GET' ? 'read' : 'act', async (db) => {
    const me = await enter(db, route, asked)
    const earlier = repeat && (await recall(db, repeat))
    if (earlier !== undefined) return earlier
    const given = await route.work({ ...asked, db, me, prepared })
    if (repeat) await db.rows(sql`select access.remember(${repeat.key}::uuid, ${JSON.stringify(given ?? null)}::jsonb)`)
    return given
  })
}

// A session that has ended is nobody; a post without a "why" is not there. AUD-2
async function enter<H>(db: Db, route: Route<H>, asked: Asked<H>): Promise<PersonId> {
  if (asked.viewer.kind === 'visitor') return '' as PersonId
  const rule = ruleOf(route.may)
  const post = rule.why ? (asked.params['postId'] ?? '') : null
  const found = await db.one<{ me: PersonId | null; whys: string[] | null }>(sql`
    select access.viewer_id() as me, (select array_agg(m.why) from access.my_posts m where m.post_id = ${post}::uuid) as whys`)
  if (!found?.me) refuse('sign-in.needed')
  if (rule.why && !found.whys) refuse('not-found')
  if (rule.why && !rule.why.some((why) => found.whys?.includes(why))) refuse('not-allowed')
  return found.me
}

async function recall(db: Db, repeat: Repeat): Promise<unknown> {
  const found = await db.one<{ earlier: unknown }>(sql`select access.recall(${repeat.key}::uuid, ${repeat.digest}) as earlier`)
  return found?.earlier ?? undefined
}

async function recalled(db: Db, repeat: Repeat): Promise<unknown> {
  const found = await db.one<{ earlier: unknown }>(sql`select access.recalled(${repeat.key}::uuid, ${repeat.digest}) as earlier`)
  return found?.earlier ?? undefined
}
