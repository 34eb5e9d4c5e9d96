// A keyring that was written years ago still opens; and when one does not, whoever runs it reads what is wrong and what to do.
import assert from 'node:assert/strict'
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, it } from 'node:test'
import { newId, type PersonId, type PhotoId } from '../ids.ts'
import { openKeyring, restoreRoot } from '../keyring.ts'
import { pathOf } from './key-file.ts'

const kept = {
  root: 'kitestring-root 1\nid 0b699a9f97fa8e550283dcca6ab5acc0\nkey a2l0ZWtpdGVraXRla2l0ZWtpdGVraXRla2l0ZWtpdGU\nsum 557e26f8eaa094bf\n',
  person: 'S1NLMREREREREUERgREREREREREBqJ+tUO0s5UXrybb+oAnzjScS33pLikusk7m0Y6KHICdGEkkOxrIy+kqEymeKDmNnmjJwoP1IhOfwOngN',
  photo: 'S1NLMREREREREUERgREREREREREBC57ZUvTGXG557MpUrgWPVQ9yz69Tx4opfRU8jBO+av51f9V0bqiVudOFMnN/vja4H3zYlY+crBnazHuI',
}
const mia = '11111111-1111-4111-8111-111111111111' as PersonId
const kite = '22222222-2222-4222-8222-222222222222' as PhotoId
let home = ''
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kitestring-opening-'))
})
after(() => rm(home, { recursive: true }))

it('DEL-2 a keyring that was written years ago opens, with the same id and the same keys', async () => {
  const keyring = await openKeyring(await written(kept.root), 'must-exist')
  assert.equal(keyring.id, '0b699a9f97fa8e550283dcca6ab5acc0')
  assert.equal(hex(await keyring.key('person', mia)), 'a6f9e16dcfa395df2b73388b94401abc84ae7c382bc47f8ea75a49924df47bfc')
  assert.equal(hex(await keyring.key('photo', kite, mia)), '5598d4e0357fffa65174e8d3c1ad55bf831c2b0c2932ddd7319a99bda5e7116b')
  assert.equal(hex(keyring.deriveKey('family log')), 'ca522ea21caad0ca7093fd9e37d87adcb33e592176be4e3123b3c5bbb601ce64')
  assert.notEqual(hex(keyring.deriveKey('sign-in names')), hex(keyring.deriveKey('family log')))
  assert.deepEqual(await keyring.check(), { sound: 2, wiped: [], ownerless: [], damaged: [] })
})

it('SEC-7 the same root key gives the same keyring, and does not stay in memory', async () => {
  const folder = join(home, 'made')
  const bytes = Buffer.alloc(32, 'kite')
  await restoreRoot(folder, bytes)
  assert.deepEqual(bytes, Buffer.alloc(32))
  assert.equal((await openKeyring(folder, 'must-exist')).id, '0b699a9f97fa8e550283dcca6ab5acc0')
})

it('SEC-7 a keyring that cannot be opened says what is wrong and what to do', async () => {
  const nowhere = join(home, 'nowhere')
  await refused(nowhere, `there is no keyring at ${nowhere}: without it no photo can be opened`)
  const file = join(home, 'a-file')
  await writeFile(file, '', { mode: 0o600 })
  await refused(file, `${file} is not a folder`)
  const open = await written(kept.root)
  await chmod(open, 0o701)
  await refused(open, `others can look into the keyring: run chmod 700 ${open}`)
  const rootless = await written(undefined)
  await refused(rootless, `the root key is missing from ${rootless}: bring it back from the keyring's copy or the recovery code`)
  const empty = join(home, 'empty')
  await mkdir(empty, { mode: 0o700 })
  await refused(empty, `the root key is missing from ${empty}: bring it back from the keyring's copy or the recovery code`)
  const readable = await written(kept.root)
  await chmod(join(readable, 'root.key'), 0o604)
  await refused(readable, `others can read root.key in ${readable}: run chmod 600 on it, and make a new instance if somebody did`)
  for (const broken of [
    kept.root.slice(1),
    `x${kept.root}`,
    `${kept.root}x`,
    kept.root.replace('557e', '558e'),
    kept.root.replace('id 0b', 'id 0c'),
    '',
  ]) {
    const damaged = await written(broken)
    await refused(damaged, `root.key in ${damaged} is damaged: bring it back from the keyring's backup or the recovery code`)
  }
  const taken = await written(kept.root)
  await assert.rejects(restoreRoot(taken, Buffer.alloc(32)), fault(`${taken} has a root key already: nothing was changed`))
})

it('I6 a key that cannot be had says which one and why, in a kind that is not taken for another', async () => {
  const folder = await written(kept.root)
  const keyring = await openKeyring(folder, 'must-exist')
  const gone = newId('photo')
  await assert.rejects(keyring.key('photo', gone, mia), { name: 'KeyGone', message: `the key of photo ${gone} is gone` })
  await assert.rejects(keyring.key('photo', kite, newId('person')), { name: 'KeyGone' })
  const leo = newId('person')
  await keyring.makePersonKey(leo)
  const notTheirs = await keyring.key('photo', kite, leo).catch((error: unknown) => error)
  assert.ok(notTheirs instanceof Error && notTheirs.cause instanceof Error)
  assert.equal(notTheirs.message, `the key file of photo ${kite} does not open for its owner`)
  await assert.rejects(keyring.key('photo', 'root.key' as PhotoId, mia), { name: 'TypeError', message: 'not an id: "root.key"' })
  await writeFile(join(folder, pathOf('photo', kite)), 'KSK1 torn')
  await assert.rejects(keyring.key('photo', kite, mia), fault(`the key file of photo ${kite} is damaged`))
})

it('F15 a key in the wrong place, or of nobody, is damaged; one that went while the check looked is nothing', async () => {
  const folder = await written(kept.root)
  const keyring = await openKeyring(folder, 'must-exist')
  const stray = newId('photo')
  for (const below of ['33', '44']) await mkdir(join(folder, 'photo', below))
  await symlink('nowhere', join(folder, 'photo/33', stray))
  assert.deepEqual(await keyring.check(), { sound: 2, wiped: [], ownerless: [], damaged: [] })
  await copyFile(join(folder, pathOf('photo', kite)), join(folder, 'photo/33', kite))
  const ofNobody = Buffer.from(kept.photo, 'base64')
  ofNobody.fill(0xff, 4, 20)
  await writeFile(join(folder, 'photo/44', stray), ofNobody)
  assert.deepEqual((await keyring.check()).damaged.sort(), [`photo/33/${kite}`, `photo/44/${stray}`])
})

it('I6 a check that has trouble reading says so, and calls nothing damaged that may be whole', async () => {
  const folder = await written(kept.root)
  await rm(join(folder, pathOf('person', mia)))
  await mkdir(join(folder, pathOf('person', mia)))
  await assert.rejects((await openKeyring(folder, 'must-exist')).check(), { code: 'EISDIR' })
})

it('DAT-2 every photo with a key is told by its id, for comparing with the database', async () => {
  const keyring = await openKeyring(await written(kept.root), 'must-exist')
  const told: string[] = []
  for await (const id of keyring.ids('photo')) told.push(id)
  for await (const id of keyring.ids('post')) told.push(id)
  assert.deepEqual(told, [kite])
})

let folders = 0
async function written(root: string | undefined): Promise<string> {
  folders += 1
  const folder = join(home, String(folders))
  for (const [path, bytes] of [
    [`person/11/${mia}`, kept.person],
    [`photo/22/${kite}`, kept.photo],
  ] as const) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(folder, path), Buffer.from(bytes, 'base64'), { mode: 0o600 })
  }
  if (root !== undefined) await writeFile(join(folder, 'root.key'), root, { mode: 0o600 })
  return folder
}

async function refused(folder: string, message: string): Promise<void> {
  await assert.rejects(openKeyring(folder, 'must-exist'), fault(message))
}

function fault(message: string): { name: string; message: string } {
  return { name: 'KeyringFault', message }
}

function hex(key: { export(): Buffer }): string {
  return key.export().toString('hex')
}
