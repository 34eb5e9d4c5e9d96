// Keys and bytes that no row knows: destroyed at the second look, unless there are so many that the database must be the wrong one. DAT-2
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openTestHouse, type TestHouse } from '../../../test/house.ts'
import { makesChild, Person, signsUp } from '../../../test/world.ts'
import { openWork } from '../../apps/house.ts'
import { newId, type PersonId, type PhotoId } from '../../platform/ids.ts'
import { keepEvidence, openEvidence } from '../forms/evidence.ts'
import { storageKey } from '../photos/sealed.ts'
import { ensureSetUpCode } from '../sign-in/codes.ts'
import { sweep } from './sweep.ts'

describe('strays', () => {
  let w: TestHouse
  let work: Awaited<ReturnType<typeof openWork>>
  let mia: Person
  let owner: PersonId

  before(async () => {
    w = await openTestHouse()
    work = await openWork(w.config, w.urls.worker)
    const dana = new Person(w, 'Dana')
    await signsUp(dana, (await ensureSetUpCode(w.house.room.asDoor)) ?? '')
    mia = await makesChild(dana, new Person(w, 'Mia'), 'fox')
    owner = mia.id as PersonId
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })

  it('DAT-2 keys and bytes of nobody go at the second sweep, with what is not ours in the way; what has a row stays', async () => {
    const [draft, post] = [await mia.draws(), await mia.asks()]
    await putNames('others', 25) // nobody's photos: they neither go nor count
    await work.storage.put('photos/zz/no-id/card', Buffer.from('x'))
    await mkdir(join(w.config.keyringFolder, 'post/no'), { recursive: true })
    await writeFile(join(w.config.keyringFolder, 'post/no/no-id'), 'x')
    const strays = { photo: newId('photo'), post: newId('post') }
    const [bytes] = await putNames('photos', 1)
    await work.keyring.makeKey('photo', strays.photo, owner)
    await work.keyring.makeKey('post', strays.post, owner)
    await sweep(work)
    assert.deepEqual(await isThere(strays.photo, strays.post, bytes), [true, true, true], 'it may be just being uploaded')
    await sweep(work)
    assert.deepEqual(await isThere(strays.photo, strays.post, bytes), [false, false, false])
    assert.deepEqual(await isThere(draft, post), [true, true])
    assert.ok(await work.storage.get(storageKey(draft as PhotoId, 'card')))
  })

  it('DAT-2 the two looks are at the same stray: one that was gone in between is new', async () => {
    const photo = newId('photo')
    await work.keyring.makeKey('photo', photo, owner)
    await sweep(work)
    await work.keyring.destroy('photo', photo)
    await sweep(work)
    await work.keyring.makeKey('photo', photo, owner)
    await sweep(work)
    assert.deepEqual(await isThere(photo), [true])
    await sweep(work)
    assert.deepEqual(await isThere(photo), [false])
  })

  it('DAT-2 a few strays go although the database is small; more than twenty, and more than it knows, are left and told', async (t) => {
    await putNames('photos', 20)
    await sweep(work)
    await sweep(work)
    assert.equal((await bytesOfNobody()).length, 0)

    await putNames('photos', 21)
    const told: string[] = []
    t.mock.method(process.stderr, 'write', (line: string) => told.push(line) > 0)
    const known = (await rows()).length
    for (const _ of [1, 2, 3]) await sweep(work)
    t.mock.reset()
    assert.equal((await bytesOfNobody()).length, 21)
    assert.equal(told.length, 3)
    const { level, event, strays, known: knew } = JSON.parse(told[0] ?? '')
    assert.deepEqual({ level, event, strays, knew }, { level: 'warn', event: 'sweep.too-many-strays', strays: 21, knew: known })

    const drafts = await putNames('photos', 21 - known)
    for (const id of drafts)
      await w.asOwner("insert into photos (id, child_id, width, height, thumbhash_sealed, digest) values ($1, $2, 9, 9, '', sha256(''))", [
        id,
        owner,
      ])
    await sweep(work)
    await sweep(work)
    assert.equal((await bytesOfNobody()).length, 0)
    assert.equal((await rows()).length, 21)
  })

  it('CON-3 pictures of forms that nobody knows go as well, and however many there are, they keep no photo from going', async () => {
    const { keyring, storage } = work
    const [known, pictureAlone, keyAlone] = [newId('form'), newId('form'), newId('form')]
    await w.asOwner(
      `with c as (insert into codes (id, code_hash, opens, method, expires_at) values ($1, '\\x01', 'guardian-invitation', 'signed-form', now() + interval '1 day') returning id)
      insert into forms (id, code_id, notice_version) select $2, c.id, (select version from notices limit 1) from c`,
      [randomUUID(), known],
    )
    const forms = Array.from({ length: 30 }, () => newId('form'))
    for (const form of [known, ...forms, pictureAlone]) await keepEvidence(keyring, storage, form, Buffer.from('signed'))
    await keyring.destroy('form', pictureAlone)
    await keyring.makeFormKey(keyAlone)
    await storage.put('forms/zz/no-id', Buffer.from('x'))
    await mkdir(join(w.config.keyringFolder, 'form/no'), { recursive: true })
    await writeFile(join(w.config.keyringFolder, 'form/no/no-id'), 'x')
    const [photo] = await putNames('photos', 1)
    const strays = [...forms, pictureAlone, keyAlone, photo]
    await sweep(work)
    assert.ok((await isThere(...strays)).every(Boolean), 'one may be just being sent')
    await sweep(work)
    assert.deepEqual((await isThere(...strays)).filter(Boolean), [])
    assert.deepEqual(await openEvidence(keyring, storage, known), Buffer.from('signed'))
    assert.deepEqual(await isThere('no-id'), [true])
  })

  /** Bytes without a key, by a name as photos have. */
  async function putNames(kind: string, count: number): Promise<PhotoId[]> {
    const ids = Array.from({ length: count }, () => newId('photo'))
    for (const id of ids) await work.storage.put(storageKey(id, 'card').replace('photos', kind), Buffer.from('x'))
    return ids
  }

  async function rows(): Promise<string[]> {
    return (await w.asOwner<{ id: string }>('select id from photos union all select id from posts')).map(({ id }) => id)
  }

  async function bytesOfNobody(): Promise<string[]> {
    const known = await rows()
    const ids = (await all(work.storage.keys())).filter((key) => key.startsWith('photos/')).map((key) => key.split('/')[2] ?? '')
    return ids.filter((id) => id !== 'no-id' && !known.includes(id))
  }

  async function isThere(...ids: (string | undefined)[]): Promise<boolean[]> {
    const keys = await Promise.all((['photo', 'post', 'form'] as const).map((kind) => all(work.keyring.ids(kind))))
    const there = [...keys.flat(), ...(await all(work.storage.keys())).flatMap((path) => path.split('/'))]
    return ids.map((id) => there.includes(id ?? ''))
  }
})

async function all(names: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const name of names) found.push(name)
  return found
}
