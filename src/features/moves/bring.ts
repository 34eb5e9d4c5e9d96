// One post of a file becomes the child's own here. Nothing in it is trusted: its words are read as a request's are, its photos go through the decoder's cage as an upload does. DEL-8, T23
import { createHash } from 'node:crypto'
import type { House } from '../../access/door.ts'
import { sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { keepPhoto } from '../photos/pixels/decoder.ts'
import { keyedHash, sealAlt, sealPhoto } from '../photos/sealed.ts'
import { contentHash } from '../posts/content.ts'
import { placeOf } from '../posts/queries.ts'
import { splitPost } from './one-post.ts'
import { albumPost, type AlbumPost } from './world.ts'

const DAYS = 7 // a post has them; here it is shared with nobody

export type Ready = Awaited<ReturnType<typeof readyPost>>

/** Decoded, sealed and stored; what no row comes to know is swept, as after an upload that was cut off. */
export async function readyPost(house: House, child: PersonId, body: Buffer) {
  const { post, photos } = readPost(body)
  const mark = keyedHash(await house.keyring.key('person', child), Buffer.from(JSON.stringify(['kitestring brought 1', post])))
  const id = newId('post')
  const key = await house.keyring.makeKey('post', id, child)
  const sealed = []
  for (const [n, bytes] of photos.entries()) {
    const photo = { id: newId('photo'), child_id: child }
    const clean = await keepPhoto(bytes)
    sealed.push({
      ...photo,
      ...(await sealPhoto(house.keyring, house.storage, photo, clean)),
      clean,
      alt: post.photos[n]?.alt ?? '',
    })
  }
  const hash = contentHash(key, { post: id, caption: post.caption, days: DAYS, photos: sealed, audience: [] })
  return {
    id,
    mark,
    hash,
    at: post.at,
    caption: sealText(key, post.caption, placeOf({ id, child_id: child }, 'caption_sealed')),
    photos: sealed,
  }
}

export async function bringPost(db: Db, { keyring }: House, move: string, { id, mark, hash, at, caption, photos }: Ready): Promise<void> {
  const rows = await Promise.all(
    photos.map(async (photo, position) => ({
      id: photo.id,
      position,
      width: photo.clean.width,
      height: photo.clean.height,
      thumbhash: photo.thumbhash.toString('base64'),
      digest: photo.digest.toString('base64'),
      alt: (await sealAlt(keyring, photo, photo.alt)).toString('base64'),
    })),
  )
  const renditions = photos.flatMap(({ id: photo_id, clean }) =>
    clean.renditions.map(({ name, width, height, type }) => ({ photo_id, name, width, height, type })),
  )
  await db.rows(
    sql`select access.bring_post(${move}, ${id}, ${mark}, ${caption}, ${hash}, ${at}, ${JSON.stringify(rows)}::jsonb, ${JSON.stringify(renditions)}::jsonb)`,
  )
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
