// Whoever steals the disk, a dump, the logs or the mails reads no word, sees no picture and holds no key. I10, T21, T28
import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Post } from '../../src/features/posts/contract.ts'
import type { OwnDevices } from '../../src/features/sign-in/contract.ts'
import type { PersonId, PhotoId, PostId } from '../../src/platform/ids.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { good, makesChild, Person, signsUp, world, type World } from '../world.ts'
import { databaseFiles, dumpOf, filesBelow, formsOf, found, foundIn, picturesIn, type Needle } from './scan.ts'

const planted = 'zq7kite' // every word of this world begins with it
const word = () => `${planted}${randomBytes(5).toString('hex')}`

describe('at rest', () => {
  let w: World
  let needles: Needle[]
  let keys: Needle[]
  let said = ''
  const temp = mkdtempSync(join(tmpdir(), 'kitestring-at-rest-'))
  const write = process.stderr.write

  before(async () => {
    process.env['TMPDIR'] = temp // everything this process and its decoders put aside lies in here
    process.stderr.write = (chunk: string | Uint8Array) => {
      said += String(chunk)
      return true
    }
    w = await world({ worker: 'runs' })
    const blurs = await live(w)
    await goWrong(w)
    needles = [...formsOf(planted), ...blurs.flatMap((blur) => formsOf(Buffer.from(blur, 'base64'), 'a blur'))]
    keys = await keysOf(w)
  })
  after(async () => {
    process.stderr.write = write
    await w?.close()
  })

  it("I10 the database's files and its write-ahead log hold no word, no picture and no key", async () => {
    const files = await databaseFiles(w.ownerUrl)
    assert.ok(files.length > 50)
    assert.deepEqual(found(files, [...needles, ...keys]), [])
    assert.deepEqual(await picturesIn(files), [])
  })

  it('I10 neither does a dump', async () => {
    const dump = await dumpOf(w.ownerUrl)
    assert.ok(dump.includes(w.mia.id), 'the dump is one')
    assert.deepEqual(foundIn(dump, [...needles, ...keys]), [])
  })

  it('I10 neither do stored photos, mails, and what was put aside for a moment', async () => {
    const files = filesBelow(temp)
    for (const folder of ['blobs', 'mail', 'keyring'])
      assert.ok(
        files.some((file) => file.includes(`/${folder}/`)),
        folder,
      )
    const isRoot = (file: string) => basename(file) === 'root.key'
    assert.deepEqual(
      found(
        files.filter((file) => !isMail(file)),
        needles,
      ),
      [],
    )
    assert.deepEqual(
      found(
        files.filter((file) => !isRoot(file)),
        keys,
      ),
      [],
    )
    assert.deepEqual(await picturesIn(files), [])
    assert.deepEqual(found(files.filter(isRoot), keys).length, 1, 'the root key lies in one place')
  })

  it('T28 a mail names its receiver, and nobody and nothing else', () => {
    const mails = filesBelow(temp)
      .filter(isMail)
      .map((file) => readFileSync(file, 'latin1'))
    assert.ok(mails.length > 0)
    for (const mail of mails) assert.deepEqual(foundIn(Buffer.from(mail.replace(/^To: .*$/gm, '')), [...needles, ...keys]), [])
  })

  it('T28 the logs of the server, the worker and the database say nothing of it, though much went wrong', async () => {
    const [row] = await w.asOwner<{ folder: string }>("select current_setting('data_directory') as folder")
    const log = filesBelow(dirname(row?.folder ?? ''))
      .filter((file) => file.endsWith('.log'))
      .map((file) => readFileSync(file, 'latin1'))
      .join('')
    assert.match(said, /"http.bug"/)
    assert.deepEqual(foundIn(Buffer.from(said + log), [...needles, ...keys]), [])
  })

  it('the scan sees what is there: a planted word in every form, a planted picture, a planted key', async () => {
    const owner = new pg.Client({ connectionString: w.ownerUrl })
    await owner.connect()
    await owner.query('create table control (line text, bytes bytea)')
    await owner.query('insert into control values ($1, $2)', [planted, await idPhoto(1, { width: 64, height: 48 })])
    await owner.end()
    const files = await databaseFiles(w.ownerUrl)
    assert.ok(
      found(
        files.filter((file) => file.includes('/base/')),
        formsOf(planted),
      ).length > 0,
    )
    assert.ok(
      found(
        files.filter((file) => file.includes('/pg_wal/')),
        formsOf(planted),
      ).length > 0,
    )
    assert.ok((await picturesIn(files)).some((picture) => picture.includes('a jpeg')))
    assert.ok(foundIn(await dumpOf(w.ownerUrl), formsOf(planted)).length > 0)
    for (const [at, needle] of [...needles, ...keys].entries()) {
      const control = join(temp, `control-${at}`)
      writeFileSync(control, Buffer.concat([randomBytes(99), needle.bytes, randomBytes(99)]))
      assert.deepEqual(found([control], [needle]), [`${control}: ${needle.name}`])
    }
    for (const shift of [0, 1, 2])
      assert.ok(foundIn(Buffer.from(Buffer.from(`${'x'.repeat(shift)}${planted}yes`).toString('base64')), formsOf(planted)).length > 0)
  })
})

/** A family whose every word is planted, doing everything there is to do. Answers the blurs of their photos. */
async function live(w: World): Promise<string[]> {
  const invited = await good(
    w.dana.post<{ code: string }>('/api/guardian-invitations', {
      method: 'video-call',
      freshCheckId: await w.dana.fresh('guardian.invite', 'self'),
    }),
  )
  const guardian = new Person(w, word())
  await signsUp(guardian, invited.code)
  const child = await makesChild(guardian, new Person(w, word()), 'fox')
  await w.connect([guardian, child], [w.lena, w.leo])
  const asks = async () =>
    child.asks({ with: [w.leo], caption: word(), alt: word(), photo: await idPhoto(randomInt(2 ** 31), { width: 320, height: 240 }) })
  const [waiting, shared, sent, taken] = [await asks(), await asks(), await asks(), await asks()]
  const blurs = await Promise.all(
    [waiting, shared, sent, taken].map(async (post) => (await good(guardian.get<Post>(`/api/posts/${post}`))).photos[0]?.thumbhash ?? ''),
  )
  await good(guardian.approves(shared))
  await w.coolingOffEnds(shared)
  await good(guardian.post(`/api/posts/${sent}/sending-back`, { word: 'words', note: word() }))
  await good(child.takesBack(taken))
  await good(child.post(`/api/children/${child.id}/circles`, { picture: 'star', name: word(), people: [w.leo.id] }))
  await good(guardian.post(`/api/children/${child.id}/ideas`, { words: word() }))
  await good(child.post('/api/collections', { picture: 'sun', name: word(), posts: [shared] }))
  await good(child.post('/api/name-wishes', { name: word() }))
  for (const person of [guardian, child]) {
    const { devices } = await good(person.get<OwnDevices>('/api/devices'))
    await good(guardian.post(`/api/devices/${devices[0]?.id}/name`, { name: word() }))
  }
  for (const url of [
    '/api/posts',
    '/api/feed',
    '/api/receipts',
    '/api/audience',
    '/api/circles',
    '/api/collections',
    '/api/ideas',
    '/api/devices',
  ])
    await child.get(url)
  assert.equal((await w.leo.feed()).length, 1)
  for (let waited = 0; waited < 10_000 && !filesBelow(join(w.folder, 'mail')).some(isMail); waited += 100) await pause(100)
  return blurs
}

/** Requests that fail in many ways, each with a planted word: what does the server say about them? */
async function goWrong(w: World): Promise<void> {
  await w.mia.post('/api/posts', { caption: word(), photos: word() })
  await w.mia.ask('POST', '/api/posts', Buffer.from(`{"caption":"${word()}`), { 'content-type': 'application/json' })
  await w.mia.ask('POST', `/api/${word()}`, { a: word() }, { 'x-word': word(), cookie: `kitestring=child.${word()}` })
  await w.mia.post('/api/photos', Buffer.from(word()))
  await w.mia.post(`/api/children/${w.mia.id}/circles`, { picture: 'star', name: word(), people: [w.ana.id] })
  await w.visitor.post('/api/sessions', { way: { kind: 'code', code: word() } })
  await w.visitor.post('/api/sessions', { way: { kind: 'password', signInName: word(), password: word(), totpCode: '123456' } })
  await w.asOwner('alter table posts rename column caption_sealed to caption_hidden')
  const photoId = await w.mia.draws()
  await w.mia.post('/api/posts', { photos: [{ photoId, alt: word() }], caption: word(), audience: [], days: 7 })
  await w.asOwner('alter table posts rename column caption_hidden to caption_sealed')
}

/** The root key and some of every kind, as they would lie in memory. */
async function keysOf(w: World): Promise<Needle[]> {
  const { keyring } = w.house
  const posts = await w.asOwner<{ id: PostId; child_id: PersonId }>('select id, child_id from posts limit 3')
  const photos = await w.asOwner<{ id: PhotoId; child_id: PersonId }>('select id, child_id from photos limit 3')
  const opened = [
    await keyring.key('person', w.mia.id as PersonId),
    await keyring.key('person', w.dana.id as PersonId),
    ...(await Promise.all(posts.map((post) => keyring.key('post', post.id, post.child_id)))),
    ...(await Promise.all(photos.map((photo) => keyring.key('photo', photo.id, photo.child_id)))),
  ].map((key) => key.export())
  const [, root = ''] = /^key (.*)$/m.exec(readFileSync(join(w.config.keyringFolder, 'root.key'), 'utf8')) ?? []
  return [...opened, Buffer.from(root, 'base64url')].flatMap((key, number) => [
    { name: `key ${number}`, bytes: key },
    { name: `key ${number} in hex`, bytes: Buffer.from(key.toString('hex')) },
    { name: `key ${number} in Base64`, bytes: Buffer.from(key.toString('base64url').slice(0, 42)) },
  ])
}

function isMail(file: string): boolean {
  return file.endsWith('.eml')
}
