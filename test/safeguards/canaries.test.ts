// Canaries and real people never meet: not by an act, not by a row that anybody writes; and nothing under safeguards/ can be switched off.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { connects, good, opens } from '../../db/seed.ts'
import { makeFamily, makeStaff, removeCanaries, type Family } from '../../src/safeguards/canaries.ts'
import { ensureSetUpCode } from '../../src/features/sign-in/codes.ts'
import { everybody, viewerOf } from '../access/looking.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { world, type World } from '../world.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'

describe('canaries', () => {
  let w: World
  let grounds: TestGrounds
  let one: Family
  before(async () => {
    w = await world({ port: 0 })
    grounds = await groundsOf(w)
    one = await makeFamily(grounds, { guardian: 'Canary', child: 'Chick' })
  })
  after(async () => {
    await removeCanaries(grounds)
    await grounds.close()
    await w.close()
  })

  it('GOV-2 a child of a canary is a canary', async () => {
    const rows = await w.asOwner<{ person_id: string }>('select person_id from canaries order by person_id')
    assert.deepEqual(rows.map(({ person_id }) => person_id).sort(), [one.child.id, one.guardian.id].sort())
  })

  it('GOV-2 no act connects a canary and a real child, from either side', async () => {
    await assert.rejects(connects([one.guardian, one.child], [w.dana, w.mia]), /403.*not-allowed/)
    await assert.rejects(connects([w.dana, w.mia], [one.guardian, one.child]), /403.*not-allowed/)
  })

  it('GOV-2 a canary invites nobody: whoever came in that way would be real', async () => {
    const method = 'video-call'
    const invites = one.guardian.post('/api/guardian-invitations', {
      method,
      freshCheckId: await one.guardian.fresh('guardian.invite', 'self'),
    })
    assert.deepEqual((await invites).body, { code: 'not-allowed' })
    const relative = one.guardian.post(`/api/children/${one.child.id}/relative-invitations`, {
      freshCheckId: await one.guardian.fresh('relative.invite', one.child.id),
    })
    assert.deepEqual((await relative).body, { code: 'not-allowed' })
  })

  it("GOV-2 no row joins them, not even by the owner's hand", async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const [connection] = await w.asOwner<{ id: string }>('select id from connections limit 1')
    const joins: [text: string, values: unknown[]][] = [
      ['insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), $1, $2)', [w.mia.id, one.guardian.id]],
      ['insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), $1, $2)', [one.child.id, w.dana.id]],
      ['insert into post_audience (post_id, person_id, connection_id) values ($1, $2, $3)', [post, one.child.id, connection?.id]],
      [
        "insert into offers (id, child_id, guardian_id, code_hash, answer_child_id, answer_guardian_id, answered_at) values (gen_random_uuid(), $1, $2, sha256('x'), $3, $4, now())",
        [w.mia.id, w.dana.id, one.child.id, one.guardian.id],
      ],
      [
        "insert into connection_approvals (id, for_id, for_kind, other_id, by_id) values (gen_random_uuid(), $1, 'relative', $2, $1)",
        [w.rosa.id, one.child.id],
      ],
      [
        'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), gen_random_uuid(), gen_random_uuid())',
        [w.mia.id, one.child.id],
      ],
    ]
    for (const [text, values] of joins) await assert.rejects(w.asOwner(text, values), { code: 'KS001', message: 'not-allowed' }, text)
  })

  it('GOV-2 the login of the checks removes canaries only, and reads no word of anybody', async () => {
    const login = new pg.Client({ connectionString: w.urls.checks })
    await login.connect()
    try {
      const seen = await login.query('select id from people')
      assert.equal(seen.rowCount, 2)
      for (const table of ['posts', 'photos', 'receipts', 'log_entries'])
        assert.equal((await login.query(`select 1 from ${table} where child_id = $1`, [w.mia.id])).rowCount, 0, table)
      for (const secret of [
        'select name_sealed from people',
        'select caption_sealed from posts',
        'select * from sessions',
        'select * from consents',
        'select * from checks',
      ])
        await assert.rejects(login.query(secret), /permission denied/, secret)
      for (const change of [
        'update people set avatar = avatar',
        'insert into incidents default values',
        'delete from incidents',
        'delete from checks',
      ])
        await assert.rejects(login.query(change), /permission denied/, change)
      const people = await w.asOwner('select id from people')
      await login.query('begin')
      await login.query("delete from people where kind = 'child'")
      await login.query('delete from people')
      await login.query('rollback')
      assert.equal((await login.query('delete from people where id = $1', [w.mia.id])).rowCount, 0)
      assert.deepEqual(await w.asOwner('select id from people'), people)
    } finally {
      await login.end()
    }
  })

  it('DEL-4 only the checks end a share before its day: a canary’s, one that is shared, once, and never otherwise', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const rows = () => w.asOwner('select id, shared_from, shared_until from posts order by id')
    const text = 'select access.end_canary_share($1)'
    const before = await rows()
    for (const name of everybody)
      await assert.rejects(
        w.house.room.asViewer(viewerOf(w[name]), 'act', (db) => db.rows({ name: '', text, values: [post] })),
        { code: '42501' },
        name,
      )
    for (const login of ['app', 'door', 'worker'] as const)
      await assert.rejects(asLogin(w.urls[login], text, [post]), /permission denied/, login)
    await assert.rejects(asLogin(w.urls.checks, text, [post]), { code: 'KS001', message: 'not-found' }, 'of a real child')
    assert.deepEqual(await rows(), before)

    const other = await makeFamily(grounds, { guardian: 'Other', child: 'Chick' })
    await connects([one.guardian, one.child], [other.guardian, other.child])
    await opens(one.guardian, one.child, 'audience', 'everyone')
    await opens(one.guardian, one.child, 'cooling-off', 'minute')
    const mine = await one.child.asksWith(await idPhoto(7, { width: 320, height: 240 }), { with: [other.child] })
    const times = async () => (await w.asOwner('select shared_from, shared_until from posts where id = $1', [mine]))[0]
    await assert.rejects(asLogin(w.urls.checks, text, [mine]), /not-found/, 'what waits does not begin')
    await good(one.guardian.approves(mine))
    await assert.rejects(asLogin(w.urls.checks, text, [mine]), /not-found/, 'nor what is still in its window')
    await w.coolingOffEnds(mine)
    const { shared_from: from } = (await times()) ?? {}
    await asLogin(w.urls.checks, text, [mine])
    const ended = (await times()) ?? {}
    assert.deepEqual(ended['shared_from'], from)
    assert.ok(ended['shared_until'] <= new Date())
    await assert.rejects(asLogin(w.urls.checks, text, [mine]), /not-found/, 'what is over ends no second time, and never later')
    assert.deepEqual(await times(), ended)
  })

  it('AUD-8 a canary of staff is made by the checks only, is nothing else, and never becomes it', async () => {
    const staff = await makeStaff(grounds, 'Blind')
    assert.equal((await good(staff.get<{ viewer: { kind: string } }>('/api/me'))).viewer.kind, 'staff')
    const text = "select access.make_staff_canary(gen_random_uuid(), 'x', 'owl', gen_random_uuid(), sha256('x'))"
    for (const name of everybody)
      await assert.rejects(
        w.house.room.asViewer(viewerOf(w[name]), 'act', (db) => db.rows({ name: '', text, values: [] })),
        { code: '42501' },
        name,
      )
    for (const login of ['app', 'door', 'worker'] as const) await assert.rejects(asLogin(w.urls[login], text), /permission denied/, login)
    for (const becomes of [
      `insert into guardians (guardian_id, method) values ('${staff.id}', 'video-call')`,
      `insert into children (child_id, band, band_review_month, profile_consent_id) values ('${staff.id}', '5-9', '2027-01-01', gen_random_uuid())`,
      `insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), '${w.mia.id}', '${staff.id}')`,
      `insert into guardianships (id, child_id, guardian_id) values (gen_random_uuid(), '${one.child.id}', '${staff.id}')`,
    ])
      await assert.rejects(w.asOwner(becomes), becomes)
    for (const kind of ['child', 'guardian', 'relative']) {
      staff.cookie = staff.cookie.replace(/=\w+\./, `=${kind}.`)
      assert.equal((await staff.get('/api/posts')).status, kind === 'relative' ? 403 : 401, kind)
    }
  })

  it('GOV-4 nothing under safeguards/ reads a flag, a setting or the environment', () => {
    const root = join(import.meta.dirname, '../..')
    const files = globSync('src/safeguards/**/*.ts', { cwd: root })
    assert.ok(files.length > 10)
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8')
      assert.doesNotMatch(text, /process\.(env|argv)|readEnv|toConfig|\b(disabled?|enabled?|skip|feature_?flag)\b/i, file)
      // The address that is attacked, and by whose clock it is night.
      for (const [, used] of text.matchAll(/\bconfig\.(?!ts')(\w+)/g))
        assert.ok(['url', 'timeZone'].includes(used ?? ''), `${file}: config.${used}`)
    }
  })
})

describe('a house without families', () => {
  let house: TestHouse
  let grounds: TestGrounds
  before(async () => {
    house = await openTestHouse({ port: 0 })
    grounds = await groundsOf(house)
  })
  after(async () => {
    await grounds.close()
    await house.close()
  })

  it('GOV-2 canaries set nothing up: the first real guardian still gets the code', async () => {
    const { guardian } = await makeFamily(grounds, { guardian: 'Canary', child: 'Chick' })
    assert.equal((await good(guardian.get<{ setUp: string }>('/api/me'))).setUp, 'needed')
    assert.notEqual(await ensureSetUpCode(house.house.room.asDoor), undefined)
    await removeCanaries(grounds)
    assert.deepEqual(await house.asOwner('select id from people'), [])
  })
})

async function asLogin(url: string, text: string, values: unknown[] = []): Promise<void> {
  const login = new pg.Client({ connectionString: url })
  await login.connect()
  try {
    await login.query(text, values)
  } finally {
    await login.end()
  }
}
