// A site that keeps nothing new: whatever families could add is refused in plain words, and whatever closes, ends or erases is done as always. I17
import assert from 'node:assert/strict'
import type { GivenIdeas } from '../../src/features/ideas/contract.ts'
import type { Sharing } from '../../src/features/posts/contract.ts'
import { good, type Person, type World } from '../world.ts'
import { idPhoto } from '../fixtures/make-photos.ts'

type Ready = Awaited<ReturnType<typeof family>>

/** What stands before nothing new is kept: something to close by every way there is. */
export async function family(w: World) {
  const shared = await w.shares(w.mia, w.dana, { with: [w.leo] })
  const [toSendBack, toApprove, toUndo] = [await w.mia.asks(), await w.mia.asks(), await w.mia.asks({ with: [w.leo] })]
  await good(w.dana.approves(toUndo))
  await w.asOwner(
    "update posts set shared_from = shared_from + interval '1 hour', shared_until = shared_until + interval '1 hour' where id = $1",
    [toUndo],
  ) // filling a disk takes its time
  const draft = await w.mia.draws()
  const connection = await w.connectionOf(w.ana, w.leo)
  const freshCheckId = await w.dana.fresh('guardian.remove', `${w.mia.id}:${w.omar.id}`)
  const removal = { guardianId: w.omar.id, freshCheckId }
  await good(w.dana.post(`/api/children/${w.mia.id}/guardian-removals`, removal))
  const newCircle = { picture: 'star', name: 'Friends', people: [w.leo.id] }
  const { circleId } = await good(w.mia.post<{ circleId: string }>(`/api/children/${w.mia.id}/circles`, newCircle))
  const newCollection = { picture: 'sun', name: 'Summer', posts: [shared.post] }
  const { collectionId } = await good(w.mia.post<{ collectionId: string }>('/api/collections', newCollection))
  await good(w.dana.post(`/api/children/${w.mia.id}/ideas`, { words: 'something round' }))
  const { ideas } = await good(w.omar.get<GivenIdeas>('/api/ideas'))
  const ideaId = ideas[0]?.id ?? assert.fail()
  const { proposals } = await good(w.omar.get<{ proposals: { id: string }[] }>('/api/proposals'))
  const proposalId = proposals[0]?.id ?? assert.fail()
  return { shared, toSendBack, toApprove, toUndo, draft, connection, proposalId, circleId, collectionId, ideaId }
}

/** Everything that would keep or open more, and how the server answers each. */
export async function addsMore({ mia, dana, ana, aron, lena, leo }: World, { toApprove, draft, circleId, collectionId }: Ready) {
  const seen = await good(dana.get<{ contentHash: string }>(`/api/posts/${toApprove}`))
  const fresh = (who: Person, ...[act, subject]: Parameters<Person['fresh']>) => who.fresh(act, subject)
  const { version } = await good(dana.get<{ version: string }>('/api/notice'))
  const tries = {
    upload: mia.post('/api/photos', await idPhoto(5, { width: 320, height: 240 })),
    ask: mia.post('/api/posts', { photos: [{ photoId: draft, alt: '' }], caption: '', audience: [], days: 7 }),
    approve: dana.post(`/api/posts/${toApprove}/approval`, {
      contentHash: seen.contentHash,
      freshCheckId: await fresh(dana, 'post.approve', 'inbox'),
    }),
    connect: aron.post(`/api/children/${ana.id}/connection-offers`, { freshCheckId: await fresh(aron, 'connection.offer', ana.id) }),
    invite: lena.post(`/api/children/${leo.id}/relative-invitations`, { freshCheckId: await fresh(lena, 'relative.invite', leo.id) }),
    pair: dana.post(`/api/children/${mia.id}/pairings`),
    open: lena.post(`/api/children/${leo.id}/openings`, {
      setting: 'days',
      value: '90',
      freshCheckId: await fresh(lena, 'setting.open', `${leo.id}:days:90`),
    }),
    circle: dana.post(`/api/children/${mia.id}/circles`, { picture: 'tent', name: 'Camp', people: [] }),
    name: mia.post(`/api/circles/${circleId}/name`, { picture: 'tent', name: 'Camp' }),
    'put in': mia.post(`/api/circles/${circleId}/people`, { personId: leo.id }),
    collection: mia.post('/api/collections', { picture: 'kite', name: 'Wind', posts: [] }),
    'a name of it': mia.post(`/api/collections/${collectionId}/name`, { picture: 'kite', name: 'Wind' }),
    collect: mia.post(`/api/collections/${collectionId}/posts`, { posts: [toApprove] }),
    idea: dana.post(`/api/children/${mia.id}/ideas`, { words: 'something red' }),
    feeling: mia.post('/api/feelings', { feeling: 'cross' }),
    child: dana.post('/api/children', { name: 'Kim', avatar: 'owl', band: '5-9', noticeVersion: version, purposes: ['profile'] }),
  }
  return Object.fromEntries(
    await Promise.all(
      Object.entries(tries).map(async ([name, asked]) => {
        const { status, body } = await asked
        return [name, [status, (body as { code?: string })?.code]]
      }),
    ),
  )
}

/** Everything that closes, ends or erases, each by who may do it alone. */
export async function closesEverything(
  { mia, leo, ana, dana, omar, aron, lena }: World,
  { shared, toSendBack, toUndo, draft, connection, proposalId, circleId, collectionId, ideaId }: Ready,
) {
  assert.equal(await leo.sees(shared.post, shared.photo), true)
  await good(omar.post(`/api/proposals/${proposalId}/objection`))
  await good(dana.ask('DELETE', `/api/circles/${circleId}/people/${leo.id}`))
  await good(mia.ask('DELETE', `/api/circles/${circleId}`))
  await good(mia.post(`/api/collections/${collectionId}/removals`, { posts: [shared.post] }))
  await good(mia.ask('DELETE', `/api/collections/${collectionId}`))
  await good(omar.ask('DELETE', `/api/ideas/${ideaId}`))
  await good(mia.ask('DELETE', '/api/feelings'))
  await good(dana.post(`/api/posts/${toSendBack}/sending-back`, { word: 'words', note: '' }))
  await good(dana.ask('DELETE', `/api/posts/${toUndo}/approval`))
  await good(mia.ask('DELETE', `/api/photos/${draft}`))
  const { received } = await good(lena.get<Sharing>(`/api/children/${leo.id}/sharing`))
  await good(lena.post(`/api/children/${leo.id}/claims`, { mark: received[0]?.mark }))
  await good(leo.post(`/api/posts/${shared.post}/claims`))
  assert.equal(await leo.sees(shared.post, shared.photo), true, 'who says they are in it sees it still')
  await good(dana.post(`/api/posts/${shared.post}/hides`))
  assert.equal(await leo.sees(shared.post, shared.photo), false)
  await good(mia.takesBack(shared.post))
  assert.equal(await leo.sees(shared.post, shared.photo), false)
  await good(leo.ask('DELETE', `/api/connections/${connection}`))
  await good(mia.post(`/api/children/${mia.id}/blocks`, { personId: leo.id }))
  await good(omar.post(`/api/children/${mia.id}/tightenings`, { setting: 'audience', value: 'family' }))
  await good(omar.post(`/api/children/${mia.id}/pauses`))
  await good(dana.post(`/api/children/${mia.id}/withdrawals`, { purpose: 'sharing' }))
  await good(leo.post('/api/assent-withdrawals'))
  await good(aron.post(`/api/children/${ana.id}/erasures`, { freshCheckId: await aron.fresh('erasure.make', ana.id) }))
  await good(lena.ask('DELETE', '/api/session'))
}
