// The catalogue: what the database itself says about tables, policies, grants and functions; and what somebody with the app's login and a SQL prompt gets. R1–R17
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { aboutNobody } from '../../src/features/consent/notices/items.ts'
import { annotationsFrom, annotationsQuery, makeNotice, scheduleOf, type AnnotationRow } from '../../src/features/consent/notices/make.ts'
import { facePattern } from '../../src/features/people/faces.ts'
import { world, type Person, type World } from '../world.ts'
import { rules, tables } from './catalogue.ts'
import { asks, everybody, viewerOf } from './looking.ts'

describe('the catalogue', () => {
  let w: World
  before(async () => {
    w = await world()
    await w.shares(w.mia, w.dana, { with: [w.leo] })
  })
  after(() => w.close())
  const names = async (text: string, values?: unknown[]) => (await w.asOwner<{ name: string }>(text, values)).map((row) => row.name)

  for (const { name, lines, are } of rules) {
    it(name, async () => {
      assert.deepEqual(
        (await w.asOwner<{ line: string }>(lines)).map(({ line }) => line),
        are,
      )
    })
  }

  it("R10 no unique key tells that somebody exists: each is on a random id, a secret's hash, or within one owner's rows", async () => {
    const keys = await names(`
      select distinct c.relname || ': ' || (select string_agg(a.attname, ', ' order by k.n) from unnest(i.indkey) with ordinality k (att, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.att) as name
      from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace and i.indisunique order by 1`)
    const telling = keys.filter((key) =>
      key
        .split(': ')[1]
        ?.split(', ')
        .some((column) => !/(^|_)id$|_hash$|^(kind|what|name|setting|position|number|said_on|key|version|only_one)$/.test(column)),
    )
    assert.deepEqual(telling, [])
  })

  it('SEC-3 every id is a uuid', async () => {
    const odd = await names(
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and (column_name = 'id' or column_name like '%\\_id') and udt_name <> 'uuid'",
    )
    assert.deepEqual(odd.sort(), ['keyrings.id', 'passkeys.credential_id']) // the keyring's own name, and what an authenticator calls itself
    assert.deepEqual(
      await names(
        "select table_name as name from information_schema.columns where table_schema = 'public' and (is_identity = 'YES' or column_default like 'nextval%')",
      ),
      [],
    )
  })

  it('DAT-1 every column of every personal table says what for, whose and until when', async () => {
    const silent = await names(`
      select t.name || '.' || a.attname as name from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where t.name not in ('notices', 'keyrings', 'clocks', 'communities') and coalesce(col_description(t.oid, a.attnum), '') !~ '^purpose: .+; owner: .+; retention: .+'`)
    assert.deepEqual(silent, [])
  })

  it('NOT-1, NOT-4 the notice is what the columns say of themselves makes; one that says nothing, or has no item, makes none', async () => {
    const said = async () => annotationsFrom(await w.asOwner<AnnotationRow>(annotationsQuery, [aboutNobody]))
    const folder = 'src/features/consent/notices'
    const newest = readdirSync(folder)
      .filter((name) => /^\d{4}-\d\d\.en\.md$/.test(name))
      .sort()
      .at(-1)
    const annotations = await said()
    assert.equal(readFileSync(`${folder}/${newest}`, 'utf8'), makeNotice(annotations), 'make it anew: node scripts/notice.ts')
    for (const span of annotations.flatMap(({ retention }) => retention.match(/\d+ (minutes?|hours?|days?|year)/g) ?? []))
      assert.match(scheduleOf(annotations).join('\n'), new RegExp(`\\b${span}`))
    await w.asOwner('alter table contacts add column telephone_sealed bytea')
    const now = await said()
    await w.asOwner('alter table contacts drop column telephone_sealed')
    assert.throws(() => makeNotice(now), /contacts\.telephone_sealed is told in no item/)
  })

  it('CON-8, DAT-8, WEL-1 no column and no answer holds a birth date, an address, a place, or a number about a person', async () => {
    const unwanted =
      /birth|dob|^age$|gender|school|address|phone|latitude|longitude|^(lat|lng|lon)$|location|count$|score|rank|views|likes|streak|followers|popularity|trending/i
    const columns = await names("select column_name as name from information_schema.columns where table_schema = 'public'")
    assert.deepEqual(
      columns.filter((name) => unwanted.test(name)),
      [],
    )
    const { body } = await w.visitor.get<{ paths: unknown }>('/api/openapi.json')
    const properties = [...JSON.stringify(body).matchAll(/"properties":\{|"([a-zA-Z_]+)":\{/g)].flatMap(([, name]) => name ?? [])
    assert.ok(properties.includes('caption'))
    assert.deepEqual(
      properties.filter((name) => unwanted.test(name)),
      [],
    )
  })

  it('DAT-8 the database and the door ask the same of a face', async () => {
    const [asked] = await names("select pg_get_constraintdef(oid) as name from pg_constraint where conname = 'people_avatar_check'")
    assert.ok(asked?.includes(`'${facePattern.source}'`), asked)
    for (const face of ['fox', 'fox.sky.dots.bow']) assert.match(face, facePattern)
    for (const face of ['', 'wolf', 'fox.sky', 'fox.sky.dots.crown', ' fox', 'fox.sky.dots.bow.bow']) assert.doesNotMatch(face, facePattern)
  })

  it("CNT-1 a connection cannot exist without a guardian's approval of each side, not even by the owner's hand", async () => {
    const approvals = { right: [w.mia.id, w.ana.id], other: [w.ana.id, w.mia.id] } as const
    const [low, high] = [w.mia.id, w.ana.id].sort() as [string, string]
    const approve = async (id: string, [from, to]: readonly [string, string], by: Person) => {
      const [guarding] = await w.asOwner<{ id: string }>('select id from guardianships where child_id = $1 and guardian_id = $2', [
        from,
        by.id,
      ])
      return w.asOwner(
        "insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) values ($1, $2, 'child', $3, $4, $5)",
        [id, from, to, by.id, guarding?.id ?? null],
      )
    }
    const connect = (one: string, two: string) =>
      w.asOwner('insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values ($1, $2, $3, $4, $5)', [
        randomUUID(),
        low,
        high,
        one,
        two,
      ])
    const [mias, anas] = [randomUUID(), randomUUID()]
    await assert.rejects(connect(mias, anas), 'none')
    await assert.rejects(approve(mias, approvals.right, w.aron), 'by a guardian of the other side')
    await assert.rejects(approve(mias, approvals.right, w.mia), 'by the child')
    await approve(mias, approvals.right, w.dana)
    await assert.rejects(connect(mias, mias), 'one, for both sides')
    await assert.rejects(connect(mias, randomUUID()), 'one')
    await assert.rejects(connect(randomUUID(), mias), 'the other')
    await approve(anas, approvals.other, w.aron)
    const right = low === w.mia.id ? [mias, anas] : [anas, mias]
    await assert.rejects(connect(right[1] ?? '', right[0] ?? ''), 'exchanged')
    await assert.rejects(
      w.asOwner('insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values ($1, $2, $3, $4, $5)', [
        randomUUID(),
        ...[w.leo.id, w.ana.id].sort(),
        ...right,
      ]),
      'of another pair',
    )
    await assert.rejects(
      w.asOwner("insert into connection_approvals (id, for_id, for_kind, other_id, by_id) values ($1, $2, 'relative', $3, $2)", [
        randomUUID(),
        w.mia.id,
        w.ana.id,
      ]),
      'a child as a relative',
    )
    await connect(right[0] ?? '', right[1] ?? '')
    await assert.rejects(connect(right[0] ?? '', right[1] ?? ''), 'twice')
    await w.asOwner('delete from connection_approvals where id = any ($1)', [[mias, anas]])
    assert.equal(
      (await w.asOwner('select from connections where low_id = $1 and high_id = $2', [low, high])).length,
      0,
      'without its approvals it is gone',
    )
  })

  it('R17 pages have checksums, and errors keep the words of rows to themselves (R15)', async () => {
    const settings = await w.asOwner<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('data_checksums', 'log_error_verbosity', 'log_min_error_statement', 'log_parameter_max_length_on_error', 'log_statement', 'log_min_duration_statement')",
    )
    const set = Object.fromEntries(settings.map((row) => [row.name, row.setting]))
    assert.deepEqual(set, {
      data_checksums: 'on',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
      log_statement: 'none',
      log_min_duration_statement: '-1',
    })
  })

  describe("somebody with the app's login and a SQL prompt", () => {
    let prompt: pg.Client
    before(async () => {
      prompt = new pg.Client({ connectionString: w.urls.app })
      await prompt.connect()
    })
    after(() => prompt.end())
    /** What they get who sets this role and this token; an error is nothing. */
    const tried = async (role: string, token: string, text: string, values: unknown[] = []): Promise<pg.QueryResultRow[]> => {
      await prompt.query('begin')
      try {
        await prompt.query("select set_config('role', $1, true), set_config('app.session', $2, true)", [role, token])
        return (await prompt.query(text, values)).rows
      } catch {
        return []
      } finally {
        await prompt.query('rollback')
      }
    }
    const tokenOf = (person: Person) => person.cookie.split('.')[1] ?? ''
    const kinds = ['visitor', 'child', 'guardian', 'relative', 'staff'].map((kind) => `kitestring_${kind}`)
    const personal = [
      'people',
      'children',
      'guardianships',
      'consents',
      'withdrawals',
      'assents',
      'posts',
      'photos',
      'renditions',
      'post_audience',
      'approvals',
      'connections',
      'offers',
      'receipts',
      'sessions',
      'passwords',
      'passkeys',
      'codes',
      'contacts',
      'fresh_checks',
      'challenges',
      'sign_ups',
      'requests',
      'tombstones',
      'connection_approvals',
      'log_entries',
    ]

    it('R16 without a token, or with one that opens nothing, reads nothing in any role', async () => {
      const [kept] = await w.asOwner<{ hash: string }>("select encode(token_hash, 'hex') as hash from sessions where person_id = $1", [
        w.mia.id,
      ])
      for (const role of [...kinds, 'kitestring_app', 'none']) {
        for (const table of personal)
          assert.deepEqual(await tried(role, kept?.hash ?? '', `select 1 from ${table} limit 1`), [], `${role} ${table}`)
        for (const token of ['', 'x', w.mia.id, kept?.hash ?? '', `\\x${kept?.hash}`])
          assert.equal((await tried(role, token, 'select access.viewer_id() as me'))[0]?.['me'] ?? null, null)
      }
    })

    it("R14 a child's token in another role is nobody, and a token that has ended is nobody", async () => {
      for (const role of kinds)
        assert.equal(
          (await tried(role, tokenOf(w.mia), 'select access.viewer_id() as me'))[0]?.['me'] ?? null,
          role === 'kitestring_child' ? w.mia.id : null,
          role,
        )
      await w.asOwner("update sessions set expires_at = now() - interval '1 second' where person_id = $1", [w.mia.id])
      assert.equal((await tried('kitestring_child', tokenOf(w.mia), 'select access.viewer_id() as me'))[0]?.['me'] ?? null, null)
      assert.deepEqual(await tried('kitestring_child', tokenOf(w.mia), 'select id from people'), [])
      await w.asOwner("update sessions set expires_at = now() + interval '1 day' where person_id = $1", [w.mia.id])
    })

    it('R13 what one transaction was told is forgotten in the next, on the same connection', async () => {
      assert.ok((await tried('kitestring_child', tokenOf(w.mia), 'select id from posts')).length > 0)
      await prompt.query('begin')
      const { rows } = await prompt.query<{ role: string; token: string | null }>(
        "select current_setting('role') as role, current_setting('app.session', true) as token",
      )
      await prompt.query('rollback')
      assert.deepEqual([rows[0]?.role, rows[0]?.token || null], ['none', null])
    })

    it('SEC-7 no role reads a secret or what only the door, the worker or the room needs', async () => {
      for (const name of everybody) {
        for (const secret of [
          'select token_hash from sessions',
          'select * from sessions',
          'select code_hash from offers',
          'select * from codes',
          'select * from passwords',
          'select * from passkeys',
          'select * from contacts',
          'select * from requests',
          'select * from tombstones',
          'select * from keyrings',
          'select * from fresh_checks',
          'select * from connection_approvals',
          'select * from access.post_sight',
          'select * from access.post_care',
          'select * from access.people_in_care',
          'select * from access.connected',
          'select * from access.person_sight',
          'select * from migrations.applied',
          'select * from graphile_worker.jobs',
          'select created_at from people',
        ]) {
          assert.deepEqual(await asks(w, w[name], secret), [], `${name}: ${secret}`)
        }
      }
    })

    it('T12 no role can write to any table, nor take another role of the house', async () => {
      for (const name of everybody) {
        const viewer = viewerOf(w[name])
        for (const table of personal) {
          assert.deepEqual(
            await tried(`kitestring_${viewer.kind}`, tokenOf(w[name]), `delete from ${table} returning 1`),
            [],
            `${name} ${table}`,
          )
          assert.deepEqual(
            await tried(`kitestring_${viewer.kind}`, tokenOf(w[name]), `insert into ${table} default values returning 1`),
            [],
            `${name} ${table}`,
          )
        }
      }
      for (const role of ['kitestring_room', 'kitestring_door', 'kitestring_worker', 'postgres'])
        assert.deepEqual(await tried(role, tokenOf(w.mia), 'select 1 as became'), [], role)
    })

    it('T12 with a session of their own they act for nobody else', async () => {
      const {
        rows: [post],
      } = { rows: await w.asOwner<{ id: string; content_hash: Buffer }>('select id, content_hash from posts') }
      const before = await fingerprint(w)
      const acts: [Person, string, unknown[]][] = [
        [w.lena, 'select access.approve_post($1, $2, $3)', [post?.id, post?.content_hash, randomUUID()]],
        [w.lena, "select access.send_back_post($1, 'words', '')", [post?.id]],
        [w.lena, 'select access.take_back_post($1, $2)', [post?.id, randomUUID()]],
        [w.leo, 'select access.take_back_post($1, $2)', [post?.id, randomUUID()]],
        [w.lena, "select access.withdraw_consent($1, 'photos')", [w.mia.id]],
        [w.lena, 'select access.make_pairing($1, $2, $3)', [w.mia.id, randomUUID(), Buffer.alloc(32)]],
        [w.ana, 'select access.end_connection($1)', [await w.connectionOf(w.mia, w.leo)]],
        [w.aron, 'select access.end_connection($1)', [await w.connectionOf(w.mia, w.leo)]],
        [w.mia, "select access.enqueue('posts.erase', '{}'::jsonb)", []],
        [w.mia, 'select access.refuse($1)', ['not-found']],
        [w.mia, 'select access.tell($1)', [[w.leo.id]]],
        [w.mia, 'select access.around($1)', [w.leo.id]],
        [w.mia, 'select access.connect_relative($1, $2, $3)', [randomUUID(), w.rosa.id, [randomUUID(), randomUUID(), randomUUID()]]],
        [w.mia, 'select access.use_fresh_check($1, $2, $3)', [randomUUID(), 'post.approve', 'x']],
        [w.mia, 'select pg_notify($1, $2) from people where false', ['changed', w.leo.id]],
      ]
      for (const [person, text, values] of acts)
        assert.deepEqual(await tried(`kitestring_${viewerOf(person).kind}`, tokenOf(person), text, values), [], `${person.name}: ${text}`)
      assert.deepEqual(await fingerprint(w), before)
    })

    it('R9 asking about a hidden thing fails as asking about a missing one, so a key check is no oracle', async () => {
      const faultOf = async (text: string, values: unknown[]) => {
        await prompt.query('begin')
        try {
          await prompt.query("select set_config('role', 'kitestring_child', true), set_config('app.session', $1, true)", [tokenOf(w.ana)])
          await prompt.query(text, values)
          return 'no fault'
        } catch (fault) {
          return fault instanceof pg.DatabaseError ? `${fault.code} ${fault.message} ${fault.detail}` : 'another fault'
        } finally {
          await prompt.query('rollback')
        }
      }
      const [post] = await w.asOwner<{ id: string; photo: string }>(
        'select p.id, ph.id as photo from posts p join photos ph on ph.post_id = p.id',
      )
      const ask = 'select access.ask_to_share($1, $2, 7, $3, $4, $5, $6, $7)'
      const asking = (photo: string, person: string) => [
        randomUUID(),
        Buffer.from('x'),
        [],
        Buffer.alloc(32),
        [photo],
        [Buffer.from('x')],
        [person],
      ]
      assert.equal(await faultOf(ask, asking(post?.photo ?? '', w.leo.id)), await faultOf(ask, asking(randomUUID(), w.leo.id)))
      assert.equal(
        await faultOf('select access.discard_photo($1)', [post?.photo]),
        await faultOf('select access.discard_photo($1)', [randomUUID()]),
      )
      assert.equal(
        await faultOf('select access.take_back_post($1, $2)', [post?.id, randomUUID()]),
        await faultOf('select access.take_back_post($1, $2)', [randomUUID(), randomUUID()]),
      )
    })

    it('R11 a cheap function in the query is not shown hidden rows', async () => {
      const rows = await tried(
        'kitestring_child',
        tokenOf(w.ana),
        'select count(*) as n from posts where (1 / (case when child_id = $1 then 0 else 1 end)) >= 0',
        [w.mia.id],
      )
      assert.deepEqual(rows, [{ n: '0' }], 'a hidden row would have been divided by')
    })
  })

  it('DEL-2 the worker deletes only what has ended or is being erased', async () => {
    await w.mia.draws()
    await w.asOwner("insert into offers (id, child_id, guardian_id, code_hash) values ($1, $2, $3, sha256('b'))", [
      randomUUID(),
      w.mia.id,
      w.dana.id,
    ])
    await w.asOwner("insert into codes (id, code_hash, opens, expires_at) values (gen_random_uuid(), sha256('a'), 'set-up', now())")
    await w.asOwner("insert into challenges (id, challenge) values (gen_random_uuid(), 'x')")
    await w.asOwner(
      "insert into fresh_checks (id, session_id, act, subject) select gen_random_uuid(), id, 'passkey.add', 'self' from sessions limit 1",
    )
    await w.asOwner("insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), $1, 'post', gen_random_uuid())", [
      w.mia.id,
    ]) // of another thing
    await w.asOwner("insert into tombstones (thing_id, kind) values (gen_random_uuid(), 'post')")
    await w.asOwner("insert into requests (person_id, key, digest) values ($1, gen_random_uuid(), '')", [w.mia.id])
    const before = await fingerprint(w)
    const worker = new pg.Client({ connectionString: w.urls.worker })
    await worker.connect()
    try {
      for (const table of [
        'posts',
        'photos',
        'sessions',
        'codes',
        'challenges',
        'fresh_checks',
        'offers',
        'requests',
        'receipts',
        'tombstones',
      ])
        assert.equal((await worker.query(`delete from ${table}`)).rowCount, 0, table)
      const [{ id } = { id: '' }] = await w.asOwner<{ id: string }>('select id from photos limit 1')
      await assert.rejects(worker.query('select access.finish_receipt($1)', [id]), { code: 'KS001' }) // it is still there. DEL-3
      for (const secret of [
        'select caption_sealed from posts',
        'select thumbhash_sealed from photos',
        'select name_sealed from people',
        'select token_hash from sessions',
        'select code_hash from codes',
        'select * from post_audience',
        'select * from consents',
      ])
        await assert.rejects(worker.query(secret), /permission denied/, secret)
      assert.deepEqual(await fingerprint(w), before)
      await w.asOwner("update photos set made_at = now() - interval '25 hours'")
      assert.equal((await worker.query('delete from photos')).rowCount, 1, 'the draft of yesterday, and no photo of a post')
    } finally {
      await worker.end()
    }
  })

  it('CON-1 the door makes grown-ups only, and sees no child, no photo and no word', async () => {
    const door = new pg.Client({ connectionString: w.urls.door })
    await door.connect()
    try {
      for (const kind of ['child', 'staff'])
        await assert.rejects(
          door.query("insert into people (id, kind, name_sealed, avatar) values (gen_random_uuid(), $1, '', 'bear')", [kind]),
          /row-level security/,
          kind,
        )
      for (const table of [
        'posts',
        'photos',
        'children',
        'connections',
        'consents',
        'guardianships',
        'guardians',
        'contacts',
        'receipts',
        'offers',
        'log_entries',
      ])
        await assert.rejects(door.query(`select from ${table}`), /permission denied/, table)
      await assert.rejects(door.query('select name_sealed from people'), /permission denied/)
      await assert.rejects(door.query('delete from people'), /permission denied/)
    } finally {
      await door.end()
    }
  })
})

/** Everything in every table, as one hash each. */
async function fingerprint(w: World): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const { name } of await w.asOwner<{ name: string }>(`select name from (${tables}) t`)) {
    const rows = await w.asOwner<{ line: string }>(`select t::text as line from ${name} t order by 1`)
    all[name] = createHash('sha256')
      .update(rows.map((row) => row.line).join('\n'))
      .digest('hex')
  }
  return all
}
