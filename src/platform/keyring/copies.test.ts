// A copy of the keyring brings back what lived, tells when it was touched, and does not outlive what families were promised.
import assert from 'node:assert/strict'
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { type Instant, days, instant, later } from '../clock.ts'
import { type PersonId, type PhotoId, newId } from '../ids.ts'
import { KeyGone, type Keyring, openKeyring } from '../keyring.ts'
import { checkCopy, keyringIsApartFrom, pruneCopies } from './copies.ts'
import { pathOf } from './key-file.ts'
import { KeyringFault, type Root, makeRoot, readRoot } from './root.ts'

const noon = instant(Date.parse('2026-11-22T12:00:00Z'))
let home = ''
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kitestring-copies-'))
})
after(() => rm(home, { recursive: true }))

it('DEL-2 a copy opens everything that lived when it was made, and nothing erased before', async () => {
  const { keyring, mia, photo, copies } = await withPhoto('restored')
  const erased = newId('photo')
  await keyring.makeKey('photo', erased, mia)
  await keyring.destroy('photo', erased)
  const copy = await keyring.copyTo(copies, noon)
  assert.equal(copy, join(copies, 'keyring-20261122T120000Z'))
  await cp(copy, join(home, 'brought-back'), { recursive: true })
  const again = await openKeyring(join(home, 'brought-back'), 'must-exist')
  assert.equal(again.id, keyring.id)
  assert.ok((await again.key('photo', photo, mia)).equals(await keyring.key('photo', photo, mia)))
  await assert.rejects(again.key('photo', erased, mia), KeyGone)
  assert.deepEqual(await again.check(), { sound: 2, wiped: [], ownerless: [], damaged: [] })
})

it('DEL-2 an interrupted wipe is not copied, nor a key that goes while the copy is made', async () => {
  const { keyring, root, mia, photo, folder, copies } = await withPhoto('half-wiped')
  await keyring.makeKey('post', newId('post'), mia)
  await writeFile(join(folder, pathOf('photo', photo)), 'GONEnoise')
  await symlink('nowhere', join(folder, 'photo', newId('photo')))
  const copy = await keyring.copyTo(copies, noon)
  assert.deepEqual(await readdir(copy), ['MANIFEST', 'MANIFEST.seal', 'person', 'post', 'root.key'])
  assert.deepEqual(await checkCopy(copy, root), [])
})

it('SEC-7 nobody else on the machine can look into a copy', async () => {
  const { keyring, copies } = await withPhoto('private')
  await keyring.copyTo(copies, noon)
  for (const path of await readdir(copies, { recursive: true })) assert.equal((await stat(join(copies, path))).mode & 0o077, 0, path)
})

it('F15 an altered, added or missing file, or another keyring, is told', async () => {
  const { keyring, root, photo, copies } = await withPhoto('touched')
  const whole = await keyring.copyTo(copies, noon)
  assert.deepEqual(await checkCopy(whole, root), [])
  const path = pathOf('photo', photo)
  const faultsAfter = async (touch: (copy: string) => Promise<unknown>) => {
    const copy = await mkdtemp(join(home, 'touched-'))
    await cp(whole, copy, { recursive: true })
    await touch(copy)
    return checkCopy(copy, root)
  }
  assert.deepEqual(await faultsAfter((copy) => appendFile(join(copy, path), 'x')), [`${path} is altered or does not belong here`])
  assert.deepEqual(await faultsAfter((copy) => writeFile(join(copy, 'person/new'), 'x')), ['person/new is altered or does not belong here'])
  assert.deepEqual(await faultsAfter((copy) => rm(join(copy, path))), [`${path} is missing`])
  const untrue = ['the list of files is missing, altered, or of another keyring']
  assert.deepEqual(await faultsAfter((copy) => appendFile(join(copy, 'MANIFEST'), '\n')), untrue)
  assert.deepEqual(await faultsAfter((copy) => rm(join(copy, 'MANIFEST'))), untrue)
  assert.deepEqual(await faultsAfter((copy) => rm(join(copy, 'MANIFEST.seal'))), untrue)
  assert.deepEqual(await checkCopy(whole, (await withPhoto('other')).root), untrue)
})

it('DEL-3 copies end after 30 days, unfinished ones too; younger ones and strange files stay', async () => {
  const { keyring, copies } = await withPhoto('pruned')
  const at = (age: number): Instant => later(noon, -days(age))
  for (const age of [0, 30, 31, 300]) await keyring.copyTo(copies, at(age))
  await mkdir(join(copies, 'keyring-20260101T000000Z.unfinished'))
  const strange = ['keyring-20200101T000000Z.mine', 'keyring-of-grandma', 'my-keyring-20200101T000000Z']
  for (const name of strange) await mkdir(join(copies, name))
  assert.deepEqual((await pruneCopies(copies, noon)).sort(), [
    'keyring-20260101T000000Z.unfinished',
    'keyring-20260126T120000Z',
    'keyring-20261022T120000Z',
  ])
  assert.deepEqual((await readdir(copies)).sort(), ['keyring-20261023T120000Z', 'keyring-20261122T120000Z', ...strange].sort())
  assert.deepEqual(await pruneCopies(copies, noon, 1), ['keyring-20261023T120000Z'])
  assert.deepEqual(await pruneCopies(copies, later(noon, 1), 0), ['keyring-20261122T120000Z'])
  assert.deepEqual(await pruneCopies(join(copies, 'nowhere'), noon), [])
})

it('DEL-3 nobody can choose to keep copies longer than promised', async () => {
  for (const keep of [31, Number.NaN, -1, Number.POSITIVE_INFINITY])
    await assert.rejects(pruneCopies(home, noon, keep), { name: 'RangeError', message: 'copies of the keyring live 30 days at most' })
})

it('DEL-2 a copy that was made years ago is still known as ours', async () => {
  await makeRoot(join(home, 'years-ago'), Buffer.alloc(32, 'kite'))
  const root = await readRoot(join(home, 'years-ago'))
  assert.ok(root)
  const copy = await mkdtemp(join(home, 'kept-'))
  await writeFile(join(copy, 'MANIFEST'), '')
  await writeFile(join(copy, 'MANIFEST.seal'), '6c86fd1d4bf1ebdea319259ca2fae3f1a1764ce1674bf5c53bd4953aed5d3bf6\n')
  assert.deepEqual(await checkCopy(copy, root), [])
})

it('DEL-2 a copy made over another one is refused, and the first stays whole', async () => {
  const { keyring, root, copies } = await withPhoto('twice')
  const copy = await keyring.copyTo(copies, noon)
  await assert.rejects(keyring.copyTo(copies, noon))
  assert.deepEqual(await checkCopy(copy, root), [])
})

it("SEC-7 a keyring's copies in, above or at the data's copies are not apart", () => {
  for (const [keys, data] of [
    ['/b', '/b'],
    ['/b/keys', '/b'],
    ['/b', '/b/data'],
    ['/b/x/../keys', '/b/'],
    ['/b/..keys', '/b'],
    ['/', '/b'],
    ['/', '/b/c'],
    ['/b/c', '/'],
  ] as const) {
    assert.equal(keyringIsApartFrom(keys, data), false, `${keys} ${data}`)
  }
  for (const [keys, data] of [
    ['/b/keys', '/b/data'],
    ['/b-keys', '/b'],
    ['/mnt/usb', '/b'],
  ] as const) {
    assert.equal(keyringIsApartFrom(keys, data), true, `${keys} ${data}`)
  }
})

async function withPhoto(
  name: string,
): Promise<{ keyring: Keyring; root: Root; mia: PersonId; photo: PhotoId; folder: string; copies: string }> {
  const folder = join(home, name, 'keyring')
  await mkdir(join(home, name))
  const keyring = await openKeyring(folder, 'make-if-missing')
  const root = await readRoot(folder)
  if (root === undefined) throw new KeyringFault('no root key')
  const [mia, photo] = [newId('child'), newId('photo')]
  await keyring.makePersonKey(mia)
  await keyring.makeKey('photo', photo, mia)
  return { keyring, root, mia, photo, folder, copies: join(home, name, 'copies') }
}
