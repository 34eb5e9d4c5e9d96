// Rows that no act can make are put in by the owner's hand past every foreign key and trigger: the round finds them among the real families, ends them,
// writes it into the children's logs, tells their guardians and nobody else, and the incident is public. CNT-10
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import type { PromisesNow } from '../../src/safeguards/contract.ts'
import { promises } from '../../src/safeguards/promises.ts'
import { tryPromises } from '../../src/safeguards/round.ts'
import { covered } from '../covered.ts'
import { good, mailsOf, type Person, world, type World } from '../world.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'

/** What a hand wrote, to whom it is told, and what must be over afterwards. */
type Bad = { writes: string[]; told: string[]; about: Person[]; act: string; isOver(): Promise<boolean> }

describe('what is in force without its yes', () => {
  let w: World
  let grounds: TestGrounds
  let found = 0
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    grounds = await groundsOf(w)
  })
  after(async () => {
    await grounds.close()
    await w.close()
  })
  const round = () =>
    tryPromises(
      grounds,
      promises.filter(({ id }) => id === 'nothing-without-a-yes'),
    )
  const now = () => good(w.visitor.get<PromisesNow>('/api/promises'))
  const perceives = async (one: Person, other: Person) =>
    (await one.get('/api/connections')).raw.includes(other.id) || (await one.get('/api/audience')).raw.includes(other.id)

  async function findsAndEnds(bad: Bad): Promise<void> {
    const [mails, entries] = [new Set(mailsOf(w)), await realEntries(w)]
    await pastEveryDoor(w, bad.writes)
    assert.equal((await round())[0]?.failed, 'nothing-without-a-yes')
    const state = await now()
    assert.ok(state.closed.includes('viewing'))
    assert.equal(state.incidents[0]?.promiseId, 'nothing-without-a-yes')
    assert.equal(state.incidents[0]?.endedAt, null)
    const told = () => mailsOf(w).filter((mail) => !mails.has(mail) && /^Subject: Kitestring ended something that nobody had/m.test(mail))
    for (let waited = 0; told().length < bad.told.length; waited += 100) {
      assert.ok(waited < 20_000, 'no mail')
      await pause(100)
    }
    assert.deepEqual(
      told()
        .map((mail) => /^To: (\w+)/m.exec(mail)?.[1])
        .sort(),
      bad.told,
    )
    for (const mail of told()) assert.doesNotMatch(mail.replace(/^To: .*$/m, ''), /Mia|Leo|Ana\b|Dana|Omar|Lena|Aron|Rosa/i) // T28
    const noted = (await realEntries(w)).slice(entries.length).map(({ child_id, act }) => `${act} ${child_id}`)
    assert.deepEqual(noted.sort(), bad.about.map(({ id }) => `${bad.act} ${id}`).sort())
    await w.asOwner('insert into incident_ends (incident_id) select id from incidents on conflict do nothing')
    assert.deepEqual((await now()).closed, [])
    assert.equal(await bad.isOver(), true, 'it is not viewing alone that was closed')
    found += 1
  }

  it('CNT-10 a connection without any approval is ended, and both families are told', async () => {
    const bad = connection(w.mia, w.ana, [randomUUID(), randomUUID()])
    await pastEveryDoor(w, [bad])
    assert.equal(await perceives(w.mia, w.ana), true, 'such a row would count, or there would be nothing to find')
    await w.asOwner('delete from connections where id = (select id from connections order by made_at desc limit 1)')
    await findsAndEnds({
      writes: [bad],
      told: ['aron', 'dana', 'omar'],
      about: [w.mia, w.ana],
      act: 'connection.no-yes',
      isOver: async () => !(await perceives(w.mia, w.ana)) && !(await perceives(w.ana, w.mia)),
    })
    const { entries } = await good(w.dana.get<FamilyLog>(`/api/children/${w.mia.id}/log`))
    assert.equal(entries[0]?.act, 'connection.no-yes')
    assert.equal(entries[0]?.by, null)
  })

  it('CNT-10 a connection that only one side, or a child itself, said yes to is ended', async () => {
    const [low = w.mia, high = w.ana] = [w.mia, w.ana].sort((one, other) => (one.id < other.id ? -1 : 1))
    const [one, two] = [randomUUID(), randomUUID()]
    const yes = (id: string, mine: Person, other: Person, by: Person, guardianship: string) =>
      `insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) values ('${id}', '${mine.id}', 'child', '${other.id}', '${by.id}', ${guardianship})`
    const right = (child: Person) => `(select id from guardianships where child_id = '${child.id}' order by since limit 1)`
    const guardianOf = (child: Person) => (child === w.mia ? w.dana : w.aron)
    const ways: string[][] = [
      [yes(one, low, high, guardianOf(low), right(low)), connection(w.mia, w.ana, [one, two])],
      [
        yes(one, low, high, guardianOf(low), right(low)),
        yes(two, high, low, guardianOf(low), right(low)), // the same family, for both sides
        connection(w.mia, w.ana, [one, two]),
      ],
      [
        'alter table connection_approvals drop constraint connection_approvals_check1',
        yes(one, low, high, guardianOf(low), right(low)),
        yes(two, high, low, high, 'null'),
        connection(w.mia, w.ana, [one, two]),
      ],
    ]
    for (const writes of ways) {
      await findsAndEnds({
        writes,
        told: ['aron', 'dana', 'omar'],
        about: [w.mia, w.ana],
        act: 'connection.no-yes',
        isOver: async () => !(await perceives(w.mia, w.ana)),
      })
      await w.asOwner('delete from connection_approvals where id = any ($1)', [[one, two]])
    }
  })

  it('CNT-10 a share that nobody who guards the child said yes to is over for the others; the child and its guardians keep it', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    const [photo] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
    const share = `update posts set shared_from = now() - interval '1 minute', shared_until = now() + interval '6 days' where id = '${post}'`
    const yesOf = (guardian: Person) =>
      `insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) select id, '${guardian.id}', content_hash, gen_random_uuid() from posts where id = '${post}'`
    for (const writes of [[share], [share, yesOf(w.lena)]]) {
      await findsAndEnds({
        writes,
        told: ['dana', 'omar'],
        about: [w.mia],
        act: 'post.no-yes',
        isOver: async () => !(await w.leo.sees(post, photo?.id ?? '')),
      })
      for (const person of [w.mia, w.dana, w.omar])
        assert.equal((await good(person.get<Post>(`/api/posts/${post}`))).state, 'over', person.name)
      await w.asOwner('delete from approvals where post_id = $1', [post])
    }
  })

  it('CNT-10 an audience row by a connection of other people shows nothing, and the share it was put to ends', async () => {
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const other = await w.connectionOf(w.leo, w.ana)
    const row = `insert into post_audience (post_id, person_id, connection_id, shared_from) values ('${post}', '${w.ana.id}', '${other}', now())`
    await pastEveryDoor(w, [row])
    assert.equal(await w.ana.sees(post, photo), false, 'sight refuses it by itself')
    assert.equal(await w.leo.sees(post, photo), true)
    await w.asOwner('delete from post_audience where person_id = $1 and post_id = $2', [w.ana.id, post])
    await findsAndEnds({
      writes: [row],
      told: ['dana', 'omar'],
      about: [w.mia],
      act: 'post.no-yes',
      isOver: async () => !(await w.leo.sees(post, photo)) && !(await w.ana.sees(post, photo)),
    })
  })

  it('CNT-10 what is right is left alone, also when whoever said yes guards no longer', async () => {
    const mine = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1 and child_id = $2', [w.dana.id, w.mia.id])
    const rows = await w.asOwner('select id, ended_at from connections order by id')
    for (const _round of [1, 2]) assert.equal((await round())[0]?.failed, undefined)
    assert.ok((await now()).incidents.every(({ endedAt }) => endedAt !== null))
    assert.deepEqual(await w.asOwner('select id, ended_at from connections order by id'), rows)
    const [post] = await w.asOwner<{ on: boolean }>('select shared_until > now() as on from posts where id = $1', [mine.post])
    assert.equal(post?.on, true)
    covered('test/safeguards/without-yes.test.ts', { rows: found })
  })
})

function connection(one: Person, other: Person, [low, high]: [string, string]): string {
  return `insert into connections (id, low_id, high_id, low_approval_id, high_approval_id)
    select gen_random_uuid(), least('${one.id}'::uuid, '${other.id}'), greatest('${one.id}'::uuid, '${other.id}'), '${low}', '${high}'`
}

async function pastEveryDoor(w: World, writes: string[]): Promise<void> {
  await w.asOwner("set session_replication_role = 'replica'")
  for (const text of writes) await w.asOwner(text)
  await w.asOwner("set session_replication_role = 'origin'")
}

function realEntries(w: World): Promise<{ child_id: string; act: string }[]> {
  return w.asOwner(
    "select child_id, act from log_entries where act like '%.no-yes' and child_id not in (select person_id from canaries) order by at, child_id",
  )
}
