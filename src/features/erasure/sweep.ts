// What has ended is removed, and keys or bytes that no row knows are destroyed: an upload that was cut off leaves nothing behind. DAT-2
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Work } from '../../access/work.ts'
import { clock, days } from '../../platform/clock.ts'
import { sql } from '../../platform/db/sql.ts'
import { filesBelow } from '../../platform/durable-file.ts'
import { isId, parseId, type PersonId, type PhotoId } from '../../platform/ids.ts'
import { log } from '../../platform/log.ts'
import { settleClaimsLeft } from '../claims/jobs.ts'
import { closeAccountsLeft } from '../closing/jobs.ts'
import { destroyEvidence } from '../forms/evidence.ts'
import { eraseFormsLeft } from '../forms/jobs.ts'
import { destroyBox } from '../holds/hold.ts'
import { endHolds } from '../holds/jobs.ts'
import { eraseBytes } from '../photos/sealed.ts'
import { eraseChildrenLeft, lapseChildren } from './child.ts'
import { erasePhoto, erasePost } from './jobs.ts'

export async function sweep(work: Work): Promise<void> {
  await eraseFormsLeft(work) // first: before the codes by which they are found. CON-3
  const drafts = await work.worker.asWorker(async (db) => {
    await db.rows(sql`select access.tidy_pushes()`)
    await db.rows(sql`delete from sessions where expires_at < now()`)
    await db.rows(sql`delete from fresh_checks where made_at < now() - interval '1 hour'`)
    await db.rows(sql`delete from challenges where expires_at < now()`)
    await db.rows(sql`delete from codes where expires_at < now() - interval '1 day'`)
    await db.rows(sql`delete from offers where made_at < now() - interval '1 day'`)
    await db.rows(sql`delete from proposals where ended_at < now() - interval '30 days'`)
    await db.rows(sql`delete from requests where at < now() - interval '1 day'`)
    await db.rows(sql`delete from tombstones where at < now() - interval '31 days'`)
    await db.rows(sql`delete from receipts where erased_at < now() - interval '1 year'`)
    await db.rows(sql`delete from erasures where erased_at < now() - interval '1 year'`)
    await db.rows(
      sql`delete from connection_approvals where id in (select unnest(array[low_approval_id, high_approval_id]) from connections where ended_at < now() - interval '90 days')`,
    )
    await db.rows(sql`select access.tidy_circles()`)
    await db.rows(sql`select access.settle_takedowns()`)
    await db.rows(sql`select access.forget_reports()`)
    await db.rows(sql`select access.forget_wishes()`)
    await db.rows(sql`select access.forget_ideas()`)
    await db.rows(sql`select access.forget_feelings()`)
    await db.rows(sql`select access.forget_days()`)
    await db.rows(sql`select access.forget_carings()`)
    await db.rows(sql`select access.ask_to_renew()`)
    return db.rows<{ id: PhotoId }>(sql`select id from photos where post_id is null and made_at < now() - interval '1 day'`)
  })
  for (const { id } of drafts) await erasePhoto(work, { photoId: id })
  await lapseChildren(work)
  await eraseChildrenLeft(work)
  await closeAccountsLeft(work)
  await removePeopleLeft(work)
  await settleClaimsLeft(work)
  await endHolds(work)
  await eraseWhatIsLeft(work)
  await sweepSignUps(work)
  await sweepStrays(work)
  await sweepMails(work) // last: a folder that cannot be read keeps no key from being destroyed
}

// Mails that were put into a folder hold addresses; a month is enough to read them. DAT-2
async function sweepMails({ config: { mail } }: Work): Promise<void> {
  if (mail.kind !== 'folder') return
  for await (const name of filesBelow(mail.folder)) {
    const file = join(mail.folder, name)
    if (name.endsWith('.eml') && (await stat(file)).mtimeMs < clock.now() - days(30)) await rm(file)
  }
}

// Row and key go together: what dies in between has both at the next sweep. DAT-2
async function removePeopleLeft({ worker, keyring }: Work): Promise<void> {
  const left = await worker.asWorker((db) => db.rows<{ id: PersonId }>(sql`select id from access.people_left() as id`))
  for (const { id } of left)
    await worker.asWorker(async (db) => {
      const removed = await db.one<{ gone: boolean }>(sql`select access.remove_person(${id}) as gone`)
      if (removed?.gone) await keyring.destroy('person', id)
    })
}

// An abandoned sign-up takes its key with it. CON-6
async function sweepSignUps({ worker, keyring }: Work): Promise<void> {
  const ended = await worker.asWorker((db) =>
    db.rows<{ id: ReturnType<typeof parseId<'person'>> }>(sql`
    select s.id from sign_ups s where s.expires_at < now() and not exists (select from people p where p.id = s.id)`),
  )
  for (const { id } of ended) {
    await keyring.destroy('person', id)
    await worker.asWorker((db) => db.rows(sql`delete from sign_ups where id = ${id} and expires_at < now()`))
  }
  await worker.asWorker((db) =>
    db.rows(sql`delete from sign_ups s where s.expires_at < now() and exists (select from people p where p.id = s.id)`),
  )
}

// What was taken back and not yet erased is erased here as well. DEL-3. What the queue has tried and tries again is left to it: one thing that cannot be erased, or that
// kills whoever tries, would else keep all that comes after it from being swept; and an erasing is never given up. F6
async function eraseWhatIsLeft(work: Work): Promise<void> {
  await work.worker.asWorker((db) =>
    db.rows(sql`
    select graphile_worker.reschedule_jobs(array (
      select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
      where k.identifier in ('posts.erase', 'photos.erase') and j.attempts >= j.max_attempts), run_at => now() + interval '6 hours', attempts => 20)`),
  )
  const left = await work.worker.asWorker((db) =>
    db.rows<{ what: string; thing_id: string }>(sql`
    select t.what, t.thing_id from receipts t
    where t.erased_at is null and t.what in ('post', 'photo') and not exists (
      select from graphile_worker._private_jobs j
      where coalesce(j.payload ->> 'postId', j.payload ->> 'photoId') = t.thing_id::text and j.attempts > 0)
    order by t.taken_back_at limit 1000`),
  )
  for (const { what, thing_id: thing } of left) {
    if (what === 'post') await erasePost(work, { postId: parseId('post', thing) })
    else await erasePhoto(work, { photoId: parseId('photo', thing) })
  }
}

// Two looks, at least one sweep apart: what is just being uploaded has no row yet, but will have one at the next look.
const seenWithoutRow = new Set<string>()
// When most keys are of nobody, it is the database that is the wrong one, and nothing is destroyed.
const mostStrays = 20

async function sweepStrays(work: Work): Promise<void> {
  const { worker, keyring, storage } = work
  const photos = new Set<string>()
  const forms = new Set<string>()
  const holds = new Set<string>()
  for await (const key of storage.keys()) {
    const [kind, , id] = key.split('/')
    if (kind === 'photos' && id) photos.add(id)
    if (kind === 'forms' && id) forms.add(id)
    if (kind === 'holds' && id) holds.add(id)
  }
  for await (const id of keyring.ids('photo')) photos.add(id)
  const posts = new Set<string>()
  for await (const id of keyring.ids('post')) posts.add(id)
  const replies = new Set<string>()
  for await (const id of keyring.ids('reply')) replies.add(id)
  for await (const id of keyring.ids('form')) forms.add(id)
  for await (const id of keyring.ids('hold')) holds.add(id)
  const known = await worker.asWorker((db) =>
    db.rows<{ id: string }>(sql`
    select id from photos where id = any (${[...photos].filter(isId)}::uuid[]) union all select id from posts where id = any (${[...posts].filter(isId)}::uuid[])
    union all select reply_id from own_words where reply_id = any (${[...replies].filter(isId)}::uuid[])
    union all select id from forms where id = any (${[...forms].filter(isId)}::uuid[]) and emptied_at is null
    union all select id from holds where id = any (${[...holds].filter(isId)}::uuid[])`),
  )
  const rows = new Set(known.map(({ id }) => id))
  const strays = [...photos, ...posts, ...replies, ...forms, ...holds].filter((id) => isId(id) && !rows.has(id))
  for (const id of seenWithoutRow) if (!strays.includes(id)) seenWithoutRow.delete(id)
  // Forms come from outside, a hold that was cut off too, and a child writes and takes away as often as it likes: neither speaks for a wrong database.
  const ofChildren = strays.filter((id) => !forms.has(id) && !replies.has(id) && !holds.has(id))
  if (ofChildren.length > mostStrays && ofChildren.length > rows.size)
    return log.warn('sweep.too-many-strays', { strays: strays.length, known: rows.size })
  for (const id of strays) {
    if (!seenWithoutRow.has(id)) seenWithoutRow.add(id)
    else if (posts.has(id)) await keyring.destroy('post', parseId('post', id))
    else if (replies.has(id)) await keyring.destroy('reply', parseId('reply', id))
    else if (forms.has(id)) await destroyEvidence(keyring, storage, parseId('form', id))
    else if (holds.has(id)) await destroyBox(keyring, storage, parseId('hold', id))
    else await destroyPhoto(work, id)
  }
}

async function destroyPhoto({ keyring, storage }: Work, id: string): Promise<void> {
  const photo = parseId('photo', id)
  await keyring.destroy('photo', photo)
  await eraseBytes(storage, photo)
}
