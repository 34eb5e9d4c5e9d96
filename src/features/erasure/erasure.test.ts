// Erasing, step by step: what is due goes with its keys, bytes and rows, and what is not due stays whole. DEL-1, DEL-2, DAT-2
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { openTestHouse, type TestHouse } from '../../../test/house.ts'
import { good, makesChild, Person, signsUp } from '../../../test/world.ts'
import { openWork } from '../../apps/house.ts'
import { clock, days } from '../../platform/clock.ts'
import { newId, type PersonId, type PhotoId, type PostId } from '../../platform/ids.ts'
import { storageKey } from '../photos/sealed.ts'
import { ensureSetUpCode } from '../sign-in/codes.ts'
import { erasePhoto, erasePost } from './jobs.ts'
import { sweep } from './sweep.ts'

type Thing = { post?: string; photo: string }
const whole = ['post row', 'photo row', 'post key', 'photo key', 'bytes']

describe('erasing', () => {
  let w: TestHouse
  let work: Awaited<ReturnType<typeof openWork>>
  let dana: Person
  let mia: Person

  before(async () => {
    w = await openTestHouse()
    work = await openWork(w.config, w.urls.worker)
    dana = new Person(w, 'Dana')
    await signsUp(dana, (await ensureSetUpCode(w.house.room.asDoor)) ?? '')
    mia = await makesChild(dana, new Person(w, 'Mia'), 'fox')
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })

  it('DEL-2 a post that was taken back goes with its keys, bytes and rows, is remembered as erased, and its family hears', async () => {
    const [goes, stays] = [await shares(), await shares()]
    await good(mia.takesBack(goes.post))
    const heard = await hearing()
    await erasePost(work, { postId: goes.post as PostId })
    assert.deepEqual(await heard.people(), [mia.id, dana.id].sort())
    assert.deepEqual(await leftOf(goes), [])
    assert.deepEqual(await tombstonesOf(goes.post, goes.photo), ['photo', 'post'])
    assert.ok(await isFinished(goes.post))
    await erasePost(work, { postId: stays.post as PostId })
    assert.deepEqual(await leftOf(stays), whole, 'nobody took it back')
    await erasePost(work, { postId: goes.post as PostId })
  })

  it('DEL-1 a draft that its child discarded goes, and so does an old one; a young one and a photo in a post stay', async () => {
    const [discarded, old, young, posted] = [await mia.draws(), await mia.draws(), await mia.draws(), await shares()]
    await good(mia.ask('DELETE', `/api/photos/${discarded}`))
    await isADayOld(old, posted.photo)
    for (const photo of [discarded, old, young, posted.photo, discarded]) await erasePhoto(work, { photoId: photo as PhotoId })
    assert.deepEqual(await leftOf({ photo: discarded }), [])
    assert.ok(await isFinished(discarded))
    assert.deepEqual(await tombstonesOf(discarded, old, young, posted.photo), ['photo', 'photo'])
    assert.deepEqual(await leftOf({ photo: old }), [])
    assert.deepEqual(await leftOf({ photo: young }), ['photo row', 'photo key', 'bytes'])
    assert.deepEqual(await leftOf(posted), whole)
  })

  it('DEL-3 the sweep erases what was taken back, discarded or forgotten, also when the queue lost its job', async () => {
    const [post, discarded, old, stays] = [await shares(), await mia.draws(), await mia.draws(), await shares()]
    await good(mia.takesBack(post.post))
    await good(mia.ask('DELETE', `/api/photos/${discarded}`))
    await isADayOld(old)
    await sweep(work)
    for (const gone of [post, { photo: discarded }, { photo: old }]) assert.deepEqual(await leftOf(gone), [])
    assert.ok((await isFinished(post.post)) && (await isFinished(discarded)))
    assert.deepEqual(await leftOf(stays), whole)
  })

  it('F6 the sweep leaves to the queue what the queue has tried, and what was tried out comes again', async () => {
    const post = await shares()
    await good(mia.takesBack(post.post))
    const triedSoOften = (attempts: number) =>
      w.asOwner(
        "update graphile_worker._private_jobs j set attempts = $2 from graphile_worker._private_tasks k where k.id = j.task_id and k.identifier = 'posts.erase' and j.payload ->> 'postId' = $1",
        [post.post, attempts],
      )
    for (const attempts of [3, 25]) {
      await triedSoOften(attempts)
      await sweep(work)
      assert.equal(await isFinished(post.post), false, `tried ${attempts} times`)
    }
    const [job] = await w.asOwner(
      "select j.attempts, j.run_at > now() + interval '5 hours' as later from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'posts.erase' and j.payload ->> 'postId' = $1",
      [post.post],
    )
    assert.deepEqual(job, { attempts: 20, later: true })
    await triedSoOften(0)
    await sweep(work)
    assert.equal(await isFinished(post.post), true)
  })

  it('DAT-2 every short-lived row goes when its time is over, and not before', async () => {
    const [session] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1', [dana.id])
    const rows: [table: string, over: string, young: string, insert: string][] = [
      [
        'sessions',
        '-1 second',
        '1 hour',
        `insert into sessions (id, person_id, kind, token_hash, expires_at) select id, '${dana.id}', 'guardian', hash, at from due`,
      ],
      [
        'fresh_checks',
        '-61 minutes',
        '-59 minutes',
        `insert into fresh_checks (id, session_id, act, subject, made_at) select id, '${session?.id}', 'a', 's', at from due`,
      ],
      ['challenges', '-1 second', '1 minute', "insert into challenges (id, challenge, expires_at) select id, 'c', at from due"],
      [
        'codes',
        '-25 hours',
        '-23 hours',
        `insert into codes (id, code_hash, opens, person_id, expires_at) select id, hash, 'sign-in', '${dana.id}', at from due`,
      ],
      [
        'offers',
        '-25 hours',
        '-23 hours',
        `insert into offers (id, child_id, guardian_id, code_hash, made_at, expires_at) select id, '${mia.id}', '${dana.id}', hash, at, at from due`,
      ],
      [
        'proposals',
        '-31 days',
        '-29 days',
        `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at, ended_at, outcome) select id, '${mia.id}', 'remove-guardian', '${dana.id}', '${dana.id}', at, at + interval '1 day', at, 'lapsed' from due`,
      ],
      [
        'requests',
        '-25 hours',
        '-23 hours',
        `insert into requests (person_id, key, digest, at) select '${dana.id}', id, hash, at from due`,
      ],
      ['tombstones', '-32 days', '-30 days', "insert into tombstones (thing_id, kind, at) select id, 'photo', at from due"],
      [
        'receipts',
        '-370 days',
        '-360 days',
        `insert into receipts (id, child_id, what, thing_id, taken_back_at, erased_at) select id, '${mia.id}', 'post', id, at, at from due`,
      ],
    ]
    const idOf = (table: string) => ({ requests: 'key', tombstones: 'thing_id' })[table] ?? 'id'
    const made = new Map<string, { over: string; young: string }>()
    for (const [table, over, young, insert] of rows) {
      const ids = { over: randomUUID(), young: randomUUID() }
      for (const [id, at] of [
        [ids.over, over],
        [ids.young, young],
      ])
        await w.asOwner(
          `with due as (select $1::uuid as id, now() + $2::interval as at, sha256(convert_to($1::text, 'UTF8')) as hash) ${insert}`,
          [id, at],
        )
      made.set(table, ids)
    }
    await sweep(work)
    for (const [table, { over, young }] of made) {
      const found = await w.asOwner(`select ${idOf(table)} as id from ${table} where ${idOf(table)} = any ($1)`, [[over, young]])
      assert.deepEqual(found, [{ id: young }], table)
    }
  })

  it('CON-6 an abandoned sign-up goes with its key; one under way, and the key of somebody who is there, stay', async () => {
    const [abandoned, underWay] = [newId('person'), newId('person')]
    const [code] = await w.asOwner<{ id: string }>(
      "insert into codes (id, code_hash, opens, method, expires_at) values (gen_random_uuid(), '\\x01', 'guardian-invitation', 'handed-code', now() + interval '1 hour') returning id",
    )
    for (const [id, expires] of [
      [abandoned, '-1 second'],
      [underWay, '1 minute'],
      [dana.id, '-1 second'],
    ]) {
      if (id !== dana.id) await work.keyring.makePersonKey(id as PersonId)
      await w.asOwner(
        "insert into sign_ups (id, code_id, challenge, totp_sealed, expires_at) values ($1, $2, 'c', '', now() + $3::interval)",
        [id, code?.id, expires],
      )
    }
    await sweep(work)
    assert.deepEqual(await w.asOwner('select id from sign_ups'), [{ id: underWay }])
    await assert.rejects(work.keyring.key('person', abandoned), { name: 'KeyGone' })
    for (const stays of [underWay, dana.id as PersonId]) await work.keyring.key('person', stays)
  })

  it('DAT-2 mails in the folder go after a month; other files, and a folder that is not there, do no harm', async () => {
    assert.ok(w.config.mail.kind === 'folder')
    const { folder } = w.config.mail
    for (const [name, age] of [
      ['old.eml', 31],
      ['young.eml', 29],
      ['old.txt', 31],
      ['.eml.old', 31],
    ] as const) {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, name), '')
      const at = new Date(clock.now() - days(age))
      await utimes(join(folder, name), at, at)
    }
    await sweep(work)
    const left = await readdir(folder)
    assert.ok(['young.eml', 'old.txt', '.eml.old'].every((name) => left.includes(name)) && !left.includes('old.eml'), left.join())
    await sweep({ ...work, config: { ...w.config, mail: { ...w.config.mail, folder: join(folder, 'nowhere') } } })
    await sweep({ ...work, config: { ...w.config, mail: { kind: 'smtp', url: 'smtp://localhost', from: 'a@b' } } })
  })

  async function shares(): Promise<{ post: string; photo: string }> {
    const post = await mia.asks()
    const [photo] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
    return { post, photo: photo?.id ?? '' }
  }

  async function leftOf({ post, photo }: Thing): Promise<string[]> {
    const rows = await w.asOwner<{ id: string }>('select id from photos union all select id from posts')
    const renditions = await Promise.all((['card', 'screen'] as const).map((name) => work.storage.get(storageKey(photo as PhotoId, name))))
    const found = [
      rows.some(({ id }) => id === post) && 'post row',
      rows.some(({ id }) => id === photo) && 'photo row',
      (await keysOf('post')).includes(post ?? '') && 'post key',
      (await keysOf('photo')).includes(photo) && 'photo key',
      renditions.some((bytes) => bytes) && 'bytes',
    ]
    return found.filter((what) => what !== false)
  }

  async function keysOf(kind: 'post' | 'photo'): Promise<string[]> {
    const found: string[] = []
    for await (const id of work.keyring.ids(kind)) found.push(id)
    return found
  }

  async function isADayOld(...photos: string[]): Promise<void> {
    await w.asOwner("update photos set made_at = now() - interval '25 hours' where id = any ($1)", [photos])
  }

  async function tombstonesOf(...things: string[]): Promise<string[]> {
    const rows = await w.asOwner<{ kind: string }>('select kind from tombstones where thing_id = any ($1) order by kind', [things])
    return rows.map(({ kind }) => kind)
  }

  async function isFinished(thing: string): Promise<boolean> {
    const rows = await w.asOwner('select from receipts where thing_id = $1 and erased_at is not null', [thing])
    return rows.length === 1
  }

  async function hearing() {
    const told = new Set<string>()
    const client = new pg.Client({ connectionString: w.ownerUrl })
    client.on('notification', ({ payload = '' }) => told.add(payload))
    await client.connect()
    await client.query('listen changed')
    const people = async () => {
      await client.query('select') // what was told before comes with its answer
      await client.end()
      return [...told].sort()
    }
    return { people }
  }
})
