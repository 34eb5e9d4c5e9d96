// A superuser of the database, who may drop every constraint and knows how hashes are made, tampers a thousand times; each time it is found. I11
// Not among these: a false entry added at the end. Nobody can tell it from an act, but everybody can read it, and it can never be taken out again.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { verifyLog } from '../../src/features/family-log/verify.ts'
import { covered } from '../covered.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { guardianWithoutDoor, manyActs, openLog, rechain, type Log } from './ground.ts'

const times = 1000
const seed = Number(process.env['KITESTRING_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

describe('tampering with the family log', () => {
  let house: TestHouse
  let log: Log
  let children: string[]
  before(async () => {
    house = await openTestHouse()
    log = await openLog(house)
    children = await manyActs(log.superuser, { guardian: await guardianWithoutDoor(log.superuser), children: 6, acts: 20 })
    await log.superuser.query(rechain)
    await log.sign()
  })
  after(async () => {
    await log.close()
    await house.close()
  })

  it(`${times} of ${times} tamperings are found`, async (t) => {
    t.diagnostic(`KITESTRING_SEED=${seed}`)
    assert.deepEqual(await log.verify(), { entries: 120, children: 6, heads: 6, faults: [] })
    const any = randomFrom(seed)
    const missed: string[] = []
    const done = new Map<string, number>()
    for (let at = 0; at < times; at += 1) {
      const [name, tamper] = any.of(tamperings)
      await log.superuser.query('begin')
      const before = await all(log.superuser)
      await log.superuser.query(withoutConstraints)
      await tamper(log.superuser, any.of(children), any)
      if ((await all(log.superuser)) === before) {
        at -= 1 // nothing was changed, as when two equal things are exchanged
      } else {
        done.set(name, (done.get(name) ?? 0) + 1)
        await log.superuser.query('set local role kitestring_worker')
        const found = await verifyLog(within(log.superuser), log.heads)
        if (found.faults.length === 0) missed.push(`${at}: ${name}`)
      }
      await log.superuser.query('rollback')
    }
    assert.deepEqual(missed, [])
    assert.equal(done.size, tamperings.length)
    covered('test/family-log/tampering.test.ts', { tamperings: times, kinds: done.size })
    assert.deepEqual((await log.verify()).faults, [])
  })

  it('says which child and which entry', async () => {
    const [one = '', other = ''] = children
    await log.superuser.query('begin')
    await log.superuser.query("update log_entries set act = 'post.send-back' where child_id = $1 and number = 7", [one])
    await log.superuser.query('delete from log_entries where child_id = $1 and number in (4, 19, 20)', [other])
    const { faults } = await verifyLog(within(log.superuser), log.heads)
    await log.superuser.query('rollback')
    const said = (child: string) => faults.filter((fault) => fault.child === child).map((fault) => `${fault.number} ${fault.what}`)
    assert.deepEqual(said(one), ['7 changed'])
    assert.deepEqual(said(other), ['4 missing', '20 gone'])
  })

  it('a log that was rewritten is found also after its new head has been signed', async () => {
    const [child = ''] = children
    await log.superuser.query('delete from log_entries where child_id = $1 and number = 5', [child])
    await log.superuser.query('select pg_temp.rechain($1)', [child])
    await log.sign()
    const { faults } = await log.verify()
    assert.deepEqual(faults, [{ child, number: 20, what: 'gone' }])
  })
})

type Any = { below(n: number): number; of<T>(list: readonly T[]): T }
type Tampering = readonly [name: string, tamper: (db: pg.Client, child: string, any: Any) => Promise<unknown>]

const chosen = 'child_id = $1 and number = $2'
const changes = [
  "at = at + interval '1 microsecond'",
  "at = at - interval '1 day'",
  "at = '-infinity'",
  'at = null',
  "act = case act when 'post.approve' then 'post.make' else 'post.approve' end",
  "act = act || ' '",
  'act = upper(act)',
  'act = null',
  "by_id = case when by_id is null then '00000000-0000-0000-0000-000000000000'::uuid end",
  'by_id = gen_random_uuid()',
  "thing_id = case when thing_id is null then '00000000-0000-0000-0000-000000000000'::uuid end",
  'thing_id = gen_random_uuid()',
  'by_id = thing_id, thing_id = by_id',
  'child_id = gen_random_uuid()',
  'child_id = (select child_id from log_entries e where e.child_id <> $1 limit 1)',
  'child_id = null',
  'number = number + 1',
  'number = 1000',
  'number = -number',
  'number = null',
] as const
const bytes = [
  'hash = set_byte(hash, 31, 255 - get_byte(hash, 31))',
  'previous_hash = set_byte(previous_hash, 0, 255 - get_byte(previous_hash, 0))',
  "hash = hash || '\\x00'",
  'hash = null',
  'previous_hash = null',
  'hash = previous_hash, previous_hash = hash',
] as const
const entry = (any: Any, count = 20) => 1 + any.below(count)

/** Every way there is, and each with and without making the hashes right again. */
const tamperings: readonly Tampering[] = [
  ...[...changes, ...bytes].map(
    (change): Tampering => [change, (db, child, any) => db.query(`update log_entries set ${change} where ${chosen}`, [child, entry(any)])],
  ),
  ...changes.map(
    (change): Tampering => [
      `${change}, and its own hash made right`,
      async (db, child, any) => {
        const { rows } = await db.query<{ place: string }>(
          `update log_entries set ${change} where ${chosen} returning ctid::text as place`,
          [child, entry(any)],
        )
        await db.query('update log_entries e set hash = access.hash_of(e) where ctid = $1::tid', [rows[0]?.place])
      },
    ],
  ),
  ...changes.map(
    (change): Tampering => [
      `${change}, and the whole chain made anew`,
      async (db, child, any) => {
        await db.query(`update log_entries set ${change} where ${chosen}`, [child, entry(any)])
        await db.query('select pg_temp.rechain(child_id) from (select distinct child_id from log_entries) c')
      },
    ],
  ),
  ['an entry removed', (db, child, any) => db.query(`delete from log_entries where ${chosen}`, [child, entry(any)])],
  [
    'an entry removed, and the whole chain made anew',
    async (db, child, any) => {
      await db.query(`delete from log_entries where ${chosen}`, [child, entry(any)])
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
  ['the end removed', (db, child, any) => db.query('delete from log_entries where child_id = $1 and number >= $2', [child, entry(any)])],
  [
    'the beginning removed, and the whole chain made anew',
    async (db, child, any) => {
      await db.query('delete from log_entries where child_id = $1 and number <= $2', [child, entry(any)])
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
  ['the whole log emptied', (db) => db.query('truncate log_entries')],
  ['a child removed with its log', (db, child) => db.query('delete from log_entries where child_id = $1', [child])],
  [
    'an entry doubled',
    (db, child, any) => db.query(`insert into log_entries select * from log_entries where ${chosen}`, [child, entry(any)]),
  ],
  ['an entry put in between', putIn],
  [
    'an entry put in between, and the whole chain made anew',
    async (db, child, any) => {
      await putIn(db, child, any)
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
  ['two entries exchanged', exchange],
  [
    'two entries exchanged, and the whole chain made anew',
    async (db, child, any) => {
      await exchange(db, child, any)
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
  [
    'the logs of two children exchanged',
    (db, child) =>
      db.query(
        'with other as (select child_id from log_entries where child_id <> $1 limit 1) update log_entries e set child_id = case e.child_id when $1 then other.child_id else $1 end from other where e.child_id in ($1, other.child_id)',
        [child],
      ),
  ],
  [
    'the log of another child, under the name of this one',
    async (db, child) => {
      await db.query('delete from log_entries where child_id = $1', [child])
      await db.query(
        'insert into log_entries select $1, number, at, act, by_id, thing_id, previous_hash, hash from log_entries where child_id = (select max(child_id::text)::uuid from log_entries)',
        [child],
      )
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
  [
    'the end written anew',
    async (db, child, any) => {
      const from = entry(any)
      await db.query("update log_entries set act = 'consent.give', by_id = null where child_id = $1 and number >= $2", [child, from])
      await db.query('select pg_temp.rechain($1)', [child])
    },
  ],
]

async function putIn(db: pg.Client, child: string, any: Any): Promise<void> {
  const at = entry(any)
  await db.query('update log_entries set number = number + 1 where child_id = $1 and number >= $2', [child, at])
  await db.query(
    "insert into log_entries (child_id, number, act, previous_hash, hash) select child_id, $2::int, 'consent.give', previous_hash, hash from log_entries where child_id = $1 and number = $2::int + 1",
    [child, at],
  )
  await db.query(`update log_entries e set hash = access.hash_of(e) where ${chosen}`, [child, at])
}

async function exchange(db: pg.Client, child: string, any: Any): Promise<void> {
  const [one, other] = [entry(any), entry(any)]
  await db.query(
    'update log_entries set number = case number when $2 then $3::int else $2::int end where child_id = $1 and number in ($2::int, $3::int)',
    [child, one, other],
  )
}

const withoutConstraints = `
  alter table log_entries drop constraint log_entries_pkey, drop constraint log_entries_child_id_fkey, drop constraint log_entries_number_check,
    drop constraint log_entries_act_check, drop constraint log_entries_previous_hash_check, drop constraint log_entries_hash_check;
  alter table log_entries alter child_id drop not null, alter number drop not null, alter at drop not null, alter act drop not null,
    alter previous_hash drop not null, alter hash drop not null`

async function all(db: pg.Client): Promise<string> {
  const { rows } = await db.query<{ digest: string }>(
    "select coalesce(md5(string_agg(e::text, ';' order by e::text)), '') as digest from log_entries e",
  )
  return rows[0]?.digest ?? ''
}

/** Verifies inside the transaction that tampered, so that a rollback makes everything whole again. */
function within(client: pg.Client): Parameters<typeof verifyLog>[0] {
  const db = {
    rows: async <R>(query: { text: string; values: unknown[] }) => (await client.query(query.text, query.values)).rows as R[],
    one: async <R>(query: { text: string; values: unknown[] }) => (await client.query(query.text, query.values)).rows[0] as R | undefined,
  }
  return { asWorker: (work) => work(db), close: async () => {} }
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(start: number): Any {
  let state = start
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] }
}
