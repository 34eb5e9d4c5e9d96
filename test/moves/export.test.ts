// Everything of a child leaves as one file: only with the guardian who asked and when no other said no, whole, and without a trace of it staying here. DEL-8
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { guardianInvitationFrom } from '../../db/seed.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Moves } from '../../src/features/moves/contract.ts'
import { world as worldShape, type World as ChildWorld } from '../../src/features/moves/world.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { good, makesChild, Person, signsUp, world, type World } from '../world.ts'
import { asksToMove, opened, takes, takesWith, whole } from './moving.ts'

describe('taking a child’s world along', () => {
  let w: World
  let shared: { post: string; photo: string }
  before(async () => {
    w = await world()
    shared = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'the <b>kite</b> & me', alt: 'a red kite' })
    await w.shares(w.leo, w.lena, { with: [w.mia], caption: 'a secret of Leo' })
    await w.mia.asks({ caption: 'still waits' })
    await good(w.mia.takesBack(await w.mia.asks({ caption: 'taken back' })))
    await w.mia.draws()
  })
  after(() => w.close())

  it('DEL-8 the file holds the child’s photos as they are kept, the words, and all that is known about the child', async () => {
    const zip = await takes(w.dana, await ready())
    const files = unpacked(zip)
    const { album, about } = worldShape.parse(JSON.parse(text(files, 'world.json')))
    assert.deepEqual(
      album.map(({ caption }) => caption),
      ['the <b>kite</b> & me', 'still waits'],
    )
    const photo = album[0]?.photos[0]
    assert.deepEqual(files.get(photo?.file ?? ''), (await w.mia.get(`/api/photos/${shared.photo}/screen`)).raw)
    assert.equal(photo?.alt, 'a red kite')
    assert.deepEqual([about.child.name, about.child.band, about.guardians], ['Mia', '5-9', ['Dana', 'Omar']])
    assert.deepEqual(about.shares[0]?.audience, ['Leo'])
    assert.deepEqual(
      about.shares.map(({ state }) => state),
      ['shared', 'waiting'],
    )
    assert.deepEqual(about.connections.map(({ name }) => name).sort(), ['Leo', 'Rosa'])
    assert.deepEqual(about.consents.map(({ purpose, by }) => `${purpose} by ${by}`).sort(), [
      'photos by Dana',
      'profile by Dana',
      'sharing by Dana',
    ])
    assert.equal(about.receipts.length, 1)
    assert.deepEqual([about.log.at(0)?.act, about.log.at(-1)?.act], ['child.make', 'child.take-export'])
  })

  it('DEL-8 nothing of other children’s photos or words, no id of anybody and no draft is in it', async () => {
    const files = unpacked(await takes(w.dana, await ready()))
    assert.equal([...files.keys()].filter((name) => name.startsWith('photos/')).length, 2)
    const all = [...files.values()].map((bytes) => bytes.toString('latin1')).join('\n')
    assert.ok(!all.includes('a secret of Leo'))
    assert.equal(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/.exec(all), null)
  })

  it('DEL-8 each part stands in the list of sums, in the form that sha256sum checks', async () => {
    const parts = opened(await takes(w.dana, await ready()))
    const lines = [...parts].flatMap(([name, bytes]) =>
      name === 'SHA256SUMS' ? [] : [`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`],
    )
    assert.equal(text(parts, 'SHA256SUMS'), lines.join(''))
    assert.equal(lines.length, 4)
  })

  it('NOT-2, T26 the page in it has no script, asks nothing of any network, and a child’s words stay words', async () => {
    const page = text(opened(await takes(w.dana, await ready())), 'index.html')
    assert.match(page, /the &lt;b&gt;kite&lt;\/b&gt; &amp; me/)
    assert.match(
      page,
      /content="default-src 'none'; img-src 'self' file:; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'"/,
    )
    assert.equal(/<script|\son\w+=|https?:|\/\/|javascript:|<iframe|<form|<link|@import|url\(/i.exec(page), null)
  })

  it('DEL-8, CON-10 with another guardian it waits a day, a no ends it, and only who asked has the file', async () => {
    const otto = new Person(w, 'Otto')
    const iris = new Person(w, 'Iris')
    const zoe = await makesChild(w.lena, new Person(w, 'Zoe'), 'fox')
    await signsUp(otto, await guardianInvitationFrom(w.lena, zoe))
    await signsUp(iris, await guardianInvitationFrom(w.lena, zoe))
    const asked = await asksToMove(w.lena, zoe, 'export')
    assert.equal(asked.state, 'waits')
    assert.equal((await fileOf(w.lena, asked.moveId)).status, 404)
    await good(otto.post(`/api/proposals/${asked.moveId}/objection`))
    assert.equal((await fileOf(w.lena, asked.moveId)).status, 404)

    const again = await asksToMove(w.lena, zoe, 'export')
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      again.moveId,
    ])
    await w.asOwner('select access.settle_proposal($1)', [again.moveId])
    assert.ok((await takes(w.lena, again.moveId)).length > 0)
    for (const who of [otto, w.dana]) {
      assert.equal((await fileOf(who, again.moveId)).status, 404, who.name)
      assert.deepEqual(
        (await good(who.get<Moves>('/api/moves'))).moves.filter(({ id }) => id === again.moveId),
        [],
      )
    }
  })

  it('DEL-8, PAR-8 each fetch needs a proof of its own, and a day later there is no file', async () => {
    const move = await ready()
    const freshCheckId = await w.dana.fresh('export.take', move)
    assert.equal((await w.dana.post(`/api/exports/${move}/file`, { freshCheckId })).status, 200)
    assert.equal((await w.dana.post<{ code: string }>(`/api/exports/${move}/file`, { freshCheckId })).body.code, 'fresh-check.needed')
    await w.asOwner("update proposals set ended_at = ended_at - interval '24 hours' where id = $1", [move])
    assert.equal((await fileOf(w.dana, move)).status, 404)
    assert.deepEqual(
      (await good(w.dana.get<Moves>('/api/moves'))).moves.filter(({ id }) => id === move),
      [],
    )
  })

  it('DEL-8 the file breaks off when the guardianship ends while it is sent, and is never taken for a whole one', async () => {
    const { house } = w
    const move = await ready()
    let reads = 0
    const slow = {
      ...house.storage,
      get: async (key: string) => {
        reads += 1
        if (reads === 1)
          await w.asOwner('update guardianships set ended_at = now() where child_id = $1 and guardian_id = $2', [w.mia.id, w.dana.id])
        return house.storage.get(key)
      },
    }
    const cut = await takesWith({ ...house, storage: slow }, w.dana, move, w.mia.id)
    await w.asOwner('update guardianships set ended_at = null where child_id = $1 and guardian_id = $2', [w.mia.id, w.dana.id])
    assert.equal(cut.fault, 'not-found')
    assert.equal(reads, 1)
    assert.equal(whole(cut.bytes), false)
    assert.equal(whole(await takes(w.dana, move)), true)
  })

  it('DEL-1, DEL-8 a photo that is taken back while the file is made is not in it', async () => {
    const move = await ready()
    const post = await w.mia.asks({ caption: 'changes her mind' })
    const { house } = w
    let reads = 0
    const slow = {
      ...house.storage,
      get: async (key: string) => {
        reads += 1
        if (reads === 1) await good(w.mia.takesBack(post))
        return house.storage.get(key)
      },
    }
    const { bytes } = await takesWith({ ...house, storage: slow }, w.dana, move, w.mia.id)
    const { album } = JSON.parse(text(unpacked(bytes), 'world.json')) as ChildWorld
    assert.deepEqual(album.map(({ caption }) => caption).includes('changes her mind'), false)
    assert.ok(whole(bytes))
  })

  it('DEL-8, NOT-4 the child reads that it was asked for and taken', async () => {
    const before = await actsOf(w.mia)
    const move = await ready()
    await takes(w.dana, move)
    const added = (await actsOf(w.mia)).slice(0, -before.length)
    assert.ok(added.includes('child.propose-export') && added.includes('child.take-export'), String(added))
  })

  it('DEL-8 nothing of it stays: no row, no file and no line holds a name of it', async () => {
    const before = filesBelow(w.folder).length
    await takes(w.dana, await ready())
    assert.equal(filesBelow(w.folder).length, before)
    assert.ok(!(await dumpOf(w.ownerUrl)).includes('photos/20'))
  })

  /** Mia has a second guardian, who agrees. */
  async function ready(): Promise<string> {
    const { moveId, state } = await asksToMove(w.dana, w.mia, 'export')
    assert.equal(state, 'waits')
    await good(w.omar.post(`/api/proposals/${moveId}/agreement`, { freshCheckId: await w.omar.fresh('proposal.agree', moveId) }))
    return moveId
  }

  /** Newest first. */
  const actsOf = async (child: Person) =>
    (await good(child.get<FamilyLog>(`/api/children/${child.id}/log?of=acts`))).entries.map(({ act }) => act)
  const unpacked = (bytes: Buffer) => opened(bytes)
  const text = (files: ReadonlyMap<string, Buffer>, name: string) => files.get(name)?.toString() ?? ''
  const fileOf = async (who: Person, move: string) =>
    who.post(`/api/exports/${move}/file`, { freshCheckId: await who.fresh('export.take', move) })
})
