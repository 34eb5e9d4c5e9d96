// Replies: a relative's heart; a child's sticker or ready sentence, as far as the guardians of both have opened it. They reach the photo's child and the guardians of both, and of the audience
// nobody learns of anybody's but their own. WEL-2, BUL-1
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { relativeInvitationFrom } from '../../db/seed.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Post, Sharing } from '../../src/features/posts/contract.ts'
import { routes } from '../../src/apps/routes.ts'
import { phrases, sayings, stickers, type Saying } from '../../src/features/replies/replies.ts'
import { good, Person, signsUp, world, type World } from '../world.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { asks, viewerOf } from './looking.ts'

describe('replies', () => {
  let w: World
  let opa: Person
  let post: string
  before(async () => {
    w = await world()
    opa = new Person(w, 'Opa')
    await signsUp(opa, await relativeInvitationFrom(w.dana, w.mia))
    post = (await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa, opa] })).post
  })
  after(() => w?.close())

  const sends = (who: Person, what = post, says: Saying = 'heart') => who.post(`/api/posts/${what}/replies`, { says })
  const repliesFor = async (who: Person) =>
    (await good(who.get<Post>(`/api/posts/${post}`))).replies.map(({ from, says }) => `${says} from ${from.name}`)
  const mine = async (who: Person) => (await who.feed()).find(({ id }) => id === post)
  const takesBack = async (who: Person) => who.ask('DELETE', `/api/replies/${(await mine(who))?.reply?.id}`)
  /** What somebody reads at a SQL prompt, of these and of all there are. */
  const rowsFor = (who: Person) =>
    asks<{ name: string }>(w, who, `select reply_id as name from access.replies_to(array['${post}']::uuid[])`)
  const idOf = async (who: Person) =>
    (await w.asOwner<{ id: string }>('select id from replies where person_id = $1', [who.id]))[0]?.id ?? ''
  /** As its guardians have set it, long ago. */
  const isSet = (child: Person, value: string) =>
    w.asOwner(
      "insert into settings (child_id, setting, value, by_id, said_at) values ($1, 'replies', $2, $3, now() - interval '1 day') on conflict (child_id, setting) do update set value = excluded.value",
      [child.id, value, child === w.leo ? w.lena.id : w.dana.id],
    )
  const everybodyElse = () => [w.ana, w.aron, w.sam]

  it('WEL-2 the child, its guardians and whoever sent it see it, and nobody else', async () => {
    await good(sends(w.rosa))
    await good(sends(opa))
    for (const who of [w.mia, w.dana, w.omar]) {
      assert.deepEqual(await repliesFor(who), ['heart from Rosa', 'heart from Opa'], who.name)
      assert.equal((await rowsFor(who)).length, 2, who.name)
    }
    assert.deepEqual(
      (await rowsFor(w.rosa)).map(({ name }) => name),
      [await idOf(w.rosa)],
    )
    for (const who of [w.leo, w.ana, w.lena, w.aron]) assert.deepEqual(await rowsFor(who).catch(() => []), [], who.name)
    assert.deepEqual([(await mine(w.rosa))?.reply?.says, (await mine(w.leo))?.reply], ['heart', null])
    assert.ok(!(await w.rosa.get('/api/feed')).raw.includes(opa.id))
  })

  it('WEL-2 one is one, however often it is sent; it is taken back, and stands in the log without a word', async () => {
    await good(sends(w.rosa))
    assert.deepEqual(await repliesFor(w.mia), ['heart from Rosa', 'heart from Opa'])
    const id = await idOf(w.rosa)
    await good(takesBack(w.rosa))
    assert.deepEqual([await repliesFor(w.mia), (await mine(w.rosa))?.reply], [['heart from Opa'], null])
    assert.equal((await w.rosa.ask('DELETE', `/api/replies/${id}`)).status, 404)
    const { entries } = await good(w.dana.get<FamilyLog>(`/api/children/${w.mia.id}/log`))
    assert.deepEqual(
      entries.filter(({ act }) => act.startsWith('heart.')).map(({ act, by }) => `${act} by ${by?.name}`),
      ['heart.take-back by Rosa', 'heart.send by Opa', 'heart.send by Rosa'],
    )
    await good(sends(w.rosa))
  })

  it('WEL-2 only who was chosen sends one, and only while they see the photo; a relative sends a heart and nothing else; a guardian never', async () => {
    const notForRosa = (await w.shares(w.mia, w.dana, { with: [w.leo] })).post
    assert.equal((await sends(w.rosa, notForRosa)).status, 404)
    const waiting = await w.mia.asks({ with: [w.rosa] })
    assert.equal((await sends(w.rosa, waiting)).status, 404, 'nobody has said yes to it')
    for (const says of sayings.filter((one) => one !== 'heart'))
      assert.deepEqual((await sends(w.rosa, post, says)).body, { code: 'setting.closed' })
    for (const who of [w.dana, w.lena, w.sam]) assert.equal((await sends(who)).status, 403, `PAR-5 ${who.name}`)
    assert.equal((await sends(w.mia)).status, 404, 'one says nothing to one’s own')
    assert.equal((await sends(w.visitor)).status, 401)
    const over = (await w.shares(w.mia, w.dana, { with: [w.rosa] })).post
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [over],
    )
    assert.equal((await sends(w.rosa, over)).status, 404)
  })

  it('BUL-2, BUL-3 the list of the database and the list of the screens are one list; what is not on it nobody can say, and nobody replies to a reply or passes one on', async () => {
    const rows = await w.asOwner<{ says: string; value: string }>("select says, value from access.values_of_replies() where kind = 'child'")
    const of = (value: string) => rows.filter((row) => row.value === value).map(({ says }) => says)
    assert.deepEqual([of('stickers'), of('phrases')], [[...stickers], [...phrases]])
    assert.equal((await w.leo.post(`/api/posts/${post}/replies`, { says: 'thumbs-down' })).status, 400)
    assert.equal((await w.leo.post(`/api/posts/${post}/replies`, { says: 'heart', words: 'hello' })).status, 400)
    await assert.rejects(
      w.house.room.asViewer(viewerOf(w.leo), 'act', (db) =>
        db.rows(sql`select access.send_reply(gen_random_uuid(), ${post}, 'anything at all')`),
      ),
      { code: 'setting.closed' },
    )
    const [one] = await w.asOwner<{ id: string }>('select id from replies limit 1')
    assert.ok(one)
    for (const who of [w.mia, w.leo, w.rosa]) assert.equal((await sends(who, one.id)).status, 404)
    assert.deepEqual(
      routes
        .filter(({ url }) => /quote|repost|stitch|forward|replies\/:replyId\/(?!approval$|sending-back$)/i.test(url))
        .map(({ url }) => url),
      [],
    )
  })

  it('BUL-1 between children it is off at first, and the stricter of both families decides; what is not open is not offered', async () => {
    const steps = ['off', 'stickers', 'phrases']
    await w.asOwner("delete from settings where setting = 'replies'")
    assert.deepEqual([(await sends(w.leo)).body, (await mine(w.leo))?.mayReply], [{ code: 'setting.closed' }, []])
    for (const theirs of steps)
      for (const his of steps) {
        await isSet(w.mia, theirs)
        await isSet(w.leo, his)
        const least = Math.min(steps.indexOf(theirs), steps.indexOf(his))
        const what = `${theirs} and ${his}`
        assert.deepEqual((await mine(w.leo))?.mayReply.toSorted(), steps.slice(1, least + 1).toSorted(), what)
        for (const [says, needs] of [
          ['sun', 1],
          ['looks-fun', 2],
        ] as const) {
          const { status } = await sends(w.leo, post, says)
          assert.equal(status, needs <= least ? 204 : 403, `${says} at ${what}`)
          if (status === 204) await good(takesBack(w.leo))
        }
      }
  })

  it('WEL-2 it reaches the photo’s child and the guardians of both; of the audience nobody learns of it', async () => {
    const before = await Promise.all([w.rosa, opa, ...everybodyElse()].map(async (who) => (await who.get('/api/feed')).raw))
    await good(sends(w.leo, post, 'looks-fun'))
    await good(sends(w.leo, post, 'sun')) // one is one
    for (const who of [w.mia, w.dana, w.omar])
      assert.deepEqual(
        (await repliesFor(who)).filter((one) => /Leo/.test(one)),
        ['looks-fun from Leo'],
        who.name,
      )
    assert.deepEqual([(await mine(w.leo))?.reply?.says, (await mine(w.leo))?.mayReply], ['looks-fun', []])
    const { received } = await good(w.lena.get<Sharing>(`/api/children/${w.leo.id}/sharing`))
    assert.deepEqual(
      received.map(({ from, reply }) => `${from.name} ${reply?.says}`),
      ['Mia undefined', 'Mia looks-fun'],
    )
    assert.ok(!(await w.lena.get(`/api/children/${w.leo.id}/sharing`)).raw.includes(post), 'AUD-2 not which photo it is')
    for (const who of [w.aron, w.dana]) assert.deepEqual(await asks(w, who, `select * from access.replies_of('${w.leo.id}')`), [], who.name)
    const after = await Promise.all([w.rosa, opa, ...everybodyElse()].map(async (who) => (await who.get('/api/feed')).raw))
    assert.deepEqual(after, before)
    for (const [who, child] of [
      [w.dana, w.mia],
      [w.lena, w.leo],
    ] as const) {
      const { entries } = await good(who.get<FamilyLog>(`/api/children/${child.id}/log`))
      assert.equal(entries.find(({ act }) => act.startsWith('reply.'))?.act, 'reply.send', who.name)
    }
  })

  it('I17 whoever sent it takes it back; the photo’s child and any guardian of either take it away, and then the same hand does not put it back', async () => {
    for (const who of [w.ana, w.aron, w.rosa])
      assert.equal((await who.ask('DELETE', `/api/replies/${await idOf(w.leo)}`)).status, 404, who.name)
    await good(takesBack(w.leo))
    for (const who of [w.mia, w.dana, w.omar, w.lena]) {
      await w.asOwner('delete from replies where person_id = $1', [w.leo.id])
      await good(sends(w.leo, post, 'hug'))
      const id = await idOf(w.leo)
      await good(who.ask('DELETE', `/api/replies/${id}`))
      assert.deepEqual(await repliesFor(w.mia), ['heart from Opa', 'heart from Rosa'], who.name)
      assert.deepEqual([(await mine(w.leo))?.reply, (await mine(w.leo))?.mayReply], [null, []], who.name)
      await good(sends(w.leo, post, 'hug'))
      assert.deepEqual(await repliesFor(w.mia), ['heart from Opa', 'heart from Rosa'], who.name)
      for (const other of [w.leo, who]) assert.equal((await other.ask('DELETE', `/api/replies/${id}`)).status, 404)
    }
    await w.asOwner('delete from replies where person_id = $1', [w.leo.id])
  })

  it('BUL-1 what either family closes is gone at once for everybody, and opening again brings nothing back', async () => {
    const closes = (who: Person, child: Person, value: string) =>
      who.post(`/api/children/${child.id}/tightenings`, { setting: 'replies', value })
    for (const [who, child] of [
      [w.lena, w.leo],
      [w.omar, w.mia],
    ] as const) {
      await isSet(w.mia, 'phrases')
      await isSet(w.leo, 'phrases')
      await good(sends(w.leo, post, 'tell-me-about-it'))
      await isSet(child, 'off') // beneath the act: it is asked whenever somebody looks
      assert.deepEqual((await repliesFor(w.mia)).length, 2, who.name)
      await isSet(child, 'phrases')
      assert.deepEqual((await repliesFor(w.mia)).length, 3, who.name)
      await good(closes(who, child, 'stickers'))
      await isSet(child, 'phrases')
      assert.deepEqual((await repliesFor(w.mia)).length, 2, who.name)
      await good(sends(w.leo, post, 'sun'))
      await good(closes(who, child, 'stickers'))
      assert.deepEqual((await repliesFor(w.mia)).length, 3, 'it is within what is left')
      await good(takesBack(w.leo))
    }
  })

  it('AUD-9 a child’s is seen exactly as long as that child sees the photo', async () => {
    await isSet(w.mia, 'stickers')
    await isSet(w.leo, 'stickers')
    await good(sends(w.leo, post, 'rainbow'))
    const all = ['heart from Opa', 'heart from Rosa', 'rainbow from Leo']
    const without = all.slice(0, 2)
    assert.deepEqual(await repliesFor(w.mia), all)
    await good(w.lena.post(`/api/children/${w.leo.id}/pauses`))
    assert.deepEqual(await repliesFor(w.dana), without, 'behind a pause')
    await w.asOwner('delete from pauses')
    assert.deepEqual(await repliesFor(w.dana), all)
    await good(w.leo.post(`/api/posts/${post}/claims`)) // it still travels to who is in it
    assert.deepEqual(await repliesFor(w.mia), all)
    await w.asOwner('delete from claims')
    await good(w.leo.ask('DELETE', `/api/connections/${await w.connectionOf(w.leo, w.mia)}`))
    for (const who of [w.mia, w.dana]) assert.deepEqual(await repliesFor(who), without, who.name)
    assert.deepEqual(await asks(w, w.lena, `select * from access.replies_of('${w.leo.id}')`), [])
    await good(w.leo.ask('DELETE', `/api/replies/${await idOf(w.leo)}`)) // taken back all the same
  })

  it('CNT-3 a heart from somebody with whom the child is connected no more is seen by nobody, and can still be taken back', async () => {
    const id = await idOf(opa)
    await good(opa.ask('DELETE', `/api/connections/${await w.connectionOf(opa, w.mia)}`))
    for (const who of [w.mia, w.dana]) {
      assert.deepEqual(await repliesFor(who), ['heart from Rosa'], who.name)
      assert.equal((await rowsFor(who)).length, 1, who.name)
    }
    assert.equal((await sends(opa)).status, 404)
    await good(opa.ask('DELETE', `/api/replies/${id}`))
    assert.equal(await idOf(opa), '')
  })

  it('DEL-1 it goes with the photo, and the database knows no relative who says more than a heart', async () => {
    await assert.rejects(
      w.asOwner("insert into replies (id, post_id, person_id, kind, says) values (gen_random_uuid(), $1, $2, 'relative', 'sun')", [
        post,
        opa.id,
      ]),
      /right_reply/,
    )
    await assert.rejects(
      w.asOwner("insert into replies (id, post_id, person_id, kind, says) values (gen_random_uuid(), $1, $2, 'child', 'sun')", [
        post,
        opa.id,
      ]),
      /foreign key/,
    )
    await assert.rejects(
      w.asOwner("insert into replies (id, post_id, person_id, kind, says) values (gen_random_uuid(), $1, $2, 'guardian', 'heart')", [
        post,
        w.dana.id,
      ]),
      /right_reply/,
    )
    const id = await idOf(w.rosa)
    await good(w.mia.takesBack(post))
    assert.deepEqual(await rowsFor(w.rosa), [])
    assert.deepEqual(await rowsFor(w.mia), [])
    assert.equal((await w.rosa.ask('DELETE', `/api/replies/${id}`)).status, 204)
  })
})
