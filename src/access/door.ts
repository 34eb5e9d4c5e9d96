// Every request comes in through here: who is it, may such a person do this, is there a "why", was it answered before; then one transaction.
import type { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { boundTo, openText, sealText } from '../platform/crypto.ts'
import { sql, type Db, type Sql } from '../platform/db/sql.ts'
import type { PersonId } from '../platform/ids.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { KnownImages } from '../platform/known-images.ts'
import { refuse } from '../platform/refusal.ts'
import type { Storage } from '../platform/storage/storage.ts'
import type { Kind, Mode, Room, Viewer } from './as-viewer.ts'
import { ruleOf, type Action } from './may.ts'

/** What the start has opened, handed down to every route. */
export type House = Readonly<{
  config: Config
  room: Room
  keyring: Keyring
  storage: Storage
  clock: Clock
  known: KnownImages
  /** The operator's own ideas what to make. */
  ideas: readonly string[]
  /** Why nothing new is kept right now, if so. */
  halted(): Promise<'full' | 'read-only' | undefined>
}>

export type Asked<B = unknown> = {
  house: House
  viewer: Viewer
  params: Record<string, string>
  query: Record<string, string>
  body: B
  /** Whose page asks, as the page says: another person's than who is signed in by now is answered nothing, so that nothing of one child's becomes another's. I15 */
  page: string | undefined
  /** The token of a tablet on which somebody locked a session. */
  tablet: string | undefined
  /** The marks of grown-ups who were in this browser before. */
  known: readonly string[]
  session: {
    start(kind: Kind, token: string, seconds: number): void
    end(): void
    lock(tablet: string, seconds: number): void
    know(marks: readonly string[]): void
  }
}
/** `me` is the viewer's id; empty for a visitor. `prepared` is what `prepare` gave. */
export type Call<B = unknown, P = unknown> = Asked<B> & { db: Db; me: PersonId; prepared: P }
export type Bytes = { type: string; bytes: Buffer }
/** A file that is made while it is sent, after the act's own transaction. */
export type Stream = { type: string; name: string; begin(): ReadableStream<Uint8Array> }

/** What of children's an answer gives: posts, photos, or children whose posts can be read through. */
export type Look = { what: 'posts' | 'photos' | 'children'; ids: readonly string[] }

/** A line of the site map. */
export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  may: Action
  says: string // one sentence for openapi.json
  body?: z.ZodType | 'bytes'
  query?: z.ZodType
  answer: z.ZodType | 'nothing' | 'bytes' | 'stream' | 'changes'
  status?: 201 | 202
  most?: number // bytes that its words may have; else http.ts says
  tries?: { max: number; minutes: number } // per address: for doors that somebody may guess at
  /** The work does not need to know who asks: its one read travels together with that question. */
  together?: true
  /** What of children's the answer holds. A grown-up is given it when their look is noted, and else nothing. AUD-5, PAR-3 */
  looks?(given: unknown, params: Record<string, string>): Look
  /** Slow work before the transaction, such as decoding. */
  prepare?(asked: Asked & { me: PersonId }): Promise<unknown>
  work(call: Call): Promise<unknown>
}

type Body<B> = B extends z.ZodType ? z.infer<B> : B extends 'bytes' ? Buffer : undefined

/** Gives `work` the type of its body, and `looks` that of the answer. */
export function route<B extends z.ZodType | 'bytes' | undefined = undefined, P = undefined, G = unknown>(
  line: Omit<Route, 'body' | 'work' | 'prepare' | 'looks'> & {
    body?: B
    prepare?(asked: Asked<Body<B>> & { me: PersonId }): Promise<P>
    work(call: Call<Body<B>, P>): Promise<G>
    looks?(given: NoInfer<G>, params: Record<string, string>): Look
  },
): Route {
  return line as Route
}

export type Repeat = { key: string; digest: Buffer }

export async function answer(line: Route, asked: Asked, repeat: Repeat | undefined): Promise<unknown> {
  refuseOtherKinds(line, asked.viewer)
  if (line.looks && asked.viewer.kind !== 'child') return givenWhenNoted(line, line.looks, asked) // who peers are, and that they look, is never kept
  const { asViewer } = asked.house.room
  let prepared: unknown
  if (line.prepare) {
    const before = await asViewer(asked.viewer, 'read', async (db) => {
      const entered = await enter(db, line, asked)
      return { entered, earlier: await recalled(db, asked.house, entered.me, repeat) }
    })
    if (before.earlier) return before.earlier.given
    await refuseWhileHalted(line, asked.house)
    prepared = await line.prepare({ ...asked, me: letIn(line, before.entered) })
  }
  if (line.together) return asViewer(asked.viewer, 'read', (db) => enteredWith(db, line, asked))
  return asViewer(asked.viewer, modeOf(line), async (db) => {
    const entered = await enter(db, line, asked)
    const earlier = await recall(db, asked.house, entered.me, repeat) // before the "why": who took a post back and did not hear the answer has no post any more. F10
    if (earlier) return earlier.given
    await refuseWhileHalted(line, asked.house)
    const me = letIn(line, entered)
    const given = await line.work({ ...asked, db, me, prepared })
    if (repeat) await remember(db, asked.house, me, repeat, given)
    return given
  })
}

/** What keeps and opens no more stops something: it has its own way to the database, and is never turned away. To prove who one is takes long, and stops nothing. I17, F19 */
export function modeOf(line: Pick<Route, 'method' | 'may'>): Mode {
  if (line.method === 'GET') return 'read'
  const { who, keeps } = ruleOf(line.may)
  return keeps === 'more' || who.includes('visitor') || line.may === 'fresh-check.make' ? 'act' : 'stop'
}

// In two steps, so that a child's chain is held for the noting alone and not while words and pictures are opened. Nothing leaves before the second has
// ended well; and once in a quarter of an hour is enough, so most looks need no second.
async function givenWhenNoted(line: Route, looks: NonNullable<Route['looks']>, asked: Asked): Promise<unknown> {
  const { asViewer } = asked.house.room
  const { given, what, ids, noted } = await asViewer(asked.viewer, 'read', async (db) => {
    const given = line.together ? await enteredWith(db, line, asked) : await workAfterEntering(db, line, asked)
    const look = looks(given, asked.params)
    const found = await db.one<{ noted: boolean }>(sql`select access.looks_are_noted(${look.what}, ${look.ids}::uuid[]) as noted`)
    return { given, ...look, noted: found?.noted === true }
  })
  if (!noted) await asViewer(asked.viewer, 'look', (db) => db.rows(sql`select access.note_looks(${what}, ${ids}::uuid[])`))
  return given
}

async function workAfterEntering(db: Db, line: Route, asked: Asked): Promise<unknown> {
  const me = letIn(line, await enter(db, line, asked))
  return line.work({ ...asked, db, me, prepared: undefined })
}

/** Asked before a body is read: may somebody like this do this, and who is it? Sight is asked later, with everything else. */
export async function admit(line: Route, { house, viewer, page }: Pick<Asked, 'house' | 'viewer' | 'page'>): Promise<PersonId> {
  refuseOtherKinds(line, viewer)
  const found = await house.room.asViewer(viewer, 'read', (db) => db.one<Found>(whoComes(line, viewer, {})))
  if (!found?.me || isOthers(page, found.me)) refuse('sign-in.needed')
  if (found.closed) refuse(found.closed)
  await refuseWhileHalted(line, house)
  return found.me
}

// Whoever hears it has lost nothing: what was done before is answered again, and the rest may be asked for later.
async function refuseWhileHalted(line: Route, house: House): Promise<void> {
  if (ruleOf(line.may).keeps !== 'more') return
  const why = await house.halted()
  if (why) refuse(`halted.${why}`)
}

function refuseOtherKinds(line: Route, viewer: Viewer): void {
  if (!ruleOf(line.may).who.includes(viewer.kind)) refuse(viewer.kind === 'visitor' ? 'sign-in.needed' : 'not-allowed')
}

/** Whose session has ended gets nothing of what the read gave. */
async function enteredWith(db: Db, line: Route, asked: Asked): Promise<unknown> {
  if (ruleOf(line.may).why) throw new Error('whether a post is there must be known before the work')
  const [entered, given] = await Promise.allSettled([
    enter(db, line, asked),
    line.work({ ...asked, db, me: '' as PersonId, prepared: undefined }),
  ])
  if (entered.status === 'rejected') throw entered.reason
  letIn(line, entered.value)
  if (given.status === 'rejected') throw given.reason
  return given.value
}

/** `closed`: why it is not open to a child just now. */
type Entered = { me: PersonId; whys: string[] | null; closed: string | null }
type Found = { [column in keyof Entered]: Entered[column] | null }

// A session that has ended is nobody.
async function enter(db: Db, line: Route, asked: Asked): Promise<Entered> {
  if (asked.viewer.kind === 'visitor' || ruleOf(line.may).who.includes('visitor')) return { me: '' as PersonId, whys: null, closed: null }
  const found = await db.one<Found>(whoComes(line, asked.viewer, asked.params))
  if (!found?.me || isOthers(asked.page, found.me)) refuse('sign-in.needed')
  return { ...found, me: found.me }
}

function isOthers(page: string | undefined, me: PersonId): boolean {
  return page !== undefined && page !== me
}

function whoComes(line: Route, viewer: Viewer, params: Record<string, string>): Sql {
  const { why, hours = 'awake' } = ruleOf(line.may)
  if (viewer.kind === 'child' && hours !== 'always')
    return sql`select access.viewer_id() as me, null as whys, access.closed_to_me(${hours}, ${params['photoId'] ?? null}::uuid) as closed`
  return why
    ? sql`select access.viewer_id() as me, (select array_agg(m.why) from access.my_whys m where m.post_id = ${params['postId']}::uuid) as whys, null as closed`
    : sql`select access.viewer_id() as me, null as whys, null as closed`
}

// A child is let in during its hours; and a post without a "why" is not there. WEL-8, AUD-2
function letIn(line: Route, { me, whys, closed }: Entered): PersonId {
  if (closed) refuse(closed)
  const rule = ruleOf(line.may)
  if (!rule.why) return me
  if (!whys) refuse('not-found')
  if (!rule.why.some((why) => whys.includes(why))) refuse('not-allowed')
  return me
}

type Earlier = { given?: unknown }

async function recall(db: Db, house: House, me: PersonId, repeat: Repeat | undefined): Promise<Earlier | undefined> {
  if (!repeat) return undefined
  const found = await db.one<{ earlier: SealedAnswer | null }>(sql`select access.recall(${repeat.key}::uuid, ${repeat.digest}) as earlier`)
  return openAnswer(house, me, repeat, found?.earlier)
}

async function recalled(db: Db, house: House, me: PersonId, repeat: Repeat | undefined): Promise<Earlier | undefined> {
  if (!repeat) return undefined
  const found = await db.one<{ earlier: SealedAnswer | null }>(
    sql`select access.recalled(${repeat.key}::uuid, ${repeat.digest}) as earlier`,
  )
  return openAnswer(house, me, repeat, found?.earlier)
}

// An answer may hold a name, so it is kept as ciphertext under the key of the person it was for. I10
type SealedAnswer = { sealed: string }

async function remember(db: Db, house: House, me: PersonId, repeat: Repeat, given: unknown): Promise<void> {
  const sealed = sealText(await house.keyring.key('person', me), JSON.stringify({ given }), placeOf(me, repeat))
  await db.rows(sql`select access.remember(${repeat.key}::uuid, ${JSON.stringify({ sealed: sealed.toString('base64') })}::jsonb)`)
}

async function openAnswer(house: House, me: PersonId, repeat: Repeat, kept: SealedAnswer | null | undefined): Promise<Earlier | undefined> {
  if (!kept) return undefined
  return JSON.parse(openText(await house.keyring.key('person', me), Buffer.from(kept.sealed, 'base64'), placeOf(me, repeat)))
}

function placeOf(me: PersonId, repeat: Repeat): Uint8Array {
  return boundTo({ table: 'requests', row: repeat.key, owner: me, variant: 'answer', keyId: me })
}
