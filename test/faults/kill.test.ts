// kill -9 between every two effects, with a client that sends again: nothing that was answered is lost, doubled or seen early. F1, F2, I12
// One in a few places is tried each time; `KILL_EVERY=1 npm test -- test/faults/kill.test.ts` tries every one.
import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openWork } from '../../src/apps/house.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { startPostgres, type Postgres } from '../../src/platform/db/launcher.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { covered } from '../covered.ts'
import { idPhoto, readPhotoId } from '../fixtures/make-photos.ts'
import type { Person, World } from '../world.ts'

const every = Number(process.env['KILL_EVERY'] ?? 17)
const folder = mkdtempSync(join(tmpdir(), 'kitestring-kill-'))

describe('kill -9', () => {
  let postgres: Postgres
  let w: World
  let server: ChildProcess | undefined
  let number = 0
  let deaths = 0
  let said = ''

  before(async () => {
    postgres = await startPostgres({ dataFolder: folder })
    process.env['KITESTRING_TEST_DATABASE_URL'] = postgres.url // one of its own, which may be killed too
    const { world } = await import('../world.ts')
    w = await world({ port: 0 })
    await w.http.close() // another process answers from here on
    server = await part('server')
  })
  after(async () => {
    server?.kill('SIGKILL')
    await w?.close()
    await postgres?.stop()
  })

  it('F1 an upload is one photo, however often the server died on the way', async () => {
    await atEveryEffect(async (headers) => {
      number += 1
      const before = await photos()
      const { photoId } = await insist<{ photoId: string }>(
        w.mia,
        '/api/photos',
        await idPhoto(number, { width: 320, height: 240 }),
        headers,
      )
      assert.deepEqual(
        (await photos()).filter((id) => !before.includes(id)),
        [photoId],
      )
      assert.equal(await pixels(w.mia, photoId), number)
      await w.asOwner("update photos set made_at = now() - interval '2 hours' where id = $1", [photoId]) // no crowd of drafts
    })
  })

  it('F1 asking is one post, which nobody else sees before a guardian has said yes', async () => {
    await atEveryEffect(async (headers) => {
      const photoId = await draws()
      const { postId } = await insist<{ postId: string }>(
        w.mia,
        '/api/posts',
        { photos: [{ photoId, alt: 'alt' }], caption: 'mine', audience: [w.leo.id], days: 7 },
        headers,
      )
      assert.deepEqual(await w.asOwner('select post_id from photos where id = $1', [photoId]), [{ post_id: postId }])
      assert.equal((await w.asOwner('select from posts p where not exists (select from photos where post_id = p.id)')).length, 0)
      assert.equal((await ask(w.leo, 'GET', `/api/photos/${photoId}/card`)).status, 404)
    })
  })

  it('F1 a yes is one yes: the post is waiting or approved, and never half', async () => {
    await atEveryEffect(async (headers) => {
      const { post, photo } = await asks()
      await approves(post, headers)
      const [row] = await w.asOwner<{ yes: number; from: Date | null }>(
        'select (select count(*)::int from approvals a where a.post_id = p.id) as yes, shared_from as from from posts p where id = $1',
        [post],
      )
      assert.equal(row?.yes, 1)
      assert.ok(row?.from)
      assert.equal((await ask(w.leo, 'GET', `/api/photos/${photo}/card`)).status, 404, 'the cooling-off window is not over')
    })
  })

  it('F1 a post that was answered as taken back is closed at once, with one receipt', async () => {
    await atEveryEffect(async (headers) => {
      const { post, photo } = await asks()
      await approves(post, {})
      await w.coolingOffEnds(post)
      assert.equal((await ask(w.leo, 'GET', `/api/photos/${photo}/card`)).status, 200)
      const { receiptId } = await insist<{ receiptId: string }>(w.mia, `/api/posts/${post}/taking-back`, {}, headers)
      assert.deepEqual(await w.asOwner('select id from receipts where thing_id = $1', [post]), [{ id: receiptId }])
      for (const person of [w.mia, w.dana, w.leo]) assert.equal((await ask(person, 'GET', `/api/photos/${photo}/card`)).status, 404)
    })
  })

  it('DEL-3 a worker that dies between any two effects of erasing has erased all of it soon after it is started again', async () => {
    const left = () => w.asOwner('select from receipts where erased_at is null')
    assert.ok((await left()).length > 0)
    await workerDiesUntil(async () => (await left()).length === 0)
    const erased = await w.asOwner<{ thing_id: string }>('select thing_id from receipts')
    const kept = [...filesBelow(w.config.keyringFolder), ...filesBelow(join(w.folder, 'blobs'))]
    for (const { thing_id: thing } of erased) assert.ok(!kept.some((file) => file.includes(thing)))
  })

  it('DEL-6 a worker that dies between any two effects of erasing a child leaves nothing of it once it is started again', async () => {
    const { id } = w.ana
    const photoId = (await insist<{ photoId: string }>(w.ana, '/api/photos', await idPhoto(7, { width: 64, height: 48 }), {})).photoId
    const post = { photos: [{ photoId, alt: '' }], caption: 'mine', audience: [w.leo.id], days: 7 }
    const { postId } = await insist<{ postId: string }>(w.ana, '/api/posts', post, {})
    const [check] = await w.asOwner<{ id: string }>(
      "insert into fresh_checks (id, session_id, act, subject) select gen_random_uuid(), id, 'erasure.make', $1 from sessions where person_id = $2 limit 1 returning id",
      [id, w.aron.id],
    )
    const { state } = await insist<{ state: string }>(w.aron, `/api/children/${id}/erasures`, { freshCheckId: check?.id }, {})
    assert.equal(state, 'closed')
    const kept = [...filesBelow(w.config.keyringFolder), ...filesBelow(join(w.folder, 'blobs'))]
    assert.ok(kept.some((file) => file.includes(photoId)))
    await workerDiesUntil(async () => (await w.asOwner('select from erasures where receipt is null')).length === 0)
    const left = filesBelow(w.folder) // keys, bytes and heads
    for (const gone of [id, photoId, postId]) assert.ok(!left.some((file) => file.includes(gone)), gone)
    assert.ok(!(await dumpOf(w.ownerUrl)).includes(id))
  })

  it('I12 what the deaths left behind is gone after two sweeps, and everything else still opens', async () => {
    const work = await openWork(w.config, w.urls.worker)
    await sweep(work)
    await sweep(work)
    await work.close()
    const rows = await w.asOwner<{ id: string }>('select id from photos union all select id from posts')
    const known = new Set(rows.map(({ id }) => id))
    const stray = [
      ...filesBelow(join(w.config.keyringFolder, 'photo')),
      ...filesBelow(join(w.config.keyringFolder, 'post')),
      ...filesBelow(join(w.folder, 'blobs')),
    ].filter((file) => !file.endsWith('.part') && !file.split('/').some((name) => known.has(name)))
    assert.deepEqual(stray, [])
    for (const { id } of await w.asOwner<{ id: string }>('select id from photos')) assert.notEqual(await pixels(w.mia, id), null)
  })

  it('F1 the server died before each effect', () => {
    covered('test/faults/kill.test.ts', { deaths })
  })

  it('F2 the database is killed and comes back: within ten seconds everything answers again, and nothing answered is lost', async () => {
    // The deaths above left drafts, and a child may have forty of them.
    for (const { id } of await w.asOwner<{ id: string }>('select id from photos where post_id is null'))
      await ask(w.mia, 'DELETE', `/api/photos/${id}`)
    const kept: string[] = []
    let stopped = false
    const writing = (async () => {
      while (!stopped) {
        const answer = await ask(w.mia, 'POST', '/api/photos', await idPhoto(1, { width: 64, height: 48 }), {
          'idempotency-key': randomUUID(),
        }).catch(() => undefined)
        if (answer?.status === 201) kept.push(((await answer.json()) as { photoId: string }).photoId)
        else await pause(50)
      }
    })()
    await until(async () => kept.length > 1, 10_000).catch((late) => {
      stopped = true
      throw late
    })
    const before = kept.length
    process.kill(Number(readFileSync(join(folder, 'postgres-18/data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    const killed = Date.now()
    await startPostgres({ dataFolder: folder }).then((again) => {
      postgres = again
    })
    await until(async () => kept.length > before + 1, 10_000).finally(() => {
      stopped = true
    })
    assert.ok(Date.now() - killed < 10_000, `it took ${Date.now() - killed} ms`)
    await writing
    const asked = said.split('"changes.lost"').length - 1
    assert.ok(asked > 0 && asked <= (Date.now() - killed) / 500 + 1, `looked for the database ${asked} times`)
    for (const id of kept) assert.equal((await ask(w.mia, 'GET', `/api/photos/${id}/card`)).status, 200)
  })

  // ── the client ──

  /** Has the server die at one effect after another, until what is done is shorter than that. */
  async function atEveryEffect(act: (headers: Record<string, string>) => Promise<void>): Promise<void> {
    for (let at = 0; ; at += every) {
      const dying = server
      await act({ 'x-die-at': String(at) })
      if (dying === server) return
      deaths += 1
    }
  }

  /** One worker after the other dies a little later than the one before, until one has done everything. */
  async function workerDiesUntil(isDone: () => Promise<boolean>): Promise<void> {
    for (let at = 0; ; at += every) {
      await w.asOwner('update graphile_worker._private_jobs set attempts = 0, run_at = now()') // what died with a worker waits longer each time: here that time is over
      const dying = await part('worker', { DIE_AT: String(at) })
      const hasDied =
        dying.signalCode !== null ||
        (await Promise.race([
          once(dying, 'exit').then(() => true),
          until(isDone, 30_000).then(
            () => false,
            () => true,
          ),
        ]))
      if (!hasDied) return void dying.kill('SIGKILL')
      deaths += 1
    }
  }

  /** Sends the same request with the same key until it is answered, as our screens do. Only the first try has the server die. */
  async function insist<T>(person: Person, url: string, body: unknown, headers: Record<string, string>): Promise<T> {
    const key = randomUUID()
    const first = await ask(person, 'POST', url, body, { ...headers, 'idempotency-key': key }).catch(() => undefined)
    if (first) return heard(first)
    server = await part('server')
    const again = await ask(person, 'POST', url, body, { 'idempotency-key': key })
    const repeated = await ask(person, 'POST', url, body, { 'idempotency-key': key })
    const [one, two] = [await heard<T>(again), await heard<T>(repeated)]
    assert.deepEqual(one, two)
    return one
  }

  async function heard<T>(answer: Response): Promise<T> {
    const text = await answer.text()
    assert.ok(answer.ok, `${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  function ask(person: Person, method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const address = `http://localhost:${w.config.port}`
    const isBytes = Buffer.isBuffer(body)
    return fetch(`${address}${url}`, {
      method,
      headers: {
        origin: address,
        cookie: person.cookie,
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
  }

  async function draws(): Promise<string> {
    return (await insist<{ photoId: string }>(w.mia, '/api/photos', await idPhoto(7, { width: 64, height: 48 }), {})).photoId
  }

  async function asks(): Promise<{ post: string; photo: string }> {
    const photo = await draws()
    const { postId } = await insist<{ postId: string }>(
      w.mia,
      '/api/posts',
      { photos: [{ photoId: photo, alt: '' }], caption: 'mine', audience: [w.leo.id], days: 7 },
      {},
    )
    return { post: postId, photo }
  }

  /** The proof is put into the table: making one takes a password hash each time, and is not what dies here. */
  async function approves(post: string, headers: Record<string, string>): Promise<void> {
    const { contentHash } = await heard<Post>(await ask(w.dana, 'GET', `/api/posts/${post}`))
    const freshCheckId = randomUUID()
    await w.asOwner(
      `insert into fresh_checks (id, session_id, act, subject, made_at) select $1, id, 'post.approve', 'inbox', now() from sessions where person_id = $2 limit 1`,
      [freshCheckId, w.dana.id],
    )
    await insist(w.dana, `/api/posts/${post}/approval`, { contentHash, freshCheckId }, headers)
  }

  async function pixels(person: Person, photo: string): Promise<number | null> {
    return readPhotoId(Buffer.from(await (await ask(person, 'GET', `/api/photos/${photo}/screen`)).arrayBuffer()))
  }

  async function photos(): Promise<string[]> {
    return (await w.asOwner<{ id: string }>('select id from photos')).map(({ id }) => id)
  }

  /** A part as start.ts starts it, with the one thing more that lets it die on demand. */
  async function part(name: 'server' | 'worker', more: Record<string, string> = {}): Promise<ChildProcess> {
    const env = { PORT: String(w.config.port), KITESTRING_DATA: w.folder }
    const child = fork(new URL(`../../src/apps/${name}.ts`, import.meta.url), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', new URL('./die-at.ts', import.meta.url).href],
      env: { ...process.env, ...more },
    })
    child.stderr?.on('data', (chunk) => {
      said += chunk
    })
    child.send({ begin: { env, urls: w.urls } })
    await Promise.race([once(child, 'message').then(([told]) => assert.equal(told, 'ready')), once(child, 'exit')])
    return child
  }
})

async function until(look: () => Promise<boolean>, atMost: number): Promise<void> {
  for (let waited = 0; !(await look()); waited += 100) {
    if (waited > atMost) assert.fail('it did not happen in time')
    await pause(100)
  }
}
