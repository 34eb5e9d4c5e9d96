// Settings: each is enforced or is not there; the strictest holds until a guardian opens it; and no combination of them opens anything to a stranger. PAR-1, PAR-7
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Proposals } from '../../src/features/guardians/contract.ts'
import type { AudienceChoices, Post } from '../../src/features/posts/contract.ts'
import type { ChildSettings } from '../../src/features/settings/contract.ts'
import { settingNames, settings, upTo, type SettingName } from '../../src/features/settings/values.ts'
import { sql, type Sql } from '../../src/platform/db/sql.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import { zoneWhereItIs } from '../house.ts'
import { good, type Person, world, type World } from '../world.ts'
import { sightOf, viewerOf } from './looking.ts'

type Values = Record<SettingName, string>

let w: World
before(async () => {
  w = await world()
  await w.asOwner("update children set band = '10-13' where child_id in ($1, $2)", [w.mia.id, w.leo.id]) // or she may not be asked for less, nor they write to each other. KID-5
  await w.asOwner("update settings set value = 'own-words' where setting = 'replies' and child_id = $1", [w.leo.id])
})
after(() => w?.close())

/** As a guardian has set it. What is missing nobody has ever set. */
async function sets(values: Partial<Values>): Promise<void> {
  await w.asOwner('delete from settings where child_id = $1', [w.mia.id])
  await w.asOwner(
    'insert into settings (child_id, setting, value, by_id, said_at) select $1, x.setting, x.value, $2, now() from jsonb_each_text($3) x (setting, value)',
    [w.mia.id, w.dana.id, values],
  )
}

/** One after the other: the first refusal, or that all went through. */
async function says(...acts: [who: Person, act: Sql][]): Promise<string> {
  for (const [who, act] of acts)
    try {
      await w.house.room.asViewer(viewerOf(who), 'act', (db) => db.rows(act))
    } catch (fault) {
      if (fault instanceof Refusal) return fault.code
      throw fault
    }
  return 'done'
}

async function asks(post: string, people: readonly Person[], days: string): Promise<string> {
  const photo = randomUUID()
  await w.asOwner("insert into photos (id, child_id, width, height, thumbhash_sealed, digest) values ($1, $2, 4, 3, 'x', sha256('d'))", [
    photo,
    w.mia.id,
  ])
  const audience = people.map(({ id }) => id)
  return says([
    w.mia,
    sql`select access.ask_to_share(${post}, 'x', ${Number(days)}, '{}', sha256('h'), array[${photo}::uuid], array['x'::bytea], ${audience}::uuid[])`,
  ])
}

async function approves(post: string): Promise<string> {
  const fresh = randomUUID()
  await w.asOwner(
    "insert into fresh_checks (id, session_id, act, subject) select $1, id, 'post.approve', 'inbox' from sessions where person_id = $2",
    [fresh, w.dana.id],
  )
  return says([w.dana, sql`select access.approve_post(${post}, sha256('h'), ${fresh})`])
}

const sends = (who: Person, post: string, what: string) => says([who, sql`select access.send_reply(${randomUUID()}, ${post}, ${what})`])
const writes = (who: Person, post: string) => says([who, sql`select access.write_reply(${randomUUID()}, ${post}, 'x', sha256('h'), '{}')`])
const sendsHeart = (post: string) => sends(w.rosa, post, 'heart')

/** How many minutes after the yes somebody else sees it, as long as that has not begun. */
async function waitOf(post: string): Promise<number> {
  const [row] = await w.asOwner<{ minutes: number }>(
    'select extract(epoch from p.shared_from - y.at)::float / 60 as minutes from posts p join approvals y on y.post_id = p.id where p.id = $1',
    [post],
  )
  return row?.minutes ?? Number.NaN
}

/** Whether it goes out by itself, and whether guardians are alerted. */
async function goesOut(post: string): Promise<'not' | 'told' | 'untold'> {
  const [row] = await w.asOwner<{ told: boolean }>(
    "select exists (select from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'alerts.post-went' and j.payload ->> 'postId' = y.post_id::text) as told from approvals y where y.post_id = $1 and y.step is not null",
    [post],
  )
  return row ? (row.told ? 'told' : 'untold') : 'not'
}

/** The window passes, however long it is. */
async function isShared(post: string): Promise<void> {
  await w.asOwner(
    "update posts set shared_from = t, shared_until = shared_until - (shared_from - t) from (select now() - interval '1 second' as t) x where id = $1",
    [post],
  )
  await w.asOwner("update post_audience set shared_from = now() - interval '1 second' where post_id = $1", [post])
}

const itIs = (hour: number) => w.asOwner('update clocks set time_zone = $1', [zoneWhereItIs(hour)])

async function forgetsPosts(): Promise<void> {
  for (const table of ['approvals', 'photos', 'posts']) await w.asOwner(`delete from ${table}`)
}

describe('every setting', () => {
  /** Something that this value allows and no stricter one does: what comes of it, 'done' or a refusal. A setting without a line here does not compile. */
  const tries: { [name in SettingName]: (value: (typeof settings)[name][number]) => Promise<string> } = {
    audience: (value) => asks(randomUUID(), value === 'everyone' ? [w.leo] : [w.rosa], '7'),
    days: (value) => asks(randomUUID(), [w.rosa], value),
    'cooling-off': async (value) => {
      const post = randomUUID()
      await asks(post, [w.rosa], '7')
      await approves(post)
      return (await waitOf(post)) <= { 'ten-minutes': 10, minute: 1 }[value] ? 'done' : 'setting.closed'
    },
    hearts: async (value) => {
      const post = randomUUID()
      await asks(post, [w.rosa], '7')
      await approves(post)
      await isShared(post)
      return value === 'on' ? sendsHeart(post) : 'done'
    },
    replies: async (value) => {
      const post = randomUUID()
      await w.asOwner("insert into settings (child_id, setting, value) values ($1, 'audience', 'everyone') on conflict do nothing", [
        w.mia.id,
      ])
      await asks(post, [w.leo], '7')
      await approves(post)
      await isShared(post)
      return value === 'off'
        ? 'done'
        : value === 'own-words'
          ? writes(w.leo, post)
          : sends(w.leo, post, { stickers: 'sun', phrases: 'looks-fun' }[value])
    },
    hours: async (value) => {
      await itIs({ '20-7': 19, '21-6': 20, never: 23 }[value])
      const { status } = await w.mia.get('/api/audience')
      await itIs(12)
      return status === 200 ? 'done' : 'setting.closed'
    },
    budget: async (value) => {
      const before = { '30': 1, '60': 3, 'all-day': 4 }[value] // and it wants one more
      await w.asOwner("insert into visits values ($1, access.local_time()::date, $2, now() - interval '1 minute')", [w.mia.id, before])
      const { status } = await w.mia.post('/api/visits')
      await w.asOwner('delete from visits')
      return status === 204 ? 'done' : 'setting.closed'
    },
    asking: async (value) => {
      await forgetsPosts()
      const [before, post] = [randomUUID(), randomUUID()]
      await asks(before, [w.rosa], '7')
      if (value === 'new-people') {
        await approves(before)
        await isShared(before)
      }
      await asks(post, [w.rosa], '7')
      const how = await goesOut(post)
      return value === 'each' || how === 'untold' || (how === 'told' && value !== 'weekly') ? 'done' : 'setting.closed'
    },
  }
  const attempt = tries as Record<SettingName, (value: string) => Promise<string>>

  it('PAR-1 the list of the database and the list of the screens are one list', async () => {
    const rows = await w.asOwner<{ setting: string; values: string[]; steps: number[] }>(
      'select setting, array_agg(value order by step) as values, array_agg(step order by step) as steps from access.values_of_settings() group by setting',
    )
    assert.deepEqual(Object.fromEntries(rows.map(({ setting, values }) => [setting, values])), settings)
    for (const { setting, steps } of rows) assert.deepEqual(steps, [...steps.keys()], setting)
  })

  for (const name of settingNames)
    for (const set of [undefined, ...settings[name]])
      it(`PAR-7 ${name} at ${set ?? 'nothing that anybody set'} is held to: what a more open value allows is refused`, async () => {
        const values: readonly string[] = settings[name]
        const allowed = set === undefined ? values.slice(0, 1) : upTo(values, set)
        await sets(set === undefined ? {} : { [name]: set })
        for (const value of values) assert.equal(await attempt[name](value), allowed.includes(value) ? 'done' : 'setting.closed', value)
        await forgetsPosts()
      })

  it('PAR-1 a value that nobody knows allows nothing', async () => {
    await sets({
      audience: 'the whole world',
      days: '365',
      hearts: 'yes',
      replies: 'words',
      'cooling-off': 'none',
      hours: 'always',
      budget: '1000',
      asking: 'nobody',
    })
    await itIs(20)
    assert.deepEqual((await w.mia.post('/api/visits')).body, { code: 'hours.closed' })
    await itIs(12)
    await w.asOwner("insert into visits values ($1, access.local_time()::date, 2, now() - interval '1 minute')", [w.mia.id])
    assert.deepEqual((await w.mia.post('/api/visits')).body, { code: 'day.spent' })
    await w.asOwner('delete from visits')
    assert.equal(await asks(randomUUID(), [w.rosa], '7'), 'setting.closed')
    const [row] = await w.asOwner<{ wait: string }>('select access.cooling_off($1)::text as wait', [w.mia.id])
    assert.equal(row?.wait, '00:10:00')
  })

  it('CON-10 what waits is held to what is set when a guardian says yes, and what they said yes to before stays as it was', async () => {
    const [before, waiting] = [randomUUID(), randomUUID()]
    await sets({ audience: 'everyone', days: '90' })
    for (const post of [before, waiting]) assert.equal(await asks(post, [w.leo], '90'), 'done')
    assert.equal(await approves(before), 'done')
    await isShared(before)
    for (const strict of [{ audience: 'everyone', days: '30' }, { days: '90' }]) {
      await sets(strict)
      assert.equal(await approves(waiting), 'setting.closed', JSON.stringify(strict))
      assert.deepEqual(await sightOf(w, before), ['Dana', 'Leo', 'Mia', 'Omar'], JSON.stringify(strict))
    }
    await forgetsPosts()
  })
})

describe('every two settings together', () => {
  it('PAR-7 whatever two of them are set to, nobody sees a post without a why, nobody who is not connected, and nobody later than when it was asked', async () => {
    const mostOpen = Object.fromEntries(settingNames.map((name) => [name, settings[name].at(-1) ?? ''])) as Values
    let seen = 0
    for (const values of everyPair()) {
      await sets(values)
      const isAllowed = (name: SettingName, value: string) => upTo<string>(settings[name], values[name]).includes(value)
      for (const audience of [[], [w.rosa], [w.leo], [w.leo, w.rosa], [w.leo, w.ana]])
        for (const days of settings.days) {
          const what = JSON.stringify({ ...values, audience: audience.map(({ name }) => name), days })
          const post = randomUUID()
          const asked = await asks(post, audience, days)
          const fits = isAllowed('days', days) && (isAllowed('audience', 'everyone') || !audience.includes(w.leo))
          assert.equal(asked, audience.includes(w.ana) ? 'post.not-connected' : fits ? 'done' : 'setting.closed', what)
          const family = ['Dana', 'Mia', 'Omar']
          if (asked !== 'done') assert.deepEqual(await sightOf(w, post), [], what)
          else {
            assert.deepEqual(await sightOf(w, post), family, what)
            const goes = values.asking === 'told' || values.asking === 'weekly' || (values.asking === 'new-people' && audience.length === 0)
            assert.equal(await approves(post), goes ? 'post.not-waiting' : 'done', what)
            assert.deepEqual(await sightOf(w, post), family, what)
            assert.ok((await waitOf(post)) >= 1, what)
            await isShared(post)
            const all = [...family, ...audience.map(({ name }) => name)].sort()
            assert.deepEqual(await sightOf(w, post), all, what)
            assert.equal(
              await sendsHeart(post),
              !audience.includes(w.rosa) ? 'not-found' : isAllowed('hearts', 'on') ? 'done' : 'setting.closed',
              what,
            )
            assert.equal(
              await sends(w.leo, post, 'sun'),
              !audience.includes(w.leo) ? 'not-found' : isAllowed('replies', 'stickers') ? 'done' : 'setting.closed',
              what,
            )
            for (const other of [{}, mostOpen]) {
              await sets(other)
              assert.deepEqual(await sightOf(w, post), all, `${what}, then ${JSON.stringify(other)}`)
            }
            await sets(values)
            seen += 1
          }
          await forgetsPosts()
        }
    }
    assert.ok(seen > 30, String(seen))
  })

  /** Few combinations in which every value of each setting meets every value of each other one. */
  function everyPair(): Values[] {
    const pairsOf = (values: Values) =>
      settingNames.flatMap((a, n) => settingNames.slice(n + 1).map((b) => `${a} ${values[a]} ${b} ${values[b]}`))
    const all = settingNames.reduce<Partial<Values>[]>(
      (made, name) => made.flatMap((values) => settings[name].map((value) => ({ ...values, [name]: value }))),
      [{}],
    ) as Values[]
    const missing = new Set(all.flatMap(pairsOf))
    const chosen: Values[] = []
    while (missing.size > 0) {
      const news = (values: Values) => pairsOf(values).filter((pair) => missing.has(pair)).length
      const [best] = all.toSorted((a, b) => news(b) - news(a))
      if (!best) break
      chosen.push(best)
      for (const pair of pairsOf(best)) missing.delete(pair)
    }
    return chosen
  }
})

describe('two homes and a setting', () => {
  before(() => sets({ audience: 'everyone', days: '30' }))

  const at = () => `/api/children/${w.mia.id}`
  const tightens = (who: Person, setting: string, value: string) => who.post(`${at()}/tightenings`, { setting, value })
  const opens = async (who: Person, setting: string, value: string, child = w.mia) =>
    who.post(`/api/children/${child.id}/openings`, {
      setting,
      value,
      freshCheckId: await who.fresh('setting.open', `${child.id}:${setting}:${value}`),
    })
  const shown = async (who: Person) =>
    Object.fromEntries(
      (await good(who.get<ChildSettings>(`${at()}/settings`))).settings.map(({ setting, value, by, since }) => [
        setting,
        `${value} by ${by?.name ?? 'nobody'}${since === null ? '' : ', since'}`,
      ]),
    )
  const waiting = async () =>
    (await good(w.omar.get<Proposals>('/api/proposals'))).proposals.filter(
      ({ what, outcome }) => what === 'open-setting' && outcome === null,
    )
  const dayPasses = async (proposal: string) => {
    await w.asOwner("update settings set said_at = said_at - interval '1 day'")
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      proposal,
    ])
    await w.asOwner('select access.settle_proposal($1)', [proposal])
  }

  it('PAR-3 the child and its guardians see what is set and by whom; to everybody else there is nothing', async () => {
    const all = {
      audience: 'everyone by Dana, since',
      days: '30 by Dana, since',
      'cooling-off': 'ten-minutes by nobody',
      hearts: 'off by nobody',
      replies: 'off by nobody',
      hours: '20-7 by nobody',
      budget: '30 by nobody',
      asking: 'each by nobody',
    }
    for (const who of [w.mia, w.dana, w.omar]) assert.deepEqual(await shown(who), all, who.name)
    for (const who of [w.leo, w.ana, w.lena, w.aron])
      assert.deepEqual((await who.get(`${at()}/settings`)).raw, (await who.get(`/api/children/${randomUUID()}/settings`)).raw, who.name)
    for (const [who, status] of [
      [w.rosa, 403],
      [w.sam, 403],
      [w.visitor, 401],
    ] as const)
      assert.equal((await who.get(`${at()}/settings`)).status, status, who.name)
  })

  it('CON-10 any guardian makes it stricter alone, at once and without proof; nobody opens it that way', async () => {
    await good(tightens(w.omar, 'days', '7'))
    await good(tightens(w.omar, 'days', '7')) // once more is nothing more
    assert.equal((await shown(w.dana))['days'], '7 by Omar, since')
    assert.deepEqual((await tightens(w.omar, 'days', '90')).body, { code: 'setting.not-stricter' })
    assert.equal((await tightens(w.lena, 'days', '7')).status, 404)
    assert.equal((await tightens(w.mia, 'days', '7')).status, 403)
    assert.deepEqual((await tightens(w.dana, 'days', 'minute')).body, { code: 'setting.not-stricter' })
    assert.equal((await tightens(w.dana, 'days', '14')).status, 400)
    assert.equal((await tightens(w.dana, 'camera', 'off')).status, 400)
    const { entries } = await good(w.mia.get<FamilyLog>(`${at()}/log`))
    assert.deepEqual(
      entries.filter(({ act }) => act.startsWith('setting.')).map(({ act, by }) => `${act} by ${by?.name}`),
      ['setting.tighten by Omar'],
    )
  })

  it('CON-10 opening waits a day for the others, who are told; silence is a yes, and a no is a no', async () => {
    await good(opens(w.dana, 'days', '90'))
    assert.equal((await shown(w.dana))['days'], '7 by Omar, since')
    const [proposal] = await waiting()
    assert.deepEqual(
      [proposal?.opens, proposal?.by?.name, proposal?.mayObject],
      [{ setting: 'days', value: '90', personId: null }, 'Dana', true],
    )
    assert.deepEqual((await opens(w.dana, 'days', '30')).body, { code: 'proposal.already' })
    await good(w.omar.post(`/api/proposals/${proposal?.id}/objection`))
    assert.equal((await shown(w.dana))['days'], '7 by Omar, since')
    await good(opens(w.dana, 'days', '30'))
    await dayPasses((await waiting())[0]?.id ?? '')
    assert.equal((await shown(w.omar))['days'], '30 by Dana, since')
  })

  it('CON-10 who makes it stricter after that was proposed has said no to it', async () => {
    await good(opens(w.dana, 'days', '90'))
    const [proposal] = await waiting()
    await good(tightens(w.omar, 'days', '7'))
    await dayPasses(proposal?.id ?? '')
    assert.equal((await shown(w.omar))['days'], '7 by Omar, since')
    assert.deepEqual(await waiting(), [])
  })

  it('PAR-8 who guards alone opens it at once, with a proof for exactly that', async () => {
    const settings = `/api/children/${w.leo.id}`
    await good(w.lena.post(`${settings}/tightenings`, { setting: 'days', value: '7' }))
    const freshCheckId = await w.lena.fresh('setting.open', `${w.leo.id}:days:30`)
    assert.deepEqual((await w.lena.post(`${settings}/openings`, { setting: 'days', value: '90', freshCheckId })).body, {
      code: 'fresh-check.needed',
    })
    await good(w.lena.post(`${settings}/openings`, { setting: 'days', value: '30', freshCheckId }))
    assert.deepEqual((await opens(w.lena, 'days', '7', w.leo)).body, { code: 'setting.not-more-open' })
    assert.deepEqual((await good(w.leo.get<AudienceChoices>('/api/audience'))).lengths, [7, 30])
  })

  it('AUD-3 the child is offered what it may choose, a guardian cannot say yes to more, and a relative is asked for no heart that nobody takes', async () => {
    await sets({ audience: 'everyone', hearts: 'on' })
    await good(w.mia.post('/api/visits'))
    const post = await w.mia.asks({ with: [w.leo, w.rosa] })
    const offered = async () => {
      const { people, always, onlyFamily, lengths } = await good(w.mia.get<AudienceChoices>('/api/audience'))
      return [people.map(({ name }) => name), always.map(({ name }) => name), onlyFamily, lengths]
    }
    const grownUps = ['Dana', 'Omar']
    assert.deepEqual(await offered(), [['Leo', 'Rosa'], grownUps, false, [7]])
    await good(tightens(w.dana, 'audience', 'family'))
    assert.deepEqual(await offered(), [['Rosa'], grownUps, true, [7]])
    const seen = await good(w.dana.get<Post>(`/api/posts/${post}`))
    assert.deepEqual([seen.isBeyond, seen.abilities], [true, ['send-back', 'take-back']])
    assert.deepEqual((await w.dana.approves(post)).body, { code: 'setting.closed' })
    const forRosa = (await w.shares(w.mia, w.dana, { with: [w.rosa] })).post
    await isShared(forRosa)
    assert.deepEqual(await w.rosa.feed().then((posts) => posts.map(({ id, mayReply }) => [id, ...mayReply])), [[forRosa, 'heart']])
    await good(tightens(w.omar, 'hearts', 'off'))
    assert.deepEqual(await w.rosa.feed().then((posts) => posts.map(({ id, mayReply }) => [id, ...mayReply])), [[forRosa]])
    assert.deepEqual((await w.rosa.post(`/api/posts/${forRosa}/replies`, { says: 'heart' })).body, { code: 'setting.closed' })
  })
})
