// What is destroyed stays destroyed, what is kept stays readable, whatever stops the machine in between.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { chmod, link, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { clock, hours, later, seconds } from './clock.ts'
import { boundTo, openText, sealText } from './crypto.ts'
import { type PersonId, newId, parseId } from './ids.ts'
import { KeyGone, type Keyring, openKeyring, restoreRoot } from './keyring.ts'
import { pathOf } from './keyring/key-file.ts'
import { rootFromRecovery } from './keyring/recovery-code.ts'
import { KeyringFault } from './keyring/root.ts'

const here = boundTo({ table: 'posts', row: 'p', owner: 'mia', variant: 'caption', keyId: 'k' })
let home = ''
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kitestring-keyring-'))
})
after(() => rm(home, { recursive: true }))

describe('opening', () => {
  it('SEC-7 a missing keyring, or one without its root key, is refused and not made anew', async () => {
    const folder = fresh()
    await assert.rejects(openKeyring(folder, 'must-exist'), KeyringFault)
    const { keyring, mia } = await withMia(folder)
    await rm(join(folder, 'root.key'))
    await assert.rejects(openKeyring(folder, 'must-exist'), KeyringFault)
    await assert.rejects(openKeyring(folder, 'make-if-missing'), KeyringFault)
    await restoreRoot(folder, rootFromRecovery(keyring.recoveryCode()))
    const again = await openKeyring(folder, 'must-exist')
    assert.equal(again.id, keyring.id)
    assert.ok(sameKey(await again.key('person', mia), await keyring.key('person', mia)))
  })

  it('SEC-7 a root key with any altered letter is refused', async () => {
    const folder = fresh()
    await openKeyring(folder, 'make-if-missing')
    const whole = await readFile(join(folder, 'root.key'), 'utf8')
    for (let at = 0; at < whole.length; at += 1) {
      await writeFile(join(folder, 'root.key'), `${whole.slice(0, at)}${whole[at] === 'a' ? 'b' : 'a'}${whole.slice(at + 1)}`)
      await assert.rejects(openKeyring(folder, 'must-exist'), KeyringFault)
    }
  })

  it('SEC-7 a keyring that others could read is refused, and ours cannot be', async () => {
    const folder = fresh()
    await withMia(folder)
    for (const path of await readdir(folder, { recursive: true })) {
      assert.equal((await stat(join(folder, path))).mode & 0o077, 0, path)
    }
    await chmod(join(folder, 'root.key'), 0o640)
    await assert.rejects(openKeyring(folder, 'must-exist'), KeyringFault)
    await chmod(join(folder, 'root.key'), 0o600)
    await chmod(folder, 0o711)
    await assert.rejects(openKeyring(folder, 'must-exist'), KeyringFault)
  })

  it('DEL-2 the recovery code never replaces a root key that is there', async () => {
    const { keyring, folder } = await withMia()
    await assert.rejects(restoreRoot(folder, Buffer.alloc(32, 1)), KeyringFault)
    assert.equal((await openKeyring(folder, 'must-exist')).id, keyring.id)
  })

  it('DEL-2 another keyring has another id, and opens nothing of this one', async () => {
    const { keyring, mia, folder } = await withMia()
    const other = await withMia()
    assert.notEqual(other.keyring.id, keyring.id)
    const path = pathOf('person', mia)
    await mkdir(join(other.folder, path, '..'), { recursive: true })
    await writeFile(join(other.folder, path), await readFile(join(folder, path)))
    await assert.rejects(other.keyring.key('person', mia), KeyringFault)
  })
})

describe('keys', () => {
  it('DEL-2 a key is there for every process as soon as it was made, and stays the same', async () => {
    const { keyring, mia, folder } = await withMia()
    const post = newId('post')
    const made = await keyring.makeKey('post', post, mia)
    assert.ok(sameKey(await keyring.makeKey('post', post, mia), made))
    const worker = await openKeyring(folder, 'must-exist')
    const sealed = sealText(made, 'the lake', here)
    assert.equal(openText(await worker.key('post', post, mia), sealed, here), 'the lake')
  })

  it('DEL-2 two processes that make the same keys at once come to the same keys', async () => {
    const folder = fresh()
    const ids = [newId('person'), ...Array.from({ length: 15 }, () => newId('photo'))]
    const [one, two] = await Promise.all([atWork('make-the-same', folder, ids).done, atWork('make-the-same', folder, ids).done])
    assert.equal(one.length, 15)
    assert.deepEqual(one, two)
    assert.deepEqual(await (await openKeyring(folder, 'must-exist')).check(), { sound: 16, wiped: [], ownerless: [], damaged: [] })
  })

  it('DEL-2 a photo of nobody, or of somebody erased, gets no key', async () => {
    const { keyring } = await withMia()
    await assert.rejects(keyring.makeKey('photo', newId('photo'), newId('child')), KeyGone)
  })

  it("SEC-3 a key does not open for another owner, nor from another's file", async () => {
    const { keyring, mia, folder } = await withMia()
    const leo = newId('child')
    await keyring.makePersonKey(leo)
    const [photo, other] = [newId('photo'), newId('photo')]
    await keyring.makeKey('photo', photo, mia)
    await keyring.makeKey('photo', other, mia)
    await assert.rejects(keyring.key('photo', photo, leo), KeyringFault)
    await writeFile(join(folder, pathOf('photo', photo)), await readFile(join(folder, pathOf('photo', other))))
    keyring.forget()
    await assert.rejects(keyring.key('photo', photo, mia), KeyringFault)
  })

  it('I6 trouble reading is trouble, not "gone"; and opens nothing', async () => {
    const { keyring, mia, folder } = await withMia()
    const photo = newId('photo')
    await mkdir(join(folder, pathOf('photo', photo)), { recursive: true })
    await assert.rejects(keyring.key('photo', photo, mia), { code: 'EISDIR' })
    await assert.rejects(keyring.key('photo', parseId('photo', photo), parseId('person', newId('person'))), KeyGone)
  })

  it('SEC-3 a name that is not an id never becomes a path', async () => {
    const { keyring } = await withMia()
    const climbing: string = '../../root.key'
    await assert.rejects(keyring.destroy('photo', climbing as never), TypeError)
  })
})

describe('destroying', () => {
  it('DEL-2 a destroyed key is gone here and in every other process, and destroying it again is fine', async () => {
    const { keyring, mia, folder } = await withMia()
    const photo = newId('photo')
    await keyring.makeKey('photo', photo, mia)
    await keyring.destroy('photo', photo)
    await keyring.destroy('photo', photo)
    await assert.rejects(keyring.key('photo', photo, mia), KeyGone)
    await assert.rejects((await openKeyring(folder, 'must-exist')).key('photo', photo, mia), KeyGone)
    await keyring.key('person', mia)
  })

  it('DEL-2 the file is overwritten where it lies before it is removed', async () => {
    const { keyring, mia, folder } = await withMia()
    const path = join(folder, pathOf('person', mia))
    const lived = await readFile(path)
    await link(path, join(home, 'other-name'))
    await keyring.destroy('person', mia)
    const left = await readFile(join(home, 'other-name'))
    assert.equal(left.length, lived.length)
    for (let at = 0; at + 4 <= lived.length; at += 1)
      assert.ok(!left.includes(lived.subarray(at, at + 4)), `bytes at ${at} are still there`)
  })

  it("DEL-2 with a person's key gone, their photos' old key files and today's root key open nothing", async () => {
    const { keyring, mia, folder } = await withMia()
    const photo = newId('photo')
    const path = join(folder, pathOf('photo', photo))
    const sealed = sealText(await keyring.makeKey('photo', photo, mia), 'the lake', here)
    assert.equal(openText(await keyring.key('photo', photo, mia), sealed, here), 'the lake')
    const stolen = await readFile(path)
    await keyring.destroy('person', mia)
    await assert.rejects(keyring.key('photo', photo, mia), KeyGone)
    assert.equal(await keyring.tidy(clock.now()), 0)
    assert.deepEqual(
      await keyring.check(),
      { sound: 0, wiped: [], ownerless: [pathOf('photo', photo)], damaged: [] },
      'the sweep destroys it',
    )
    await writeFile(path, stolen)
    await assert.rejects(keyring.key('photo', photo, mia), KeyGone)
    await keyring.makePersonKey(mia) // even if somebody made a key under the same name
    await assert.rejects(keyring.key('photo', photo, mia), KeyringFault)
  })

  it('DEL-2 what an interrupted wipe left is gone, and neither stands in the way nor lasts', async () => {
    const { keyring, mia, folder } = await withMia()
    const photo = newId('photo')
    await keyring.makeKey('photo', photo, mia)
    await writeFile(join(folder, pathOf('photo', photo)), Buffer.from('GONEnoisenoisenoise'))
    keyring.forget()
    await assert.rejects(keyring.key('photo', photo, mia), KeyGone)
    assert.deepEqual((await keyring.check()).wiped, [pathOf('photo', photo)])
    assert.equal(await keyring.tidy(clock.now()), 1)
    assert.deepEqual((await keyring.check()).wiped, [])
    await writeFile(join(folder, pathOf('photo', photo)), Buffer.from('GONEnoisenoisenoise'))
    assert.ok(sameKey(await keyring.makeKey('photo', photo, mia), await keyring.key('photo', photo, mia)))
  })

  it('F1 killed at any moment: made keys open, destroyed ones do not, and nothing is damaged', async () => {
    const folder = fresh()
    await openKeyring(folder, 'make-if-missing')
    const told: string[] = []
    let owner: PersonId | undefined
    for (const moment of [5, 20, 45, 80]) {
      const worker = atWork('make-and-destroy', folder, [])
      await worker.has('erased') // however slow the machine is, something was done before the kill
      await wait(moment)
      worker.process.kill('SIGKILL')
      const lines = await worker.done
      owner = parseId('person', lines[0]?.replace('person ', ''))
      told.push(...lines.slice(1).map((line) => `${line} ${owner}`))
    }
    const keyring = await openKeyring(folder, 'must-exist')
    assert.deepEqual((await keyring.check()).damaged, [])
    await keyring.tidy(later(clock.now(), hours(1)))
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    assert.deepEqual(await keyring.check(), { sound: files.length - 1, wiped: [], ownerless: [], damaged: [] })
    assert.ok(told.length >= 8, 'the worker did something before it was killed')
    for (const [what, photo, of] of told.map((line) => line.split(' '))) {
      const opening = keyring.key('photo', parseId('photo', photo), parseId('person', of))
      if (what === 'made') await opening
      else await assert.rejects(opening, KeyGone)
    }
  })
})

describe('remembering', () => {
  it('DEL-3 a key destroyed by another process is forgotten here within 20 seconds, with all it opened', async () => {
    let elapsed = 0
    const folder = fresh()
    const server = await openKeyring(folder, 'make-if-missing', () => elapsed)
    const worker = await openKeyring(folder, 'must-exist')
    const mia = newId('child')
    const [early, late] = [newId('photo'), newId('photo')]
    await server.makePersonKey(mia)
    await server.makeKey('photo', early, mia)
    await worker.makeKey('photo', late, mia)
    elapsed = seconds(19)
    await server.key('photo', late, mia)
    await worker.destroy('person', mia)
    assert.ok(await server.key('photo', early, mia), 'remembered: a feed of thirty captions reads no file twice')
    elapsed = seconds(20)
    await assert.rejects(server.key('person', mia), KeyGone)
    await assert.rejects(server.key('photo', early, mia), KeyGone)
    await assert.rejects(server.key('photo', late, mia), KeyGone)
  })

  it('DEL-3 forget() forgets at once', async () => {
    const { keyring, mia, folder } = await withMia()
    await (await openKeyring(folder, 'must-exist')).destroy('person', mia)
    await keyring.key('person', mia)
    keyring.forget()
    await assert.rejects(keyring.key('person', mia), KeyGone)
  })

  it('DEL-3 a key that was being read while something was destroyed is not remembered', async () => {
    const { keyring, mia, folder } = await withMia()
    const [slow, other] = [newId('photo'), newId('photo')]
    await keyring.makeKey('photo', other, mia)
    const path = join(folder, pathOf('photo', slow))
    await (await openKeyring(folder, 'must-exist')).makeKey('photo', slow, mia)
    const bytes = await readFile(path)
    await rm(path)
    execFileSync('mkfifo', [path]) // reading it waits until somebody writes
    const reading = keyring.key('photo', slow, mia)
    await keyring.destroy('photo', other)
    await writeFile(path, bytes)
    await reading
    await rm(path)
    await assert.rejects(keyring.key('photo', slow, mia), KeyGone)
  })

  it('DEL-3 one who hears "forget" while a key is being read gets that key, once', async () => {
    const { keyring, mia, folder } = await withMia()
    const slow = newId('photo')
    const path = join(folder, pathOf('photo', slow))
    await (await openKeyring(folder, 'must-exist')).makeKey('photo', slow, mia)
    const bytes = await readFile(path)
    await rm(path)
    execFileSync('mkfifo', [path])
    const reading = keyring.key('photo', slow, mia)
    await keyring.key('person', mia)
    keyring.forget()
    await writeFile(path, bytes)
    await reading
  })

  it('DEL-3 destroying forgets what it destroys and what that opened, and nothing else: a feed reads no file twice', async () => {
    const { keyring, mia, folder } = await withMia()
    const leo = newId('child')
    const [goes, stays, leos] = [newId('photo'), newId('photo'), newId('photo')]
    await keyring.makePersonKey(leo)
    for (const photo of [goes, stays]) await keyring.makeKey('photo', photo, mia)
    await keyring.makeKey('photo', leos, leo)
    await keyring.destroy('photo', goes)
    await rm(join(folder, 'photo'), { recursive: true }) // what is not remembered cannot be read any more
    await assert.rejects(keyring.key('photo', goes, mia), KeyGone)
    await keyring.key('photo', stays, mia)
    await keyring.destroy('person', mia)
    await assert.rejects(keyring.key('photo', stays, mia), KeyGone)
    await keyring.key('photo', leos, leo)
  })

  it('DEL-3 no more keys are remembered than fit, the ones used longest ago go first', async () => {
    const folder = fresh()
    const keyring = await openKeyring(folder, 'make-if-missing', () => 0, 2)
    const [mia, leo, ana] = [newId('child'), newId('child'), newId('child')]
    for (const child of [mia, leo, ana]) await keyring.makePersonKey(child)
    await rm(join(folder, 'person'), { recursive: true })
    await assert.rejects(keyring.key('person', mia), KeyGone)
    for (const child of [leo, ana]) await keyring.key('person', child)
  })
})

describe('checking', () => {
  it('F15 every flipped bit in a key file is found', async () => {
    const { keyring, mia, folder } = await withMia()
    const path = join(folder, pathOf('person', mia))
    const whole = await readFile(path)
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const altered = Buffer.from(whole)
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      await writeFile(path, altered)
      assert.deepEqual((await keyring.check()).damaged, [pathOf('person', mia)], `bit ${bit}`)
    }
    await writeFile(path, whole)
    assert.equal((await keyring.check()).sound, 1)
  })

  it('F15 a flipped bit in whose key it is makes no remains of it: it is damaged, and is not tidied away', async () => {
    const { keyring, mia, folder } = await withMia()
    const photo = newId('photo')
    await keyring.makeKey('photo', photo, mia)
    const path = join(folder, pathOf('photo', photo))
    const whole = await readFile(path)
    for (let bit = 4 * 8; bit < 20 * 8; bit += 1) {
      const altered = Buffer.from(whole)
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      await writeFile(path, altered)
      assert.deepEqual((await keyring.check()).damaged, [pathOf('photo', photo)], `bit ${bit}`)
    }
    assert.equal(await keyring.tidy(later(clock.now(), hours(1))), 0)
  })

  it('F15 a damaged key file is not tidied away: a copy may mend it', async () => {
    const { keyring, mia, folder } = await withMia()
    await writeFile(join(folder, pathOf('person', mia)), 'KSK1 torn')
    assert.equal(await keyring.tidy(later(clock.now(), hours(1))), 0)
    assert.deepEqual((await keyring.check()).damaged, [pathOf('person', mia)])
  })
})

let folders = 0
function fresh(): string {
  folders += 1
  return join(home, String(folders))
}

async function withMia(folder = fresh()): Promise<{ keyring: Keyring; mia: PersonId; folder: string }> {
  const keyring = await openKeyring(folder, 'make-if-missing')
  const mia = newId('child')
  await keyring.makePersonKey(mia)
  return { keyring, mia, folder }
}

function sameKey(one: KeyObject, other: KeyObject): boolean {
  return one.equals(other)
}

type AtWork = { process: ChildProcess; has(said: string): Promise<unknown>; done: Promise<string[]> }

function atWork(task: string, folder: string, ids: string[]): AtWork {
  const fixture = join(import.meta.dirname, 'keyring', 'at-work.fixture.ts')
  const child = spawn(process.execPath, [fixture, task, folder, ...ids], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  const has = (said: string) =>
    new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (Buffer.concat(output).includes(said)) resolve()
      })
    })
  const closed = new Promise((resolve) => child.once('close', resolve))
  // The last line may be torn by the kill; a torn line was not told.
  return { process: child, has, done: closed.then(() => Buffer.concat(output).toString().split('\n').slice(0, -1)) }
}
