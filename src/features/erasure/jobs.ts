// Erasing for good: the key first, then the bytes, then the rows. Each job looks again and may run twice. DEL-1, DEL-2
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PhotoId, PostId } from '../../platform/ids.ts'
import { eraseBytes } from '../photos/sealed.ts'

export async function erasePost({ worker, keyring, storage }: Work, { postId }: { postId: PostId }): Promise<void> {
  const photos = await worker.asWorker(async (db) => {
    const taken = await db.one(sql`select from receipts where thing_id = ${postId} and erased_at is null`)
    return taken ? await db.rows<{ id: PhotoId }>(sql`select id from photos where post_id = ${postId}`) : undefined
  })
  if (!photos) return // not taken back, or erased already
  await keyring.destroy('post', postId)
  for (const { id } of photos) await keyring.destroy('photo', id)
  for (const { id } of photos) await eraseBytes(storage, id)
  await worker.asWorker(async (db) => {
    for (const { id } of photos) await db.rows(sql`insert into tombstones (thing_id, kind) values (${id}, 'photo') on conflict do nothing`)
    await db.rows(sql`insert into tombstones (thing_id, kind) values (${postId}, 'post') on conflict do nothing`)
    await db.rows(sql`delete from photos where post_id = ${postId}`)
    await db.rows(sql`delete from posts where id = ${postId}`)
    await db.rows(sql`select access.finish_receipt(${postId})`)
    await db.rows(sql`select access.tell_family_of(child_id) from receipts where thing_id = ${postId}`)
  })
}

export async function erasePhoto({ worker, keyring, storage }: Work, { photoId }: { photoId: PhotoId }): Promise<void> {
  const due = await worker.asWorker(
    async (db) =>
      // An old draft's row goes first: a child who asks to share it at this very moment has it whole or not at all. A key that is left then is swept.
      (await db.one(
        sql`delete from photos where id = ${photoId} and post_id is null and made_at < now() - interval '1 day' returning id`,
      )) ??
      (await db.one(
        sql`select from photos p where p.id = ${photoId} and p.post_id is null and exists (select from receipts r where r.thing_id = p.id)`,
      )),
  )
  if (!due) return
  await keyring.destroy('photo', photoId)
  await eraseBytes(storage, photoId)
  await worker.asWorker(async (db) => {
    await db.rows(sql`insert into tombstones (thing_id, kind) values (${photoId}, 'photo') on conflict do nothing`)
    await db.rows(sql`delete from photos where id = ${photoId}`)
    await db.rows(sql`select access.finish_receipt(${photoId})`)
  })
}
