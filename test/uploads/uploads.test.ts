// Bad, broken and doubled input, through real HTTP: refused with a plain code, or kept exactly once and exactly as it was meant.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { statusOf } from '../../src/apps/refusals.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { eraseBytes } from '../../src/features/photos/sealed.ts'
import { parseId } from '../../src/platform/ids.ts'
import { pathOf } from '../../src/platform/keyring/key-file.ts'
import { databaseFiles, filesBelow, formsOf, found } from '../at-rest/scan.ts'
import { metadataIn } from '../fixtures/exiftool.ts'
import {
  corners,
  cornersOf,
  gardenHeic,
  hostileFiles,
  idPhoto,
  phoneJpeg,
  PLANTED,
  PLANTED_PLACE,
  polyglots,
  readPhotoId,
  scene,
  UPRIGHT,
  wordyPng,
  wordyWebp,
} from '../fixtures/make-photos.ts'
import { good, world, type Person, type World } from '../world.ts'

let w: World
let files: Buffer[]
before(async () => {
  files = [
    await phoneJpeg(await scene()),
    gardenHeic(),
    await wordyPng(),
    await wordyWebp(),
    ...(await polyglots()).map(({ bytes }) => bytes),
  ] // this keeps the process busy
  w = await world({ port: 0 })
})
after(() => w.close())

describe('input nobody should send', () => {
  it('T24 every hostile file is refused with its own code, and nothing of it is kept', async () => {
    const before = await photosOf(w)
    for (const { name, bytes, code } of await hostileFiles()) {
      if (bytes.length > 26_000_000) continue // the next test
      const answer = await upload(w.mia, bytes)
      assert.deepEqual([answer.status, await answer.json()], [statusOf(code), { code }], name)
    }
    assert.deepEqual(await photosOf(w), before)
  })

  it('T24 what is larger than any photo is cut off at the door', async () => {
    assert.match(await raw(w, head(w.mia, '/api/photos', 30_000_000), Buffer.alloc(1_000_000)), /^HTTP\/1\.1 413 .*"code":"too-large"/s)
  })

  it('T27 of two hosts neither is believed, whichever comes first', async () => {
    const said = head(w.mia, '/api/photos', 4)
    const [line = '', ...others] = said.split('\r\n')
    for (const asks of [
      [line, 'host: evil.example', ...others],
      [line, ...others.slice(0, 1), 'Host: evil.example', ...others.slice(1)],
    ])
      assert.match(await raw(w, asks.join('\r\n'), Buffer.alloc(4)), /^HTTP\/1\.1 403 .*"code":"other-site"/s)
    assert.match(await raw(w, said, Buffer.alloc(4)), /^HTTP\/1\.1 4\d\d .*"code":"photo\./s) // of one host it is about the photo
  })

  it('T25 only a plain stream of bytes is a photo, whatever else it is called', async () => {
    const jpeg = await corners().jpeg().toBuffer()
    for (const type of [
      'text/html',
      'text/plain',
      'application/json',
      'image/svg+xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await upload(w.mia, jpeg, { 'content-type': type })
      assert.ok([400, 422].includes(answer.status), `${type}: ${answer.status}`)
    }
  })

  it('T26 words come back exactly as they were written, and can still be approved', async () => {
    const texts = [
      '👩‍👩‍👧‍👦 🏳️‍🌈 🧑🏽‍🚀',
      'مرحبا \u202Eabc\u202C שלום',
      'Z̸̧̛͉͚̘͎̮͇͑̾́̋͝ą̷̛̲̙̣̫̈́̾̀l̵̡̛̦̪͎̍̾̈́g̴̢̛̠̥͛̽̀o̶̢̙̖͒̀͝',
      '<script>alert(1)</script> \' " \\ ${1} %s',
      'a\u0000b\tc\nd',
      'İstanbul ﬀ ẞ',
      ' ',
      '',
    ]
    for (const text of texts) {
      const post = await w.mia.asks({ caption: text, alt: text })
      const seen = await good(w.dana.get<Post>(`/api/posts/${post}`))
      assert.deepEqual([seen.caption, seen.photos[0]?.alt], [text, text])
    }
    const post = await w.mia.asks({ caption: texts.join(''), with: [w.leo] })
    await good(w.dana.approves(post))
  })

  it('T26 half a letter, as a text that was cut in the middle of an emoji has it, does not lock the post', async () => {
    const post = await w.mia.asks({ caption: 'cut \ud83e', with: [w.leo] })
    await good(w.dana.approves(post))
  })

  it('T26 a caption has 500 letters as people count them, and not one more', async () => {
    for (const letter of ['a', '🪁', '👩‍👩‍👧‍👦', 'é']) {
      await w.mia.asks({ caption: letter.repeat(500), alt: letter.repeat(500) })
      await assert.rejects(w.mia.asks({ caption: letter.repeat(501) }), /400/)
      await assert.rejects(w.mia.asks({ alt: letter.repeat(501) }), /400/)
    }
    await assert.rejects(w.mia.asks({ caption: `a${'\u0301'.repeat(100_000)}` }), /400/, 'one letter with a hundred thousand accents')
    await assert.rejects(w.mia.asks({ caption: 'a'.repeat(1_000_000) }), /413/)
  })
})

describe('the same thing twice', () => {
  it('I12 an upload repeated with its key, one after another or five at once, is one photo', async () => {
    for (const rounds of [[1, 1, 1], [5]]) {
      const [key, bytes, before] = [randomUUID(), await idPhoto(rounds.length), await photosOf(w)]
      const answers: unknown[] = []
      for (const atOnce of rounds)
        answers.push(
          ...(await Promise.all(
            Array.from({ length: atOnce }, async () => (await upload(w.mia, bytes, { 'idempotency-key': key })).json()),
          )),
        )
      assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
      assert.equal((await photosOf(w)).length, before.length + 1)
    }
  })

  it('I12 asking repeated with its key, one after another or five at once, is one post', async () => {
    for (const atOnce of [1, 5]) {
      const [key, photoId] = [randomUUID(), await w.mia.draws()]
      const body = { photos: [{ photoId, alt: '' }], caption: 'once', audience: [], days: 7 }
      const ask = () => w.mia.post<{ postId: string }>('/api/posts', body, { 'idempotency-key': key })
      const answers = [...(await Promise.all(Array.from({ length: atOnce }, ask))), await ask()]
      assert.deepEqual(
        [...new Set(answers.map(({ status, body: { postId } }) => `${status} ${postId}`))],
        [`201 ${answers[0]?.body.postId}`],
      )
      assert.equal((await w.asOwner('select from photos where id = $1 and post_id = $2', [photoId, answers[0]?.body.postId])).length, 1)
      const other = await w.mia.post('/api/posts', { ...body, caption: 'twice' }, { 'idempotency-key': key })
      assert.deepEqual([other.status, other.body], [409, { code: 'same-key-other-body' }])
    }
    const [key, one] = [randomUUID(), await idPhoto(1)]
    assert.equal((await upload(w.mia, one, { 'idempotency-key': key })).status, 201)
    assert.equal((await upload(w.mia, await idPhoto(2), { 'idempotency-key': key })).status, 409)
  })

  it('a photo is posted once, even by two requests at the same moment', async () => {
    const photoId = await w.mia.draws()
    const ask = () => w.mia.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [], days: 7 })
    assert.deepEqual((await Promise.all([ask(), ask(), ask()])).map(({ status }) => status).sort(), [201, 422, 422])
  })

  it('PAR-8 a post is approved once, by one guardian and by two at the same moment', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    assert.deepEqual((await Promise.all([w.dana.approves(post), w.omar.approves(post)])).map(({ status }) => status).sort(), [204, 409])
    assert.equal((await w.dana.approves(post)).status, 409)
    assert.equal((await w.asOwner('select from approvals where post_id = $1', [post])).length, 1)
  })

  it('I12 approving repeated with its key gives its first answer', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    const { contentHash } = await good(w.dana.get<Post>(`/api/posts/${post}`))
    const body = { contentHash, freshCheckId: await w.dana.fresh('post.approve', 'inbox') }
    const key = { 'idempotency-key': randomUUID() }
    for (const _ of [1, 2, 3]) assert.equal((await w.dana.post(`/api/posts/${post}/approval`, body, key)).status, 204)
  })

  it('I12 taking back repeated with its key gives its first receipt; by another, the post is not there any more', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const key = { 'idempotency-key': randomUUID() }
    const first = await w.mia.post(`/api/posts/${post}/taking-back`, {}, key)
    assert.equal(first.status, 202)
    const again = await w.mia.post(`/api/posts/${post}/taking-back`, {}, key)
    assert.deepEqual([again.status, again.body], [202, first.body])
    assert.equal((await w.mia.takesBack(post)).status, 404)
    assert.equal((await w.dana.takesBack(post)).status, 404)
    assert.equal((await w.asOwner('select from receipts where thing_id = $1', [post])).length, 1)
    assert.equal((await w.leo.post(`/api/posts/${post}/taking-back`, {}, key)).status, 404, "a key is its person's alone")
  })

  it('CNT-11 a code works once, and not when it is over', async () => {
    const pair = async () => (await good(w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))).code
    const used = await pair()
    await good(w.visitor.post('/api/sessions', { way: { kind: 'code', code: used } }))
    const late = await pair()
    await w.asOwner("update codes set expires_at = now() - interval '1 second' where used_at is null")
    const offer = await good(
      w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/connection-offers`, {
        freshCheckId: await w.dana.fresh('connection.offer', w.mia.id),
      }),
    )
    await w.asOwner("update offers set expires_at = made_at + interval '1 microsecond'")
    w.visitor.cookie = ''
    for (const code of [used, late]) {
      const answer = await w.visitor.post('/api/sessions', { way: { kind: 'code', code } })
      assert.deepEqual([answer.body, w.visitor.cookie], [{ code: 'code.not-good' }, ''])
    }
    const look = await w.aron.post('/api/connection-offers/look', { code: offer.code })
    assert.deepEqual(look.body, { code: 'code.not-good' })
  })

  it('I12 an upload cut in the middle leaves nothing; the same one sent again is one photo', async () => {
    const [key, bytes, before] = [randomUUID(), await idPhoto(77), await photosOf(w)]
    for (const part of [0, 0.3, 0.99]) {
      await cut(w, head(w.mia, '/api/photos', bytes.length, key), bytes.subarray(0, bytes.length * part))
      await pause(100)
      assert.deepEqual(await photosOf(w), before)
    }
    await cut(w, head(w.mia, '/api/photos', bytes.length, key), bytes) // all of it was sent, and no answer heard
    const answer = await upload(w.mia, bytes, { 'idempotency-key': key })
    const { photoId } = (await answer.json()) as { photoId: string }
    assert.deepEqual(
      (await photosOf(w)).filter((id) => !before.includes(id)),
      [photoId],
    )
    assert.equal(await readPhotoId((await w.mia.get(`/api/photos/${photoId}/screen`)).raw), 77)
  })
})

describe('real photos', () => {
  it('DEL-3 a photo that is wiped while its bytes are being fetched is one that does not exist, and no fault of the server', async () => {
    const photo = await w.mia.draws()
    w.house.keyring.forget()
    const path = join(w.config.keyringFolder, pathOf('photo', parseId('photo', photo)))
    const key = await readFile(path)
    await rm(path)
    execFileSync('mkfifo', [path]) // who reads it waits until somebody writes
    await eraseBytes(w.house.storage, parseId('photo', photo))
    const fetching = w.mia.get(`/api/photos/${photo}/screen`)
    const writing = await onceRead(path)
    await rm(path)
    await writeFile(path, key)
    await w.house.keyring.destroy('photo', parseId('photo', photo)) // as the worker does, before the bytes
    await writing.writeFile(key)
    await writing.close()
    assert.equal((await fetching).status, 404)
  })

  it("DAT-3 of a phone's photo nothing is served or kept but its pixels: no place, no camera, no words", async () => {
    for (const [number, bytes] of files.entries()) {
      const { photo } = await w.shares(w.mia, w.dana, { with: [w.leo], photo: bytes })
      for (const name of ['card', 'screen']) {
        const served = await w.leo.get(`/api/photos/${photo}/${name}`)
        assert.equal(served.status, 200)
        assert.deepEqual(metadataIn(served.raw), [])
        if (number > 0) assert.deepEqual(await cornersOf(served.raw), UPRIGHT)
      }
    }
    const planted = PLANTED.flatMap((word) => formsOf(word))
    const needles = [...planted, ...placeForms()]
    assert.deepEqual(found([...filesBelow(w.folder), ...(await databaseFiles(w.ownerUrl))], needles), [])
  })

  it('the scan would see a planted place and a planted word', async () => {
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${w.folder}/kept.jpg`, await phoneJpeg(corners()))
    const seen = found([`${w.folder}/kept.jpg`], [...formsOf('KITE-MAKE'), ...placeForms()])
    assert.deepEqual(seen.map((one) => one.split(': ')[1]).sort(), [
      'KITE-MAKE (plain)',
      'latitude as a camera writes it',
      'longitude as a camera writes it',
      'place in words',
    ])
  })
})

async function photosOf(w: World): Promise<string[]> {
  return (await w.asOwner<{ id: string }>('select id from photos order by made_at, id')).map(({ id }) => id)
}

function upload(person: Person, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const address = `http://localhost:${person.house.config.port}`
  return fetch(`${address}/api/photos`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { origin: address, cookie: person.cookie, 'content-type': 'application/octet-stream', ...headers },
  })
}

function head(person: Person, path: string, length: number, key: string = randomUUID()): string {
  const host = `localhost:${person.house.config.port}`
  return `POST ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\ncookie: ${person.cookie}\r\ncontent-type: application/octet-stream\r\nidempotency-key: ${key}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`
}

/** What the server said to these very bytes. */
function raw(w: World, start: string, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(w.config.port, '127.0.0.1', () => socket.write(Buffer.concat([Buffer.from(start), bytes])))
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}

function cut(w: World, start: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(w.config.port, '127.0.0.1', () =>
      socket.write(Buffer.concat([Buffer.from(start), bytes]), () => socket.destroy()),
    )
    socket.on('close', () => resolve())
  })
}

function placeForms(): { name: string; bytes: Buffer }[] {
  const ways = Object.entries(PLANTED_PLACE).map(([name, parts]) => {
    const bytes = Buffer.alloc(24)
    for (const [index, part] of parts.entries()) {
      bytes.writeUInt32LE(Math.round(part * 100), index * 8)
      bytes.writeUInt32LE(100, index * 8 + 4)
    }
    return { name: `${name} as a camera writes it`, bytes }
  })
  return [...ways, { name: 'place in words', bytes: Buffer.from('52,22.390833N') }]
}

/** A pipe to write into, as soon as somebody reads it. */
async function onceRead(path: string): Promise<FileHandle> {
  for (let waited = 0; waited < 5000; waited += 20) {
    try {
      return await open(path, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch {
      await pause(20)
    }
  }
  throw new Error('nobody reads it')
}
