// Who sees what, and what each may do: one table of people and posts; blank means no.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from '../../src/platform/db/sql.ts'
import { endsGuarding, guardsAgain, viewerOf } from './looking.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { good, world, type Names, type Person, type World } from '../world.ts'

describe('who sees what', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  it('PUB-1 a waiting post is seen by its child and both guardians, and by nobody else', async () => {
    const post = await w.mia.asks({ with: [w.leo, w.rosa] })
    const [photo] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
    assert.deepEqual(await seers(w, post, photo?.id ?? ''), ['mia', 'dana', 'omar'])
  })

  it('PUB-4 an approved post stays closed until the cooling-off window is over', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    const [photo] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
    await good(w.dana.approves(post))
    assert.deepEqual(await seers(w, post, photo?.id ?? ''), ['mia', 'dana', 'omar'])
    await w.coolingOffEnds(post)
    assert.deepEqual(await seers(w, post, photo?.id ?? ''), ['mia', 'leo', 'dana', 'omar'])
  })

  it("CNT-3 a shared post is seen by its audience only: not by Ana, who is connected to Leo, nor by Leo's guardian, nor staff", async () => {
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    assert.deepEqual(await seers(w, post, photo), ['mia', 'leo', 'dana', 'omar', 'rosa'])
  })

  it('DEL-4 a share ends by itself: the audience loses it, the child keeps it', async () => {
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [post],
    )
    assert.deepEqual(await seers(w, post, photo), ['mia', 'dana', 'omar'])
  })

  it('DEL-5 a child takes a post back alone and it is closed for everybody at once', async () => {
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    assert.equal((await w.mia.takesBack(post)).status, 202)
    assert.deepEqual(await seers(w, post, photo), [])
  })

  it('AUD-9 ending the connection closes it at once, and AUD-4 connecting again opens nothing old', async () => {
    const { post, photo } = await w.shares(w.ana, w.aron, { with: [w.leo] })
    assert.deepEqual(await seers(w, post, photo), ['leo', 'ana', 'aron'])
    assert.equal((await w.lena.ask('DELETE', `/api/connections/${await w.connectionOf(w.ana, w.leo)}`)).status, 204)
    assert.deepEqual(await seers(w, post, photo), ['ana', 'aron'])
    await w.connect([w.aron, w.ana], [w.lena, w.leo])
    assert.deepEqual(await seers(w, post, photo), ['ana', 'aron'])
  })

  it('CON-7 withdrawing any consent, of either child, closes at once, and AUD-4 giving it again opens nothing old', async () => {
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    const cases = [
      [w.omar, w.mia, ['mia', 'dana', 'omar']],
      [w.lena, w.leo, ['mia', 'dana', 'omar', 'rosa']],
    ] as const
    for (const [guardian, child, left] of cases) {
      for (const purpose of ['photos', 'sharing']) {
        const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
        await good(guardian.post(`/api/children/${child.id}/withdrawals`, { purpose }))
        assert.deepEqual(await seers(w, post, photo), left, `${guardian.name} withdrew ${purpose}`)
        await good(guardian.post(`/api/children/${child.id}/consents`, { noticeVersion: version, purposes: [purpose] }))
        assert.deepEqual(await seers(w, post, photo), left, `${guardian.name} gave ${purpose} again`)
      }
    }
  })

  it('CON-9 a child who withdraws assent stops sharing and being shared with, without asking anybody', async () => {
    for (const child of [w.mia, w.leo]) {
      const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
      assert.deepEqual(await seers(w, post, photo), ['mia', 'leo', 'dana', 'omar'])
      await good(child.post('/api/assent-withdrawals'))
      assert.deepEqual(await seers(w, post, photo), ['mia', 'dana', 'omar'])
      await good(child.post('/api/assents', { lesson: '2026-11' }))
      assert.deepEqual(await seers(w, post, photo), ['mia', 'dana', 'omar'])
    }
  })

  it('CNT-1 an answer given before a connection ended is no yes to connecting again', async () => {
    const offer = async (a: Person, b: Person) =>
      good(
        a.post<{ offerId: string; code: string }>(`/api/children/${b.id}/connection-offers`, {
          freshCheckId: await a.fresh('connection.offer', b.id),
        }),
      )
    const first = await offer(w.dana, w.mia)
    const crossing = await offer(w.aron, w.ana)
    for (const [guardian, child, { code }] of [
      [w.aron, w.ana, first],
      [w.dana, w.mia, crossing],
    ] as const) {
      await good(
        guardian.post('/api/connection-offers/answer', {
          code,
          childId: child.id,
          freshCheckId: await guardian.fresh('connection.answer', code),
        }),
      )
    }
    await good(
      w.dana.post(`/api/connection-offers/${first.offerId}/confirmation`, {
        freshCheckId: await w.dana.fresh('connection.confirm', first.offerId),
      }),
    )
    await good(w.dana.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.ana)}`))
    const again = await w.aron.post(`/api/connection-offers/${crossing.offerId}/confirmation`, {
      freshCheckId: await w.aron.fresh('connection.confirm', crossing.offerId),
    })
    assert.equal(again.status, 409)
    assert.equal(await w.connectionOf(w.mia, w.ana), '')
  })

  it('CON-1 without consent nothing of a picture is kept, not even for a moment', async () => {
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    await good(w.dana.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'photos' }))
    const before = await kept(w)
    assert.equal((await w.mia.post('/api/photos', Buffer.alloc(2000))).status, 403)
    assert.equal((await w.mia.post('/api/photos', await idPhoto(7))).status, 403)
    assert.deepEqual(await kept(w), before)
    const keeping = w.house.room.asViewer(viewerOf(w.mia), 'act', (db) =>
      db.rows(sql`select access.keep_photo(${randomUUID()}, 4, 3, ${Buffer.alloc(40)}, ${Buffer.alloc(32)}, ${[]}::text[], '[]'::jsonb)`),
    )
    await assert.rejects(keeping, { code: 'post.sharing-off' }, 'and the act itself says so, whoever calls it')
    await good(w.dana.post(`/api/children/${w.mia.id}/consents`, { noticeVersion: version, purposes: ['photos'] }))
  })

  it('CON-10 a consent stands only while its guardian guards, and both screens say so', async () => {
    const sharing = async () => (await good(w.mia.get<{ sharing: string }>('/api/me'))).sharing
    assert.equal(await sharing(), 'on')
    await endsGuarding(w, w.dana, w.mia)
    assert.equal(await sharing(), 'needs-consent')
    assert.equal((await good(w.omar.get<{ children: { sharing: string }[] }>('/api/children'))).children[0]?.sharing, 'needs-consent')
    await guardsAgain(w, w.dana, w.mia)
    assert.equal(await sharing(), 'on')
  })

  it("CNT-1 the door cannot invite in a guardian's name", async () => {
    const forged = w.house.room.asDoor((db) =>
      db.rows(sql`insert into codes (id, code_hash, opens, person_id, by_id, expires_at, used_at)
        values (${randomUUID()}, ${Buffer.alloc(32)}, 'relative-invitation', ${w.mia.id}, ${w.dana.id}, now() + interval '1 day', now())`),
    )
    await assert.rejects(forged, { code: '42501' })
  })

  it('F19 a crowd of children who look keeps no child from taking back', async () => {
    const post = await w.mia.asks()
    const looking = Array.from({ length: 12 }, () =>
      w.house.room.asViewer(viewerOf(w.leo), 'read', (db) => db.rows(sql`select pg_sleep(3)`)),
    )
    const taken = w.house.room.asViewer(viewerOf(w.mia), 'act', (db) =>
      db.rows(sql`select access.take_back_post(${post}, ${randomUUID()})`),
    )
    assert.equal(await Promise.race([taken.then(() => 'taken back'), ...looking.map((one) => one.then(() => 'looked'))]), 'taken back')
    await Promise.all(looking)
  })

  it('PAR-6 a draft is seen by nobody but its child', async () => {
    const photo = await w.mia.draws()
    for (const name of everybody) assert.equal((await w[name].get(`/api/photos/${photo}/card`)).status === 200, name === 'mia', name)
  })
})

async function kept(w: World): Promise<string[]> {
  const keys: string[] = []
  for await (const key of w.house.storage.keys()) keys.push(key)
  for await (const id of w.house.keyring.ids('photo')) keys.push(id)
  return keys.sort()
}

const everybody: Names[] = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam']

async function seers(w: World, post: string, photo: string): Promise<string[]> {
  assert.equal(await w.visitor.sees(post, photo), false, 'nobody signed in')
  const seen: string[] = []
  for (const name of everybody) if (await w[name].sees(post, photo)) seen.push(name)
  return seen
}
