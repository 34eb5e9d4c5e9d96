// A heart: a relative's private reply. The child and its guardians see from whom; of the audience nobody learns of anybody's but their own. WEL-2
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { relativeInvitationFrom } from '../../db/seed.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { good, Person, signsUp, world, type World } from '../world.ts'
import { asks, everybody } from './looking.ts'

describe('hearts', () => {
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

  const sends = (who: Person, what = post) => who.post(`/api/posts/${what}/heart`)
  const takesBack = (who: Person) => who.ask('DELETE', `/api/posts/${post}/heart`)
  const heartsFor = async (who: Person) => (await good(who.get<Post>(`/api/posts/${post}`))).hearts.map(({ name }) => name)
  const rowsFor = async (who: Person) =>
    (await asks<{ name: string }>(w, who, 'select person_id as name from hearts')).map(({ name }) =>
      name === opa.id ? 'Opa' : nameOf(name),
    )
  const nameOf = (id: string) => everybody.map((name) => w[name]).find((person) => person.id === id)?.name ?? id
  const isSent = async (who: Person) => (await who.feed()).find(({ id }) => id === post)?.heart

  it('WEL-2 the child, its guardians and whoever sent it see it, and nobody else', async () => {
    await good(sends(w.rosa))
    await good(sends(opa))
    for (const who of [w.mia, w.dana, w.omar]) {
      assert.deepEqual(await heartsFor(who), ['Rosa', 'Opa'], who.name)
      assert.deepEqual((await rowsFor(who)).sort(), ['Opa', 'Rosa'], who.name)
    }
    assert.deepEqual(await rowsFor(w.rosa), ['Rosa'])
    assert.deepEqual(await rowsFor(opa), ['Opa'])
    for (const who of [w.leo, w.ana, w.lena, w.aron, w.sam, w.visitor]) assert.deepEqual(await rowsFor(who), [], who.name)
    assert.deepEqual([await isSent(w.rosa), await isSent(w.leo)], [true, false])
    assert.ok(!(await w.rosa.get('/api/feed')).raw.includes(opa.id))
  })

  it('WEL-2 one is one, however often it is sent; it is taken back, and stands in the log without a word', async () => {
    await good(sends(w.rosa))
    assert.deepEqual(await heartsFor(w.mia), ['Rosa', 'Opa'])
    await good(takesBack(w.rosa))
    assert.deepEqual([await heartsFor(w.mia), await isSent(w.rosa)], [['Opa'], false])
    assert.equal((await takesBack(w.rosa)).status, 404)
    const { entries } = await good(w.dana.get<FamilyLog>(`/api/children/${w.mia.id}/log`))
    assert.deepEqual(
      entries.filter(({ act }) => act.startsWith('heart.')).map(({ act, by }) => `${act} by ${by?.name}`),
      ['heart.take-back by Rosa', 'heart.send by Opa', 'heart.send by Rosa'],
    )
    await good(sends(w.rosa))
  })

  it('WEL-2 only a relative who was chosen sends one, and only while they see the photo', async () => {
    const notForRosa = (await w.shares(w.mia, w.dana, { with: [w.leo] })).post
    assert.equal((await sends(w.rosa, notForRosa)).status, 404)
    const waiting = await w.mia.asks({ with: [w.rosa] })
    assert.equal((await sends(w.rosa, waiting)).status, 404, 'nobody has said yes to it')
    for (const who of [w.leo, w.mia, w.dana, w.lena, w.sam]) assert.equal((await sends(who)).status, 403, who.name)
    assert.equal((await sends(w.visitor)).status, 401)
    const over = (await w.shares(w.mia, w.dana, { with: [w.rosa] })).post
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [over],
    )
    assert.equal((await sends(w.rosa, over)).status, 404)
  })

  it('CNT-3 a heart from somebody with whom the child is connected no more is seen by nobody, and can still be taken back', async () => {
    await good(opa.ask('DELETE', `/api/connections/${await w.connectionOf(opa, w.mia)}`))
    for (const who of [w.mia, w.dana]) {
      assert.deepEqual(await heartsFor(who), ['Rosa'], who.name)
      assert.deepEqual(await rowsFor(who), ['Rosa'], who.name)
    }
    assert.equal((await sends(opa)).status, 404)
    await good(takesBack(opa))
    assert.deepEqual(
      await w.asOwner('select person_id from hearts').then((rows) => rows.map(({ person_id }) => nameOf(String(person_id)))),
      ['Rosa'],
    )
  })

  it('DEL-1 it goes with the photo, and the database knows only those of relatives', async () => {
    await assert.rejects(
      w.asOwner("insert into hearts (post_id, person_id, kind) values ($1, $2, 'child')", [post, w.leo.id]),
      /hearts_kind_check/,
    )
    await assert.rejects(w.asOwner('insert into hearts (post_id, person_id) values ($1, $2)', [post, w.leo.id]), /foreign key/)
    await good(w.mia.takesBack(post))
    assert.deepEqual(await rowsFor(w.rosa), [])
    assert.deepEqual(await rowsFor(w.mia), [])
    assert.equal((await takesBack(w.rosa)).status, 204)
  })
})
