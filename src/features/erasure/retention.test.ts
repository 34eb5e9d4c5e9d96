// Nothing is kept for ever: what each column says of its end is done by a rule, and a family that nobody renews is gone. Time passes by moving every moment back.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { filesBelow } from '../../../test/at-rest/scan.ts'
import { aBrowser } from '../../../test/push-service.ts'
import { good, makesChild, Person, world, type World } from '../../../test/world.ts'
import { openWork } from '../../apps/house.ts'
import { startWorker } from '../../apps/jobs.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import type { Child, Me } from '../people/contract.ts'
import { endOfGrowing } from '../people/growing.ts'
import { askedToRenew } from '../alerts/jobs.ts'
import { tell } from '../alerts/telling.ts'
import type { Erasure } from './contract.ts'
import { sweep } from './sweep.ts'

/** What ends each kind of row: the sweep, an act, or what it hangs on. A new phrase needs a rule before it stands here. */
const endings: Record<string, string> = {
  'until the person is erased': 'access.people_left and the sweep; a child: access.lapse_child',
  'until the child is erased': 'access.lapse_child',
  'until removed or the person is erased': 'its person',
  'as the passkey': 'its person',
  'until it ends': 'the sweep',
  '1 day after it expires': 'the sweep',
  '30 minutes': 'the sweep',
  '30 minutes (CON-6)': 'the sweep',
  '1 hour': 'the sweep',
  'with its code': 'the sweep, with the code it was sent with',
  'until the form is looked at, 14 days at most (CON-6)': 'the desk, forms.erase or the sweep',
  '1 day': 'the sweep',
  'with the connection, and 90 days after it ends': 'the sweep',
  'as above': 'as the column before it',
  '90 days after it ends': 'the sweep',
  '90 days': 'the sweep',
  'until it is taken out or erased': 'its child, or its post',
  'until taken back or erased': 'its child',
  '1 day as a draft, else with its post': 'the sweep, or its post',
  'as the photo': 'its photo',
  'with its post': 'its post',
  '1 year': 'the sweep',
  '1 year after the find (18 USC 2258A(h))': 'the sweep, with its key and its box (holds/jobs.ts)',
  '31 days, longer than any backup': 'the sweep',
  '31 days': 'the sweep',
  'one round, a day at most': 'the next round',
  'the last try only': 'the next try',
  'kept, a public record without personal data (GOV-9)': 'nothing: it names nobody',
  '30 days after it ends': 'the sweep',
  '30 days at most': 'an answer, or the sweep',
  'as the proposal': 'its proposal',
  'until it is taken back, kept or erased, 48 hours at most': 'claims.settle, the sweep, or its post',
  'as the claim': 'its claim',
  '90 days after the last word, 1 year at most': 'the sweep',
  'as the report': 'its report',
  '7 days, longer only while an appeal waits': 'the sweep, with its post',
  'as the post': 'its post',
  '1 year after they left': 'access.people_left and the sweep',
  'until it is removed': 'who removes it, or its child',
  'until they are taken out or parted': 'who takes them out, or the sweep',
  'until it is closed or kept': 'accounts.close, or whoever keeps it',
  'until it is set anew': 'who sets it, or its child',
  'until it is set anew or they part': 'who sets it, or the end of their connection (access.ends_with_them)',
  'until it is lifted': 'who lifts it, or its child',
  'that day only': 'the sweep, when the day of the house is over',
  'until that is done, minutes': 'access.remove_child',
  'as the receipt': 'its erasure',
  'until it is turned off or signed out, 60 days after the device last opened Kitestring at most':
    'who turns it off, its session, or the sweep',
  'as the subscription': 'its subscription',
  'until it is called off': 'who calls it off, or goes with everything: npm run sunset',
}
/** Of the instance, not of a person. */
const ofTheHouse = ['notices', 'keyrings', 'clocks', 'communities', 'checks', 'incidents', 'incident_ends', 'sunsets', 'migrations']

describe('nothing is kept for ever', { timeout: 240_000 }, () => {
  let w: World
  let work: Awaited<ReturnType<typeof openWork>>
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
    await w.asOwner("delete from people where kind = 'staff'") // made by hand, and taken away by hand
    await work.keyring.destroy('person', w.sam.id as PersonId)
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })

  it('DAT-1, DAT-2 what each column says of its end is one of the endings that something brings about', async () => {
    const said = await w.asOwner<{ retention: string }>(`
      select distinct substring(d.description from 'retention: (.*)$') as retention from pg_description d
      join pg_class c on c.oid = d.objoid and c.relnamespace = 'public'::regnamespace where d.objsubid > 0`)
    assert.deepEqual(
      said.map(({ retention }) => retention).filter((retention) => !(retention in endings)),
      [],
    )
  })

  it('DAT-2 from 60 days before its end a guardian keeps a child for a year more, any of them, and the child is told until when', async () => {
    const renews = (who: Person) => good(who.post(`/api/children/${w.mia.id}/renewals`))
    const until = async () => (await good(w.omar.get<Child>(`/api/children/${w.mia.id}`))).keptUntil
    const made = await until()
    await renews(w.omar)
    assert.equal(await until(), made, 'it is too early to say it')
    await w.asOwner("update children set renew_by = now() + interval '59 days' where child_id = $1", [w.mia.id])
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).renewal, 'may-be-said')
    await renews(w.omar)
    assert.ok(Date.parse(await until()) >= Date.parse(made))
    assert.equal((await good(w.mia.get<{ keptUntil: string }>('/api/me'))).keptUntil, await until())
    for (const stranger of [w.lena, w.aron]) assert.equal((await stranger.post(`/api/children/${w.mia.id}/renewals`)).status, 404)
    assert.equal((await w.mia.post(`/api/children/${w.mia.id}/renewals`)).status, 403)
  })

  it('DAT-2 whose year is over is asked for first, even when the machine was off for long, and is kept for two weeks more', async () => {
    await w.asOwner("update children set renew_by = now() - interval '100 days' where child_id = $1", [w.ana.id])
    await sweep(work)
    const jobs = await w.asOwner<{ days: number }>(
      `
      select round(extract(epoch from run_at - now()) / 86400)::int as days from graphile_worker._private_jobs
      where payload::text like '%' || $1 || '%' order by 1`,
      [w.ana.id],
    )
    assert.deepEqual(
      jobs.map(({ days }) => days),
      [0, 7],
    )
    await tell(work, 1, await askedToRenew(work, { childId: w.ana.id }))
    const mails = filesBelow(join(w.folder, 'mail')).map((file) => readFileSync(file, 'utf8'))
    assert.equal(mails.length, 1)
    assert.match(mails[0] ?? '', /To: aron@example.org[\s\S]*\/family\/children/)
    assert.doesNotMatch(mails[0] ?? '', /Ana/)
    await w.asOwner(
      "update children set asked_at = now() - interval '60 days', counted_at = now() - interval '60 days', asked_days = 12 where child_id = $1",
      [w.ana.id],
    )
    for (let n = 0; n < 3; n += 1) await sweep(work) // the machine was off again: one day more was heard, not sixty
    assert.ok((await good(w.ana.get<{ viewer: object | null }>('/api/me'))).viewer)
    await good(w.aron.post(`/api/children/${w.ana.id}/renewals`))
    await sweep(work)
    assert.ok((await good(w.ana.get<{ viewer: object | null }>('/api/me'))).viewer, 'a guardian said that it stays')
  })

  it('DAT-2 a connection that ended, and both yeses to it, are gone 90 days later; what was shared by it stays with its child', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia] })
    const connection = await w.connectionOf(w.mia, w.leo)
    await good(w.lena.ask('DELETE', `/api/connections/${connection}`))
    const left = async () =>
      (
        await w.asOwner<{ n: number }>('select count(*)::int as n from connection_approvals where for_id = $1 or other_id = $1', [w.mia.id])
      )[0]?.n
    const before = (await left()) ?? 0
    await w.asOwner("update connections set ended_at = now() - interval '89 days 23 hours' where id = $1", [connection])
    await sweep(work)
    assert.equal(await left(), before)
    await w.asOwner("update connections set ended_at = now() - interval '90 days 1 second' where id = $1", [connection])
    await sweep(work)
    assert.equal(await left(), before - 2)
    assert.deepEqual(await w.asOwner('select from connections where id = $1', [connection]), [])
    assert.equal((await w.leo.get(`/api/posts/${post}`)).status, 200)
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
  })

  it('DAT-2, I16 a year more that is said while the child lapses is the last word', async () => {
    await w.asOwner(
      "update children set renew_by = now() - interval '1 day', asked_at = now(), counted_at = now(), asked_days = 14 where child_id = $1",
      [w.ana.id],
    )
    const [says, lapses] = [await prompt(), await prompt()]
    await says.query('begin')
    await says.query("select set_config('role', 'kitestring_guardian', true), set_config('app.session', $1, true)", [
      w.aron.cookie.split('.')[1],
    ])
    await says.query('select access.renew_child($1)', [w.ana.id])
    const lapsing = lapses.query('select access.lapse_child($1, gen_random_uuid())', [w.ana.id])
    await pause(300)
    await says.query('commit')
    await lapsing
    for (const one of [says, lapses]) await one.end()
    assert.deepEqual(await w.asOwner('select from erasures where child_id = $1', [w.ana.id]), [])
    assert.ok((await good(w.ana.get<{ viewer: object | null }>('/api/me'))).viewer)
  })

  it('DEL-10 a guardian says in which month a child turns 13, and the child reads it; a year later it is erased, whatever year more was said', async () => {
    const noa = await makesChild(w.lena, new Person(w, 'Noa'), 'owl')
    const page = `/api/children/${noa.id}`
    const month = new Date().toISOString().slice(0, 7)
    await good(w.lena.post(`${page}/growing-up`, { month }))
    const me = await good(noa.get<Me>('/api/me'))
    assert.equal(me.growsUpOn, `${month}-01T00:00:00.000Z`)
    assert.equal(me.keptUntil, endOfGrowing(me.growsUpOn))
    assert.equal((await w.lena.post(`${page}/growing-up`, { month: '2020-01' })).status, 422)
    for (const [who, status] of [
      [w.aron, 404],
      [noa, 403],
    ] as const)
      assert.equal((await who.post(`${page}/growing-up`, { month })).status, status)
    const days = (asked: number) =>
      w.asOwner(
        "update children set grows_up_on = date_trunc('month', now()) - interval '1 year', renew_by = now() + interval '59 days', asked_days = $2 where child_id = $1",
        [noa.id, asked],
      )
    await days(0)
    await sweep(work)
    const alert = await askedToRenew(work, { childId: noa.id })
    assert.match(alert?.subject ?? '', /grows out of Kitestring/)
    assert.deepEqual(alert?.to, [w.lena.id])
    assert.equal((await good(w.lena.get<Child>(page))).renewal, 'not-yet')
    await days(13)
    await good(w.lena.post(`${page}/renewals`))
    await sweep(work)
    assert.ok((await good(noa.get<Me>('/api/me'))).viewer, 'everybody had two weeks')
    await days(14)
    await sweep(work)
    assert.equal((await good(noa.get<Me>('/api/me'))).viewer, null)
    assert.deepEqual(await w.asOwner('select from people where id = $1', [noa.id]), [])
    const { erasures } = await good(w.lena.get<{ erasures: Erasure[] }>('/api/erasures'))
    assert.ok(erasures[0]?.receipt)
  })

  it('CON-10, DEL-11 what came due while the machine was off waits a day more, so that somebody can answer', async () => {
    const freshCheckId = await w.dana.fresh('export.make', w.mia.id)
    await good(w.dana.post(`/api/children/${w.mia.id}/exports`, { freshCheckId }))
    const [open] = await w.asOwner<{ id: string }>('select id from proposals where ended_at is null')
    await w.asOwner("update proposals set made_at = made_at - interval '26 hours', due_at = due_at - interval '26 hours' where id = $1", [
      open?.id,
    ])
    await w.asOwner(
      "update graphile_worker._private_jobs set run_at = run_at - interval '26 hours' where payload::text like '%' || $1 || '%'",
      [open?.id],
    )
    const worker = await startWorker(work, w.urls.worker)
    await pause(1500)
    await worker.stop()
    assert.deepEqual((await w.asOwner('select id from proposals where ended_at is null')).length, 1)
    await good(w.omar.post(`/api/proposals/${open?.id}/objection`))
  })

  it('DAT-2, DEL-7 after two years only the family that was renewed is there; three years later nothing of anybody is', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.ana] })
    await w.shares(w.mia, w.dana, { with: [w.leo] })
    await good(w.mia.takesBack((await w.shares(w.mia, w.dana)).post))
    for (const [child, friend] of [
      [w.mia, w.leo],
      [w.leo, w.ana],
    ] as const)
      await good(child.post(`/api/children/${child.id}/circles`, { picture: 'star', name: 'Friends', people: [friend.id] }))
    await good(w.lena.post(`/api/children/${w.leo.id}/ideas`, { words: 'something round' }))
    await good(w.leo.post('/api/reports', { personId: w.mia.id, reason: 'mean' }))
    const vera = newId('staff') // who leaves at once
    await work.keyring.makePersonKey(vera)
    await w.asOwner("select access.name_staff($1, 'x', 'moderator', sha256('x')), access.end_staff($1)", [vera])
    await good(w.leo.post('/api/feelings', { feeling: 'cross' }))
    await good(w.leo.post('/api/collections', { picture: 'sun', name: 'Summer', posts: [post] }))
    await good(w.omar.post(`/api/children/${w.mia.id}/pauses`))
    for (const who of [w.omar, w.lena]) {
      const { endpoint, p256dh, auth } = aBrowser()
      await good(who.post('/api/push-subscriptions', { endpoint, p256dh, auth }))
      await good(who.post('/api/alerts/ways', { kind: 'week', way: 'app' }))
    }
    await good(w.rosa.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.rosa)}`))
    for (let month = 0; month < 24; month += 1) {
      await monthPasses()
      await w.asOwner("update sessions set expires_at = now() + interval '1 hour' where person_id = $1", [w.lena.id])
      await good(w.lena.post(`/api/children/${w.leo.id}/renewals`))
      await sweep(work)
    }
    assert.deepEqual((await w.asOwner<{ id: string }>('select id from people')).map(({ id }) => id).sort(), [w.lena.id, w.leo.id].sort())
    assert.equal((await w.lena.get(`/api/posts/${post}`)).status, 200)
    const names = [w.mia, w.ana, w.dana, w.omar, w.aron, w.rosa].map(({ id }) => id)
    assert.deepEqual(await keysAndBytes(names), [])

    for (let month = 0; month < 36; month += 1) {
      await monthPasses()
      await sweep(work)
    }
    const tables = await w.asOwner<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
    const left: string[] = []
    for (const { name } of tables)
      if (!ofTheHouse.includes(name) && (await w.asOwner(`select from ${name} limit 1`)).length > 0) left.push(name)
    assert.deepEqual(left, [])
    assert.deepEqual(await keysAndBytes(['']), [])
    assert.deepEqual(
      readdirSync(join(w.folder, 'mail')).filter((name) => name.endsWith('.eml')),
      [],
    )
  })

  async function prompt(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: w.ownerUrl })
    await client.connect()
    return client
  }

  /** Every moment there is becomes 31 days older, also those of files; and the machine was on. */
  async function monthPasses(): Promise<void> {
    const columns = await w.asOwner<{ name: string; set: string }>(`
      select c.oid::regclass::text as name, string_agg(format('%1$I = %1$I - interval ''31 days''', a.attname), ', ') as set
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'timestamptz'::regtype
      where c.relkind = 'r' and (c.relnamespace = 'public'::regnamespace or c.oid = 'graphile_worker._private_jobs'::regclass) group by 1`)
    await w.asOwner("set session_replication_role = 'replica'")
    for (const { name, set } of columns) await w.asOwner(`update ${name} set ${set}`)
    await w.asOwner("set session_replication_role = 'origin'")
    await w.asOwner('update children set asked_days = asked_days + 31 where counted_at is not null')
    for (const file of filesBelow(w.folder)) {
      const at = statSync(file).mtimeMs / 1000 - 31 * 86_400
      utimesSync(file, at, at)
    }
  }

  /** Files of keys and bytes whose name or text holds one of these. */
  async function keysAndBytes(ids: readonly string[]): Promise<string[]> {
    const files = [...['person', 'photo', 'post', 'reply'].map((kind) => join(w.config.keyringFolder, kind)), join(w.folder, 'blobs')]
      .filter((folder) => existsSync(folder)) // a kind of which there never was a key has none
      .flatMap((folder) => filesBelow(folder))
    return files.filter((file) => ids.some((id) => file.includes(id) || (id && readFileSync(file).includes(id))))
  }
})
