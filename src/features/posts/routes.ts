// Asking to share, the guardian's decision, the feed, and taking back.
import { z } from 'zod'
import { type House, route, type Look, type Route } from '../../access/door.ts'
import { sealText } from '../../platform/crypto.ts'
import { type Db, sql } from '../../platform/db/sql.ts'
import { isId, newId, type PersonId, type PhotoId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { offersOf } from '../connections/queries.ts'
import { refuseKnownAmong } from '../holds/take-in.ts'
import { facesById } from '../people/queries.ts'
import { goneIsNotThere } from '../photos/gone.ts'
import { openRendition, type PhotoKeyName, sealAlt } from '../photos/sealed.ts'
import { lookAtAll } from '../screening/photos/looker.ts'
import { checkWords } from '../screening/words.ts'
import { writtenBy } from '../replies/queries.ts'
import { settingValues, stepsByPerson } from '../settings/queries.ts'
import { settings, upTo } from '../settings/values.ts'
import { contentHash } from './content.ts'
import {
  audienceChoices,
  type Finding,
  feed,
  feedQuery,
  inbox,
  newApproval,
  newPost,
  newSendingBack,
  newShowing,
  post,
  posted,
  posts,
  postsQuery,
  receipts,
  sharing,
  takenBack,
} from './contract.ts'
import { feedSeen, hashOfNow, placeOf, postsPage, postsSeen, receiptsSeen } from './queries.ts'
import { sharingOf } from './sharing.ts'
import { todayAt } from './today.ts'

// A set of photos that ends; the screen shows a dozen of them at a time. WEL-3
const feedSize = 30
/** What a grown-up reads through at once. */
const postsSize = 200

export const postRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/audience',
    may: 'audience.choose',
    says: 'The faces a child may share with, and the grown-ups who always see.',
    answer: audienceChoices,
    work: async ({ house, db, me }) => {
      const rows = await db.rows<{ id: string; always: boolean }>(sql`
        select c as id, false as always from access.my_choices() c
        union all select g.guardian_id, true from guardianships g where g.ended_at is null`)
      const { audience, days, asking } = await settingValues(db, me)
      const steps = await stepsByPerson(db, me)
      const faces = await facesById(
        db,
        house.keyring,
        rows.map((row) => row.id),
      )
      const chosen = (always: boolean) =>
        rows
          .filter((row) => row.always === always)
          .flatMap((row) => faces.get(row.id) ?? [])
          .sort((a, b) => a.name.localeCompare(b.name))
      return {
        people: chosen(false).map((person) => ({ ...person, asking: steps.get(person.id) ?? 'each' })),
        always: chosen(true),
        onlyFamily: audience === 'family',
        lengths: upTo(settings.days, days).map(Number),
        asking,
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/posts',
    may: 'post.make',
    says: 'A child asks to share photos with the people they chose.',
    body: newPost,
    answer: posted,
    status: 201,
    // Where nobody would look first the server looks at the photos itself, before anything is begun: whatever the child's own device has seen, a changed app gains
    // nothing. So it is with the words. SAF-1, PUB-2, PUB-5, PUB-6
    prepare: async ({ house, viewer, me, body }) => {
      await refuseKnownAmong(
        house,
        { way: 'sharing', viewer, by: me },
        body.photos.map(({ photoId }) => photoId as PhotoId),
      )
      const verdict = checkWords([body.caption, ...body.photos.map((photo) => photo.alt), ...body.written])
      const told: Finding['kind'][] = [
        ...(verdict.is === 'held' || body.unread ? (['unread'] as const) : verdict.findings.map(({ kind }) => kind)),
        ...body.noted,
      ]
      const isAsked = told.some((kind) => kind !== 'age') // of a guardian, in any case
      const photos = isAsked ? null : await house.room.asViewer(viewer, 'read', (db) => toLookAt(db, me, body.photos))
      return { told, seen: photos && (await lookAtAll(bytesOf(house, photos))) }
    },
    work: async ({ house, db, me, body, prepared }) => {
      const id = newId('post')
      if (!(await db.one<{ may: boolean }>(sql`select access.may_share(${me}) as may`))?.may) refuse('post.sharing-off')
      const audience = [...new Set(body.audience)]
      const tagged = [...new Set(body.tagged)]
      await db.rows(sql`select access.needs_to_be_set(${body.days}, ${audience}::uuid[])`) // before a key of the post exists
      const drafts = await db.rows<{ id: PhotoId; child_id: PersonId; digest: Buffer; found: string[] }>(
        sql`select id, child_id, digest, found from photos where id = any (${body.photos.map((photo) => photo.photoId)}::uuid[]) and post_id is null`,
      )
      const chosen = body.photos.map(({ photoId, alt }) => ({
        ...(drafts.find((draft) => draft.id === photoId) ?? refuse('post.photo-not-yours')),
        alt,
      }))
      const found = chosen.flatMap((photo) => photo.found.map((what) => `${what}-removed`))
      const findings = [...new Set([...found, ...prepared.told, ...(prepared.seen ?? [])])]
      const key = await house.keyring.makeKey('post', id, me)
      const hash = contentHash(key, { post: id, caption: body.caption, days: body.days, photos: chosen, audience, tagged })
      const alts = await Promise.all(chosen.map((photo) => sealAlt(house.keyring, photo, photo.alt)))
      await db.rows(sql`
        select access.ask_to_share(${id}, ${sealText(key, body.caption, placeOf({ id, child_id: me }, 'caption_sealed'))}, ${body.days}, ${findings}, ${hash},
          ${chosen.map((photo) => photo.id)}::uuid[], ${alts}::bytea[], ${audience}::uuid[], ${tagged}::uuid[], ${tagged.map(() => newId('tag'))}::uuid[])`)
      const post = await db.one<{ goes: boolean }>(sql`select shared_from is not null as goes from posts where id = ${id}`)
      if (post?.goes && prepared.seen === null) refuse('busy') // a guardian has only just let it: it is asked once more, and looked at
      return { postId: id, goes: post?.goes }
    },
  }),
  route({
    method: 'GET',
    url: '/api/posts',
    may: 'post.list',
    says: "One's own posts, or one's children's, newest first.",
    query: postsQuery,
    answer: posts,
    work: ({ house, db, viewer, query }) =>
      postsPage(db, house.keyring, { before: cursorOf(query['before']), size: postsSize }, asKind(viewer.kind)),
    looks: ({ posts }) => readsThrough(posts),
  }),
  route({
    method: 'GET',
    url: '/api/posts/:postId',
    may: 'post.read',
    says: 'One post, with who sees it and what may be done.',
    answer: post,
    work: async ({ house, db, viewer, params }) =>
      (await postsSeen(db, house.keyring, { ids: [params['postId'] ?? ''] }, asKind(viewer.kind)))[0] ?? refuse('not-found'),
    looks: ({ id }) => ({ what: 'posts', ids: [id] }),
  }),
  route({
    method: 'GET',
    url: '/api/children/:childId/sharing',
    may: 'child.read',
    says: 'What a child shares now and with whom, and from whom something has reached it.',
    answer: sharing,
    work: async ({ house, db, params }) => (await sharingOf(db, house.keyring, params['childId'] ?? '')) ?? refuse('not-found'),
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/approval',
    may: 'post.approve',
    says: 'A guardian says yes to exactly what they looked at.',
    body: newApproval,
    answer: 'nothing',
    // It may have waited for days, and a list may have come since. SAF-1
    prepare: async ({ house, viewer, me, params }) => {
      if (!house.known.isOn) return
      const photos = await house.room.asViewer(viewer, 'read', (db) =>
        db.rows<{ id: PhotoId }>(sql`select id from photos where post_id = ${params['postId']} order by position`),
      )
      await refuseKnownAmong(
        house,
        { way: 'approval', viewer, by: me },
        photos.map(({ id }) => id),
      )
    },
    work: async ({ house, db, params, body }) => {
      const standing = await hashOfNow(db, house.keyring, params['postId'] ?? '').catch(goneIsNotThere)
      if (standing === undefined) refuse('not-found') // taken back since they came in: it has not changed, it is gone. I16
      if (standing !== body.contentHash) refuse('post.changed')
      await db.rows(sql`select access.approve_post(${params['postId']}, ${Buffer.from(body.contentHash, 'hex')}, ${body.freshCheckId})`)
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/posts/:postId/approval',
    may: 'post.undo',
    says: 'A guardian thinks better of a yes before it is shared; the post waits again.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.undo_approval(${params['postId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/sending-back',
    may: 'post.send-back',
    says: 'A guardian sends it back with a kind word.',
    body: newSendingBack,
    answer: 'nothing',
    work: async ({ house, db, params, body }) => {
      const row = await db.one<{ id: ReturnType<typeof newId<'post'>>; child_id: PersonId }>(
        sql`select id, child_id from posts where id = ${params['postId']}`,
      )
      if (!row) refuse('not-found')
      const key = await house.keyring.key('post', row.id, row.child_id).catch(goneIsNotThere)
      await db.rows(sql`select access.send_back_post(${row.id}, ${body.word}, ${sealText(key, body.note, placeOf(row, 'note_sealed'))})`)
    },
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/hides',
    may: 'post.hide',
    says: 'A guardian hides it from everybody outside the family, at once.',
    body: z.strictObject({}),
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.hide_post(${params['postId']}, ${newId('hide')})`),
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/showing',
    may: 'post.show',
    says: 'Who hid it shows it again.',
    body: newShowing,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.show_post(${params['postId']}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/posts/:postId/taking-back',
    may: 'post.take-back',
    says: 'The child alone, or a guardian, takes it back; it closes at once and its key is destroyed.',
    body: z.strictObject({}),
    answer: takenBack,
    status: 202,
    work: async ({ db, params }) => {
      const taken = await db.one<{ receipt: string }>(
        sql`select access.take_back_post(${params['postId']}, ${newId('receipt')}) as receipt`,
      )
      return { receiptId: taken?.receipt }
    },
  }),
  route({
    method: 'GET',
    url: '/api/feed',
    may: 'feed.read',
    says: 'What others, or one of them, shared with this viewer, newest first, with an end.',
    query: feedQuery,
    answer: feed,
    together: true,
    work: ({ house, db, query }) =>
      feedSeen(db, house.keyring, {
        before: cursorOf(query['before']),
        from: query['from'],
        size: feedSize,
        isToday: todayAt(house.clock.now(), house.config.timeZone),
      }),
    looks: ({ posts }) => readsThrough(posts),
  }),
  route({
    method: 'GET',
    url: '/api/inbox',
    may: 'inbox.read',
    says: 'What waits for this guardian.',
    answer: inbox,
    work: async ({ house, db, me }) => {
      const offers = await offersOf(db, house.keyring, me)
      return {
        posts: await postsSeen(db, house.keyring, 'waiting', 'guardian'),
        written: await writtenBy(db, house.keyring, ({ standing }) => standing === 'waiting'),
        offers: offers
          .filter((offer) => offer.offered && offer.state === 'answered')
          .map(({ offerId, mine, other, otherGuardian }) => ({ offerId, mine, other, otherGuardian })),
      }
    },
    looks: ({ posts, written }) => readsThrough([...posts, ...written.map(({ child }) => ({ author: child }))]),
  }),
  route({
    method: 'GET',
    url: '/api/receipts',
    may: 'receipt.read',
    says: 'What was taken back, and when its key was destroyed.',
    answer: receipts,
    work: async ({ house, db }) => ({ receipts: await receiptsSeen(db, house.keyring) }),
  }),
]

/** A list shows words and colours of posts of these children; which of its photos are opened, their bytes tell. */
function readsThrough(posts: readonly { author: { id: string } }[]): Look {
  return { what: 'children', ids: [...new Set(posts.map((post) => post.author.id))] }
}

/** The child's own photos among these; nothing when a guardian is asked for each, whoever it is for. KID-5 */
async function toLookAt(db: Db, child: PersonId, photos: readonly { photoId: string }[]): Promise<PhotoKeyName[] | null> {
  const steps = [(await settingValues(db, child)).asking, ...(await stepsByPerson(db, child)).values()]
  if (steps.every((step) => step === 'each')) return null
  return db.rows(sql`select id, child_id from photos where id = any (${photos.map(({ photoId }) => photoId)}::uuid[]) and post_id is null`)
}

async function* bytesOf(house: House, photos: readonly PhotoKeyName[]): AsyncGenerator<Buffer> {
  for (const photo of photos)
    yield (await openRendition(house.keyring, house.storage, photo, 'screen').catch(goneIsNotThere)) ?? refuse('post.photo-not-yours')
}

function asKind(kind: string): 'child' | 'guardian' {
  return kind === 'guardian' ? 'guardian' : 'child'
}

function cursorOf(before: string | undefined): { at: string; id: string } | undefined {
  if (before === undefined) return undefined
  const [at = '', id = ''] = before.split('_')
  if (
    !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/.test(at) ||
    Number.isNaN(Date.parse(at.replace(' ', 'T').replace('+00', 'Z'))) ||
    !isId(id)
  )
    refuse('bad-request')
  return { at, id }
}
