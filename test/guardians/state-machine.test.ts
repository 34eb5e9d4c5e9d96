// Every path that two to four guardians can take with each other: the room against the sentence, after every move. CON-10
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sql, type Sql } from '../../src/platform/db/sql.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import { viewerOf } from '../access/looking.ts'
import { covered } from '../covered.ts'
import { world, type World } from '../world.ts'
import {
  agrees,
  blocks,
  consents,
  dayPasses,
  erases,
  familyOf,
  invites,
  isConsented,
  lifts,
  objects,
  opens,
  pauses,
  removes,
  resumes,
  tightens,
  withdraws,
  type Family,
  type Told,
} from './sentence.ts'

const days = ['7', '30', '90'] as const
const names = ['dana', 'omar', 'lena', 'aron'] as const
type Name = (typeof names)[number]
type Move =
  | { act: 'invites' | 'removes'; who: Name; whom: Name }
  | { act: 'agrees' | 'objects'; who: Name; nth: number }
  | { act: 'withdraws' | 'consents' | 'pauses' | 'resumes' | 'blocks' | 'lifts' | 'erases'; who: Name }
  | { act: 'tightens' | 'opens'; who: Name; to: number }
  | { act: 'a day passes'; nth: number }

const start = fc.shuffledSubarray([...names], { minLength: 1 })
const who = fc.constantFrom(...names)
const nth = fc.nat(3) // of the last ones that were proposed
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('invites' as const), who, whom: who }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('removes' as const), who, whom: who }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('agrees' as const, 'objects' as const), who, nth }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('withdraws' as const, 'consents' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('pauses' as const, 'resumes' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('blocks' as const, 'lifts' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constantFrom('tightens' as const, 'opens' as const, 'opens' as const), who, to: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('erases' as const), who }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('a day passes' as const), nth }) },
)

/** What chance finds too seldom. */
const examples: [Name[], Move[]][] = [
  [
    ['dana', 'omar', 'lena'], // who pauses after it was proposed to end the pause has said no
    [
      { act: 'pauses', who: 'dana' },
      { act: 'resumes', who: 'omar' },
      { act: 'pauses', who: 'lena' },
      { act: 'a day passes', nth: 0 },
      { act: 'resumes', who: 'omar' },
      { act: 'removes', who: 'lena', whom: 'lena' },
      { act: 'a day passes', nth: 0 },
      { act: 'a day passes', nth: 1 },
    ],
  ],
  [
    ['dana', 'omar', 'lena'], // a block stays when who made it leaves, and one that comes after a proposal is a no
    [
      { act: 'blocks', who: 'omar' },
      { act: 'removes', who: 'omar', whom: 'omar' },
      { act: 'a day passes', nth: 0 },
      { act: 'lifts', who: 'lena' },
      { act: 'blocks', who: 'dana' },
      { act: 'a day passes', nth: 0 },
      { act: 'lifts', who: 'lena' },
      { act: 'agrees', who: 'dana', nth: 0 },
      { act: 'lifts', who: 'dana' },
    ],
  ],
  [
    ['dana', 'omar', 'lena'], // who makes it stricter after that was proposed has said no, and what is open already is not opened again
    [
      { act: 'opens', who: 'dana', to: 2 },
      { act: 'opens', who: 'omar', to: 1 },
      { act: 'agrees', who: 'dana', nth: 0 },
      { act: 'agrees', who: 'lena', nth: 0 },
      { act: 'tightens', who: 'lena', to: 0 },
      { act: 'a day passes', nth: 1 },
      { act: 'opens', who: 'omar', to: 2 },
      { act: 'opens', who: 'lena', to: 1 },
      { act: 'a day passes', nth: 1 },
      { act: 'a day passes', nth: 0 },
    ],
  ],
  [
    ['dana', 'omar'], // both leave on the same day: the last one stays
    [
      { act: 'removes', who: 'dana', whom: 'dana' },
      { act: 'removes', who: 'omar', whom: 'omar' },
      { act: 'a day passes', nth: 0 },
      { act: 'a day passes', nth: 1 },
    ],
  ],
  [
    ['dana', 'omar', 'lena'], // who agreed and then left has no say any more
    [
      { act: 'removes', who: 'dana', whom: 'omar' },
      { act: 'agrees', who: 'lena', nth: 0 },
      { act: 'removes', who: 'lena', whom: 'lena' },
      { act: 'a day passes', nth: 0 },
      { act: 'a day passes', nth: 1 },
    ],
  ],
  [
    ['lena', 'omar', 'dana'], // two remove each other, and the third agrees with both: only the first is done
    [
      { act: 'removes', who: 'dana', whom: 'omar' },
      { act: 'removes', who: 'omar', whom: 'dana' },
      { act: 'agrees', who: 'lena', nth: 0 },
      { act: 'agrees', who: 'lena', nth: 1 },
      { act: 'a day passes', nth: 0 },
      { act: 'a day passes', nth: 1 },
    ],
  ],
  [
    ['dana', 'omar', 'lena'], // two want the child erased, and one who waits to leave agrees: what else waited comes to nothing
    [
      { act: 'removes', who: 'lena', whom: 'lena' },
      { act: 'erases', who: 'dana' },
      { act: 'erases', who: 'omar' },
      { act: 'agrees', who: 'omar', nth: 0 },
      { act: 'agrees', who: 'lena', nth: 0 },
      { act: 'agrees', who: 'lena', nth: 1 },
      { act: 'a day passes', nth: 1 },
      { act: 'erases', who: 'dana' },
    ],
  ],
  [
    ['dana', 'omar'], // silence for a day
    [
      { act: 'erases', who: 'dana' },
      { act: 'a day passes', nth: 0 },
      { act: 'objects', who: 'omar', nth: 0 },
    ],
  ],
  [
    ['omar'], // alone
    [{ act: 'erases', who: 'omar' }],
  ],
]

let w: World
const count = { moves: 0, done: 0, objected: 0, lapsed: 0, erased: 0 }
before(async () => {
  w = await world()
})
after(() => w.close())

it('CON-10 whatever guardians propose, answer or leave unanswered, the room does what the sentence says, and a child always has one or is gone', {
  timeout: 200_000,
}, async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}: to see this run again, set SEED`)
  const families = fc.asyncProperty(start, fc.array(move, { minLength: 15, maxLength: 30, size: 'max' }), async (guardians, moves) => {
    await startAnew(guardians)
    const told = familyOf(guardians)
    for (const one of moves) await comparesAfter(told, one)
    for (const { outcome } of told.proposals.values()) if (outcome !== 'open') count[outcome] += 1
    if (told.erased) count.erased += 1
  })
  await fc.assert(families, { seed, numRuns: 200, examples })
  covered('test/guardians/state-machine.test.ts', count)
})

async function comparesAfter(told: Family, one: Move): Promise<void> {
  const proposal = 'nth' in one ? [...told.proposals.keys()].toReversed()[one.nth] : randomUUID()
  if (!proposal) return
  const what = JSON.stringify(one)
  const expected = says(told, one, proposal)
  assert.equal(await does(one, proposal, [...told.proposals.keys()]), expected, what)
  const [room] = await w.asOwner<{
    guardians: string[]
    consented: boolean
    paused: string[]
    blocked: string[]
    open: number
    proposals: Record<string, string>
  }>(
    `select array(select guardian_id::text from guardianships where child_id = $1 and ended_at is null) as guardians,
      exists (select from access.consents_in_force where child_id = $1 and purpose = 'sharing') as consented,
      array(select guardian_id::text from access.pauses_in_force where child_id = $1) as paused,
      array(select by_id::text from blocks where child_id = $1) as blocked,
      (select step from access.settings_in_force where child_id = $1 and setting = 'days') as open,
      (select coalesce(jsonb_object_agg(id, coalesce(outcome, 'open')), '{}') from proposals) as proposals`,
    [w.mia.id],
  )
  assert.deepEqual(room?.guardians.map(nameOf).sort(), [...told.guardians].sort(), what)
  assert.equal(room?.consented, isConsented(told), what)
  assert.deepEqual(room?.paused.map(nameOf).sort(), [...told.pauses.keys()].sort(), what)
  assert.deepEqual(room?.blocked.map(nameOf).sort(), [...told.blocks.keys()].sort(), what)
  assert.equal(room?.open, told.setting.step, what)
  assert.deepEqual(room?.proposals, Object.fromEntries([...told.proposals].map(([id, { outcome }]) => [id, outcome])), what)
  assert.equal(told.guardians.size === 0, told.erased)
  count.moves += 1
}

function says(told: Family, one: Move, proposal: string): Told {
  switch (one.act) {
    case 'invites':
      return invites(told, proposal, one.who, one.whom)
    case 'removes':
      return removes(told, proposal, one.who, one.whom)
    case 'erases':
      return erases(told, proposal, one.who)
    case 'agrees':
      return agrees(told, proposal, one.who)
    case 'objects':
      return objects(told, proposal, one.who)
    case 'withdraws':
      return withdraws(told, one.who)
    case 'consents':
      return consents(told, proposal, one.who)
    case 'pauses':
      return pauses(told, one.who)
    case 'resumes':
      return resumes(told, proposal, one.who)
    case 'blocks':
      return blocks(told, one.who)
    case 'lifts':
      return lifts(told, proposal, one.who)
    case 'tightens':
      return tightens(told, one.who, one.to)
    case 'opens':
      return opens(told, proposal, one.who, one.to)
    case 'a day passes':
      dayPasses(told, proposal)
      return 'done'
  }
}

async function does(one: Move, proposal: string, known: string[]): Promise<string> {
  switch (one.act) {
    case 'invites': {
      const code = randomUUID()
      await w.asOwner(
        `insert into codes (id, code_hash, opens, person_id, by_id, method, expires_at) values (gen_random_uuid(), sha256($1), 'guardian-invitation', $2, $3, 'video-call', now() + interval '1 day')`,
        [code, w.mia.id, w[one.who].id],
      )
      return acts(one.whom, sql`select access.accept_invitation(sha256(convert_to(${code}, 'UTF8')), ${proposal})`)
    }
    case 'removes': {
      const fresh = await proof(one.who, 'guardian.remove', `${w.mia.id}:${w[one.whom].id}`)
      return acts(one.who, sql`select access.propose_removal(${w.mia.id}, ${w[one.whom].id}, ${proposal}, ${fresh})`)
    }
    case 'erases': {
      const fresh = await proof(one.who, 'erasure.make', w.mia.id)
      return acts(one.who, sql`select access.propose_erasing(${w.mia.id}, ${proposal}, ${fresh})`)
    }
    case 'agrees': {
      const fresh = await proof(one.who, 'proposal.agree', proposal)
      return acts(one.who, sql`select access.agree(${proposal}, ${fresh})`)
    }
    case 'objects':
      return acts(one.who, sql`select access.object(${proposal})`)
    case 'withdraws':
      return acts(one.who, sql`select access.withdraw_consent(${w.mia.id}, 'sharing')`)
    case 'consents': {
      const done = await acts(
        one.who,
        sql`select access.give_consents(${w.mia.id}, (select version from access.notice_in_force), '{sharing}', array[gen_random_uuid()])`,
      )
      await w.asOwner("update proposals set id = $1 where what = 'give-consent' and id <> all ($2)", [proposal, known])
      return done
    }
    case 'pauses':
      return acts(one.who, sql`select access.pause_sharing(${w.mia.id}, ${randomUUID()})`)
    case 'resumes': {
      const fresh = await proof(one.who, 'sharing.resume', w.mia.id)
      return acts(one.who, sql`select access.resume_sharing(${w.mia.id}, ${proposal}, ${fresh})`)
    }
    case 'blocks':
      return acts(one.who, sql`select access.block_person(${w.mia.id}, ${w.leo.id}, ${randomUUID()})`)
    case 'lifts': {
      const fresh = await proof(one.who, 'block.lift', `${w.mia.id}:${w.leo.id}`)
      return acts(one.who, sql`select access.lift_block(${w.mia.id}, ${w.leo.id}, ${proposal}, ${fresh})`)
    }
    case 'tightens':
      return acts(one.who, sql`select access.tighten_setting(${w.mia.id}, 'days', ${days[one.to]})`)
    case 'opens': {
      const fresh = await proof(one.who, 'setting.open', `${w.mia.id}:days:${days[one.to]}`)
      return acts(one.who, sql`select access.open_setting(${w.mia.id}, 'days', ${days[one.to]}, ${proposal}, ${fresh})`)
    }
    case 'a day passes': // for all of them, but only this one is due
      await w.asOwner("update settings set said_at = said_at - interval '1 day'")
      for (const table of ['pauses', 'blocks']) await w.asOwner(`update ${table} set made_at = made_at - interval '1 day'`)
      await w.asOwner(
        "update proposals set made_at = made_at - interval '1 day', due_at = due_at - case when id = $1 then interval '1 day' else '0' end",
        [proposal],
      )
      await w.asOwner('select access.settle_proposal($1)', [proposal])
      return 'done'
  }
}

async function acts(name: Name, act: Sql): Promise<string> {
  try {
    await w.house.room.asViewer(viewerOf(w[name]), 'act', (db) => db.rows(act))
    return 'done'
  } catch (fault) {
    if (fault instanceof Refusal) return fault.code
    throw fault
  }
}

async function proof(name: Name, act: string, subject: string): Promise<string> {
  const id = randomUUID()
  await w.asOwner('insert into fresh_checks (id, session_id, act, subject) select $1, id, $2, $3 from sessions where person_id = $4', [
    id,
    act,
    subject,
    w[name].id,
  ])
  return id
}

/** These guard Mia, the first of them has said yes to sharing, and nothing is proposed. */
async function startAnew(guardians: readonly Name[]): Promise<void> {
  await w.asOwner('delete from proposals')
  await w.asOwner('delete from blocks')
  await w.asOwner('delete from settings')
  await w.asOwner('delete from erasures')
  await w.asOwner('update guardianships set ended_at = now() where child_id = $1 and ended_at is null', [w.mia.id])
  await w.asOwner(
    `insert into guardianships (id, child_id, guardian_id, since)
      select gen_random_uuid(), $1, g.id, now() - case when g.n % 2 = 1 then interval '400 days' else interval '20 days' end from unnest($2::uuid[]) with ordinality g (id, n)`,
    [w.mia.id, guardians.map((name) => w[name].id)],
  )
  await w.asOwner(
    `insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
      select gen_random_uuid(), child_id, guardian_id, id, 'sharing', (select version from access.notice_in_force), 'video-call', clock_timestamp()
      from guardianships where child_id = $1 and guardian_id = $2 and ended_at is null`,
    [w.mia.id, w[guardians[0] ?? 'dana'].id],
  )
}

function nameOf(id: string): string {
  return names.find((name) => w[name].id === id) ?? id
}
