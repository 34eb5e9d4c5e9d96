// Mia's world with at least one of everything that is kept about a child: made by the door, but for what only time does. Dana guards her at the end.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connects, guardianInvitationFrom, relativeInvitationFrom } from '../../db/seed.ts'
import type { Tags } from '../../src/features/tags/contract.ts'
import type { Claims } from '../../src/features/claims/contract.ts'
import type { Handovers } from '../../src/features/handover/contract.ts'
import type { Child } from '../../src/features/people/contract.ts'
import type { AllWritten, Written } from '../../src/features/replies/contract.ts'
import { asksToMove } from '../moves/moving.ts'
import { good, Person, world, type World } from '../world.ts'
import { endsGuarding } from './looking.ts'

export async function aYearOfMia(options: Parameters<typeof world>[0] = {}): Promise<World> {
  const w = await world(options)
  await changesOfMind(w)
  await aFriendOfOnce(w)
  await postsOfMia(w)
  await postsOfLeo(w)
  await whatIsOpen(w)
  await w.asOwner(
    `insert into proposals (id, child_id, what, guardian_id, by_id, person_id) select gen_random_uuid(), $1, 'lift-block', $2, $2, $3`,
    [w.ana.id, w.aron.id, w.mia.id], // Ana's family talks about Mia
  )
  await endsGuarding(w, w.omar, w.mia)
  const freshCheckId = await w.dana.fresh('carer.ask', `${w.mia.id}:${w.rosa.id}`)
  await good(w.dana.post(`/api/children/${w.mia.id}/carers`, { personId: w.rosa.id, until: 'week', freshCheckId }))
  return w
}

async function changesOfMind({ dana, omar, mia, leo }: World): Promise<void> {
  const { version } = await good(dana.get<{ version: string }>('/api/notice'))
  await good(dana.post(`/api/children/${mia.id}/withdrawals`, { purpose: 'photos' }))
  await good(dana.post(`/api/children/${mia.id}/consents`, { noticeVersion: version, purposes: ['photos'] }))
  await good(mia.post('/api/assent-withdrawals'))
  await good(mia.post('/api/assents', { lesson: '2026-11' }))
  await good(mia.post('/api/picture-lock', { pictures: ['key', 'bus', 'bell', 'key'] }))
  await good(omar.post(`/api/children/${mia.id}/tightenings`, { setting: 'days', value: '7' }))
  await good(dana.post(`/api/children/${mia.id}/tightenings`, { setting: 'asking', value: 'each', personId: leo.id }))
  const freshCheckId = await dana.fresh('setting.open', `${mia.id}:days:90`)
  await good(dana.post(`/api/children/${mia.id}/openings`, { setting: 'days', value: '90', freshCheckId }))
  const { moveId } = await asksToMove(dana, mia, 'export')
  await good(omar.post(`/api/proposals/${moveId}/objection`))
}

/** Ana was connected with Mia, saw one post, and is blocked now; her family blocks Mia as well. */
async function aFriendOfOnce(w: World): Promise<void> {
  const { dana, mia, aron, ana } = w
  await connects([dana, mia], [aron, ana])
  await w.shares(mia, dana, { with: [ana], caption: 'snow' })
  await good(mia.ask('DELETE', `/api/connections/${await w.connectionOf(mia, ana)}`))
  await good(mia.post(`/api/children/${mia.id}/blocks`, { personId: ana.id }))
  await good(dana.post(`/api/children/${mia.id}/blocks`, { personId: ana.id }))
  await good(aron.post(`/api/children/${ana.id}/blocks`, { personId: mia.id }))
}

async function postsOfMia(w: World): Promise<void> {
  const { dana, mia, leo, rosa } = w
  const { post: kite } = await w.shares(mia, dana, { with: [leo, rosa], caption: 'kite' })
  const { post: over } = await w.shares(mia, dana, { with: [leo], caption: 'moon' })
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
    [over],
  )
  await w.asOwner("update post_audience set shared_from = shared_from - interval '8 days' where post_id = $1", [over])
  const { post: hill } = await w.shares(mia, dana, { with: [leo], tagged: [leo], caption: 'hill' })
  await good(dana.post(`/api/posts/${hill}/hides`))
  const boat = await mia.asks({ with: [leo], caption: 'write to me@example.org' })
  await good(dana.post(`/api/posts/${boat}/sending-back`, { word: 'words', note: 'say it kindly' }))
  await mia.asks({ with: [leo, rosa], caption: 'pond' })
  await good(mia.takesBack((await w.shares(mia, dana, { with: [leo], caption: 'rain' })).post))
  const { post: bridge } = await w.shares(mia, dana, { with: [leo], caption: 'bridge' })
  await good(leo.post(`/api/posts/${bridge}/claims`))
  const { claims } = await good(dana.get<Claims>('/api/claims'))
  await good(dana.post(`/api/claims/${claims[0]?.id}/keeping`))
  await mia.draws()
  await good(mia.ask('DELETE', `/api/photos/${await mia.draws()}`))
  await good(dana.get(`/api/posts/${kite}`))
  await good(rosa.get('/api/feed'))
  await good(rosa.post(`/api/posts/${kite}/replies`, { says: 'heart' }))
  await good(leo.post(`/api/posts/${kite}/replies`, { says: 'looks-fun' }))
}

/** Mia writes three times: one waits, one was sent back, one was allowed; and Leo once, which she has read. */
async function inOwnWords(w: World): Promise<void> {
  const { dana, lena, mia, leo } = w
  await w.asOwner("update children set band = '10-13' where child_id in ($1, $2)", [mia.id, leo.id])
  await w.asOwner("update settings set value = 'own-words' where setting = 'replies' and child_id in ($1, $2)", [mia.id, leo.id])
  const writes = async (who: Person, post: string, words: string) => {
    await good(who.post(`/api/posts/${post}/own-words`, { words }))
    const guardian = who === mia ? dana : lena
    const { written } = await good(guardian.get<AllWritten>(`/api/children/${who.id}/own-words`))
    return written.find((one) => one.words === words) ?? assert.fail(words)
  }
  const allows = async (guardian: Person, { id, contentHash }: Written) =>
    good(guardian.post(`/api/replies/${id}/approval`, { contentHash, freshCheckId: await guardian.fresh('post.approve', 'inbox') }))
  for (const what of ['mill', 'barn', 'well']) {
    const { post } = await w.shares(leo, lena, { with: [mia], caption: what, days: 90 })
    const reply = await writes(mia, post, `what a ${what}, write to me@example.org`)
    if (what === 'barn') await good(dana.post(`/api/replies/${reply.id}/sending-back`, { word: 'words' }))
    if (what === 'well') await allows(dana, reply)
  }
  const { post: lake } = await w.shares(mia, dana, { with: [leo], caption: 'lake' })
  const reply = await writes(leo, lake, 'is it cold in there')
  await allows(lena, reply)
  await w.asOwner(
    `set session_replication_role = 'replica'; update own_words_answers set goes_at = now() - interval '1 second' where reply_id = '${reply.id}'; set session_replication_role = 'origin'`,
  )
}

/** One that Mia sees, one that she says she is in, and two that she does not see. */
async function postsOfLeo(w: World): Promise<void> {
  const { dana, lena, mia, leo } = w
  const { post: swing } = await w.shares(leo, lena, { with: [mia], tagged: [mia], caption: 'swing' })
  await good(mia.post(`/api/posts/${swing}/replies`, { says: 'sun' }))
  const [tag] = (await good(dana.get<Tags>('/api/tags'))).tags
  await good(dana.post(`/api/tags/${tag?.id}/agreement`, { freshCheckId: await dana.fresh('tag.agree', tag?.id ?? '') }))
  await inOwnWords(w)
  const { post: frog } = await w.shares(leo, lena, { with: [mia], caption: 'frog', days: 90 })
  await good(mia.post(`/api/posts/${frog}/claims`))
  await leo.asks({ with: [mia], caption: 'reed', days: 30 })
  await good(leo.takesBack((await w.shares(leo, lena, { with: [mia], caption: 'moss', days: 30 })).post))
}

/** A circle; a collection; an idea; a visit; codes that nobody has used yet, and somebody who has begun to come in with one. */
async function whatIsOpen(w: World): Promise<void> {
  const { dana, mia, leo, rosa } = w
  await w.asOwner(
    "update children set grows_up_on = date_trunc('month', now()) - interval '1 month', renew_by = renew_by - interval '70 days' where child_id = $1",
    [mia.id],
  )
  await good(mia.post('/api/handovers', { what: 'take' }))
  const asked = await good(dana.get<Handovers>('/api/handovers'))
  const handoverId = asked.handovers[0]?.id ?? ''
  await good(dana.post(`/api/handovers/${handoverId}/agreement`, { freshCheckId: await dana.fresh('handover.agree', handoverId) }))
  await good(mia.post('/api/name-wishes', { name: 'Mimi' }))
  await good(mia.post(`/api/children/${mia.id}/circles`, { picture: 'tent', name: 'Camp', people: [leo.id, rosa.id] }))
  const { posts } = await good(mia.get<{ posts: { id: string }[] }>('/api/posts'))
  await good(dana.post(`/api/children/${mia.id}/ideas`, { words: 'something round' }))
  await good(mia.post('/api/reports', { personId: leo.id, reason: 'mean' }))
  const [report, down] = [randomUUID(), posts.at(-1)?.id]
  await w.asOwner(
    "insert into reports (id, from_kind, code_hash, words_sealed, reason, number, glass_post_id, first_word, first_at) values ($1, 'outsider', sha256('code'), 'x', 'my-child-is', left($2::uuid::text, 8), $2, 'taken-down', now())",
    [report, down],
  )
  await w.asOwner('insert into takedowns (post_id, report_id) values ($1, $2)', [down, report])
  await good(mia.post('/api/feelings', { feeling: 'cross' }))
  await good(mia.post('/api/collections', { picture: 'sun', name: 'Summer', posts: posts.map(({ id }) => id) }))
  await good(dana.post(`/api/children/${mia.id}/tightenings`, { setting: 'budget', value: '30' }))
  await good(mia.post('/api/visits'))
  await good(dana.post(`/api/children/${mia.id}/connection-offers`, { freshCheckId: await dana.fresh('connection.offer', mia.id) }))
  await good(dana.post(`/api/children/${mia.id}/pairings`))
  await guardianInvitationFrom(dana, mia)
  await good(new Person(w, 'Aunt').post('/api/sign-ups', { code: await relativeInvitationFrom(dana, mia) }))
  const { devices } = await good(dana.get<Child>(`/api/children/${mia.id}`))
  await good(dana.post(`/api/devices/${devices[0]?.id}/name`, { name: 'Kitchen tablet' }))
}
