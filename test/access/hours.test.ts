// Quiet hours and the day budget are held at the door, for the child alone, by the house's own clock; and of a day nothing is left when it is over. WEL-8, WEL-9, WEL-14
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { after, before, beforeEach, describe, it } from 'node:test'
import pg from 'pg'
import { may, ruleOf, type Action } from '../../src/access/may.ts'
import { openWork } from '../../src/apps/house.ts'
import { routes } from '../../src/apps/routes.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { Me } from '../../src/features/people/contract.ts'
import type { ChildSettings } from '../../src/features/settings/contract.ts'
import { ConfigFault, toConfig } from '../../src/platform/config.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { idPhoto } from '../fixtures/make-photos.ts'
import { zoneWhereItIs } from '../house.ts'
import { good, type Person, world, type World } from '../world.ts'
import { viewerOf } from './looking.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w?.close())

const itIs = (hour: number) => w.asOwner('update clocks set time_zone = $1', [zoneWhereItIs(hour)])
const dayOf = async (child: Person) => (await good(child.get<Me>('/api/me'))).day
const codeOf = async (asked: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await asked
  return status < 300 ? 'done' : (body as { code: string }).code
}
/** As nobody has ever set anything of these. */
const isStrict = (child: Person) => w.asOwner("delete from settings where child_id = $1 and setting in ('hours', 'budget')", [child.id])

beforeEach(async () => {
  await itIs(12)
  await w.asOwner('delete from visits')
  await isStrict(w.mia)
})

describe('quiet hours', () => {
  it('WEL-8 what nobody has set is closed from 20 to 7 by the clock of the house, and open from 7 on', async () => {
    for (const [hour, is] of [
      [7, 'between'],
      [19, 'between'],
      [20, 'asleep'],
      [23, 'asleep'],
      [0, 'asleep'],
      [6, 'asleep'],
    ] as const) {
      await itIs(hour)
      assert.equal(await dayOf(w.mia), is, String(hour))
      assert.equal(await codeOf(w.mia.get('/api/audience')), is === 'asleep' ? 'hours.closed' : 'done', String(hour))
    }
  })

  it('WEL-8 the clock is the name of a zone, so that summer time is part of it; an offset is refused, and without a clock it is night', async () => {
    await w.asOwner("update clocks set time_zone = 'Europe/Berlin'")
    const [row] = await w.asOwner<{ shows: string }>("select to_char(access.local_time(), 'DD HH24') as shows")
    const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', day: '2-digit', hour: '2-digit', hourCycle: 'h23' })
    const parts = Object.fromEntries(there.formatToParts().map(({ type, value }) => [type, value]))
    assert.equal(row?.shows, `${parts['day']} ${parts['hour']}`)
    for (const zone of ['+02:00', 'Mars/Olympus', 'CEST summer', 'CET', 'BST', 'IST', 'PST']) // of letters the database makes an offset, or another place
      assert.throws(() => toConfig({ KITESTRING_TIME_ZONE: zone }), ConfigFault)
    assert.equal(toConfig({ KITESTRING_TIME_ZONE: 'America/New_York' }).timeZone, 'America/New_York')
    await w.asOwner('delete from clocks')
    assert.equal(await dayOf(w.mia), 'asleep')
    await w.asOwner('insert into clocks (time_zone) values ($1)', [zoneWhereItIs(12)])
  })

  it('WEL-8 at night a child makes nothing and is shown nothing of others; its own it sees, takes back and leaves, and help needs nobody', async () => {
    await good(w.mia.post('/api/visits'))
    const hers = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const his = await w.shares(w.leo, w.lena, { with: [w.mia] })
    await itIs(21)
    const connection = await w.connectionOf(w.mia, w.leo)
    const post = { photos: [{ photoId: randomUUID(), alt: '' }], caption: '', audience: [], days: 7 }
    for (const asked of [
      w.mia.get('/api/feed'),
      w.mia.get(`/api/photos/${his.photo}/card`),
      w.mia.get(`/api/photos/${randomUUID()}/card`), // whether it is there or not
      w.mia.post('/api/photos', await idPhoto(1, { width: 320, height: 240 })),
      w.mia.post('/api/posts', post),
      w.mia.post('/api/visits'),
    ])
      assert.equal(await codeOf(asked), 'hours.closed')
    for (const open of [
      '/api/me',
      '/api/posts',
      `/api/posts/${hers.post}`,
      `/api/photos/${hers.photo}/card`,
      '/api/connections',
      '/api/receipts',
      `/api/children/${w.mia.id}/log`,
      `/api/children/${w.mia.id}/settings`,
    ])
      assert.equal(await codeOf(w.mia.get(open)), 'done', open)
    assert.equal(await codeOf(w.mia.takesBack(hers.post)), 'done')
    assert.equal(await codeOf(w.mia.ask('DELETE', `/api/connections/${connection}`)), 'done')
    assert.equal(await codeOf(w.mia.post('/api/assent-withdrawals')), 'done')
    await itIs(12)
    await good(w.mia.post('/api/assents', { lesson: '2026-11' }))
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
  })

  it('WEL-8 guardians and relatives are at home at night too', async () => {
    await good(w.mia.post('/api/visits'))
    const { post } = await w.shares(w.mia, w.dana, { with: [w.rosa] })
    await itIs(21)
    for (const [who, url] of [
      [w.dana, `/api/posts/${post}`],
      [w.omar, '/api/inbox'],
      [w.rosa, '/api/feed'],
    ] as const)
      assert.equal(await codeOf(who.get(url)), 'done', who.name)
  })

  it('WEL-8 what was being made waits through the night, and what was answered before it is answered again in the morning', async () => {
    await good(w.mia.post('/api/visits'))
    const photoId = await w.mia.draws()
    const key = { 'idempotency-key': randomUUID() }
    const asks = () => w.mia.post('/api/posts', { photos: [{ photoId, alt: 'x' }], caption: '', audience: [w.rosa.id], days: 7 }, key)
    await itIs(20)
    assert.equal(await codeOf(asks()), 'hours.closed')
    await itIs(7)
    const first = await good(asks())
    await itIs(22)
    assert.deepEqual(await good(asks()), first) // it was done before the night: only the answer was lost
  })
})

describe('the day', () => {
  const quarterPasses = () => w.asOwner("update visits set ends_at = ends_at - interval '15 minutes'")
  const asked = () => codeOf(w.mia.get('/api/feed'))
  const todayFor = async (who: Person) => (await good(who.get<ChildSettings>(`/api/children/${w.mia.id}/settings`))).today

  it('WEL-9 two visits a day, where nobody has set more; then nothing new opens, and the next day it does again', async () => {
    assert.equal(await asked(), 'visit.needed')
    for (let visit = 0; visit < 2; visit += 1) {
      assert.equal(await dayOf(w.mia), 'between')
      await good(w.mia.post('/api/visits'))
      await good(w.mia.post('/api/visits')) // while one runs it is the same one
      assert.deepEqual([await dayOf(w.mia), await asked(), await todayFor(w.dana)], ['visit', 'done', 'within'])
      await quarterPasses()
    }
    assert.deepEqual([await dayOf(w.mia), await asked(), await codeOf(w.mia.post('/api/visits'))], ['spent', 'day.spent', 'day.spent'])
    for (const who of [w.mia, w.dana, w.omar]) assert.equal(await todayFor(who), 'used', who.name)
    await w.asOwner('update visits set day = day - 1')
    assert.deepEqual([await dayOf(w.mia), await todayFor(w.dana)], ['between', 'within'])
    await good(w.mia.post('/api/visits'))
    assert.deepEqual(await w.asOwner('select begun from visits'), [{ begun: 1 }])
  })

  it('WEL-9 what was begun in a visit may be finished within half an hour after it', async () => {
    const his = await w.shares(w.leo, w.lena, { with: [w.mia] })
    await w.asOwner("insert into visits values ($1, access.local_time()::date, 2, now() - interval '1 second')", [w.mia.id])
    assert.deepEqual([await dayOf(w.mia), await asked()], ['spent', 'day.spent'])
    assert.equal(await codeOf(w.mia.get(`/api/photos/${his.photo}/card`)), 'done') // what it looks at already
    const photoId = await w.mia.draws()
    await w.asOwner("update visits set ends_at = now() - interval '31 minutes'")
    const late = () => codeOf(w.mia.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [w.rosa.id], days: 7 }))
    assert.equal(await late(), 'day.spent')
    await w.asOwner("update visits set ends_at = now() - interval '29 minutes'")
    assert.equal(await late(), 'done')
  })

  it('WEL-9 two windows that begin at the same moment begin one visit', async () => {
    await Promise.all([1, 2, 3, 4].map(() => good(w.mia.post('/api/visits'))))
    assert.deepEqual(await w.asOwner('select begun from visits'), [{ begun: 1 }])
  })

  it('WEL-14 where no time is set, no visit is written down; and of a day that is over the sweep leaves nothing', async () => {
    await good(w.leo.post('/api/visits')) // everything is open to him
    assert.deepEqual(await w.asOwner('select * from visits'), [])
    const work = await openWork(w.config, w.urls.worker)
    await good(w.mia.post('/api/visits'))
    await sweep(work)
    assert.equal((await w.asOwner('select * from visits')).length, 1) // it is today still
    await w.asOwner("update visits set day = day - 1, ends_at = now() - interval '29 minutes'")
    await sweep(work)
    assert.equal((await w.asOwner('select * from visits')).length, 1) // something may be finished still
    await w.asOwner("update visits set ends_at = now() - interval '31 minutes'")
    await sweep(work)
    assert.deepEqual(await w.asOwner('select * from visits'), [])
    await work.close()
  })

  it('WEL-11 nobody hears that a child begins a visit, not even its guardians, and no log has it', async () => {
    const heard: string[] = []
    const client = new pg.Client({ connectionString: w.ownerUrl })
    await client.connect()
    await client.query('listen changed')
    client.on('notification', ({ payload = '' }) => heard.push(payload))
    const before = await w.asOwner('select count(*) from log_entries')
    await good(w.mia.post('/api/visits'))
    await w.asOwner("select pg_notify('changed', 'last')") // nothing overtakes it
    while (!heard.includes('last')) await once(client, 'notification')
    await client.end()
    assert.deepEqual([heard, await w.asOwner('select count(*) from log_entries')], [[w.mia.id, 'last'], before])
  })
})

describe('who sets and reads it', () => {
  it('WEL-8 CON-10 any guardian closes more at once, also at night; opening takes proof, and another family is told nothing', async () => {
    await w.asOwner("insert into settings values ($1, 'hours', 'never', $2, now() - interval '1 day')", [w.mia.id, w.dana.id])
    await itIs(20)
    assert.notEqual(await dayOf(w.mia), 'asleep')
    await good(w.omar.post(`/api/children/${w.mia.id}/tightenings`, { setting: 'hours', value: '20-7' }))
    assert.equal(await dayOf(w.mia), 'asleep')
    for (const who of [w.leo, w.lena, w.rosa, w.aron])
      assert.notEqual((await who.get(`/api/children/${w.mia.id}/settings`)).status, 200, who.name)
    for (const [who, child] of [
      [w.dana, w.leo],
      [w.lena, w.mia],
    ] as const) {
      const [row] = await w.house.room.asViewer(viewerOf(who), 'read', (db) =>
        db.rows<{ used: boolean | null }>(sql`select access.used_today(${child.id}) as used`),
      )
      assert.equal(row?.used, null)
    }
  })
})

describe('what is open when', () => {
  const ofChildren = (Object.keys(may) as Action[]).filter((action) => ruleOf(action).who.includes('child'))

  it('WEL-8 I17 at any hour: whatever tells, closes, ends or leaves; a new act of a child waits for the morning until somebody decides otherwise', () => {
    const asleep = ofChildren.filter((action) => ruleOf(action).hours !== 'always' && !ruleOf(action).who.includes('visitor')).sort()
    assert.deepEqual(asleep, [
      'assent.give',
      'audience.choose',
      'block.undo',
      'circle.make',
      'circle.put-in',
      'claim.take-back',
      'collection.make',
      'collection.put-in',
      'face.change',
      'feed.read',
      'handover.ask',
      'handover.assent',
      'name.wish',
      'photo.make',
      'photo.read',
      'pictures.choose',
      'post.make',
      'reply.send',
      'reply.write',
      'visit.begin',
    ])
    const looking = ['audience.choose', 'feed.read', 'photo.read', 'visit.begin']
    const ending = ['handover.ask', 'handover.assent'] // what leaves and what ends is decided together by day, also where nothing more is kept
    for (const action of asleep) assert.equal(ruleOf(action).keeps === 'more', ![...looking, ...ending].includes(action), action)
    const within = (hours: string) => ofChildren.filter((action) => ruleOf(action).hours === hours)
    assert.deepEqual(
      [within('own'), within('finish'), within('visit')],
      [['photo.read'], ['photo.make', 'post.make'], ['reply.send', 'reply.write', 'feed.read']],
    )
  })

  it('WEL-8 what is about one post and open to a child is open at any hour, since the door asks for its why', () => {
    for (const { may: action } of routes)
      if (ofChildren.includes(action) && ruleOf(action).why) assert.equal(ruleOf(action).hours, 'always', action)
  })
})
