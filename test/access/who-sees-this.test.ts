// Who sees this: the faces on the page, the relation in the database and the people who can fetch the bytes are one and the same. AUD-3
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Post } from '../../src/features/posts/contract.ts'
import { good, world, type Person, type World } from '../world.ts'
import { asks, endsGuarding, everybody, guardsAgain, photoOf, sightOf } from './looking.ts'

const family = ['Dana', 'Mia', 'Omar']

describe('who sees this', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  it('AUD-3 before sharing, the faces are exactly those who see it afterwards, grown-ups included', async () => {
    const post = await w.mia.asks({ with: [w.leo, w.rosa] })
    const promised = await faces(w.mia, post)
    assert.deepEqual(promised, ['Dana: guardian', 'Leo: audience', 'Mia: owner', 'Omar: guardian', 'Rosa: audience'])
    assert.deepEqual(await facesNow(w, post), family)
    await good(w.dana.approves(post))
    assert.deepEqual(await facesNow(w, post), family, 'cooling off')
    assert.deepEqual(await faces(w.mia, post), promised)
    await w.coolingOffEnds(post)
    assert.deepEqual(await facesNow(w, post), ['Dana', 'Leo', 'Mia', 'Omar', 'Rosa'])
    assert.deepEqual(await faces(w.mia, post), promised)
  })

  it('I17 words that somebody altered are shown to nobody, and take no other post with them', async () => {
    const [whole, altered] = [await w.shares(w.mia, w.dana, { with: [w.leo] }), await w.shares(w.mia, w.dana, { with: [w.leo] })]
    await w.asOwner("set session_replication_role = 'replica'") // beneath what the database refuses to change
    for (const [table, column, key] of [
      ['posts', 'caption_sealed', 'id'],
      ['photos', 'alt_sealed', 'post_id'],
    ]) {
      const [{ was } = { was: undefined }] = await w.asOwner<{ was: Buffer }>(`select ${column} as was from ${table} where ${key} = $1`, [
        altered.post,
      ])
      await w.asOwner(`update ${table} set ${column} = set_byte(${column}, 20, 255 - get_byte(${column}, 20)) where ${key} = $1`, [
        altered.post,
      ])
      const feed = (await w.leo.feed()).map((post) => post.id)
      const page = (await good(w.dana.get<{ posts: Post[] }>('/api/posts'))).posts.map((post) => post.id)
      for (const seen of [feed, page]) assert.deepEqual([seen.includes(whole.post), seen.includes(altered.post)], [true, false], column)
      await w.asOwner(`update ${table} set ${column} = $2 where ${key} = $1`, [altered.post, was])
    }
    await w.asOwner("set session_replication_role = 'origin'")
    assert.ok((await w.leo.feed()).some((post) => post.id === altered.post))
  })

  it('AUD-3 a post for nobody else says so, and stays so', async () => {
    const { post } = await w.shares(w.mia, w.dana)
    assert.deepEqual(await facesNow(w, post), family)
  })

  it('AUD-3 a post that was sent back reaches nobody, whatever its dates say', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    await good(w.omar.post(`/api/posts/${post}/sending-back`, { word: 'words', note: '' }))
    assert.deepEqual(await facesNow(w, post), family)
    await w.asOwner("update posts set shared_from = now() - interval '1 minute', shared_until = now() + interval '1 day' where id = $1", [
      post,
    ])
    assert.deepEqual(await facesNow(w, post), family, 'dates without an approval') // PUB-1
  })

  it('I3 an approval of other content is none', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner('update posts set content_hash = sha256(content_hash) where id = $1', [post])
    assert.deepEqual(await facesNow(w, post), family)
    const [other] = await w.asOwner<{ hash: Buffer }>('select content_hash as hash from approvals where post_id <> $1', [post])
    await w.asOwner('update posts set content_hash = $2 where id = $1', [post, other?.hash])
    assert.deepEqual(await facesNow(w, post), family, 'the approval of another post')
  })

  it('AUD-9 the faces follow an ended connection, from either side, and connecting again brings none back (AUD-4)', async () => {
    for (const [child, guardian, friend] of [
      [w.mia, w.dana, w.leo],
      [w.leo, w.lena, w.mia],
    ] as const) {
      const { post } = await w.shares(child, guardian, { with: [friend] })
      assert.ok((await facesNow(w, post)).includes(friend.name))
      await good(w.leo.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
      assert.ok(!(await facesNow(w, post)).includes(friend.name))
      assert.ok(!(await faces(child, post)).some((face) => face.startsWith(friend.name)), 'nor as one who will')
      await w.connect([w.dana, w.mia], [w.lena, w.leo])
      assert.ok(!(await facesNow(w, post)).includes(friend.name))
    }
  })

  it('CON-7 the faces follow each consent of each child; what is given again opens nothing old (AUD-4)', async () => {
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    for (const [guardian, child, left] of [
      [w.omar, w.mia, family],
      [w.lena, w.leo, [...family, 'Rosa']],
    ] as const) {
      for (const purpose of ['profile', 'photos', 'sharing']) {
        const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
        assert.deepEqual(await facesNow(w, post), ['Dana', 'Leo', 'Mia', 'Omar', 'Rosa'])
        await w.asOwner(
          'insert into withdrawals (consent_id, by_id) select id, $2 from consents where child_id = $1 and purpose = $3 on conflict do nothing',
          [child.id, guardian.id, purpose],
        )
        assert.deepEqual(await facesNow(w, post), left, `${child.name} without ${purpose}`)
        await good(guardian.post(`/api/children/${child.id}/consents`, { noticeVersion: version, purposes: [purpose] }))
        assert.deepEqual(await facesNow(w, post), left, `${child.name} with ${purpose} again`)
      }
    }
  })

  it('CON-10 what one guardian gives does not count when that guardianship has ended; the other may give it anew', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia] })
    assert.deepEqual(await facesNow(w, post), ['Lena', 'Leo', 'Mia'])
    await w.asOwner('delete from withdrawals')
    await w.asOwner('delete from consents where child_id = $1 and guardian_id = $2', [w.mia.id, w.omar.id])
    await endsGuarding(w, w.dana, w.mia)
    assert.deepEqual(await facesNow(w, post), ['Lena', 'Leo'])
    await guardsAgain(w, w.dana, w.mia)
    assert.deepEqual(await facesNow(w, post), ['Lena', 'Leo', 'Mia'])
  })

  it("CON-9 the faces follow the child's own yes and no", async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    await good(w.leo.post('/api/assent-withdrawals'))
    assert.deepEqual(await facesNow(w, post), [...family, 'Rosa'])
    await good(w.mia.post('/api/assent-withdrawals'))
    assert.deepEqual(await facesNow(w, post), family)
    for (const child of [w.mia, w.leo]) await good(child.post('/api/assents', { lesson: '2026-11' }))
    assert.deepEqual(await facesNow(w, post), family)
  })

  it('CON-5 consent is good for the notice in force; a notice of tomorrow changes nothing today', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner("insert into notices (version, text_hash, in_force_from) values ('2030-01', 'x', now() + interval '1 day')")
    assert.deepEqual(await facesNow(w, post), ['Dana', 'Leo', 'Mia', 'Omar'])
    await w.asOwner("update notices set in_force_from = now() where version = '2030-01'")
    assert.deepEqual(await facesNow(w, post), family)
    await w.asOwner("delete from notices where version = '2030-01'")
  })

  it('AUD-9 the faces follow an ended guardianship', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await endsGuarding(w, w.omar, w.mia)
    assert.deepEqual(await facesNow(w, post), ['Dana', 'Leo', 'Mia'])
    assert.ok(!(await faces(w.mia, post)).some((face) => face.startsWith('Omar')))
    await guardsAgain(w, w.omar, w.mia)
  })

  it('DEL-4 the faces end with the share, and DEL-5 nobody is left when it is taken back', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [post],
    )
    assert.deepEqual(await facesNow(w, post), family)
    await good(w.omar.takesBack(post))
    assert.deepEqual(await sightOf(w, post), [])
    assert.deepEqual(await fetchers(w, post), [])
  })

  it('AUD-6 the faces are for the owner and guardians only: the audience does not learn who else sees it', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    for (const name of everybody) {
      const may = family.includes(w[name].name)
      const rows = await asks(w, w[name], 'select * from access.seers_of(array[$1::uuid])', [post])
      assert.equal(rows.length, may ? 5 : 0, name)
      const fixed = (await asks<{ ids: string[] }>(w, w[name], 'select access.fixed_audience_of($1) as ids', [post]))[0]?.ids ?? []
      assert.deepEqual(fixed.sort(), may ? [w.leo.id, w.rosa.id].sort() : [], name)
    }
  })

  it('AUD-6 of two posts each has its own faces and its own audience', async () => {
    const first = await w.mia.asks({ with: [w.leo] })
    const second = await w.mia.asks({ with: [w.rosa] })
    assert.deepEqual(
      [await faces(w.mia, first), await faces(w.mia, second)].map((list) => list.filter((face) => face.endsWith('audience'))),
      [['Leo: audience'], ['Rosa: audience']],
    )
    assert.deepEqual((await asks<{ ids: string[] }>(w, w.mia, 'select access.fixed_audience_of($1) as ids', [first]))[0]?.ids, [w.leo.id])
    await good(w.dana.approves(first))
    await w.coolingOffEnds(first)
    assert.deepEqual(await facesNow(w, first), ['Dana', 'Leo', 'Mia', 'Omar'])
    assert.deepEqual(await facesNow(w, second), family)
  })

  it('CON-7 whether a child may share is answered to the child and its guardians only', async () => {
    const answers: Record<string, boolean | undefined> = {}
    for (const name of everybody)
      answers[name] = (await asks<{ may: boolean }>(w, w[name], 'select access.may_share($1) as may', [w.mia.id]))[0]?.may
    assert.deepEqual(answers, {
      mia: true,
      dana: true,
      omar: true,
      leo: false,
      ana: false,
      lena: false,
      aron: false,
      rosa: undefined,
      sam: undefined,
    })
  })

  it('CNT-1 who approved a connection is answered to the grown-ups on its two sides only', async () => {
    const connection = await w.connectionOf(w.mia, w.leo)
    const all = (await w.asOwner<{ id: string }>('select id from connections')).map((row) => row.id)
    const answered: string[] = []
    for (const name of everybody) {
      const rows = await asks<{ connection_id: string; by_id: string; for_id: string }>(
        w,
        w[name],
        'select * from access.approvers_of($1)',
        [[connection]],
      )
      if (rows.length === 0) continue
      answered.push(name)
      assert.deepEqual(
        rows.map((row) => [row.connection_id, row.by_id, row.for_id]).sort(),
        [
          [connection, w.dana.id, w.mia.id],
          [connection, w.lena.id, w.leo.id],
        ].sort(),
      )
      const known = await asks<{ connection_id: string }>(w, w[name], 'select distinct connection_id from access.approvers_of($1)', [all])
      assert.ok(known.length < all.length, name)
    }
    assert.deepEqual(answered, ['dana', 'omar', 'lena'])
  })
})

/** Everybody on the page, with the reason. */
async function faces(person: Person, post: string): Promise<string[]> {
  const { seers } = await good(person.get<Post>(`/api/posts/${post}`))
  return seers.map((seer) => `${seer.person.name}: ${seer.why}`).sort()
}

/** The faces that see it now, once all three ways to ask have given one answer. */
async function facesNow(w: World, post: string): Promise<string[]> {
  const onPage = async (person: Person) =>
    (await good(person.get<Post>(`/api/posts/${post}`))).seers
      .filter((seer) => seer.now)
      .map((seer) => seer.person.name)
      .sort()
  const relation = await sightOf(w, post)
  assert.deepEqual(await fetchers(w, post), relation, 'the bytes')
  for (const name of everybody)
    if ((await asks(w, w[name], "select from access.my_posts where post_id = $1 and why <> 'audience'", [post])).length > 0)
      assert.deepEqual(await onPage(w[name]), relation, `the page, for ${name}`)
  return relation
}

async function fetchers(w: World, post: string): Promise<string[]> {
  const photo = await photoOf(w, post)
  const answers = await Promise.all(
    [...everybody, 'visitor' as const].map(async (name) => ({
      name: w[name].name,
      status: (await w[name].get(`/api/photos/${photo}/card`)).status,
    })),
  )
  return answers
    .filter((answer) => answer.status === 200)
    .map((answer) => answer.name)
    .sort()
}
