// What was erased stays erased, also for whoever has yesterday's backup of everything and today's keyring; what was not erased opens. DEL-2, I9
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openHouse, openWork, prepareDatabase } from '../../src/apps/house.ts'
import { openHttp } from '../../src/apps/http.ts'
import { startWorker } from '../../src/apps/jobs.ts'
import { routes } from '../../src/apps/routes.ts'
import { erasePhoto, erasePost } from '../../src/features/erasure/jobs.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { Post, Receipt } from '../../src/features/posts/contract.ts'
import { SealBroken, boundTo, openText } from '../../src/platform/crypto.ts'
import { toConfig } from '../../src/platform/config.ts'
import { startPostgres, type Postgres } from '../../src/platform/db/launcher.ts'
import type { PersonId, PhotoId, PostId } from '../../src/platform/ids.ts'
import { KeyGone } from '../../src/platform/keyring.ts'
import { idPhoto, readPhotoId } from '../fixtures/make-photos.ts'
import type { World } from '../world.ts'
import { databaseFiles, dumpOf, filesBelow } from './scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'kitestring-erasure-'))
const own = join(folder, 'own')
const yesterday = join(folder, 'yesterday')
const restored = join(folder, 'restored')
const caption = { lives: 'this one stays', goes: 'this one goes' }

describe('erasing', () => {
  let postgres: Postgres
  let w: World
  let again: Postgres
  let back: Awaited<ReturnType<typeof openAgain>>
  let lives: { post: string; photo: string }
  let goes: { post: string; photo: string }
  let dump: Buffer
  let standing: { posts: unknown; receipts: unknown }

  before(async () => {
    mkdirSync(yesterday)
    postgres = await startPostgres({ dataFolder: own })
    process.env['KITESTRING_TEST_DATABASE_URL'] = postgres.url // a server of its own, to be backed up whole
    const { world } = await import('../world.ts')
    w = await world()
    lives = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: caption.lives, alt: 'alt stays', photo: await idPhoto(1) })
    goes = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: caption.goes, alt: 'alt goes', photo: await idPhoto(2) })
    await backUp(postgres.url)
    execFileSync('cp', ['-a', join(w.folder, 'blobs'), join(yesterday, 'blobs')])
    dump = await dumpOf(w.ownerUrl)
  })
  after(async () => {
    await back?.close()
    await again?.stop()
    await w?.close()
    await postgres?.stop()
  })

  it('DEL-3 a worker erases what was taken back within a minute: key, bytes and rows, and the receipt says when', async () => {
    const work = await openWork(w.config, w.urls.worker)
    const worker = await startWorker(work, w.urls.worker)
    try {
      const asked = Date.now()
      assert.equal((await w.mia.takesBack(goes.post)).status, 202)
      const receipt = await until(async () => (await receiptsOf(w)).find((one) => one.erasedAt !== null))
      assert.ok(Date.now() - asked < 60_000, `it took ${Date.now() - asked} ms`)
      assert.ok(Date.parse(receipt.erasedAt ?? '') >= Date.parse(receipt.takenBackAt))
    } finally {
      await worker.stop()
      await work.close()
    }
    for (const kind of ['post', 'photo'] as const) assert.ok(!keyFiles(w).some((file) => file.includes(goes[kind])), `the ${kind}'s key`)
    assert.ok(!filesBelow(join(w.folder, 'blobs')).some((file) => file.includes(goes.photo)))
    assert.deepEqual(
      await w.asOwner('select from posts where id = $1 union all select from photos where id = $2', [goes.post, goes.photo]),
      [],
    )
  })

  it('DAT-2 a draft that is a day old goes, or its child shares it, but never half of each', async () => {
    const photoId = await w.mia.draws()
    await w.asOwner("update photos set made_at = now() - interval '25 hours' where id = $1", [photoId])
    const work = await openWork(w.config, w.urls.worker)
    let asked = 0
    const destroy: typeof work.keyring.destroy = async (...name) => {
      asked = (await w.mia.post('/api/posts', { photos: [{ photoId, alt: 'late' }], caption: 'late', audience: [], days: 7 })).status // at this very moment
      await work.keyring.destroy(...name)
    }
    await erasePhoto({ ...work, keyring: { ...work.keyring, destroy } }, { photoId: photoId as PhotoId })
    await work.close()
    assert.ok(asked >= 400, 'there is nothing left to share')
    assert.deepEqual(await w.asOwner('select from photos where id = $1', [photoId]), [])
  })

  it('every job run again changes nothing', async () => {
    const work = await openWork(w.config, w.urls.worker)
    standing = { posts: await w.asOwner('select id from posts'), receipts: await w.asOwner('select * from receipts') }
    const mails = filesBelow(join(w.folder, 'mail')).length
    for (const post of [goes.post, goes.post, lives.post]) await erasePost(work, { postId: post as PostId })
    await sweep(work)
    await sweep(work)
    await work.close()
    assert.deepEqual({ posts: await w.asOwner('select id from posts'), receipts: await w.asOwner('select * from receipts') }, standing)
    assert.equal(filesBelow(join(w.folder, 'mail')).length, mails)
    assert.equal((await w.leo.feed())[0]?.caption, caption.lives)
  })

  it("I9 yesterday's database and photos with today's keyring: what lives opens for everybody who may see it", async () => {
    execFileSync('cp', ['-a', join(yesterday, 'blobs'), join(makeFolder(restored), 'blobs')])
    execFileSync('cp', ['-a', join(yesterday, 'postgres'), join(restored, 'postgres')])
    again = await startPostgres({ dataFolder: join(restored, 'postgres') })
    back = await openAgain(w, again)
    for (const person of [w.mia, w.dana]) assert.equal((await person.get<Post>(`/api/posts/${lives.post}`)).body.caption, caption.lives)
    for (const person of [w.mia, w.dana, w.leo, w.rosa])
      assert.equal(await readPhotoId((await person.get(`/api/photos/${lives.photo}/screen`)).raw), 1)
    const [first] = await w.leo.feed()
    assert.deepEqual([first?.caption, first?.photos[0]?.alt], [caption.lives, 'alt stays'])
  })

  it('DEL-2 what was erased is not there, although its rows came back; and no list is the worse for it', async () => {
    assert.equal((await back.asOwner('select from posts where id = $1', [goes.post])).length, 1, 'its row came back')
    for (const person of [w.mia, w.dana, w.omar]) {
      assert.equal((await person.get(`/api/posts/${goes.post}`)).status, 404)
      assert.deepEqual(
        (await person.get<{ posts: Post[] }>('/api/posts')).body.posts.map(({ id }) => id),
        [lives.post],
      )
    }
    for (const person of [w.mia, w.leo, w.rosa, w.dana]) {
      for (const name of ['card', 'screen']) assert.equal((await person.get(`/api/photos/${goes.photo}/${name}`)).status, 404)
    }
    for (const person of [w.leo, w.rosa])
      assert.deepEqual(
        (await person.feed()).map(({ id }) => id),
        [lives.post],
      )
    assert.equal((await w.dana.get('/api/inbox')).status, 200)
    assert.equal((await w.dana.post(`/api/posts/${goes.post}/sending-back`, { word: 'words', note: '' })).status, 404)
    assert.equal((await w.dana.takesBack(goes.post)).status, 202, 'and it can be cleared away')
  })

  it("I9 no key of today's keyring opens any of its bytes, in the backup or in the dump", async () => {
    const { keyring } = w.house
    keyring.forget()
    const [row] = await back.asOwner<{ caption_sealed: Buffer; child_id: PersonId }>(
      'select caption_sealed, child_id from posts where id = $1',
      [goes.post],
    )
    const sealed = row?.caption_sealed ?? assert.fail('no row')
    assert.ok(dump.includes(sealed.toString('hex')), 'the dump has it too')
    await assert.rejects(keyring.key('post', goes.post as PostId, w.mia.id as PersonId), KeyGone)
    await assert.rejects(keyring.key('photo', goes.photo as PhotoId, w.mia.id as PersonId), KeyGone)
    const place = boundTo({ table: 'posts', row: goes.post, owner: w.mia.id, variant: 'caption_sealed', keyId: goes.post })
    const others = [
      await keyring.key('post', lives.post as PostId, w.mia.id as PersonId),
      await keyring.key('photo', lives.photo as PhotoId, w.mia.id as PersonId),
    ]
    for (const person of Object.values({ ...w })) {
      if (typeof person === 'object' && 'kind' in person && person.id) others.push(await keyring.key('person', person.id as PersonId))
    }
    assert.ok(others.length >= 10)
    for (const key of others) assert.throws(() => openText(key, sealed, place), SealBroken)
    const bytes = [...filesBelow(yesterday), ...(await databaseFiles(back.ownerUrl))]
    assert.ok(
      bytes.some((file) => file.includes(goes.photo)),
      'the backup has its photo, sealed',
    )
    assert.deepEqual(
      keyFiles(w).filter((file) => file.includes(goes.post) || file.includes(goes.photo)),
      [],
    )
  })
})

function keyFiles(w: World): string[] {
  return filesBelow(w.config.keyringFolder)
}

async function receiptsOf(w: World): Promise<Receipt[]> {
  return (await w.mia.get<{ receipts: Receipt[] }>('/api/receipts')).body.receipts
}

function makeFolder(path: string): string {
  mkdirSync(path, { mode: 0o700 })
  return path
}

/** The server's files while it runs, as a nightly backup takes them. */
async function backUp(url: string): Promise<void> {
  const [from, to] = [join(own, 'postgres-18'), join(makeFolder(join(yesterday, 'postgres')), 'postgres-18')]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query("select pg_backup_start('yesterday', true)")
  execFileSync('cp', ['-a', from, to])
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  await client.end()
  execFileSync('rm', ['-rf', join(to, 'data', 'pg_wal'), join(to, 'data', 'postmaster.pid')])
  execFileSync('cp', ['-a', join(from, 'data', 'pg_wal'), join(to, 'data', 'pg_wal')])
  writeFileSync(join(to, 'data', 'backup_label'), rows[0]?.labelfile ?? '')
  assert.ok(existsSync(join(to, 'password')))
}

/** A Kitestring on the restored database and photos, with the keyring of today. Everybody now talks to it. */
async function openAgain(w: World, server: Postgres) {
  const passwords = {
    kitestring_app: 'app-in-tests',
    kitestring_door: 'door-in-tests',
    kitestring_worker: 'worker-in-tests',
    kitestring_checks: 'checks-in-tests',
  }
  const ownerUrl = new URL(server.url)
  ownerUrl.pathname = new URL(w.ownerUrl).pathname
  const config = toConfig({ PORT: String(w.config.port), KITESTRING_DATA: restored, KITESTRING_KEYRING: w.config.keyringFolder })
  const { openKeyring } = await import('../../src/platform/keyring.ts')
  const urls = await prepareDatabase(ownerUrl.href, passwords, (whenMissing) => openKeyring(config.keyringFolder, whenMissing), config)
  const house = await openHouse(config, urls)
  const { openChanges } = await import('../../src/platform/db/changes.ts')
  const changes = await openChanges(urls.app)
  const http = await openHttp(house, routes, changes)
  const owner = new pg.Client({ connectionString: ownerUrl.href })
  await owner.connect()
  const first = w.mia.house.http
  for (const person of Object.values({ ...w })) if (typeof person === 'object' && 'house' in person) Object.assign(person.house, { http })
  return {
    ownerUrl: ownerUrl.href,
    asOwner: async <R extends pg.QueryResultRow>(text: string, values: unknown[]) => (await owner.query<R>(text, values)).rows,
    async close() {
      await owner.end()
      await http.close()
      await changes.close()
      await house.close()
      for (const person of Object.values({ ...w }))
        if (typeof person === 'object' && 'house' in person) Object.assign(person.house, { http: first })
    },
  }
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let waited = 0; waited < 60_000; waited += 250) {
    const found = await look()
    if (found !== undefined) return found
    await pause(250)
  }
  return assert.fail('it did not happen within a minute')
}
