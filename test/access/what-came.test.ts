// What a guardian learns of what others share with their child: that something came, from whom, since when and until when; exactly as long as the child
// sees it, and nothing else of it. And what their own child shares now, as the pages of its posts say. PAR-2, decision 0020
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Claims } from '../../src/features/claims/contract.ts'
import { postsPage } from '../../src/features/posts/queries.ts'
import type { Post, Posts, Sharing } from '../../src/features/posts/contract.ts'
import { good, type Person, world, type World } from '../world.ts'
import { asks, endsGuarding, everybody, guardsAgain, traceOf, viewerOf } from './looking.ts'

const guarded = { dana: ['mia'], omar: ['mia'], lena: ['leo'], aron: ['ana'] } as const

describe('what came', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  /** Every guardian is told of what their child sees, in the answer and in the database; everybody else of nothing. Answers what Lena is told for Leo. */
  async function told(): Promise<string[]> {
    for (const name of everybody) {
      const guards: readonly ('mia' | 'leo' | 'ana')[] = name in guarded ? guarded[name as keyof typeof guarded] : []
      const rows = await asks<{ child_id: string; from_id: string }>(w, w[name], 'select child_id, from_id from access.my_received')
      const expected: string[] = []
      for (const child of guards) {
        const feed = (await w[child].feed()).map(({ author }) => author.name).sort()
        const { status, body } = await w[name].get<Sharing>(`/api/children/${w[child].id}/sharing`)
        if (status === 404) continue
        assert.deepEqual(body.received.map(({ from }) => from.name).sort(), feed, `${name}, of ${child}`)
        expected.push(...feed)
      }
      assert.equal(rows.length, expected.length, name)
      assert.ok(
        rows.every(({ child_id }) => guards.some((child) => w[child].id === child_id)),
        name,
      )
    }
    return receivedBy(w.lena, w.leo)
  }

  async function receivedBy(guardian: Person, child: Person): Promise<string[]> {
    return (await good(guardian.get<Sharing>(`/api/children/${child.id}/sharing`))).received.map(({ from }) => from.name)
  }

  it('AUD-2, PAR-2 a guardian is told exactly as long as the child sees it, and nobody else ever', async () => {
    const { dana, lena, mia, leo, ana } = w
    const waiting = await mia.asks({ with: [leo] })
    assert.deepEqual(await told(), [], 'waiting')
    await good(dana.approves(waiting))
    assert.deepEqual(await told(), [], 'cooling off')
    await w.coolingOffEnds(waiting)
    assert.deepEqual(await told(), ['Mia'], 'shared')
    await w.shares(ana, w.aron, { with: [leo] })
    assert.deepEqual((await told()).sort(), ['Ana', 'Mia'])
    const { post: forBoth } = await w.shares(leo, lena, { with: [mia, ana] })
    assert.deepEqual(await receivedBy(dana, mia), ['Leo'])
    await good(ana.post(`/api/posts/${forBoth}/claims`))
    assert.deepEqual([await receivedBy(dana, mia), await receivedBy(w.aron, ana)], [[], ['Leo']], 'Ana says she is in it')
    await told()
    const { claims } = await good(ana.get<Claims>('/api/claims'))
    await good(ana.ask('DELETE', `/api/claims/${claims[0]?.id}`))
    assert.deepEqual(await receivedBy(dana, mia), ['Leo'], 'and takes it back')

    await good(lena.post(`/api/children/${leo.id}/pauses`))
    assert.deepEqual(await told(), [], 'paused by its own guardian')
    await good(lena.post(`/api/children/${leo.id}/resumptions`, { freshCheckId: await lena.fresh('sharing.resume', leo.id) }))
    assert.deepEqual((await told()).sort(), ['Ana', 'Mia'], 'and no more')
    await good(dana.post(`/api/children/${mia.id}/pauses`))
    assert.deepEqual(await told(), ['Ana'], 'paused by the other family')
    await good(dana.post(`/api/children/${mia.id}/resumptions`, { freshCheckId: await dana.fresh('sharing.resume', mia.id) }))

    await w.asOwner("insert into incidents (id, promise, feature, code) values ($1, 'strangers', 'viewing', 'x')", [randomUUID()])
    assert.deepEqual(await told(), [], 'viewing is closed')
    await w.asOwner('insert into incident_ends (incident_id) select id from incidents')
    await endsGuarding(w, lena, leo)
    assert.equal((await lena.get(`/api/children/${leo.id}/sharing`)).status, 404, 'who guards no more')
    await guardsAgain(w, lena, leo)
    assert.deepEqual((await told()).sort(), ['Ana', 'Mia'])
    await good(mia.takesBack(waiting))
    assert.deepEqual(await told(), ['Ana'], 'taken back')
    await good(ana.ask('DELETE', `/api/connections/${await w.connectionOf(leo, ana)}`))
    assert.deepEqual(await told(), [], 'connected no more')
  })

  it('PAR-2 nothing else of it is told: no picture, no word, no id, nobody else it is for; and its author’s family sees no difference', async () => {
    const { mia, leo, dana, lena, rosa } = w
    const { post, photo } = await w.shares(mia, dana, { with: [leo, rosa], caption: 'kite', days: 30 })
    const traces = async () =>
      (await Promise.all([mia, dana].flatMap((one) => [one.get('/api/posts'), one.get(`/api/children/${mia.id}/log`)]))).map(traceOf)
    await traces() // Dana's look stands in the log
    const earlier = await traces()
    const answer = await lena.get<Sharing>(`/api/children/${leo.id}/sharing`)
    const [received] = answer.body.received
    assert.deepEqual(Object.keys(received ?? {}).sort(), ['claimed', 'from', 'mark', 'reply', 'since', 'until'])
    assert.deepEqual(received?.from, { id: mia.id, name: 'Mia', avatar: 'fox', kind: 'child' })
    for (const moment of [received?.since, received?.until]) assert.match(moment ?? '', /:(00|15|30|45):00\.000Z$/)
    for (const secret of [post, photo, 'kite', rosa.id, dana.id, await w.connectionOf(mia, leo)])
      assert.ok(!answer.raw.includes(secret), secret)
    for (const url of [`/api/posts/${post}`, `/api/photos/${photo}/card`]) assert.notEqual((await lena.get(url)).status, 200, url)
    assert.deepEqual(await traces(), earlier)
  })

  it('PAR-2, AUD-3 what a child shares now is told with the faces that its pages show, and what waits, was sent back or is over is not called shared', async () => {
    const { mia, leo, dana, rosa } = w
    const [waits, coolsOff, back] = [
      await mia.asks({ with: [leo, rosa] }),
      await mia.asks({ with: [rosa] }),
      await mia.asks({ with: [leo] }),
    ]
    await good(dana.approves(coolsOff))
    await good(dana.post(`/api/posts/${back}/sending-back`, { word: 'words', note: '' }))
    const { post: over } = await w.shares(mia, dana, { with: [leo] })
    await w.asOwner("update posts set shared_from = now() - interval '8 days', shared_until = now() - interval '1 day' where id = $1", [
      over,
    ])
    const { post: mine } = await w.shares(mia, dana)
    const { shared } = await good(w.omar.get<Sharing>(`/api/children/${mia.id}/sharing`))
    const states = new Map(shared.map(({ postId, state }) => [postId, state]))
    assert.deepEqual(
      [waits, coolsOff, back, over, mine].map((post) => states.get(post)),
      ['waiting', 'cooling-off', undefined, undefined, 'shared'],
    )
    for (const { postId, state, with: others, approved, from, until } of shared) {
      const page = await good(w.omar.get<Post>(`/api/posts/${postId}`))
      assert.deepEqual(others.map(({ name }) => name).sort(), namesOf(page, 'audience'))
      assert.deepEqual([state, approved, from, until], [page.state, page.approved, page.sharedFrom ?? page.askedAt, page.sharedUntil])
      assert.equal(approved?.by?.name, state === 'waiting' ? undefined : 'Dana')
    }
  })

  it('PAR-2 the list of posts goes on to the first one', async () => {
    const { posts } = await good(w.dana.get<Posts>('/api/posts'))
    const { keyring, room } = w.house
    const found: string[] = []
    for (let before: string | null = ''; before !== null; ) {
      const [at, id] = before.split('_')
      const cursor = at && id ? { at, id } : undefined
      const page: Posts = await room.asViewer(viewerOf(w.dana), 'read', (db) =>
        postsPage(db, keyring, { before: cursor, size: 2 }, 'guardian'),
      )
      assert.ok(page.posts.length <= 2)
      found.push(...page.posts.map((post) => post.id))
      before = page.before
      if (before) assert.equal((await w.dana.get(`/api/posts?before=${encodeURIComponent(before)}`)).status, 200)
    }
    assert.ok(found.length > 4)
    assert.deepEqual(
      found,
      posts.map((post) => post.id),
    )
  })
})

function namesOf({ seers }: Post, wanted: Post['seers'][number]['why']): string[] {
  return seers
    .filter(({ why }) => why === wanted)
    .map(({ person }) => person.name)
    .sort()
}
