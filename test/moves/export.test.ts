// Everything of a child leaves as one file: only with the guardian who asked and when no other said no, whole, and without a trace of it staying here. DEL-8
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { guardianInvitationFrom, overHttp } from '../../db/seed.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Moves } from '../../src/features/moves/contract.ts'
import { world as worldShape, type World as ChildWorld } from '../../src/features/moves/world.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { openFile } from '../../src/features/moves/read-file.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { good, makesChild, Person, signsUp, world, type World } from '../world.ts'
import { asksToMove, opened, takes, takesWith, whole } from './moving.ts'

describe('taking a child’s world along', () => {
  let w: World
  let shared: { post: string; photo: string }
  before(async () => {
    w = await world({ port: 0 })
    shared = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'the <b>kite</b> & me', alt: 'a red kite' })
    await w.shares(w.leo, w.lena, { with: [w.mia], caption: 'a secret of Leo' })
    await w.mia.asks({ caption: 'still waits' })
    await good(w.mia.takesBack(await w.mia.asks({ caption: 'taken back' })))
    await w.mia.draws()
    await w.connect([w.dana, w.mia], [w.aron, w.ana])
    for (const [name, people] of [
      ['Ring', [w.leo, w.ana]],
      ['No one', []],
    ] as const)
      await good(w.mia.post(`/api/children/${w.mia.id}/circles`, { picture: 'star', name, people: people.map(({ id }) => id) }))
    await good(w.leo.post(`/api/children/${w.leo.id}/circles`, { picture: 'tent', name: 'Of Leo', people: [w.mia.id] }))
    await good(w.mia.post(`/api/children/${w.mia.id}/blocks`, { personId: w.ana.id }))
    await w.asOwner("update children set grows_up_on = '2033-05-01' where child_id = $1", [w.mia.id])
    await good(w.omar.post(`/api/children/${w.mia.id}/tightenings`, { setting: 'asking', value: 'each', personId: w.leo.id }))
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
    assert.equal(about.child.growsUpOn, '2033-05-01T00:00:00.000Z')
    assert.match(text(files, 'index.html'), /You turn 13 in May 2033\./)
    assert.equal((await openFile(new Blob([new Uint8Array(zip)]))).growsUpOn, about.child.growsUpOn)
    assert.deepEqual(about.shares[0]?.audience, ['Leo'])
    assert.deepEqual(
      about.shares.map(({ state }) => state),
      ['shared', 'waiting'],
    )
    assert.deepEqual(about.circles, [
      { name: 'No one', people: [] },
      { name: 'Ring', people: ['Leo'] },
    ])
    assert.deepEqual(
      about.settings.map(({ setting, value, by, for: person }) => `${setting} ${value} by ${by}${person ? ` for ${person}` : ''}`),
      [
        ...[
          'audience everyone',
          'days 90',
          'cooling-off minute',
          'hearts on',
          'replies phrases',
          'hours never',
          'budget all-day',
          'asking each',
        ].map((set) => `${set} by Dana`),
        'asking each by Omar for Leo',
      ],
    )
    assert.match(text(files, 'index.html'), /For Leo: A grown-up looks at each photo first \(Omar\)\./)
    assert.deepEqual(about.blocks, [{ name: 'Ana', by: 'Mia' }])
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

  const ends: [what: string, change: (move: string) => [text: string, values: string[]], undo: string][] = [
    [
      'the guardianship ends',
      () => ['update guardianships set ended_at = now() where child_id = $1 and guardian_id = $2', [w.mia.id, w.dana.id]],
      'update guardianships set ended_at = null',
    ],
    [
      'the session is signed out',
      () => ["update sessions set expires_at = expires_at - interval '1 day' where person_id = $1", [w.dana.id]],
      "update sessions set expires_at = expires_at + interval '1 day' where expires_at < now()",
    ],
    [
      'its day is over',
      (move) => ["update proposals set ended_at = ended_at - interval '1 day' where id = $1", [move]],
      "update proposals set ended_at = now() where outcome = 'done'",
    ],
  ]
  for (const [what, change, undo] of ends)
    it(`DEL-8 the file breaks off when ${what} while it is sent, and is never taken for a whole one`, async () => {
      const move = await ready()
      const cut = await takesWhile(move, () => w.asOwner(...change(move)))
      await w.asOwner(undo)
      assert.notEqual(cut.fault, 'none')
      assert.deepEqual([cut.reads, whole(cut.bytes)], [1, false])
      assert.equal(whole(await takes(w.dana, move)), true)
    })

  it('DEL-8 where a photo cannot be read the line breaks: a browser is never told that half of it is all', async () => {
    const move = await ready()
    const body = JSON.stringify({ freshCheckId: await w.dana.fresh('export.take', move) })
    const { posts } = await good(w.mia.get<{ posts: Post[] }>('/api/posts'))
    const late = posts.find(({ caption }) => caption === 'still waits')?.photos[0]?.photoId ?? assert.fail()
    const [file = ''] = filesBelow(join(w.folder, 'blobs')).filter((name) => name.includes(late) && name.endsWith('screen'))
    renameSync(file, `${file}-away`)
    const headers = { cookie: w.dana.cookie, 'content-type': 'application/json' }
    const fetched = overHttp(w.config.url)('POST', `/api/exports/${move}/file`, headers, body).then(
      ({ status }) => status,
      () => 'broken',
    )
    assert.equal(await fetched, 'broken')
    renameSync(`${file}-away`, file)
    assert.equal(whole(await takes(w.dana, move)), true)
  })

  it('DEL-1, DEL-8 what is taken back or asked while the file is made is not in it, and nothing else is missing', async () => {
    const move = await ready()
    const post = await w.mia.asks({ caption: 'changes her mind' })
    const { bytes } = await takesWhile(move, async () => {
      await good(w.mia.takesBack(post))
      await w.mia.asks({ caption: 'just now' })
    })
    const parts = opened(bytes)
    const { album } = JSON.parse(text(parts, 'world.json')) as ChildWorld
    assert.deepEqual(
      album.map(({ caption }) => caption),
      ['the <b>kite</b> & me', 'still waits'],
    )
    for (const { photos } of album) for (const { file } of photos) assert.ok(parts.has(file), file)
    assert.ok(whole(bytes))
  })

  it('DEL-8 the very same photo twice lies in the file once', async () => {
    const picture = await idPhoto(7, { width: 320, height: 240 })
    const photos = [await w.mia.draws(picture), await w.mia.draws(picture)].map((photoId) => ({ photoId, alt: 'twice' }))
    await good(w.mia.post('/api/posts', { photos, caption: 'twice', audience: [], days: 7 }))
    const zip = await takes(w.dana, await ready())
    const { posts } = await openFile(new Blob([new Uint8Array(zip)]))
    const twice = posts.find(({ caption }) => caption === 'twice')
    assert.equal(new Set(twice?.photos.map(({ file }) => file)).size, 1)
    assert.equal(twice?.photos.length, 2)
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

  /** `act` happens when the first photo is read. */
  async function takesWhile(move: string, act: () => Promise<unknown>): Promise<Awaited<ReturnType<typeof takesWith>> & { reads: number }> {
    let reads = 0
    const { storage } = w.house
    const get = async (key: string) => {
      reads += 1
      if (reads === 1) await act()
      return storage.get(key)
    }
    return { ...(await takesWith({ ...w.house, storage: { ...storage, get } }, w.dana, move, w.mia.id)), reads }
  }

  /** Newest first. */
  const actsOf = async (child: Person) =>
    (await good(child.get<FamilyLog>(`/api/children/${child.id}/log?of=acts`))).entries.map(({ act }) => act)
  const unpacked = (bytes: Buffer) => opened(bytes)
  const text = (files: ReadonlyMap<string, Buffer>, name: string) => files.get(name)?.toString() ?? ''
  const fileOf = async (who: Person, move: string) =>
    who.post(`/api/exports/${move}/file`, { freshCheckId: await who.fresh('export.take', move) })
})
