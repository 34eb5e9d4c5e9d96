// What has ended is removed, and keys or bytes that no row knows are destroyed: an upload that was cut off leaves nothing behind. DAT-2
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/pool.ts'
import { isId, parseId, type PhotoId } from '../../platform/ids.ts'
import { eraseBytes } from '../photos/sealed.ts'
import { erasePhoto } from './jobs.ts'

export async function sweep(work: Work): Promise<void> {
  const drafts = await work.worker.asWorker(async (db) => {
    await db.rows(sql`delete from sessions where expires_at < now()`)
    await db.rows(sql`delete from fresh_checks where made_at < now() - interval '1 hour'`)
    await db.rows(sql`delete from challenges where expires_at < now()`)
    await db.rows(sql`delete from codes where expires_at < now() - interval '1 day'`)
    await db.rows(sql`delete from offers where made_at < now() - interval '1 day'`)
    await db.rows(sql`delete from requests where at < now() - interval '1 day'`)
    await db.rows(sql`delete from tombstones where at < now() - interval '31 days'`)
    await db.rows(sql`delete from receipts where erased_at < now() - interval '1 year'`)
    return db.rows<{ id: PhotoId }>(sql`select id from photos where post_id is null and made_at < now() - interval '1 day'`)
  })
  for (const { id } of drafts) await erasePhoto(work, { photoId: id })
  await sweepSignUps(work)
  await sweepStrays(work)
}

// An abandoned sign-up takes its key with it. CON-6
async function sweepSignUps({ worker, keyring }: Work): Promise<void> {
  const ended = await worker.asWorker((db) => db.rows<{ id: ReturnType<typeof parseId<'person'>> }>(sql`
    select s.id from sign_ups s where s.expires_at < now() and not exists (select from people p where p.id = s.id)`))
  for (const { id } of ended) {
    await keyring.destroy('person', id)
    await worker.asWorker((db) => db.rows(sql`delete from sign_ups where id = ${id} and expires_at < now()`))
  }
  await worker.asWorker((db) => db.rows(sql`delete from sign_ups s where s.expires_at < now() and exists (select from people p where p.id = s.id)`))
}

// Two looks, at least one sweep apart: what is just being uploaded has no row yet, but will have one at the next look.
const seenWithoutRow = new Set<string>()

async function sweepStrays({ worker, keyring, storage }: Work): Promise<void> {
  const stored = new Set<string>()
  for await (const key of storage.keys()) {
    const id = key.split('/')[2] ?? ''
    if (key.startsWith('photos/') && isId(id)) stored.add(id)
  }
  const known = await worker.asWorker((db) => db.rows<{ id: string }>(sql`select id from photos where id = any (${[...stored]}::uuid[])`))
  for (const { id } of known) {
    stored.delete(id)
    seenWithoutRow.delete(id)
  }
  for (const id of stored) {
    if (!seenWithoutRow.has(id)) {
      seenWithoutRow.add(id)
      continue
    }
    const photo = parseId('photo', id)
    await keyring.destroy('photo', photo)
    await eraseBytes(storage, photo)
    seenWithoutRow.delete(id)
  }
}
