// One post of a file becomes the child's own here. Nothing in it is trusted: its words are read as a request's are, its photos go through the decoder's cage as an upload does. DEL-8, T23
import { createHash } from 'node:crypto'
import type { Viewer } from '../../access/as-viewer.ts'
import type { House } from '../../access/door.ts'
import { sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, parseId, type PersonId, type PhotoId, type PostId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { collectionsOf, sealCollectionName } from '../collections/queries.ts'
import { takeInOurs } from '../holds/take-in.ts'
import { eraseBytes, keyedHash, sealAlt, sealPhoto } from '../photos/sealed.ts'
import { contentHash } from '../posts/content.ts'
import { placeOf } from '../posts/queries.ts'
import type { BroughtCollection, Move } from './contract.ts'
import { splitPost } from './one-post.ts'
import { albumPost, type AlbumPost } from './world.ts'

const DAYS = 7 // a post has them; here it is shared with nobody

type Ready = Exclude<Awaited<ReturnType<typeof readyPost>>, 'here-already'>

/** Read and decoded; no key and no byte of it is kept yet. */
export async function readyPost(house: House, viewer: Viewer, by: PersonId, { id: move, childId }: Move, body: Buffer) {
  const { post, photos } = readPost(body)
  const child = childId as PersonId
  const mark = markOf(await house.keyring.key('person', child), post)
  const found = await house.room.asViewer(viewer, 'read', (db) =>
    db.one<{ here: boolean }>(sql`select access.is_brought(${move}, ${mark}) as here`),
  )
  if (found?.here) return 'here-already'
  const cleans = []
  for (const bytes of photos) cleans.push(await takeInOurs(house, { way: 'import', viewer, child, by }, bytes)) // one after the other: each is large while it is decoded
  return { child, post, mark, cleans }
}

/** Whether it is new here. Else, and after a fault, its keys and bytes go at once: many of nobody would stop the sweep for everybody. DAT-2, DEL-3 */
export async function bringPost(db: Db, house: House, move: string, ready: Ready): Promise<boolean> {
  const ids = { post: newId('post'), photos: ready.cleans.map(() => newId('photo')) }
  try {
    const isNew = await keepPost(db, house, move, ready, ids)
    if (!isNew) await leaveNothing(house, ids)
    return isNew
  } catch (fault) {
    await leaveNothing(house, ids)
    throw fault
  }
}

/** More for the one of this name and picture, so that a file that is brought twice makes no second. */
export async function bringCollection(
  db: Db,
  { keyring }: House,
  { id: move, childId }: Move,
  { picture, name, posts }: BroughtCollection,
) {
  const child = childId as PersonId
  const key = await keyring.key('person', child)
  const same = (await collectionsOf(db, keyring)).find((one) => one.mine.id === child && one.picture === picture && one.name === name)
  const id = same ? parseId('collection', same.id) : newId('collection')
  const sealed = await sealCollectionName(keyring, { id, child_id: child }, name)
  const marks = posts.map((post) => markOf(key, albumPost.safeParse(post).data ?? refuse('import.not-ours')))
  await db.rows(sql`select access.bring_collection(${move}, ${id}, ${picture}, ${sealed}, ${marks}::bytea[])`)
}

/** By which a post of a file is known again, here and nowhere else. */
function markOf(key: Parameters<typeof keyedHash>[0], post: AlbumPost): Buffer {
  return keyedHash(key, Buffer.from(JSON.stringify(['kitestring brought 1', post])))
}

type Ids = { post: PostId; photos: PhotoId[] }

async function keepPost(
  db: Db,
  { keyring, storage }: House,
  move: string,
  { child, post, mark, cleans }: Ready,
  ids: Ids,
): Promise<boolean> {
  const key = await keyring.makeKey('post', ids.post, child)
  const photos = []
  for (const [position, clean] of cleans.entries()) {
    const photo = { id: ids.photos[position] ?? newId('photo'), child_id: child }
    const alt = post.photos[position]?.alt ?? ''
    const { thumbhash, digest } = await sealPhoto(keyring, storage, photo, clean)
    photos.push({ ...photo, position, clean, thumbhash, digest, alt, altSealed: await sealAlt(keyring, photo, alt) })
  }
  const hash = contentHash(key, { post: ids.post, caption: post.caption, days: DAYS, photos, audience: [], tagged: [] })
  const caption = sealText(key, post.caption, placeOf({ id: ids.post, child_id: child }, 'caption_sealed'))
  const rows = photos.map(({ id, position, clean: { width, height }, thumbhash, digest, altSealed }) => ({
    id,
    position,
    width,
    height,
    thumbhash: thumbhash.toString('base64'),
    digest: digest.toString('base64'),
    alt: altSealed.toString('base64'),
  }))
  const renditions = photos.flatMap(({ id: photo_id, clean }) =>
    clean.renditions.map(({ name, width, height, type }) => ({ photo_id, name, width, height, type })),
  )
  const brought = await db.one<{ new: boolean }>(
    sql`select access.bring_post(${move}, ${ids.post}, ${mark}, ${caption}, ${hash}, ${post.at}, ${JSON.stringify(rows)}::jsonb, ${JSON.stringify(renditions)}::jsonb) as new`,
  )
  return brought?.new === true
}

async function leaveNothing({ keyring, storage }: House, { post, photos }: Ids): Promise<void> {
  await keyring.destroy('post', post)
  for (const id of photos) await keyring.destroy('photo', id)
  for (const id of photos) await eraseBytes(storage, id)
}

function readPost(body: Buffer): { post: AlbumPost; photos: Buffer[] } {
  const parts = splitPost(new Uint8Array(body)) ?? refuse('import.not-ours')
  const post = albumPost.safeParse(parts.post).data ?? refuse('import.not-ours')
  const photos = parts.photos.map((bytes) => Buffer.from(bytes))
  if (photos.length !== post.photos.length) refuse('import.not-ours')
  for (const [n, bytes] of photos.entries())
    if (createHash('sha256').update(bytes).digest('hex') !== post.photos[n]?.sha256) refuse('import.changed')
  return { post, photos }
}
