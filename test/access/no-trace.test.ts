// No trace: what somebody may not see leaves their answers byte for byte as they were, and a hidden thing answers as a missing one. CNT-3, BUL-6, I7
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { relativeInvitationFrom } from '../../db/seed.ts'
import { routes } from '../../src/apps/routes.ts'
import { corners } from '../fixtures/make-photos.ts'
import { good, Person, signsUp, world, type Answer, type World } from '../world.ts'
import { traceOf } from './looking.ts'

// All that happens in Mia's family and with Leo concerns none of these.
const strangers = ['ana', 'aron', 'visitor', 'sam'] as const
const reads = routes.filter((route) => route.method === 'GET' && route.answer !== 'changes').map((route) => route.url)

describe('no trace', () => {
  let w: World
  let nowhere: Record<string, string>
  let hidden: Record<string, string>
  let earlier: Map<string, string>
  before(async () => {
    w = await world()
    nowhere = Object.fromEntries(
      ['childId', 'offerId', 'connectionId', 'photoId', 'postId', 'sessionId'].map((name) => [name, randomUUID()]),
    )
    earlier = new Map(
      await Promise.all(strangers.map(async (name): Promise<[string, string]> => [name, await transcript(w[name], nowhere)])),
    )
    hidden = await hiddenActivity(w)
  })
  after(() => w.close())

  it("CNT-3 Ana, her guardian, staff and a visitor get the same bytes on every route with and without Mia's and Leo's activity", async () => {
    for (const name of strangers) assert.equal(await transcript(w[name], nowhere), earlier.get(name), name)
  })

  it('I7 every hidden thing answers as one that does not exist, on every route', async () => {
    for (const url of ['/api/posts/:postId', '/api/photos/:photoId/card', '/api/photos/:draftId/card'])
      assert.match(await traceFor(w.mia, url, hidden), /^\[200/, 'it is there')
    for (const name of strangers) assert.equal(await transcript(w[name], hidden), earlier.get(name), name)
  })

  it("BUL-6 Leo's guardian finds no trace of Mia's posts, of her other connection, or of what her guardians decide", async () => {
    for (const url of [
      '/api/posts/:postId',
      '/api/photos/:photoId/card',
      '/api/photos/:photoId/screen',
      '/api/children/:childId',
      '/api/connection-offers/:offerId',
    ]) {
      assert.equal(await traceFor(w.lena, url, hidden), await traceFor(w.lena, url, nowhere), url)
    }
    const all = (await Promise.all(reads.map((url) => traceFor(w.lena, url, nowhere)))).map(opened).join('\n')
    for (const secret of ['kite', 'pond', 'Grandpa', hidden['postId'], hidden['photoId'], hidden['draftId'], hidden['connectionId']])
      assert.ok(!all.includes(secret ?? '-'), `Lena found ${secret}`)
  })

  it('BUL-6 the audience learns who made a photo, and nothing of who else it is for or who approved it', async () => {
    const answers = (await Promise.all(reads.map((url) => traceFor(w.leo, url, { ...nowhere, postId: hidden['postId'] ?? '' }))))
      .map(opened)
      .join('\n')
    assert.ok(answers.includes('kite'))
    for (const secret of ['Rosa', 'Dana', 'Omar', 'Grandpa', w.rosa.id, w.dana.id, w.omar.id, 'pond'])
      assert.ok(!answers.includes(secret), `Leo found ${secret}`)
  })

  it('I7 acting on a hidden thing answers as acting on nothing, for every act', async () => {
    const someHash = '0'.repeat(64)
    const acts: [method: 'POST' | 'DELETE', url: string, body?: (ids: Record<string, string>) => unknown][] = [
      ['POST', '/api/posts/:postId/approval', () => ({ contentHash: someHash, freshCheckId: nowhere['postId'] })],
      ['DELETE', '/api/posts/:postId/approval'],
      ['POST', '/api/posts/:postId/sending-back', () => ({ word: 'words', note: '' })],
      ['POST', '/api/posts/:postId/taking-back', () => ({})],
      ['POST', '/api/posts', (ids) => ({ photos: [{ photoId: ids['draftId'], alt: '' }], caption: '', audience: [], days: 7 })],
      ['POST', '/api/posts', (ids) => ({ photos: [{ photoId: ids['photoId'], alt: '' }], caption: '', audience: [], days: 7 })],
      ['DELETE', '/api/photos/:draftId'],
      ['DELETE', '/api/photos/:photoId'],
      ['DELETE', '/api/connections/:connectionId'],
      ['DELETE', '/api/devices/:sessionId'],
      ['POST', '/api/devices/:sessionId/name', () => ({ name: 'Kitchen tablet' })],
      ['POST', '/api/children/:childId/consents', () => ({ noticeVersion: 'x', purposes: ['photos'] })],
      ['POST', '/api/children/:childId/withdrawals', () => ({ purpose: 'photos' })],
      ['POST', '/api/children/:childId/pairings', () => ({})],
      ['POST', '/api/children/:childId/relative-invitations', () => ({ freshCheckId: nowhere['postId'] })],
      ['POST', '/api/children/:childId/connection-offers', () => ({ freshCheckId: nowhere['postId'] })],
      ['POST', '/api/connection-offers/:offerId/confirmation', () => ({ freshCheckId: nowhere['postId'] })],
      [
        'POST',
        '/api/connection-offers/answer',
        (ids) => ({ code: '7'.repeat(29), childId: ids['childId'], freshCheckId: nowhere['postId'] }),
      ],
      ['POST', '/api/fresh-checks/challenge', (ids) => ({ act: 'connection.confirm', subject: ids['offerId'] })],
      [
        'POST',
        '/api/fresh-checks',
        (ids) => ({ challengeId: ids['challengeId'], way: { kind: 'password', password: 'a kite needs a long string' } }),
      ],
    ]
    nowhere['draftId'] = randomUUID()
    nowhere['challengeId'] = randomUUID()
    for (const [method, url, body] of acts) {
      for (const name of [...strangers, 'lena', 'rosa'] as const) {
        if (name === 'rosa' && url.includes(':postId')) continue // it is shared with her, and hidden from the others
        const [missing, secret] = [await act(w[name], method, url, nowhere, body), await act(w[name], method, url, hidden, body)]
        assert.equal(secret, missing, `${name} ${method} ${url}`)
      }
    }
  })

  it('CNT-2 sharing with somebody who exists but is not connected answers as sharing with nobody at all', async () => {
    const photoId = await w.ana.draws()
    const withPerson = async (person: string) =>
      traceOf(await w.ana.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [person], days: 7 }))
    const missing = await withPerson(randomUUID())
    assert.match(opened(missing), /post.not-connected/)
    for (const person of [w.mia, w.rosa, w.dana, w.sam]) assert.equal(await withPerson(person.id), missing, person.name)
  })

  it('I7 a cursor taken from a hidden post opens nothing', async () => {
    const [row] = await w.asOwner<{ cursor: string }>(
      "select shared_from::text || '_' || post_id as cursor from post_audience where post_id = $1",
      [hidden['postId']],
    )
    const feeds = await Promise.all(
      [row?.cursor, `2099-01-01 00:00:00+00_${randomUUID()}`].map((cursor) =>
        w.ana.get(`/api/feed?before=${encodeURIComponent(cursor ?? '')}`),
      ),
    )
    assert.deepEqual(
      feeds.map((answer) => answer.status),
      [200, 200],
    )
    assert.equal(new Set(feeds.map(traceOf)).size, 1)
  })

  it('CNT-2 a page of somebody who exists, of oneself and of nobody are the same empty page; a friend’s holds theirs alone', async () => {
    const from = (who: Person, id: string) => who.get<{ posts: { author: { id: string } }[] }>(`/api/feed?from=${id}`)
    const empty = traceOf(await from(w.ana, randomUUID()))
    for (const person of [w.mia, w.leo, w.ana, w.dana, w.sam]) assert.equal(traceOf(await from(w.ana, person.id)), empty, person.name)
    await w.shares(w.ana, w.aron, { with: [w.leo] })
    await w.shares(w.mia, w.dana, { with: [w.leo] })
    for (const friend of [w.mia, w.ana]) {
      const { posts } = (await from(w.leo, friend.id)).body
      assert.deepEqual([...new Set(posts.map(({ author }) => author.id))], [friend.id])
      const all = await w.leo.feed()
      assert.equal(posts.length, all.filter(({ author }) => author.id === friend.id).length)
    }
  })

  it('I15 a page that was another child’s, on a tablet where somebody else is signed in by now, puts nothing in and reads nothing', async () => {
    const drawing = await corners().png().toBuffer()
    const drafts = () => w.asOwner('select id from photos where child_id = $1 and post_id is null', [w.leo.id])
    const before = await drafts()
    const statuses = (page: string) =>
      Promise.all([
        ...['/api/posts', '/api/feed', '/api/draft-keys/new'].map((url) => w.leo.get(url, { 'kitestring-page-of': page })),
        w.leo.ask('POST', '/api/photos', drawing, { 'idempotency-key': randomUUID(), 'kitestring-page-of': page }),
      ]).then((answers) => answers.map(({ status }) => status))
    assert.deepEqual(await statuses(w.mia.id), [401, 401, 401, 401])
    assert.deepEqual(await drafts(), before)
    assert.deepEqual(await statuses(w.leo.id), [200, 200, 200, 201])
  })
})

/** Mia asks, shares with Leo and Rosa, takes back; her grandfather joins; her guardians decide, withdraw and give again. What it leaves: ids to try. */
async function hiddenActivity(w: World): Promise<Record<string, string>> {
  const { version } = await good(w.omar.get<{ version: string }>('/api/notice'))
  await good(w.omar.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'photos' }))
  await good(w.omar.post(`/api/children/${w.mia.id}/consents`, { noticeVersion: version, purposes: ['photos'] }))
  const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'kite' })
  const gone = await w.shares(w.mia, w.omar, { with: [w.leo], caption: 'rain' })
  await good(w.mia.takesBack(gone.post))
  await w.mia.asks({ with: [w.leo], caption: 'pond' })
  await good(w.dana.post(`/api/posts/${await w.mia.asks({ with: [w.rosa] })}/sending-back`, { word: 'words', note: 'a note' }))
  const grandpa = new Person(w, 'Grandpa')
  await signsUp(grandpa, await relativeInvitationFrom(w.dana, w.mia))
  const offer = await good(
    w.dana.post<{ offerId: string }>(`/api/children/${w.mia.id}/connection-offers`, {
      freshCheckId: await w.dana.fresh('connection.offer', w.mia.id),
    }),
  )
  const challenge = await good(
    w.dana.post<{ challengeId: string }>('/api/fresh-checks/challenge', { act: 'connection.confirm', subject: offer.offerId }),
  )
  const [session] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1', [w.mia.id])
  return {
    childId: w.mia.id,
    offerId: offer.offerId,
    connectionId: await w.connectionOf(w.mia, grandpa),
    photoId: photo,
    postId: post,
    draftId: await w.mia.draws(),
    sessionId: session?.id ?? '',
    challengeId: challenge.challengeId,
  }
}

/** Everything this person gets, from every address there is to read. */
async function transcript(person: Person, ids: Record<string, string>): Promise<string> {
  const traces = await Promise.all(reads.map(async (url) => `${url} ${await traceFor(person, url, ids)}`))
  return traces.join('\n')
}

async function traceFor(person: Person, url: string, ids: Record<string, string>): Promise<string> {
  return traceOf(await person.get(url.replace(':rendition', 'card').replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? '')))
}

async function act(
  person: Person,
  method: 'POST' | 'DELETE',
  url: string,
  ids: Record<string, string>,
  body?: (ids: Record<string, string>) => unknown,
): Promise<string> {
  const address = url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? '')
  const answer: Answer = await person.ask(method, address, body?.(ids), method === 'POST' ? { 'idempotency-key': randomUUID() } : {})
  return answer.status === 200 ? `200 ${Object.keys(answer.body ?? {}).join(' ')}` : traceOf(answer) // what is allowed names a new thing
}

function opened(trace: string): string {
  const [, , body] = JSON.parse(trace.slice(trace.indexOf('['))) as [number, unknown, string]
  return Buffer.from(body, 'base64').toString()
}
