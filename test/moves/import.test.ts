// A file that left one Kitestring comes into another: the same photos to the byte, for nobody but the child and its guardians, and no file that was tampered with. DEL-8
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeZip } from 'client-zip'
import sharp from 'sharp'
import { openWork } from '../../src/apps/house.ts'
import { erasePost } from '../../src/features/erasure/jobs.ts'
import type { Collections } from '../../src/features/collections/contract.ts'
import type { BroughtPost, Moves } from '../../src/features/moves/contract.ts'
import { FileFault, openFile } from '../../src/features/moves/read-file.ts'
import { joinPost } from '../../src/features/moves/one-post.ts'
import { albumPost, type World as ChildWorld } from '../../src/features/moves/world.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { parseId } from '../../src/platform/ids.ts'
import { corners, phoneJpeg, scene } from '../fixtures/make-photos.ts'
import { good, makesChild, Person, world, type World } from '../world.ts'
import { asksToMove, brings, opened, takes } from './moving.ts'

describe('bringing a child’s world in', () => {
  let there: World // where it comes from
  let w: World // another Kitestring
  let zip: Buffer
  let lia: Person // the same child, made by her guardian there
  let move: string
  before(async () => {
    there = await world()
    w = await world()
    await there.shares(there.ana, there.aron, {
      with: [there.leo],
      caption: 'from the lake 🪁',
      alt: 'a lake',
      photo: await phoneJpeg(await scene({ width: 2400, height: 1800 })),
    })
    await there.ana.asks({ caption: '' })
    const photos = await Promise.all([there.ana.draws(), there.ana.draws(), there.ana.draws()])
    await good(
      there.ana.post('/api/posts', {
        photos: photos.map((photoId) => ({ photoId, alt: 'one of three' })),
        caption: 'three',
        audience: [],
        days: 30,
      }),
    )
    const { posts } = await good(there.ana.get<{ posts: Post[] }>('/api/posts'))
    const [, ...two] = ids({ posts })
    await good(there.ana.post('/api/collections', { picture: 'sun', name: 'Lake', posts: two }))
    await good(there.ana.post('/api/collections', { picture: 'kite', name: 'Lake', posts: [] }))
    zip = await takes(there.aron, (await asksToMove(there.aron, there.ana, 'export')).moveId)
    lia = await makesChild(w.aron, new Person(w, 'Lia'), 'owl')
    const asked = await asksToMove(w.aron, lia, 'import')
    assert.equal(asked.state, 'ready', 'she has one guardian')
    move = asked.moveId
  })
  after(async () => {
    await there?.close()
    await w?.close()
  })

  it('DEL-8 what leaves, comes in and leaves again is the same: every photo to the byte, and every word of the album', async () => {
    for (const { status, body } of await brings(w.aron, move, zip)) assert.deepEqual([status, body.outcome], [201, 'brought'])
    const again = await takes(w.aron, (await asksToMove(w.aron, lia, 'export')).moveId)
    assert.deepEqual(photoSums(again), photoSums(zip))
    assert.equal(photoSums(zip).length, 5)
    assert.deepEqual(worldIn(again).album, worldIn(zip).album)
    assert.deepEqual(worldIn(again).collections, worldIn(zip).collections)
    assert.deepEqual(
      worldIn(zip).collections.map(({ picture, posts }) => [picture, posts.length]),
      [
        ['kite', 0],
        ['sun', 2],
      ],
    )
    assert.deepEqual(new Set(worldIn(again).about.shares.map(({ state }) => state)), new Set(['brought']))
  })

  it('DEL-8 the same file brought twice is here once', async () => {
    const before = await good(lia.get<{ posts: Post[] }>('/api/posts'))
    for (const { body } of await brings(w.aron, move, zip)) assert.equal(body.outcome, 'here-already')
    assert.deepEqual(ids(await good(lia.get<{ posts: Post[] }>('/api/posts'))), ids(before))
    const { collections } = await good(lia.get<Collections>('/api/collections'))
    assert.deepEqual(collections.map(({ name, posts }) => `${name} ${posts.length}`).sort(), ['Lake 0', 'Lake 2'])
    assert.deepEqual(await strays(w), [])
  })

  it('DEL-3, DAT-2 a post that comes twice at once, or in the middle of which the database fails, leaves no key and no byte of nobody', async () => {
    const tim = await makesChild(w.aron, new Person(w, 'Tim'), 'fox')
    const { moveId } = await asksToMove(w.aron, tim, 'import')
    await w.asOwner("create function fails() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$")
    await w.asOwner('create trigger fails before insert on renditions for each row execute function fails()')
    for (const { status } of await brings(w.aron, moveId, zip)) assert.equal(status, 500)
    await w.asOwner('drop function fails() cascade')
    assert.deepEqual(await strays(w), [])

    await w.asOwner('begin')
    await w.asOwner('lock table posts in share row exclusive mode') // both have asked whether it is here before either can write
    const [first] = await bodiesIn(zip)
    const both = [1, 2].map(() => w.aron.post<BroughtPost>(`/api/imports/${moveId}/posts`, first))
    for (let waiting = 0; waiting < 2; ) waiting = await waitingForPosts(w)
    await w.asOwner('commit')
    assert.deepEqual((await Promise.all(both)).map(({ body }) => body.outcome).sort(), ['brought', 'here-already'])
    assert.deepEqual(await strays(w), [])
  })

  it('DEL-3, I9 what came in and was taken back is here until it is erased, and after that neither key nor byte is left', async () => {
    const eva = await makesChild(w.aron, new Person(w, 'Eva'), 'fox')
    const { moveId } = await asksToMove(w.aron, eva, 'import')
    await brings(w.aron, moveId, zip)
    const { posts } = await good(eva.get<{ posts: Post[] }>('/api/posts'))
    for (const { id } of posts) await good(eva.takesBack(id))
    for (const { body } of await brings(w.aron, moveId, zip)) assert.equal(body.outcome, 'here-already')
    const work = await openWork(w.config, w.urls.worker)
    for (const { id } of posts) await erasePost(work, { postId: parseId('post', id) })
    await work.close()
    assert.equal(posts.length, 3)
    const kept = await keptIn(w)
    for (const { id, photos } of posts) for (const gone of [id, ...photos.map(({ photoId }) => photoId)]) assert.ok(!kept.has(gone))
    assert.deepEqual(await strays(w), [])
  })

  it('DEL-8, AUD-2 what came in is seen by the child and its guardians, by nobody else, and nobody can be given it', async () => {
    await w.connect([w.aron, lia], [w.lena, w.leo])
    const { posts } = await good(lia.get<{ posts: Post[] }>('/api/posts'))
    assert.equal(posts.length, 3)
    for (const { id, photos, seers, state } of posts) {
      assert.equal(state, 'brought')
      assert.deepEqual(seers.map(({ person }) => person.name).sort(), ['Aron', 'Lia'])
      for (const who of [w.leo, w.lena, w.dana, w.ana]) assert.equal(await who.sees(id, photos[0]?.photoId ?? ''), false, who.name)
      assert.equal((await w.aron.approves(id)).status, 409, 'there is nothing to approve')
    }
    assert.deepEqual((await good(w.aron.get<{ posts: Post[] }>('/api/inbox'))).posts, [])
    const receipt = await good(lia.takesBack(posts[0]?.id ?? ''))
    assert.ok(receipt.receiptId, 'it is hers to take back')
  })

  it('CON-1, CON-4 without a consent to photos nothing comes in', async () => {
    await good(w.aron.post(`/api/children/${lia.id}/withdrawals`, { purpose: 'photos' }))
    for (const { status, body } of await brings(w.aron, move, zip)) assert.deepEqual([status, body.code], [403, 'import.no-consent'])
    assert.deepEqual(await strays(w), [])
    const { version } = await good(w.aron.get<{ version: string }>('/api/notice'))
    await good(w.aron.post(`/api/children/${lia.id}/consents`, { noticeVersion: version, purposes: ['photos'] }))
  })

  it('DEL-8, CON-10 only for whom it was permitted, for a day, and with another guardian after a day', async () => {
    const asked = await asksToMove(w.dana, w.mia, 'import')
    assert.equal(asked.state, 'waits')
    for (const [who, id] of [
      [w.dana, asked.moveId],
      [w.lena, move],
      [w.omar, asked.moveId],
    ] as const)
      for (const { status } of await brings(who, id, zip)) assert.equal(status, 404, who.name)
    const taking = (await asksToMove(w.aron, lia, 'export')).moveId
    for (const { status } of await brings(w.aron, taking, zip)) assert.equal(status, 404, 'taking along is not bringing in')
    await w.asOwner("update proposals set ended_at = ended_at - interval '24 hours' where id = $1", [move])
    for (const { status } of await brings(w.aron, move, zip)) assert.equal(status, 404, 'its day is over')
    await w.asOwner("update proposals set ended_at = ended_at + interval '24 hours' where id = $1", [move])
    assert.ok((await good(w.aron.get<Moves>('/api/moves'))).moves.some(({ id }) => id === move))
  })

  const changed: [why: string, code: string, change: (parts: Map<string, Buffer>) => unknown][] = [
    ['a photo with one other byte', 'import.changed', (parts) => edit(parts, photoIn(parts), (bytes) => bytes.fill(1, 100, 101))],
    [
      'another world with the old sums',
      'import.changed',
      (parts) => edit(parts, 'world.json', (bytes) => Buffer.concat([bytes, Buffer.from(' ')])),
    ],
    ['a part less', 'import.changed', (parts) => parts.delete('index.html')],
    ['no sums', 'import.not-ours', (parts) => parts.delete('SHA256SUMS')],
    ['a part that leads elsewhere', 'import.not-ours', (parts) => parts.set('../../evil.webp', Buffer.from('x'))],
    ['a part from the root', 'import.not-ours', (parts) => parts.set('/etc/passwd', Buffer.from('x'))],
    ['a part of another kind', 'import.not-ours', (parts) => parts.set('photos/run.exe', Buffer.from('x'))],
    ['a later version', 'import.newer', (parts) => rewrite(parts, (world) => ({ ...world, version: 2 }))],
    ['another form', 'import.not-ours', (parts) => rewrite(parts, (world) => ({ ...world, format: 'other' }))],
    ['an album that is none', 'import.not-ours', (parts) => rewrite(parts, (world) => ({ ...world, album: 'all' }))],
    ['a world that is no JSON', 'import.not-ours', (parts) => resum(parts.set('world.json', Buffer.from('{')))],
    ['a photo that is not there', 'import.not-ours', (parts) => resum(dropped(parts, photoIn(parts)))],
  ]
  for (const [why, code, change] of changed)
    it(`DEL-8 a file that was tampered with is not opened: ${why}`, async () => {
      const parts = opened(zip)
      change(parts)
      await assert.rejects(openFile(new Blob([await packed(parts)])), (fault: unknown) => fault instanceof FileFault && fault.code === code)
    })

  it('DEL-8 a file that would grow, or whose parts lie over each other, is not opened', async () => {
    const squeezed = Buffer.from(zip)
    const list = squeezed.readUInt32LE(squeezed.length - 6)
    squeezed.writeUInt16LE(8, list + 10) // packed, it says
    const grown = Buffer.from(zip)
    grown.writeUInt32LE(2 ** 31, list + 24)
    const overlaid = Buffer.from(zip)
    const second = list + 46 + overlaid.readUInt16LE(list + 28)
    overlaid.writeUInt32LE(0, second + 42)
    for (const bytes of [
      squeezed,
      grown,
      overlaid,
      zip.subarray(0, -1),
      Buffer.concat([zip, Buffer.from('x')]),
      Buffer.from('PK'),
      Buffer.alloc(0),
    ])
      await assert.rejects(openFile(new Blob([new Uint8Array(bytes)])), FileFault)
  })

  it('DEL-8 whatever byte of it changes, it is refused or says the same', async () => {
    const before = JSON.stringify((await openFile(new Blob([new Uint8Array(zip)]))).posts)
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = new Uint8Array(zip)
        bytes[at] = (bytes[at] ?? 0) ^ by
        const posts = await openFile(new Blob([bytes])).then(
          (file) => JSON.stringify(file.posts),
          (fault: unknown) => (fault instanceof FileFault ? before : assert.fail(String(fault))),
        )
        assert.equal(posts, before)
      }),
      { numRuns: 60 },
    )
  })

  it('SEC-4, T23 the server believes nothing of a post: sums, form and picture are looked at again', async () => {
    const { posts, photosOf } = await openFile(new Blob([new Uint8Array(zip)]))
    const post = posts[0] ?? assert.fail()
    const photos = await photosOf(post)
    const sends = async (...parts: Parameters<typeof joinPost>) =>
      (await w.aron.post<{ code: string }>(`/api/imports/${move}/posts`, Buffer.from(await joinPost(...parts).arrayBuffer()))).body.code
    const withPhoto = async (bytes: Uint8Array<ArrayBuffer>) =>
      sends({ ...post, photos: [{ ...post.photos[0], sha256: sumOf(bytes) }] } as typeof post, [bytes])
    const plain = photos[0] ?? assert.fail()
    const larger = new Uint8Array(
      await sharp({ create: { width: 3000, height: 20, channels: 3, background: '#fff' } })
        .webp()
        .toBuffer(),
    )
    const wordy = new Uint8Array(
      await sharp(plain)
        .withExif({ IFD0: { Copyright: 'home' } })
        .webp()
        .toBuffer(),
    )
    assert.deepEqual(
      [
        await sends(post, [new Uint8Array([...plain.subarray(0, -1), 7])]),
        await sends({ ...post, at: 'yesterday' } as typeof post, photos),
        await sends({ ...post, at: '0000-01-01T00:00:00.000Z' } as typeof post, photos),
        await sends({ ...post, at: '1899-12-31T23:59:59.999Z' } as typeof post, photos),
        await sends({ ...post, at: `2026-01-01T00:00:00.${'0'.repeat(200)}Z` } as typeof post, photos),
        await sends({ ...post, at: '2026-02-30T00:00:00.000Z' } as typeof post, photos),
        await sends({ ...post, caption: 'a'.repeat(501) } as typeof post, photos),
        await sends({ ...post, photos: post.photos.map((photo) => ({ ...photo, alt: 'a'.repeat(501) })) }, photos),
        await sends({ ...post, audience: [w.leo.id] } as typeof post, photos),
        await sends(post, [...photos, plain]),
        await withPhoto(new Uint8Array(await phoneJpeg(corners()))),
        await withPhoto(wordy),
        await withPhoto(larger),
        await withPhoto(new Uint8Array([...plain, 0, 0])),
        await withPhoto(plain.with(0, 0)),
        await withPhoto(plain.with(23, 0)), // no picture inside
        (await w.aron.post<{ code: string }>(`/api/imports/${move}/posts`, Buffer.from('junk'))).body.code,
      ],
      [
        'import.changed',
        ...Array<string>(9).fill('import.not-ours'),
        ...Array<string>(5).fill('photo.unknown-format'),
        'photo.broken',
        'import.not-ours',
      ],
    )
    assert.deepEqual(await strays(w), [], 'what was refused left no key and no byte')
    assert.equal(albumPost.parse({ ...post, caption: 'half a kite \ud83e' }).caption, 'half a kite \ufffd', 'mended, as in a post')
  })

  it('DEL-8, NOT-4 the child’s log says that it was asked for, and each post that came in', async () => {
    const acts = await w.asOwner<{ act: string; n: number }>(
      "select act, count(*)::int as n from log_entries where child_id = $1 and (act like '%import%' or act = 'post.bring') group by act order by act",
      [lia.id],
    )
    assert.deepEqual(acts, [
      { act: 'child.import', n: 1 },
      { act: 'child.propose-import', n: 1 },
      { act: 'post.bring', n: 3 },
    ])
  })
})

const ids = ({ posts }: { posts: Post[] }) => posts.map(({ id }) => id).sort()

/** Whose keys and sealed bytes there are. */
async function keptIn({ house: { keyring, storage } }: World): Promise<Set<string>> {
  const kept = new Set<string>()
  for (const kind of ['post', 'photo'] as const) for await (const id of keyring.ids(kind)) kept.add(id)
  for await (const key of storage.keys()) kept.add(key.split('/')[2] ?? '')
  return kept
}

/** Those that no row knows. */
async function strays(w: World): Promise<string[]> {
  const rows = new Set((await w.asOwner<{ id: string }>('select id from posts union all select id from photos')).map(({ id }) => id))
  return [...(await keptIn(w))].filter((id) => !rows.has(id))
}

async function waitingForPosts(w: World): Promise<number> {
  const [locks] = await w.asOwner<{ n: number }>(
    "select count(*)::int as n from pg_locks where not granted and relation = 'posts'::regclass and database = (select oid from pg_database where datname = current_database())",
  )
  return locks?.n ?? 0
}

async function bodiesIn(zip: Buffer): Promise<Buffer[]> {
  const { posts, photosOf } = await openFile(new Blob([new Uint8Array(zip)]))
  return Promise.all(posts.map(async (post) => Buffer.from(await joinPost(post, await photosOf(post)).arrayBuffer())))
}

const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const worldIn = (zip: Buffer) => JSON.parse(opened(zip).get('world.json')?.toString() ?? '') as ChildWorld
const photoSums = (zip: Buffer) =>
  [...opened(zip)].flatMap(([name, bytes]) => (name.startsWith('photos/') ? [`${name} ${sumOf(bytes)}`] : [])).sort()
const photoIn = (parts: ReadonlyMap<string, Buffer>) => [...parts.keys()].find((name) => name.startsWith('photos/')) ?? ''

function edit(parts: Map<string, Buffer>, name: string, change: (bytes: Buffer) => Buffer): void {
  parts.set(name, change(Buffer.from(parts.get(name) ?? '')))
}

function dropped(parts: Map<string, Buffer>, name: string): Map<string, Buffer> {
  parts.delete(name)
  return parts
}

/** With sums that fit: whoever changes a file can do that too. */
function resum(parts: Map<string, Buffer>): void {
  parts.delete('SHA256SUMS')
  parts.set('SHA256SUMS', Buffer.from([...parts].map(([name, bytes]) => `${sumOf(bytes)}  ${name}\n`).join('')))
}

function rewrite(parts: Map<string, Buffer>, change: (world: ChildWorld) => object): void {
  edit(parts, 'world.json', (bytes) => Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString())))))
  resum(parts)
}

async function packed(parts: ReadonlyMap<string, Buffer>): Promise<Blob> {
  return new Response(makeZip([...parts].map(([name, input]) => ({ name, input })))).blob()
}
