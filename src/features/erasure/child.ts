// A child goes for good: its key, every key under it, the bytes, and at last every row that holds its id. It looks again and may run twice. DEL-6
import type { Work } from '../../access/work.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type ErasureId, type PersonId, type PhotoId, type PostId } from '../../platform/ids.ts'
import { openHeads } from '../family-log/heads.ts'
import { eraseBytes } from '../photos/sealed.ts'
import { chainOf, receiptSigner, writeReceipt } from './receipt.ts'

export async function eraseChild(work: Work, { erasureId }: { erasureId: ErasureId }): Promise<void> {
  const { worker, keyring, storage } = work
  const found = await worker.asWorker(async (db) => {
    const child = await childOf(db, erasureId)
    if (!child) return undefined // erased already
    return {
      child,
      posts: await db.rows<{ id: PostId }>(sql`select id from posts where child_id = ${child}`),
      photos: await db.rows<{ id: PhotoId }>(sql`select id from photos where child_id = ${child}`),
    }
  })
  if (!found) return
  await keyring.destroy('person', found.child) // from here on no key of its photos and posts opens anything
  for (const { id } of found.posts) await keyring.destroy('post', id)
  for (const { id } of found.photos) await keyring.destroy('photo', id)
  for (const { id } of found.photos) await eraseBytes(storage, id)
  await worker.asWorker((db) => leaveReceipt(work, db, erasureId))
}

/** What was begun and is not done: the queue leaves a job of a worker that was killed alone for hours. */
export async function eraseChildrenLeft(work: Work): Promise<void> {
  const left = await work.worker.asWorker((db) => db.rows<{ id: ErasureId }>(sql`select id from erasures where child_id is not null`))
  for (const { id } of left) await eraseChild(work, { erasureId: id })
}

/** Whom no guardian renewed in time, although they were asked. DAT-2, DEL-7 */
export async function lapseChildren({ worker }: Work): Promise<void> {
  const lapsed = await worker.asWorker((db) => db.rows<{ id: PersonId }>(sql`select id from access.lapsed_children() as id`))
  for (const { id } of lapsed) await worker.asWorker((db) => db.rows(sql`select access.lapse_child(${id}, ${newId('erasure')})`))
}

type Ended = {
  asked_at: Date
  closed_at: Date
  now: Date
  photos: number
  posts: number
  shared_posts: number
  taken_back: number
  entries: number
  last: Buffer | null
}

// The chain is held first: nobody signs a head of it any more, so that the heads end with the rows, and no file of them is left behind.
async function leaveReceipt({ keyring, config }: Work, db: Db, erasureId: ErasureId): Promise<void> {
  const child = await childOf(db, erasureId)
  if (!child) return
  await db.rows(sql`select access.hold_chain(${child})`)
  const ended = await db.one<Ended>(sql`
    select e.asked_at, e.closed_at, now() as now, e.photos, e.posts, e.shared_posts, e.taken_back, coalesce(l.number, 0) as entries, l.hash as last
    from erasures e left join lateral (select number, hash from log_entries where child_id = e.child_id order by number desc limit 1) l on true
    where e.id = ${erasureId} and e.child_id is not null`)
  if (!ended) return // another worker was quicker
  const receipt = writeReceipt(receiptSigner(keyring), {
    id: erasureId,
    site: config.url.origin,
    askedAt: ended.asked_at.toISOString(),
    closedAt: ended.closed_at.toISOString(),
    erasedAt: ended.now.toISOString(),
    erased: { photos: ended.photos, posts: ended.posts, logEntries: ended.entries },
    othersMayHave: { copiesOfSharedPosts: ended.shared_posts, copiesOfPostsTakenBackBefore: ended.taken_back },
    log: { chain: chainOf(child), entries: ended.entries, last: ended.last?.toString('base64url') ?? null },
  })
  await endJobsOf(db, child)
  await openHeads(config, keyring).end(child)
  await db.rows(sql`select access.remove_child(${erasureId}, ${receipt})`)
}

// What the queue would still do about the child is over; a job holds ids only, and these must go too.
async function endJobsOf(db: Db, child: PersonId): Promise<void> {
  await db.rows(sql`
    with things (id) as (
      select ${child}::uuid union select id from posts where child_id = ${child} union select id from photos where child_id = ${child}
      union select thing_id from receipts where child_id = ${child} union select id from proposals where child_id = ${child})
    select graphile_worker.complete_jobs(array(
      select j.id from graphile_worker._private_jobs j, json_each_text(j.payload) e where e.key <> 'erasureId' and e.value in (select id::text from things)))`)
}

async function childOf(db: Db, erasure: ErasureId): Promise<PersonId | undefined> {
  return (await db.one<{ child_id: PersonId }>(sql`select child_id from erasures where id = ${erasure} and child_id is not null`))?.child_id
}
