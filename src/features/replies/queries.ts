// Reads of replies. Who sees which, the access room has already said.
import { isSame } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId, ReplyId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import { unaltered } from '../photos/gone.ts'
import type { Mine, Open, Sent, Written } from './contract.ts'
import { openWords } from './own-words.ts'

export type ReplyRow = { reply_id: string; post_id: string; person_id: string; says: Sent['says'] }

/** To these posts, in the order in which they came. */
export function repliesTo(db: Db, posts: readonly (string | null)[]): Promise<ReplyRow[]> {
  return db.rows<ReplyRow>(sql`select reply_id, post_id, person_id, says from access.replies_to(${posts}::uuid[])`)
}

/** What the viewer may say to each of these posts. */
export async function openTo(db: Db, posts: readonly (string | null)[]): Promise<Map<string, Open[]>> {
  const rows = await db.rows<{ post_id: string; value: 'on' | Open }>(
    sql`select post_id, value from access.open_to_replies(${posts}::uuid[])`,
  )
  const open = Map.groupBy(rows, ({ post_id }) => post_id)
  return new Map([...open].map(([post, values]) => [post, values.map(({ value }) => (value === 'on' ? 'heart' : value))]))
}

/** What a child sent, by the marks of the photos: which those are, its guardians are not told. AUD-2 */
export async function sentBy(db: Db, child: string): Promise<Map<string, Sent>> {
  const rows = await db.rows<{ reply_id: string; mark: string; says: Sent['says'] }>(
    sql`select reply_id, mark, says from access.replies_of(${child})`,
  )
  return new Map(rows.map(({ reply_id, mark, says }) => [mark, { id: reply_id, says }]))
}

type WordsRow = {
  reply_id: ReplyId
  owner_id: PersonId
  person_id: PersonId
  words_sealed: Buffer
  content_hash: Buffer
  findings: Written['findings'][number]['kind'][] | null
  sent_at: Date
  guardian_id: string | null
  word: NonNullable<Written['sentBack']>['word'] | null
  goes_at: Date | null
  is_out: boolean
}
type Faces = Awaited<ReturnType<typeof facesById>>
type Words = WordsRow & { words: string; hash: Buffer }

/** Of these replies those in own words. Without replies: all of the viewer's own, or of their children's. What was altered is nowhere shown. I3 */
async function wordsOf(db: Db, keyring: Keyring, replies: readonly string[] | null): Promise<Words[]> {
  const rows = await db.rows<WordsRow>(sql`
    select reply_id, owner_id, person_id, words_sealed, content_hash, findings, sent_at, guardian_id, word, goes_at, is_out
    from access.own_words_seen(${replies}::uuid[])`)
  return unaltered(rows, async (row) => ({
    ...row,
    ...(await openWords(keyring, { id: row.reply_id, person: row.person_id, owner: row.owner_id }, row.words_sealed)),
  }))
}

/** What came in own words: exactly those that a guardian said yes to. */
export async function wordsFor(db: Db, keyring: Keyring, replies: readonly ReplyRow[]): Promise<Map<string, string>> {
  const ids = inOwnWords(replies)
  if (ids.length === 0) return new Map()
  const words = await wordsOf(db, keyring, ids)
  return new Map(words.flatMap((one) => (one.is_out && isSame(one.hash, one.content_hash) ? [[one.reply_id, one.words]] : [])))
}

/** What the viewer said to each of these posts. */
export async function saidBy(db: Db, keyring: Keyring, replies: readonly ReplyRow[]): Promise<Map<string, Mine>> {
  const ids = inOwnWords(replies)
  const words = ids.length === 0 ? [] : await wordsOf(db, keyring, ids)
  const answerers = words.flatMap(({ guardian_id }) => guardian_id ?? [])
  const faces: Faces = answerers.length === 0 ? new Map() : await facesById(db, keyring, answerers)
  const own = new Map(
    words.map((one): [string, Mine['own']] => [
      one.reply_id,
      { words: one.words, standing: standingOf(one), sentBack: sentBackOf(one, faces) },
    ]),
  )
  return new Map(replies.map(({ post_id, reply_id: id, says }) => [post_id, { id, says, own: own.get(id) ?? null }]))
}

/** What children wrote, for their guardians, the newest first. */
export async function writtenBy(
  db: Db,
  keyring: Keyring,
  only: (words: { person_id: string; standing: Written['standing'] }) => boolean,
): Promise<Written[]> {
  const words = (await wordsOf(db, keyring, null)).map((one) => ({ ...one, standing: standingOf(one) })).filter(only)
  const faces = await facesById(
    db,
    keyring,
    words.flatMap(({ person_id, owner_id, guardian_id }) => [person_id, owner_id, ...(guardian_id ? [guardian_id] : [])]),
  )
  return words.flatMap((one) => {
    const [child, to] = [faces.get(one.person_id), faces.get(one.owner_id)]
    if (!child || !to) return []
    return [
      {
        id: one.reply_id,
        child,
        to,
        words: one.words,
        findings: (one.findings ?? []).map((kind) => ({ kind })),
        standing: one.standing,
        sentBack: sentBackOf(one, faces),
        answeredBy: faces.get(one.guardian_id ?? '') ?? null,
        writtenAt: one.sent_at.toISOString(),
        goesAt: one.goes_at?.toISOString() ?? null,
        contentHash: one.hash.toString('hex'),
      },
    ]
  })
}

function inOwnWords(replies: readonly ReplyRow[]): string[] {
  return replies.flatMap(({ reply_id, says }) => (says === 'own-words' ? [reply_id] : []))
}

function standingOf({ word, is_out, goes_at, hash, content_hash }: Words): Written['standing'] {
  if (word !== null) return 'sent-back'
  if (goes_at === null || !isSame(hash, content_hash)) return 'waiting'
  return is_out ? 'out' : 'cooling-off'
}

function sentBackOf({ word, guardian_id }: Words, faces: Faces): Written['sentBack'] {
  return word && { word, by: faces.get(guardian_id ?? '') ?? null }
}
