// Every store keeps the same promises, whatever it is made of: whole bytes, gone means gone, no name climbs out.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { StorageConfig } from '../config.ts'
import { openStorage } from './open-storage.ts'
import { type S3Stand, standInForS3 } from './s3.fixture.ts'
import type { Storage } from './storage.ts'

let home = ''
let stand: S3Stand
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'kitestring-storage-'))
  stand = await standInForS3({ bucket: 'kite', accessKey: 'testaccess' })
})
after(async () => {
  await stand.close()
  await rm(home, { recursive: true })
})

keepsItsPromises('a folder', () => ({ kind: 'disk', folder: join(home, 'blobs') }))
keepsItsPromises('an S3 store that checks what we send', () => s3At(stand.url))
// A real one, such as Ceph's: KITESTRING_TEST_S3=http://access:secret@127.0.0.1:7480/bucket
const real = process.env['KITESTRING_TEST_S3']
if (real !== undefined) keepsItsPromises('the S3 store of KITESTRING_TEST_S3', () => s3At(new URL(real)))

function keepsItsPromises(name: string, config: () => StorageConfig): void {
  describe(name, () => {
    let store: Storage
    const at = randomBytes(4).toString('hex')
    before(async () => {
      store = await openStorage(config())
    })

    it('F1 gives back the bytes that were put, also the second time', async () => {
      for (const bytes of [Buffer.alloc(0), Buffer.of(0), randomBytes(3_000_000), Buffer.from('last')]) {
        await store.put(`${at}/photo/large`, bytes)
        assert.ok((await store.get(`${at}/photo/large`))?.equals(bytes))
      }
    })

    it('F1 two puts of one key at once leave one of them whole', async () => {
      const [one, two] = [randomBytes(500_000), randomBytes(700_000)]
      await Promise.all([store.put(`${at}/race`, one), store.put(`${at}/race`, two)])
      const left = await store.get(`${at}/race`)
      assert.ok(left?.equals(one) || left?.equals(two))
    })

    it('what is not there is undefined, and destroying it is fine', async () => {
      assert.equal(await store.get(`${at}/nothing/here`), undefined)
      await store.destroy(`${at}/nothing/here`)
    })

    it('DEL-1 what was destroyed is not there and not listed; destroying twice is fine', async () => {
      await store.put(`${at}/gone`, Buffer.from('x'))
      await store.put(`${at}/kept`, Buffer.from('x'))
      await store.destroy(`${at}/gone`)
      await store.destroy(`${at}/gone`)
      assert.equal(await store.get(`${at}/gone`), undefined)
      const keys = await keysOf(store)
      assert.ok(!keys.includes(`${at}/gone`))
      assert.ok(keys.includes(`${at}/kept`))
    })

    it('DEL-1 every key is listed, however many there are', async () => {
      const put = Array.from({ length: 12 }, (_, index) => `${at}/many/${index}`)
      await Promise.all(put.map((key) => store.put(key, Buffer.from(key))))
      const keys = await keysOf(store)
      assert.deepEqual(keys.filter((key) => key.startsWith(`${at}/many/`)).sort(), put.sort())
    })

    it('SEC-3 a name that could climb out, or is not ours, is refused', async () => {
      for (const key of [
        '',
        '.',
        '..',
        '../x',
        'a/../b',
        '/a',
        'a/',
        'a//b',
        'A',
        'a.part',
        'a\0',
        'a\n',
        'a b',
        'ä',
        'a\\b',
        'x'.repeat(201),
      ]) {
        await assert.rejects(store.put(key, Buffer.from('x')), TypeError)
        await assert.rejects(store.get(key), TypeError)
        await assert.rejects(store.destroy(key), TypeError)
      }
    })
  })
}

describe('a folder as a store', () => {
  it('F1 leftovers of interrupted writes are never listed, and are swept once they are old', async () => {
    const folder = join(home, 'swept')
    const store = await openStorage({ kind: 'disk', folder })
    await store.put('a/b', Buffer.from('whole'))
    const left = ['0123456789abcdef', 'fedcba9876543210'].map((name) => join(folder, `a/c.${name}.part`))
    for (const path of left) await writeFile(path, 'torn')
    await utimes(left[0] ?? '', 0, 0)
    assert.deepEqual(await keysOf(store), ['a/b'])
    await openStorage({ kind: 'disk', folder })
    assert.deepEqual((await readdir(join(folder, 'a'))).sort(), ['b', 'c.fedcba9876543210.part'])
  })

  it('SEC-7 nobody else on the machine can look into it', async () => {
    const folder = join(home, 'private')
    const store = await openStorage({ kind: 'disk', folder })
    await store.put('a/b/c', Buffer.from('x'))
    for (const path of ['', ...(await readdir(folder, { recursive: true }))]) {
      assert.equal((await stat(join(folder, path))).mode & 0o077, 0, path)
    }
    assert.equal(await readFile(join(folder, 'a/b/c'), 'utf8'), 'x')
  })

  it('I6 trouble reading is trouble, not "nothing there"', async () => {
    const store = await openStorage({ kind: 'disk', folder: join(home, 'trouble') })
    await store.put('a/b', Buffer.from('x'))
    await assert.rejects(store.get('a'), { code: 'EISDIR' })
  })
})

describe('an S3 store', () => {
  it('I6 trouble at the store is trouble, not "nothing there", and what was put is not called kept', async () => {
    const store = await openStorage(s3At(stand.url))
    stand.failWith = 503
    await assert.rejects(store.get('a/b'))
    await assert.rejects(store.put('a/b', Buffer.from('x')))
    stand.failWith = 403
    await assert.rejects(store.get('a/b'))
    stand.failWith = undefined
  })

  it('I6 a missing bucket is trouble, not an empty store', async () => {
    const store = await openStorage({ ...s3At(stand.url), bucket: 'another' })
    await assert.rejects(store.get('a/b'), { name: 'NoSuchBucket' })
  })

  it('what we send is one plain, signed request with a hash of its bytes, and no newer checksum', () => {
    const puts = stand.requests.filter((request) => request.method === 'PUT')
    assert.ok(puts.length > 0)
    for (const { headers } of puts) {
      assert.equal(headers['content-encoding'], undefined)
      assert.equal(headers['x-amz-trailer'], undefined)
      assert.ok(!Object.keys(headers).some((name) => name.startsWith('x-amz-checksum')), JSON.stringify(headers))
    }
  })
})

async function keysOf(store: Storage): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.keys()) keys.push(key)
  return keys
}

function s3At(url: URL): Extract<StorageConfig, { kind: 's3' }> {
  return {
    kind: 's3',
    endpoint: url.origin,
    bucket: url.pathname.slice(1),
    region: 'us-east-1',
    accessKey: url.username,
    secretKey: url.password,
  }
}
