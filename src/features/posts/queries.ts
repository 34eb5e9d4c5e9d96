// Reads of posts. No "where viewer" in here: the access room has already said who sees what.
import { boundTo, openText } from '../../platform/crypto.ts'
import { sql, type Db, type Sql } from '../../platform/db/sql.ts'
import type { PersonId, PhotoId, PostId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Face } from '../people/contract.ts'
import { facesOf } from '../people/names.ts'
import { facesById } from '../people/queries.ts'
import type { Photo } from '../photos/contract.ts'
import { stillThere, unaltered } from '../photos/gone.ts'
import { openWords } from '../photos/sealed.ts'
import { openTo, repliesTo, saidBy, wordsFor, type ReplyRow } from '../replies/queries.ts'
import type { Step } from '../settings/values.ts'
import type { Feed, Finding, Post, Receipt } from './contract.ts'
import { contentHash } from './content.ts'
import { stateOf } from './post.ts'

export type AskedRow = {
  id: PostId
  child_id: PersonId
  caption_sealed: Buffer
  days: number
  findings: Finding['kind'][]
  content_hash: Buffer
  asked_at: Date
  shared_from: Date | null
  shared_until: Date | null
}
type PostRow = AskedRow & {
  word: NonNullable<Post['sentBack']>['word'] | null
  note_sealed: Buffer | null
  guardian_id: string | null
  sent_back_at: Date | null
  approved_by: string | null
  approved_at: Date | null
  step: Step | null
  brought: boolean
  now: Date
}
export type SeerRow = { post_id: string; person_id: string; why: Post['seers'][number]['why']; sees_now: boolean }
type HideRow = { post_id: string; guardian_id: string | null; mine: boolean }
type TagRow = { post_id: string; other_id: string | null; answer: 'yes' | 'no' | null }
export type PhotoRow = {
  id: PhotoId
  child_id: PersonId
  post_id: string
  width: number
  height: number
  thumbhash_sealed: Buffer
  alt_sealed: Buffer | null
}

/** What only a guardian may do, by how the post stands. */
const mayDecide: Partial<Record<Post['state'] | 'beyond', Post['abilities']>> = {
  waiting: ['approve', 'send-back'],
  beyond: ['send-back'],
  'cooling-off': ['undo', 'hide'],
  shared: ['hide'],
}
const none: ReadonlySet<string> = new Set()

type Cursor = { at: string; id: string }

/** One page of posts for a guardian or their owner, newest first. */
export async function postsPage(
  db: Db,
  keyring: Keyring,
  { before, size }: { before: Cursor | undefined; size: number },
  viewerKind: 'child' | 'guardian',
): Promise<{ posts: Post[]; before: string | null }> {
  const rows = await db.rows<{ id: string; cursor: string }>(sql`
    select p.id, p.asked_at::text || '_' || p.id as cursor from posts p join access.my_children mine on mine.child_id = p.child_id
    where ${before?.at ?? null}::timestamptz is null or (p.asked_at, p.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid)
    order by p.asked_at desc, p.id desc limit ${size + 1}`)
  const page = rows.slice(0, size)
  const posts = await postsSeen(db, keyring, { ids: page.map(({ id }) => id) }, viewerKind)
  return { posts, before: rows.length > size ? (page.at(-1)?.cursor ?? null) : null }
}

export async function postsSeen(
  db: Db,
  keyring: Keyring,
  only: { ids: readonly string[] } | 'waiting',
  viewerKind: 'child' | 'guardian',
): Promise<Post[]> {
  const rows = await db.rows<PostRow>(sql`
    select p.id, p.child_id, p.caption_sealed, p.days, p.findings, p.content_hash, p.asked_at, p.shared_from, p.shared_until, b.word, b.note_sealed, coalesce(b.carer_id, b.guardian_id) as guardian_id,
      date_bin('15 minutes', b.at, '2000-01-01') as sent_back_at, coalesce(y.carer_id, y.guardian_id) as approved_by, date_bin('15 minutes', y.at, '2000-01-01') as approved_at, y.step,
      p.brought_hash is not null as brought, now() as now
    from posts p join access.my_children mine on mine.child_id = p.child_id
    left join sendings_back b on b.post_id = p.id left join approvals y on y.post_id = p.id
    where (${typeof only === 'object' ? only.ids : null}::uuid[] is null or p.id = any (${typeof only === 'object' ? only.ids : null}::uuid[]))
      and (not ${only === 'waiting'}::boolean or (p.shared_from is null and b.post_id is null))
    order by p.asked_at desc, p.id desc`)
  const ids = rows.map((row) => row.id)
  const photos = await photosOf(db, ids)
  const seers = await db.rows<SeerRow>(
    sql`select post_id, person_id, why, sees_now from access.seers_of(${ids}::uuid[]) order by why desc, person_id`,
  )
  const replies = await repliesTo(db, ids)
  const words = await wordsFor(db, keyring, replies)
  const hides = await db.rows<HideRow>(
    sql`select post_id, guardian_id, mine from access.my_hides where post_id = any (${ids}::uuid[]) order by guardian_id`,
  )
  const tags = await db.rows<TagRow>(
    sql`select post_id, other_id, answer from access.my_tags where side = 'owner' and post_id = any (${ids}::uuid[]) order by tag_id`,
  )
  const waiting = viewerKind === 'guardian' ? rows.filter((row) => row.shared_from === null && row.word === null).map((row) => row.id) : []
  const beyond = await (waiting.length > 0 ? setOf(db, sql`select access.beyond_settings(${waiting}::uuid[]) as id`) : none)
  const faces = await facesById(db, keyring, [
    ...hides.flatMap((hide) => hide.guardian_id ?? []),
    ...replies.map((reply) => reply.person_id),
    ...tags.flatMap((tag) => tag.other_id ?? []),
    ...rows.flatMap((row) => [row.child_id, row.guardian_id, row.approved_by].filter((id) => id !== null)),
    ...seers.map((seer) => seer.person_id),
  ])
  return unaltered(rows, (row) =>
    postOf(keyring, row, photos.get(row.id) ?? [], { seers, hides, tags, replies, words, faces, beyond }, viewerKind),
  )
}

async function postOf(
  keyring: Keyring,
  row: PostRow,
  photos: readonly PhotoRow[],
  {
    seers,
    hides,
    tags,
    replies,
    words,
    faces,
    beyond,
  }: {
    seers: readonly SeerRow[]
    hides: readonly HideRow[]
    tags: readonly TagRow[]
    replies: readonly ReplyRow[]
    words: Map<string, string>
    faces: Map<string, Face>
    beyond: ReadonlySet<string>
  },
  viewerKind: 'child' | 'guardian',
): Promise<Post> {
  const key = await keyring.key('post', row.id, row.child_id)
  const state = stateOf(
    { sharedFrom: row.shared_from, sharedUntil: row.shared_until, sentBack: row.word !== null, takenBack: false, brought: row.brought },
    row.now,
  )
  const hidden = hides.filter((hide) => hide.post_id === row.id)
  const by = row.guardian_id ? faces.get(row.guardian_id) : undefined
  const isBeyond = beyond.has(row.id)
  const author = faces.get(row.child_id)
  if (!author) throw new Error('a post without its author')
  return {
    id: row.id,
    author,
    state,
    caption: openText(key, row.caption_sealed, placeOf(row, 'caption_sealed')),
    photos: await stillThere(photos, (photo) => photoOf(keyring, photo)),
    askedAt: row.asked_at.toISOString(),
    sharedFrom: row.shared_from?.toISOString() ?? null,
    sharedUntil: row.shared_until?.toISOString() ?? null,
    days: row.days,
    findings: row.findings.map((kind) => ({ kind })),
    seers: seers
      .filter((seer) => seer.post_id === row.id)
      .flatMap((seer) => {
        const person = faces.get(seer.person_id)
        return person ? [{ person, why: seer.why, now: seer.sees_now }] : []
      }),
    approved: row.approved_at && { by: faces.get(row.approved_by ?? '') ?? null, at: row.approved_at.toISOString(), step: row.step },
    sentBack:
      row.word && by && row.sent_back_at
        ? {
            word: row.word,
            note: row.note_sealed ? openText(key, row.note_sealed, placeOf(row, 'note_sealed')) : '',
            by,
            at: row.sent_back_at.toISOString(),
          }
        : null,
    hiddenBy: hidden.flatMap((hide) => faces.get(hide.guardian_id ?? '') ?? []),
    tagged: tags.flatMap((tag) => (tag.post_id === row.id ? [{ person: faces.get(tag.other_id ?? '') ?? null, answer: tag.answer }] : [])),
    replies: replies
      .filter((reply) => reply.post_id === row.id)
      .flatMap((reply) => {
        const from = faces.get(reply.person_id)
        const own = words.get(reply.reply_id) ?? null
        if (!from || (reply.says === 'own-words' && own === null)) return []
        return [{ id: reply.reply_id, from, says: reply.says, words: own }]
      }),
    contentHash: row.content_hash.toString('hex'),
    isBeyond,
    abilities: viewerKind === 'guardian' ? [...decisions(isBeyond ? 'beyond' : state, hidden), 'take-back'] : ['take-back'],
  }
}

function decisions(state: keyof typeof mayDecide, hides: readonly HideRow[]): Post['abilities'] {
  const usual = mayDecide[state] ?? []
  return hides.some(({ mine }) => mine) ? [...usual.filter((one) => one !== 'hide'), 'show'] : usual
}

type FeedRow = {
  post_id: PostId
  child_id: PersonId
  caption_sealed: Buffer
  shared_from: Date
  cursor: string
  kind: Face['kind']
  name_sealed: Buffer
  avatar: string
  photo_id: PhotoId
  width: number
  height: number
  thumbhash_sealed: Buffer
  alt_sealed: Buffer
}

/** What others, or one of them, shared with this viewer, newest first. WEL-3 */
export async function feedSeen(
  db: Db,
  keyring: Keyring,
  {
    before,
    from,
    size,
    isToday,
  }: { before: Cursor | undefined; from: string | undefined; size: number; isToday: (moment: Date) => boolean },
): Promise<Feed> {
  const rows = await db.rows<FeedRow>(sql`
    select post_id, child_id, caption_sealed, shared_from, shared_from::text || '_' || post_id as cursor, kind, name_sealed, avatar,
      photo_id, width, height, thumbhash_sealed, alt_sealed
    from access.feed(${before?.at ?? null}, ${before?.id ?? null}, ${size + 1}, ${from ?? null})`)
  const found = [...Map.groupBy(rows, (row) => row.post_id).values()]
  const page = found.slice(0, size)
  const ids = page.map(([row]) => row?.post_id ?? null)
  const [faces, sent, open] = await Promise.all([
    facesOf(
      keyring,
      [...new Map(page.flat().map((row) => [row.child_id, row])).values()].map((row) => ({ ...row, id: row.child_id })),
    ),
    repliesTo(db, ids).then((replies) => saidBy(db, keyring, replies)),
    openTo(db, ids),
  ])
  const posts = await unaltered(page, async (photos): Promise<Feed['posts']> => {
    const [row] = photos
    const author = row && faces.get(row.child_id)
    if (!author) return []
    const key = await keyring.key('post', row.post_id, row.child_id)
    return [
      {
        id: row.post_id,
        author,
        caption: openText(key, row.caption_sealed, placeOf({ id: row.post_id, child_id: row.child_id }, 'caption_sealed')),
        photos: await stillThere(photos, (photo) => photoOf(keyring, { ...photo, id: photo.photo_id })),
        sharedFrom: row.shared_from.toISOString(),
        today: isToday(row.shared_from),
        reply: sent.get(row.post_id) ?? null,
        mayReply: open.get(row.post_id) ?? [],
      },
    ]
  })
  return { posts: posts.flat(), before: found.length > size ? (page.at(-1)?.[0]?.cursor ?? null) : null }
}

export async function setOf(db: Db, ids: Sql): Promise<ReadonlySet<string>> {
  return new Set((await db.rows<{ id: string }>(ids)).map(({ id }) => id))
}

export async function photosOf(db: Db, posts: readonly string[]): Promise<Map<string, PhotoRow[]>> {
  const rows = await db.rows<PhotoRow>(
    sql`select id, child_id, post_id, width, height, thumbhash_sealed, alt_sealed from photos where post_id = any (${posts}::uuid[]) order by post_id, position`,
  )
  return Map.groupBy(rows, (row) => row.post_id)
}

export async function photoOf(keyring: Keyring, row: Omit<PhotoRow, 'post_id'>): Promise<Photo> {
  return { photoId: row.id, width: row.width, height: row.height, ...(await openWords(keyring, row)) }
}

type ReceiptRow = { id: string; child_id: string; by_id: string | null; what: Receipt['what']; taken_back_at: Date; erased_at: Date | null }

export async function receiptsSeen(db: Db, keyring: Keyring): Promise<Receipt[]> {
  const rows = await db.rows<ReceiptRow>(
    sql`select id, child_id, by_id, what, taken_back_at, erased_at from receipts order by taken_back_at desc limit 100`,
  )
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, ...(row.by_id ? [row.by_id] : [])]),
  )
  return rows.flatMap((row) => {
    const child = faces.get(row.child_id)
    if (!child) return []
    return [
      {
        id: row.id,
        child,
        by: faces.get(row.by_id ?? '') ?? null,
        what: row.what,
        takenBackAt: row.taken_back_at.toISOString(),
        erasedAt: row.erased_at?.toISOString() ?? null,
      },
    ]
  })
}

/** The content as it stands in the rows now, hashed: what an approval must match. I3 */
export async function hashOfNow(db: Db, keyring: Keyring, post: string): Promise<string | undefined> {
  const row = await db.one<{
    id: PostId
    child_id: PersonId
    caption_sealed: Buffer
    days: number
    audience: string[]
    tagged: (string | null)[]
  }>(sql`
    select id, child_id, caption_sealed, days, access.fixed_audience_of(id) as audience, access.fixed_tags_of(id) as tagged from posts where id = ${post}`)
  if (!row) return undefined
  const photos = await db.rows<PhotoRow & { digest: Buffer }>(
    sql`select id, child_id, post_id, thumbhash_sealed, alt_sealed, digest from photos where post_id = ${post} order by position`,
  )
  if (photos.length === 0) return undefined // a post has one at least: it was taken back between the two looks. I16
  const key = await keyring.key('post', row.id, row.child_id)
  const words = await Promise.all(
    photos.map(async (photo) => ({ id: photo.id, digest: photo.digest, alt: (await openWords(keyring, photo)).alt })),
  )
  return contentHash(key, {
    post: row.id,
    caption: openText(key, row.caption_sealed, placeOf(row, 'caption_sealed')),
    days: row.days,
    photos: words,
    audience: row.audience,
    tagged: row.tagged,
  }).toString('hex')
}

export function placeOf(post: { id: string; child_id: string }, variant: 'caption_sealed' | 'note_sealed'): Uint8Array {
  return boundTo({
    table: variant === 'note_sealed' ? 'sendings_back' : 'posts',
    row: post.id,
    owner: post.child_id,
    variant,
    keyId: post.id,
  })
}
