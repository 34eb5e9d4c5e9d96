// What a guardian said yes to is what others are shown, and nothing else: each way to change it is tried, by the API, the acts, the jobs, the logins,
// in the store, and by the owner's own hand. I3, T8
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openWork } from '../../src/apps/house.ts'
import { startWorker } from '../../src/apps/jobs.ts'
import { routes } from '../../src/apps/routes.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import { contentHash } from '../../src/features/posts/content.ts'
import type { Feed, Post } from '../../src/features/posts/contract.ts'
import { sealAlt } from '../../src/features/photos/sealed.ts'
import { placeOf } from '../../src/features/posts/queries.ts'
import { boundTo, newKey, seal, sealText } from '../../src/platform/crypto.ts'
import { newId, type PersonId, type PhotoId } from '../../src/platform/ids.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { covered } from '../covered.ts'
import { good, world, type Names, type Person, type World } from '../world.ts'
import { bodyOf } from '../past-failures/product.ts'
import { everybody, sightOf, viewerOf } from './looking.ts'

const contentTables = ['posts', 'photos', 'renditions', 'post_audience', 'approvals'] as const

/** What others are then shown: all of it as it was approved, less of it, or something else. */
type Shown = 'the same' | 'less' | 'something else'
type Flip = readonly [change: string, afterTheYes: Shown, beforeTheYes: Shown | 'the yes is refused']
const [same, less, other, refused] = ['the same', 'less', 'something else', 'the yes is refused'] as const

// Each column of a post's rows and each row of it, changed past every policy by the owner of the database: when the guardian has said yes, and between
// the guardian's look and their yes. "The same" is what it was before, mostly because the database refuses the change even to its owner. Nobody but the
// owner and five acts writes there, and the acts only before the yes: the tests below show it.
const flips: Readonly<Record<string, Flip>> = {
  'posts.id': ['update posts set id = :new where id = :post', same, same],
  'posts.child_id': ['update posts set child_id = :ana where id = :post', same, same],
  'posts.caption_sealed': [
    'update posts p set caption_sealed = o.caption_sealed from posts o where p.id = :post and o.id = :other',
    same,
    same,
  ],
  'posts.days': ['update posts set days = 90 where id = :post', same, same],
  'posts.findings': ["update posts set findings = '{link}' where id = :post", same, same],
  'posts.content_hash': [
    'update posts p set content_hash = o.content_hash from posts o where p.id = :post and o.id = :other',
    less,
    refused,
  ],
  'posts.brought_hash': ["update posts set brought_hash = sha256('x') where id = :post", same, same],
  'posts.asked_at': ["update posts set asked_at = now() + interval '1 hour' where id = :post", same, same],
  'posts.shared_from': ["update posts set shared_from = now() + interval '1 hour' where id = :post", less, same],
  'posts.shared_until': ["update posts set shared_until = 'infinity' where id = :post", same, same],
  'photos.id': ['update photos set id = :new where id = :first', same, same],
  'photos.child_id': ['update photos set child_id = :ana where id = :first', same, same],
  'photos.post_id': [
    'update photos p set post_id = :post, position = 5, alt_sealed = o.alt_sealed from photos o where p.id = :elsewhere and o.id = p.id',
    same,
    same,
  ],
  'photos.position': ['update photos set position = 9 where id = :first', same, refused],
  'photos.width': ['update photos set width = 1 where id = :first', same, same],
  'photos.height': ['update photos set height = 1 where id = :first', same, same],
  'photos.thumbhash_sealed': [
    'update photos p set thumbhash_sealed = o.thumbhash_sealed from photos o where p.id = :first and o.id = :second',
    same,
    same,
  ],
  'photos.alt_sealed': [
    'update photos p set alt_sealed = o.alt_sealed from photos o where p.id = :first and o.id = :second',
    same,
    refused,
  ],
  'photos.digest': ['update photos p set digest = o.digest from photos o where p.id = :first and o.id = :second', same, same],
  'photos.found': ["update photos set found = '{place}' where id = :first", same, same],
  'photos.made_at': ["update photos set made_at = now() - interval '2 days' where id = :first", same, same],
  'renditions.photo_id': [
    "delete from renditions where photo_id = :first; update renditions set photo_id = :first where photo_id = :elsewhere and name = 'card'",
    same,
    same,
  ],
  'renditions.name': [
    "delete from renditions where photo_id = :first and name = 'card'; update renditions set name = 'card' where photo_id = :first",
    same,
    same,
  ],
  'renditions.width': ['update renditions set width = 1 where photo_id = :first', same, same],
  'renditions.height': ['update renditions set height = 1 where photo_id = :first', same, same],
  'renditions.type': ["update renditions set type = 'image/jpeg' where photo_id = :first", same, same],
  'post_audience.post_id': ['update post_audience set post_id = :other where post_id = :post', same, same],
  'post_audience.person_id': ['update post_audience set person_id = :rosa, connection_id = :withRosa where post_id = :post', same, refused],
  'post_audience.connection_id': ['update post_audience set connection_id = :withRosa where post_id = :post', same, less],
  'post_audience.shared_from': ["update post_audience set shared_from = now() - interval '1 year' where post_id = :post", other, same],
  'approvals.post_id': ['update approvals set post_id = :waiting where post_id = :post', less, same],
  'approvals.guardian_id': ['update approvals set guardian_id = :lena where post_id = :post', same, same],
  'approvals.content_hash': ["update approvals set content_hash = sha256('other') where post_id = :post", less, same],
  'approvals.fresh_check_id': ['update approvals set fresh_check_id = :new where post_id = :post', same, same],
  'approvals.step': ["update approvals set step = 'told', fresh_check_id = null where post_id = :post", less, same], // from 5 to 9
  'approvals.carer_id': ['update approvals set carer_id = :rosa where post_id = :post', same, same],
  'approvals.at': ["update approvals set at = now() - interval '1 year' where post_id = :post", same, same],
  'post_audience +1': ['insert into post_audience (post_id, person_id, connection_id) values (:post, :rosa, :withRosa)', same, refused],
  'post_audience -1': ['delete from post_audience where post_id = :post', less, refused],
  'photos -1': ['delete from photos where id = :first', same, refused],
  'renditions -1': ['delete from renditions where photo_id = :first', less, less],
  'approvals -1': ['delete from approvals where post_id = :post', less, same],
  'approvals +1': [
    "insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) values (:waiting, :dana, sha256('x'), :new)",
    same,
    same,
  ],
}

// Who may write to the rows of a post at all; the room does it in its acts only, which are named below.
const writers: Readonly<Record<string, string>> = {
  'checks delete': 'approvals, photos, posts', // of canaries only: test/safeguards/canaries.test.ts
  'room delete': 'approvals, photos, posts', // a yes that is undone; else of a child that is erased whole
  'room insert': 'approvals, photos, post_audience, posts, renditions',
  'room update': 'photos.alt_sealed, photos.position, photos.post_id, post_audience.shared_from, posts.shared_from, posts.shared_until',
  'worker delete': 'photos, posts',
}
const acts: Readonly<Record<string, string>> = {
  keep_photo: 'insert photos, insert renditions',
  ask_to_share: 'insert posts, update photos, insert post_audience',
  ask_again: 'delete approvals, update posts, update post_audience', // what a step let go that no step would now
  let_go: 'insert approvals, update posts, update post_audience', // for approve_post, and for ask_to_share by a step
  undo_approval: 'delete approvals, update posts, update post_audience', // before anybody else sees it
  bring_post: 'insert posts, insert photos, insert renditions', // from a file, and shared with nobody
  remove_child: 'delete photos, delete posts', // with the child
  end_canary_share: 'update posts', // these two only ever end what is shared
  end_one_without_yes: 'update posts',
}
/** They change nothing, they refuse; but two: one by which what a step let go waits again, and one by which what was said of somebody ends with their connection. */
const guards = [
  'carings never_mixed',
  'children starts_anew',
  'claims never_mixed',
  'connection_approvals never_mixed',
  'connections ends_with_them',
  'connections never_mixed',
  'guardianships never_mixed',
  'handovers never_mixed',
  'offers never_mixed',
  'own_words stays_as_asked',
  'own_words_answers stays_as_asked',
  'photos goes_with_its_post',
  'photos stays_as_approved',
  'photos stays_as_asked',
  'post_audience never_mixed',
  'post_audience stays_as_approved',
  'posts stays_as_asked',
  'proposals never_mixed',
  'renditions stays_as_asked',
  'settings is_old_enough',
  'steps is_old_enough',
  'tags goes_with_its_post',
  'tags never_mixed',
  'tags stays_as_approved',
  'tags stays_as_asked',
]

describe('what was approved', () => {
  let w: World
  let ids: Record<string, string>
  let approved: Map<string, string>
  let look: { contentHash: string; freshCheckId: string } // Dana's, not yet a yes
  let outcomes = 0
  const prompts: pg.Client[] = []
  const states = [...contentTables, 'sendings_back', 'receipts', 'withdrawals', 'assent_withdrawals', 'connections', 'sessions']

  before(async () => {
    w = await world()
    const [first, second] = [await drawn(1), await drawn(2)]
    const post = await asked('kite', [first, second], [w.leo])
    const elsewhere = await drawn(3)
    const other = await asked('for us only', [elsewhere], [])
    await good(w.dana.approves(other))
    await w.coolingOffEnds(other)
    look = await lookedAt(w.dana, post)
    ids = { post, first, second, other, elsewhere, waiting: await asked('waiting', [await drawn(4)], [w.leo]), new: randomUUID() }
    for (const name of everybody) ids[name] = w[name].id
    ids['withRosa'] = await w.connectionOf(w.mia, w.rosa)
    await keep('asked')
    await good(w.dana.post(`/api/posts/${post}/approval`, look))
    await w.coolingOffEnds(post)
    await keep('approved')
    approved = await shown()
    assert.equal(approved.size, 6, 'Leo has the words, four renditions and a share that ends; nobody else has anything')
  })
  after(() => w.close())
  beforeEach(() => putBack('approved'))
  afterEach(() => Promise.all(prompts.splice(0).map((prompt) => prompt.end())))

  it('I3 every column of a post has its line here', async () => {
    const columns = await w.asOwner<{ name: string }>(
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name = any ($1)",
      [contentTables],
    )
    const lines = Object.keys(flips).filter((line) => line.includes('.'))
    assert.deepEqual(columns.map(({ name }) => name).sort(), lines.sort())
  })

  for (const [what, [change, afterwards, between]] of Object.entries(flips)) {
    it(`I3 ${what} changed by the owner's hand after the yes: ${afterwards}`, async () => {
      await byOwner(change)
      assert.equal(outcome(await shown()), afterwards)
      outcomes += 1
    })

    it(`I3 ${what} changed by the owner's hand between look and yes: ${between}`, async () => {
      await putBack('asked')
      await byOwner(change)
      const { status } = await w.dana.post(`/api/posts/${ids['post']}/approval`, look)
      if (status === 204) await w.coolingOffEnds(ids['post'] ?? '')
      assert.equal(status === 204 ? outcome(await shown()) : refused, between)
      if (status !== 204) assert.equal((await w.leo.feed()).length, 0)
      outcomes += 1
    })
  }

  it('I3 each of them was changed at both moments', () => {
    covered('test/access/content-binding.test.ts', { changes: Object.keys(flips).length, outcomes })
  })

  it("I3 no role writes to a post but the room in its acts, the worker where something was taken back, and the checks where it is a canary's", async () => {
    const roles = await w.asOwner<{ role: string }>(
      "select rolname as role from pg_roles where rolname like 'kitestring\\_%' union select 'public' order by 1",
    )
    const found: Record<string, string> = {}
    for (const { role } of roles) {
      const may = await w.asOwner<{ how: string; what: string }>(
        `select how, t as what from unnest($2::text[]) t, unnest(array['insert', 'delete', 'truncate', 'references', 'trigger']) how
           where has_table_privilege($1, 'public.' || t, how) or how = 'insert' and has_any_column_privilege($1, 'public.' || t, how)
         union all select 'update', c.table_name || '.' || c.column_name from information_schema.columns c
           where c.table_schema = 'public' and c.table_name = any ($2) and has_column_privilege($1, 'public.' || c.table_name, c.column_name, 'update')
         order by 1, 2`,
        [role, contentTables],
      )
      for (const [how, rows] of Map.groupBy(may, (row) => row.how))
        found[`${role.replace('kitestring_', '')} ${how}`] = rows.map((row) => row.what).join(', ')
    }
    assert.deepEqual(found, writers)
  })

  it('I3 only the acts named write to a post, two that the checks may call end one, and one takes all away with their child', async () => {
    const functions = await w.asOwner<{ name: string; text: string }>(
      "select p.proname as name, p.prosrc as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('access', 'public')",
    )
    const written = functions.map(({ name, text }) => {
      const statements = text.matchAll(/\b(insert|update|delete|merge|truncate)\s+(?:into\s+|from\s+)?(?:only\s+)?(?:public\.)?(\w+)/gi)
      const ours = [...statements].filter(([, , table = '']) => contentTables.some((one) => one === table))
      return [name, ours.map(([, how, table]) => `${how} ${table}`).join(', ')] as const
    })
    assert.deepEqual(Object.fromEntries(written.filter(([, what]) => what !== '')), acts)
    const triggers = await w.asOwner<{ name: string }>(
      "select relname || ' ' || tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal and relnamespace = 'public'::regnamespace order by 1",
    )
    assert.deepEqual(
      triggers.map(({ name }) => name),
      guards,
    )
  })

  it("I3 the acts, called by somebody with the app's login and their own session, change nothing of it", async () => {
    const before = await rowsOf()
    const otherHash = createHash('sha256').update('other').digest()
    const fresh = await w.dana.fresh('post.approve', 'inbox')
    const [draft, sealed] = [await drawn(8), Buffer.from('x')]
    const ask = 'select access.ask_to_share($1, $2, 90, $3, $4, $5, $6, $7)'
    const calls: [Person, string, unknown[], string][] = [
      [w.mia, ask, [ids['post'], sealed, [], otherHash, [draft], [sealed], [w.rosa.id]], '23505'], // the same post once more
      [w.mia, ask, [randomUUID(), sealed, [], otherHash, [ids['first']], [sealed], []], 'post.photo-not-yours'], // its photo in another post
      [w.mia, ask, [randomUUID(), sealed, [], otherHash, [draft, draft], [sealed, sealed], []], 'post.photo-not-yours'],
      [w.mia, ask, [randomUUID(), sealed, [], otherHash, [draft], [sealed], [w.leo.id, w.leo.id]], 'post.not-connected'],
      [w.leo, ask, [randomUUID(), sealed, [], otherHash, [ids['first']], [sealed], []], 'post.photo-not-yours'],
      [w.mia, 'select access.keep_photo($1, 9, 9, $2, $3, $4, $5)', [ids['first'], sealed, otherHash, [], '[]'], '23505'],
      [w.mia, 'select access.discard_photo($1)', [ids['first']], 'not-found'],
      [w.dana, 'select access.approve_post($1, $2, $3)', [ids['post'], otherHash, fresh], 'post.not-waiting'],
      [w.dana, 'select access.approve_post($1, $2, $3)', [ids['waiting'], otherHash, fresh], 'post.changed'],
      [w.omar, 'select access.send_back_post($1, $2, $3)', [ids['post'], 'words', sealed], 'post.not-waiting'],
    ]
    for (const [person, text, values, expected] of calls) {
      const prompt = await promptOf(person)
      assert.equal(await prompt.says(text, values), expected, text)
    }
    assert.deepEqual(await rowsOf(), before)
    assert.equal(outcome(await shown()), same)
  })

  it('T13 no address of the site map changes it, whoever asks and whatever else they send; what closes it shows less', async () => {
    const extra = { ...everyColumn(flips), audience: [w.rosa.id, w.ana.id], state: 'shared', why: 'owner', seers: [] }
    const picture = await idPhoto(9, { width: 320, height: 240 })
    const closing = [
      '/api/connections/:connectionId',
      '/api/posts/:postId/taking-back',
      '/api/posts/:postId/hides',
      '/api/children/:childId/withdrawals',
      '/api/children/:childId/pauses',
      '/api/children/:childId/blocks',
      '/api/assent-withdrawals',
      '/api/session',
      '/api/devices/:sessionId',
    ]
    const [session] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1', [w.leo.id])
    const named: Record<string, string> = {
      postId: ids['post'] ?? '',
      photoId: ids['first'] ?? '',
      childId: w.mia.id,
      connectionId: await w.connectionOf(w.mia, w.leo),
      personId: w.leo.id,
      sessionId: session?.id ?? '',
      freshCheckId: look.freshCheckId,
      contentHash: look.contentHash,
    }
    const cookies = new Map(everybody.map((name) => [name, w[name].cookie]))
    for (const line of routes.filter(({ method }) => method !== 'GET')) {
      const { method, url, body } = line
      const [address, before] = [url.replaceAll(/:(\w+)/g, (_, name: string) => named[name] ?? randomUUID()), await rowsOf()]
      for (const name of everybody) {
        const plain = body === 'bytes' ? picture : bodyOf(line, { ...named, audience: w.rosa.id })
        for (const sent of body === 'bytes' ? [plain] : [plain, { ...Object(plain), ...extra }]) {
          const { status } = await w[name].ask(method, address, sent, { 'idempotency-key': randomUUID() })
          assert.ok(status < 500, `${method} ${url} as ${name}: ${status}`)
          if (sent !== plain && body) assert.ok(status >= 400, `${method} ${url} takes more than it says`)
          w[name].cookie = cookies.get(name) ?? ''
        }
      }
      assert.deepEqual(await rowsOf(), before, `${method} ${url}`)
      const now = outcome(await shown())
      assert.equal(now, closing.includes(url) ? less : same, `${method} ${url}`)
      await putBack('approved')
    }
  })

  it('T13 nothing is ever changed in place: the site map has no PUT and no PATCH', () => {
    assert.deepEqual([...new Set(routes.map(({ method }) => String(method)))].sort(), ['DELETE', 'GET', 'POST'])
    assert.doesNotMatch(w.http.printRoutes({ commonPrefix: false }), /\b(PUT|PATCH)\b/)
  })

  it('I3 no job changes it, with whichever id it is called, and neither does the sweep', async () => {
    const before = await rowsOf()
    const [queue] = await w.asOwner<{ text: string }>(
      "select prosrc as text from pg_proc where proname = 'enqueue' and pronamespace = 'access'::regnamespace",
    )
    const tasks = [...(queue?.text ?? '').matchAll(/'([a-z]+\.[a-z-]+)'/g)].map(([, task]) => task)
    assert.ok(tasks.length >= 4)
    const work = await openWork(w.config, w.urls.worker)
    const worker = await startWorker(work, w.urls.worker)
    try {
      const payload = JSON.stringify({ postId: ids['post'], photoId: ids['first'], childId: w.mia.id, personId: w.rosa.id })
      for (const task of tasks)
        await work.worker.asWorker((db) =>
          db.rows({ name: '', text: 'select graphile_worker.add_job($1, $2::json)', values: [task, payload] }),
        )
      const left = () => w.asOwner('select from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts')
      for (let waited = 0; (await left()).length > 0; waited += 50) {
        assert.ok(waited < 20_000, 'the queue does not end')
        await pause(50)
      }
      for (const _ of [1, 2]) await sweep(work)
    } finally {
      await worker.stop()
      await work.close()
    }
    assert.deepEqual(await rowsOf(), before)
    assert.equal(outcome(await shown()), same)
  })

  it("T8 with the worker's and the door's login nothing of it can be written or erased", async () => {
    const before = await rowsOf()
    for (const url of [w.urls.worker, w.urls.door]) {
      const login = new pg.Client({ connectionString: url })
      await login.connect()
      for (const [line, [change]] of Object.entries(flips)) {
        if (url === w.urls.worker && line === 'photos -1') continue // may be asked, and finds nothing: below
        await assert.rejects(login.query(filled(change)), { code: '42501' }, `${new URL(url).username}: ${line}`)
      }
      for (const table of ['posts', 'photos'])
        assert.equal(
          await login.query(`delete from ${table}`).then(
            ({ rowCount }) => rowCount,
            () => 0,
          ),
          0,
          table,
        )
      await login.end()
    }
    assert.deepEqual(await rowsOf(), before)
  })

  it('I3 a yes is for the content that was looked at: the hash of another post, of a changed one, or one that was put in its place, is no yes', async () => {
    await putBack('asked')
    const [post, waiting] = [ids['post'] ?? '', ids['waiting'] ?? '']
    const ofOther = await lookedAt(w.dana, waiting)
    for (const [about, seen] of [
      [post, ofOther],
      [waiting, look],
    ] as const)
      assert.deepEqual((await w.dana.post(`/api/posts/${about}/approval`, seen)).body, { code: 'post.changed' })
    await w.asOwner("update posts set content_hash = decode($2, 'hex') where id = $1", [post, ofOther.contentHash])
    assert.equal((await w.dana.approves(post)).status, 409, 'the page shows the hash that was put in its place; the content is another')
    assert.deepEqual(await sightOf(w, post), ['Dana', 'Mia', 'Omar'])
  })

  it('I3 a post whose hash was made for kinder words than it has cannot be approved, whoever put it in', async () => {
    const { keyring } = w.house
    const me = w.mia.id as PersonId
    for (const [caption, expected] of [
      ['kind', 204],
      ['unkind', 409],
    ] as const) {
      const id = newId('post')
      const [photo] = await w.asOwner<{ id: PhotoId; digest: Buffer }>('select id, digest from photos where id = $1', [await drawn(10)])
      assert.ok(photo)
      const key = await keyring.makeKey('post', id, me)
      const hash = contentHash(key, {
        post: id,
        caption: 'kind',
        days: 7,
        photos: [{ ...photo, alt: '' }],
        audience: [w.leo.id],
        tagged: [],
      })
      const sealed = sealText(key, caption, placeOf({ id, child_id: me }, 'caption_sealed'))
      const alt = await sealAlt(keyring, { id: photo.id, child_id: me }, '')
      const prompt = await promptOf(w.mia)
      const ask = 'select access.ask_to_share($1, $2, 7, $3, $4, $5, $6, $7)'
      assert.equal(await prompt.says(ask, [id, sealed, [], hash, [photo.id], [alt], [w.leo.id]]), 'done')
      await prompt.commits()
      assert.equal((await w.dana.approves(id)).status, expected, caption)
    }
  })

  describe('in the store', () => {
    const sizes = ['card', 'screen'] as const
    const own = new Map<string, Buffer>()
    const put = async (name: string, bytes: Buffer | undefined) => {
      const key = await keyIn(w, ids['first'] ?? '', name)
      await (bytes ? w.house.storage.put(key, bytes) : w.house.storage.destroy(key))
    }
    before(async () => {
      for (const name of sizes) own.set(name, await sealedIn(w, ids['first'] ?? '', name))
    })
    afterEach(async () => {
      for (const [name, bytes] of own) await put(name, bytes)
    })

    for (const name of sizes) {
      it(`T8 other bytes in the place of its ${name} are refused, and never shown: another photo's, the other size, an old key's, damaged, plain or none`, async () => {
        const sealed = own.get(name) ?? assert.fail()
        const bytes: Record<string, Buffer | undefined> = {
          "another photo's": await sealedIn(w, ids['second'] ?? '', name),
          "another post's": await sealedIn(w, ids['elsewhere'] ?? '', name),
          'the other size': own.get(name === 'card' ? 'screen' : 'card'),
          'sealed for this place with another key': seal(newKey(), await idPhoto(1), placeIn(w, ids['first'] ?? '', name)),
          'one bit flipped': flipped(sealed),
          shorter: sealed.subarray(0, -1),
          longer: Buffer.concat([sealed, Buffer.of(0)]),
          plain: await idPhoto(11),
          empty: Buffer.alloc(0),
          none: undefined,
        }
        for (const [what, there] of Object.entries(bytes)) {
          await put(name, there)
          for (const person of [w.leo, w.dana]) {
            const answer = await person.get<{ code: string }>(`/api/photos/${ids['first']}/${name}`)
            assert.deepEqual([answer.status, answer.body], [500, { code: 'bug' }], `${what}: ${person.name}`)
          }
          assert.equal(outcome(await shown()), less, what)
        }
      })
    }

    // The digest that the yes is bound to is not compared with the bytes when they are read, so this rests on the key alone.
    it("T8 another picture can only be put in its place by who holds the photo's own key", async () => {
      const first = ids['first'] as PhotoId
      const key = await w.house.keyring.key('photo', first, w.mia.id as PersonId)
      await put('card', seal(key, await idPhoto(12), placeIn(w, first, 'card')))
      assert.equal(outcome(await shown()), other)
    })
  })

  describe('two at once', () => {
    type Act = readonly [who: Names, text: string, values: unknown[]]
    const approving = async (guardian: 'dana' | 'omar', post: string): Promise<Act> => {
      const { contentHash: hash, freshCheckId } = await lookedAt(w[guardian], post)
      return [guardian, 'select access.approve_post($1, $2, $3)', [post, Buffer.from(hash, 'hex'), freshCheckId]]
    }
    const acting = {
      'says yes': (post) => approving('dana', post),
      'says yes too': (post) => approving('omar', post),
      'takes back': (post) => ['mia', 'select access.take_back_post($1, $2)', [post, randomUUID()]],
      undoes: (post) => ['omar', 'select access.undo_approval($1)', [post]],
      'sends back': (post) => ['omar', 'select access.send_back_post($1, $2, $3)', [post, 'words', Buffer.from('x')]],
      'shares no more': () => ['mia', 'select access.withdraw_assent()', []],
      withdraws: () => ['omar', 'select access.withdraw_consent($1, $2)', [w.mia.id, 'sharing']],
      'ends the connection': async () => ['leo', 'select access.end_connection($1)', [await w.connectionOf(w.mia, w.leo)]],
      'asks with its photo': (_, photo) => [
        'mia',
        'select access.ask_to_share($1, $2, 7, $3, $4, $5, $6, $7)',
        [randomUUID(), Buffer.from('x'), [], Buffer.alloc(32), [photo], [Buffer.from('x')], [w.leo.id]],
      ],
      'discards its photo': (_, photo) => ['mia', 'select access.discard_photo($1)', [photo]],
    } satisfies Record<string, (post: string, photo: string) => Act | Promise<Act>>
    type Name = keyof typeof acting

    // What the second hears when the first has acted but not ended yet, and whether Leo sees the post in the end.
    const rounds: readonly (readonly [about: 'a post' | 'a draft', first: Name, second: Name, hears: string, shown: boolean])[] = [
      ['a post', 'says yes', 'takes back', 'done', false],
      ['a post', 'takes back', 'says yes', 'not-found', false],
      ['a post', 'says yes', 'sends back', 'post.not-waiting', true],
      ['a post', 'sends back', 'says yes', 'post.not-waiting', false],
      ['a post', 'says yes', 'says yes too', 'post.not-waiting', true],
      ['a post', 'says yes', 'undoes', 'done', false],
      ['a post', 'says yes', 'shares no more', 'done', false],
      ['a post', 'shares no more', 'says yes', 'done', false],
      ['a post', 'says yes', 'withdraws', 'done', false],
      ['a post', 'withdraws', 'says yes', 'done', false],
      ['a post', 'says yes', 'ends the connection', 'done', false],
      ['a post', 'ends the connection', 'says yes', 'done', false],
      ['a post', 'says yes', 'asks with its photo', 'post.photo-not-yours', true],
      ['a draft', 'asks with its photo', 'asks with its photo', 'post.photo-not-yours', false],
      ['a draft', 'asks with its photo', 'discards its photo', 'not-found', false],
      ['a draft', 'discards its photo', 'asks with its photo', 'post.photo-not-yours', false],
    ]
    for (const [about, first, second, hears, isShown] of rounds) {
      it(`T9 about ${about}, one ${first} while another ${second}: ${hears}`, async () => {
        const photo = await drawn(20)
        const post = about === 'a post' ? await asked('at once', [photo], [w.leo]) : ''
        assert.deepEqual(await inTurn(await acting[first](post, photo), await acting[second](post, photo)), ['done', hears])
        const posts = await w.asOwner<{ id: string; approved: boolean }>(
          'select p.id, p.shared_from is not null as approved from posts p join photos f on f.post_id = p.id where f.id = $1',
          [photo],
        )
        assert.ok(posts.length <= 1, 'a photo is in one post')
        for (const { id, approved: yes } of posts) {
          if (yes) await w.coolingOffEnds(id)
          assert.equal((await sightOf(w, id)).includes('Leo'), isShown)
        }
      })
    }

    it('T9 a yes and a taking back by the door at the same moment never leave it shown', async () => {
      for (const round of [1, 2, 3, 4]) {
        const post = await asked(`round ${round}`, [await drawn(30 + round)], [w.leo])
        const look = await lookedAt(w.dana, post)
        const [yes, taken] = await Promise.all([
          w.dana.post(`/api/posts/${post}/approval`, look),
          pause(round * 2).then(() => w.mia.takesBack(post)),
        ])
        assert.ok([204, 404, 409].includes(yes.status) && taken.status === 202, `${yes.status} ${taken.status}`)
        await w.coolingOffEnds(post)
        assert.deepEqual(await sightOf(w, post), [])
        assert.ok((await w.leo.feed()).every(({ id }) => id !== post))
      }
    })

    /** The first has acted but not yet ended its transaction when the second begins. */
    async function inTurn(one: Act, two: Act): Promise<string[]> {
      const [first, second] = [await promptOf(w[one[0]]), await promptOf(w[two[0]])]
      const said = await first.says(one[1], one[2])
      const saying = second.says(two[1], two[2])
      await Promise.race([saying, pause(300)])
      await first.commits()
      const answers = [said, await saying]
      await second.commits()
      return answers
    }
  })

  /** A transaction of this person at a SQL prompt of the app's login. */
  async function promptOf(person: Person) {
    const viewer = viewerOf(person)
    const client = new pg.Client({ connectionString: w.urls.app })
    await client.connect()
    prompts.push(client)
    await client.query('begin')
    await client.query("select set_config('role', $1, true), set_config('app.session', $2, true)", [
      `kitestring_${viewer.kind}`,
      'token' in viewer ? viewer.token : '',
    ])
    return {
      says: (text: string, values: unknown[]): Promise<string> =>
        client.query(text, values).then(
          () => 'done',
          (fault: pg.DatabaseError) => (fault.code === 'KS001' ? fault.message : (fault.code ?? 'unknown')),
        ),
      commits: () => client.query('commit'),
    }
  }

  function drawn(number: number): Promise<string> {
    return idPhoto(number, { width: 320, height: 240 }).then((picture) => w.mia.draws(picture))
  }

  async function asked(caption: string, photos: string[], people: Person[]): Promise<string> {
    const alts = photos.map((photoId, n) => ({ photoId, alt: `${caption} ${n}` }))
    return (
      await good(w.mia.post<{ postId: string }>('/api/posts', { photos: alts, caption, audience: people.map(({ id }) => id), days: 7 }))
    ).postId
  }

  async function lookedAt(guardian: Person, post: string): Promise<typeof look> {
    const seen = await good(guardian.get<Post>(`/api/posts/${post}`))
    return { contentHash: seen.contentHash, freshCheckId: await guardian.fresh('post.approve', 'inbox') }
  }

  async function keep(state: 'asked' | 'approved'): Promise<void> {
    for (const table of states) await w.asOwner(`create temporary table ${state}_${table} as select * from ${table}`)
  }

  /** The rows as they were, without what foreign keys would take along. */
  async function putBack(state: 'asked' | 'approved'): Promise<void> {
    await w.asOwner('set session_replication_role = replica')
    for (const table of states) {
      await w.asOwner(`delete from ${table}`)
      await w.asOwner(`insert into ${table} select * from ${state}_${table}`)
    }
    await w.asOwner('set session_replication_role = default')
    await w.asOwner('delete from pauses')
    await w.asOwner('delete from blocks')
    await w.asOwner('delete from hides')
    await w.asOwner('delete from replies')
    await w.asOwner('update fresh_checks set used_at = null, made_at = now()')
  }

  function filled(text: string): string {
    return text.replaceAll(/:(\w+)/g, (_, name: string) => `'${ids[name] ?? assert.fail(name)}'`)
  }

  /** What the database refuses even to its owner is not changed. */
  async function byOwner(text: string): Promise<void> {
    await w.asOwner(filled(text)).catch((fault: unknown) => {
      if (!(fault instanceof pg.DatabaseError && /^23/.test(fault.code ?? ''))) throw fault
    })
  }

  async function rowsOf(): Promise<unknown> {
    const of = {
      posts: 'id = $1',
      photos: 'post_id = $1',
      renditions: 'photo_id in (select id from photos where post_id = $1)',
      post_audience: 'post_id = $1',
      approvals: 'post_id = $1',
    }
    const rows: unknown[] = []
    for (const table of contentTables)
      rows.push(await w.asOwner(`select t::text from ${table} t where ${of[table]} order by 1`, [ids['post']]))
    return rows
  }

  /** All that reaches those who do not own it: Leo, for whom it is; Rosa, who was not picked; Ana and her guardian, strangers. */
  async function shown(): Promise<Map<string, string>> {
    const pieces = new Map<string, string>()
    const [row] = await w.asOwner<{ from: Date; lasts: string }>(
      'select shared_from as from, (shared_until - shared_from)::text as lasts from posts where id = $1',
      [ids['post']],
    )
    for (const person of [w.leo, w.rosa, w.ana, w.aron]) {
      for (const one of (await person.get<Partial<Feed>>('/api/feed')).body.posts ?? [])
        pieces.set(
          `${person.name}: ${one.id}`,
          JSON.stringify({ ...one, reply: '', mayReply: '', sharedFrom: one.sharedFrom === row?.from?.toISOString() }),
        ) // what one says to it oneself is not of it
      for (const photo of ['first', 'second', 'elsewhere']) {
        for (const name of ['card', 'screen']) {
          const { status, raw, headers } = await person.get(`/api/photos/${ids[photo]}/${name}`)
          if (status === 200)
            pieces.set(`${person.name}: ${photo} ${name}`, `${headers['content-type']} ${createHash('sha256').update(raw).digest('hex')}`)
        }
      }
    }
    if (pieces.size > 0) pieces.set('lasts', row?.lasts ?? '')
    return pieces
  }

  function outcome(now: Map<string, string>): Shown {
    if ([...now].some(([piece, value]) => approved.get(piece) !== value)) return other
    return now.size === approved.size ? same : less
  }
})

async function keyIn(w: World, photo: string, name: string): Promise<string> {
  for await (const key of w.house.storage.keys()) if (key.endsWith(`${photo}/${name}`)) return key
  return `photos/${photo.slice(0, 2)}/${photo}/${name}`
}

async function sealedIn(w: World, photo: string, name: string): Promise<Buffer> {
  return (await w.house.storage.get(await keyIn(w, photo, name))) ?? assert.fail('nothing there')
}

function placeIn(w: World, photo: string, name: string): Buffer {
  return boundTo({ table: 'renditions', row: photo, owner: w.mia.id, variant: name, keyId: photo })
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1
  return copy
}

/** The columns of a post as fields that nobody asked for, as the database and as the API would call them. */
function everyColumn(lines: typeof flips): Record<string, string> {
  const columns = Object.keys(lines).flatMap((line) => line.split('.')[1] ?? [])
  return Object.fromEntries(
    columns.flatMap((column) => [
      [column, 'x'],
      [column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), 'x'],
    ]),
  )
}
