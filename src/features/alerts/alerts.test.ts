// Guardians hear the way they chose, without content, and through nobody they did not turn on; a child is never sent anything.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { guardianInvitationFrom, type Answer } from '../../../db/seed.ts'
import { dumpOf } from '../../../test/at-rest/scan.ts'
import { aBrowser, openPushService, type Browser, type StandIn } from '../../../test/push-service.ts'
import { good, mailsOf, makesChild, Person, signsUp, world, type World } from '../../../test/world.ts'
import type { Work } from '../../access/work.ts'
import { openWork } from '../../apps/house.ts'
import { randomToken } from '../../platform/crypto.ts'
import { parseId, type PersonId, type SubscriptionId } from '../../platform/ids.ts'
import { openPush } from '../../platform/push.ts'
import { sweep } from '../erasure/sweep.ts'
import { guardiansWithMail } from '../family-log/jobs.ts'
import { alertKinds, waysOf, type Alerts, type AlertKind } from './contract.ts'
import { postWaiting } from './jobs.ts'
import { sendMessage, tell } from './telling.ts'

describe('alerts', () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  let service: StandIn
  before(async () => {
    w = await world()
    service = await openPushService()
    const opened = await openWork(w.config, w.urls.worker)
    work = { ...opened, push: openPush(w.config, opened.keyring, service.carrier) }
  })
  after(async () => {
    await work?.close()
    await service?.close()
    await w?.close()
  })
  beforeEach(async () => {
    await w.asOwner('delete from push_subscriptions')
    await w.asOwner('delete from alert_ways')
    await w.asOwner('delete from graphile_worker._private_jobs')
    service.answers = 201
  })

  const starts = (who: Person, { endpoint, p256dh, auth }: Browser) => who.post('/api/push-subscriptions', { endpoint, p256dh, auth })
  const turnsOn = async (who: Person, browser = aBrowser()) => {
    await good(starts(who, browser))
    return browser
  }
  const renews = (who: Person, { endpoint }: Browser) => who.post('/api/push-subscriptions/renewals', { endpoint })
  const chooses = (who: Person, kind: string, way: string) => who.post('/api/alerts/ways', { kind, way })
  const alertsOf = (who: Person) => good(who.get<Alerts>('/api/alerts'))
  const devicesOf = async (who: Person) => (await w.asOwner('select from push_subscriptions where person_id = $1', [who.id])).length
  const waits = (post: string) => postWaiting(work, { postId: post })
  /** All that waits for a push service goes there. */
  const delivers = async (tries = 1) => {
    const jobs = await w.asOwner<{ id: string; payload: { subscriptionId: string } }>(
      "select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'alerts.push'",
    )
    for (const { id, payload } of jobs) {
      await w.asOwner('delete from graphile_worker._private_jobs where id = $1', [id])
      await sendMessage(work, tries, { subscriptionId: payload.subscriptionId as SubscriptionId })
    }
  }
  /** What reached whom by mail and by message while something was done. */
  const reaches = async (act: () => Promise<unknown>) => {
    const [mails, from] = [mailsOf(w), service.sent.length]
    await act()
    await delivers()
    return {
      mails: mailsOf(w)
        .filter((mail) => !mails.includes(mail))
        .map((mail) => /^To: (\w+)/m.exec(mail)?.[1])
        .sort(),
      sent: service.sent.slice(from),
    }
  }
  const anotherDeviceOf = async (who: Person) => {
    const other = new Person(w, who.name)
    other.id = who.id
    const token = randomToken()
    await w.asOwner(
      "insert into sessions (id, person_id, kind, token_hash, expires_at) values (gen_random_uuid(), $1, 'guardian', sha256(convert_to($2, 'UTF8')), now() + interval '1 hour')",
      [who.id, token],
    )
    other.cookie = `kitestring=guardian.${token}`
    return other
  }

  it('PAR-1 with nothing chosen it is quiet: a mail where no device gets messages, a message alone where one does', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    assert.deepEqual(await reaches(async () => tell(work, 1, await waits(post))), { mails: ['dana', 'omar'], sent: [] })
    const phone = await turnsOn(w.dana)
    const { mails, sent } = await reaches(async () => tell(work, 1, await waits(post)))
    assert.deepEqual(mails, ['omar'])
    assert.deepEqual(
      sent.map(({ endpoint }) => endpoint),
      [phone.endpoint],
    )
    await good(w.mia.takesBack(post))
  })

  it('T4, T28 a message is the same for everything, to the letter and in its length, and every link in it opens the first page', async () => {
    const phone = await turnsOn(w.dana)
    const post = await w.mia.asks({ with: [w.leo], caption: 'Mia on the beach' })
    const about: AlertKind[] = ['waiting', 'pictured', 'proposed', 'safety']
    const { sent } = await reaches(async () => {
      await tell(work, 1, await waits(post))
      await delivers()
      for (const kind of about) {
        await tell(work, 1, {
          about: kind,
          to: [w.dana.id as PersonId],
          subject: `about ${kind}`.repeat(9),
          text: kind.repeat(99),
          talk: undefined,
        })
        await delivers()
      }
    })
    assert.equal(sent.length, 5)
    for (const one of sent)
      assert.deepEqual(JSON.parse(phone.opens(one)), {
        web_push: 8030,
        notification: {
          title: 'Something waits for you in Kitestring',
          navigate: `${w.config.url.origin}/family/`,
          tag: 'kitestring',
          silent: true,
        },
      })
    assert.equal(new Set(sent.map(({ body }) => body.length)).size, 1)
    assert.equal(new Set(sent.map(({ headers }) => JSON.stringify({ ...headers, authorization: '' }))).size, 1)
    await good(w.mia.takesBack(post))
  })

  it('quiet: several alerts while a message still waits for a device are one message; photos of an hour are one alert, whichever child', async () => {
    await turnsOn(w.dana)
    const zoe = await makesChild(w.dana, new Person(w, 'Zoe'), 'owl')
    const [first, second, third] = [await w.mia.asks({ with: [w.leo] }), await zoe.asks(), await w.mia.asks()]
    await w.asOwner("update posts set asked_at = now() - interval '61 minutes' where id = $1", [first])
    const told = async (post: string) => (await waits(post)).to.map((id) => (id === w.dana.id ? 'dana' : 'omar')).sort()
    assert.deepEqual([await told(first), await told(second), await told(third)], [['dana', 'omar'], ['dana'], ['omar']])
    const { sent } = await reaches(async () => {
      for (const post of [first, second]) await tell(work, 1, await waits(post))
    })
    assert.equal(sent.length, 1)
    for (const post of [first, third]) await good(w.mia.takesBack(post))
    await good(zoe.takesBack(second))
  })

  it('I6 a mail that does not go is tried again for days, and no device hears of it each time; what died at its first try reaches it at the next', async () => {
    await turnsOn(w.dana)
    const post = await w.mia.asks()
    const down = { ...work, mail: { send: () => Promise.reject(new Error('the mail server is away')) } }
    for (const tries of [1, 3]) {
      const { sent } = await reaches(() => assert.rejects(async () => tell(down, tries, await waits(post)), /away/))
      assert.equal(sent.length, 1)
    }
    assert.deepEqual(await reaches(async () => tell(work, 4, await waits(post))), { mails: ['omar'], sent: [] })
    await good(w.mia.takesBack(post))
  })

  it('PAR-1, CON-10 each kind comes the ways it has, and no other is kept: what is about safety or waits for a no always comes by mail', async () => {
    const ways = ['device', 'mail', 'both', 'app', '']
    for (const kind of [...alertKinds, 'ending', ''] as const)
      for (const way of ways) {
        const is = (waysOf as Record<string, readonly string[]>)[kind]?.includes(way) ?? false
        const table = w.asOwner(
          'insert into alert_ways (person_id, kind, way) values ($1, $2, $3) on conflict (person_id, kind) do update set way = excluded.way',
          [w.omar.id, kind, way],
        )
        if (is) await table
        else await assert.rejects(table, /alert_ways_check/, `${kind} ${way}`)
        const asked = await chooses(w.dana, kind, way)
        assert.equal(asked.status, is ? 204 : kind in waysOf && way ? 409 : 400, `${kind} ${way}`)
        if (is) assert.equal((await alertsOf(w.dana)).kinds.find((one) => one.kind === kind)?.way, way)
      }
    for (const kind of ['proposed', 'safety'] as const)
      for (const way of waysOf[kind]) assert.ok(way === 'mail' || way === 'both', `${kind} ${way}`)
    await w.asOwner('delete from alert_ways')
    for (const { kind, way, ways } of (await alertsOf(w.dana)).kinds) assert.equal(way, ways[0], `${kind}: the quiet way is the first`)
  })

  it('each way brings what it says, with a device and without', async () => {
    const said = { device: [[], ['dana'], 1], mail: [['dana'], ['dana'], 0], app: [[], [], 0], both: [['dana'], ['dana'], 1] } as const
    for (const kind of alertKinds)
      for (const way of waysOf[kind]) {
        await w.asOwner('delete from push_subscriptions')
        await good(chooses(w.dana, kind, way))
        const alert = () => tell(work, 1, { about: kind, to: [w.dana.id as PersonId], subject: 'x', text: 'x', talk: undefined })
        const without = await reaches(alert)
        await turnsOn(w.dana)
        const withOne = await reaches(alert)
        const [mailsWith, mailsWithout, messages] = said[way]
        assert.deepEqual(
          [withOne.mails, without.mails, withOne.sent.length, without.sent.length],
          [mailsWith, mailsWithout, messages, 0],
          `${kind} ${way}`,
        )
      }
    const ending = await reaches(() =>
      tell(work, 1, { about: 'ending', to: [w.dana.id as PersonId], subject: 'x', text: 'x', talk: undefined }),
    )
    assert.deepEqual([ending.mails, ending.sent], [['dana'], []])
  })

  it('who wants the week only here gets no mail on Monday; one’s choice is nobody else’s', async () => {
    await good(chooses(w.dana, 'week', 'app'))
    const told = await guardiansWithMail(work)
    assert.ok(!told.includes(w.dana.id as PersonId) && told.includes(w.omar.id as PersonId))
    assert.equal((await alertsOf(w.omar)).kinds.find(({ kind }) => kind === 'week')?.way, 'mail')
  })

  it('NOT-2 what is no address of a named push service is refused, kept nowhere, and gone to by nobody', async () => {
    for (const endpoint of ['https://127.0.0.1/x', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com.example.org/x', 'nonsense']) {
      const { body } = await starts(w.dana, { ...aBrowser(), endpoint })
      assert.deepEqual(body, { code: 'alert.no-push-service' }, endpoint)
    }
    const crooked = await starts(w.dana, { ...aBrowser(), p256dh: 'A'.repeat(87) })
    assert.deepEqual(crooked.body, { code: 'bad-request' })
    assert.equal(await devicesOf(w.dana), 0)
  })

  it('NOT-2 who else learns something is named: nobody at first, and then the push service of one’s own devices', async () => {
    assert.deepEqual((await alertsOf(w.dana)).recipients, [])
    await turnsOn(w.dana, aBrowser('push.services.mozilla.com'))
    await turnsOn(w.dana, aBrowser('web.push.apple.com'))
    assert.deepEqual((await alertsOf(w.dana)).recipients, [
      { host: 'push.services.mozilla.com', what: 'push' },
      { host: 'web.push.apple.com', what: 'push' },
    ])
    assert.deepEqual((await alertsOf(w.omar)).recipients, [], 'which browser another has is theirs')
  })

  it('AT-REST neither the address of a browser nor its keys stand anywhere in the database', async () => {
    const phone = await turnsOn(w.dana)
    const dump = await dumpOf(w.ownerUrl)
    for (const secret of [phone.endpoint, phone.p256dh, phone.auth, new URL(phone.endpoint).pathname]) {
      assert.ok(!dump.includes(secret), secret)
      assert.ok(!dump.includes(Buffer.from(secret, 'base64url').toString('hex')), secret)
    }
  })

  it('WEL-7 no child, relative or visitor gets messages, by any way, and the table itself refuses a child', async () => {
    for (const who of [w.mia, w.rosa, w.sam, w.visitor])
      for (const answer of [
        await starts(who, aBrowser()),
        await renews(who, aBrowser()),
        await chooses(who, 'waiting', 'device'),
        await who.get('/api/alerts'),
      ])
        assert.ok([401, 403].includes(answer.status), `${who.name} ${answer.status}`)
    for (const who of [w.mia, w.rosa]) {
      const row = (holder: string) =>
        w.asOwner(
          "insert into push_subscriptions (id, person_id, holder, service, endpoint_hash, sealed) values (gen_random_uuid(), $1, $2, 'fcm.googleapis.com', sha256('x'), 'x')",
          [who.id, holder],
        )
      await assert.rejects(row('guardian'), /foreign key/)
      await assert.rejects(row(who.kind), /holder_check/)
      await assert.rejects(
        w.asOwner("insert into alert_ways (person_id, kind, way) values ($1, 'waiting', 'device')", [who.id]),
        /foreign key/,
      )
    }
  })

  it('SEC-8 messages end with the device: signed out there, or from another, or with all others, or turned off from another', async () => {
    const ends: Record<string, (phone: Person, me: Person) => Promise<Answer>> = {
      'signed out there': (phone) => phone.ask('DELETE', '/api/session'),
      'signed out from another': async (_, me) => {
        const { devices } = await good(me.get<{ devices: { id: string; here: boolean }[] }>('/api/devices'))
        return me.ask('DELETE', `/api/devices/${devices.filter(({ here }) => !here).at(-1)?.id}`)
      },
      'all others signed out': (_, me) => me.ask('DELETE', '/api/devices'),
      'turned off from another': async (_, me) => me.ask('DELETE', `/api/push-subscriptions/${(await alertsOf(me)).devices[0]?.id}`),
    }
    for (const [how, end] of Object.entries(ends)) {
      const phone = await anotherDeviceOf(w.dana)
      await turnsOn(phone)
      await good(end(phone, w.dana))
      assert.equal(await devicesOf(w.dana), 0, how)
      await w.asOwner("delete from sessions where person_id = $1 and token_hash <> sha256(convert_to($2, 'UTF8'))", [
        w.dana.id,
        w.dana.cookie.split('.')[1],
      ])
    }
  })

  it('SEC-8 a session that ends by itself leaves them on; a lost phone is silenced with all others all the same, and 60 days end them', async () => {
    const phone = await anotherDeviceOf(w.dana)
    const browser = await turnsOn(phone)
    const expires = "update sessions set expires_at = now() - interval '1 second' where id in (select session_id from push_subscriptions)"
    await w.asOwner(expires)
    await sweep(work)
    assert.equal(await devicesOf(w.dana), 1)
    const back = await anotherDeviceOf(w.dana)
    await good(renews(back, browser))
    assert.equal((await alertsOf(back)).devices[0]?.here, true)
    await w.asOwner(expires)
    await sweep(work)
    assert.equal(await devicesOf(w.dana), 1)
    await good(w.dana.ask('DELETE', '/api/devices'))
    assert.equal(await devicesOf(w.dana), 0)
    await turnsOn(w.dana)
    await w.asOwner("update push_subscriptions set expires_at = now() - interval '1 second'")
    assert.deepEqual(
      (await reaches(() => tell(work, 1, { about: 'waiting', to: [w.dana.id as PersonId], subject: 'x', text: 'x', talk: undefined })))
        .mails,
      ['dana'],
    )
    await sweep(work)
    assert.equal(await devicesOf(w.dana), 0)
  })

  it('T22 a device that changed hands hears for its new owner alone; whose it is not cannot renew or end it', async () => {
    const browser = await turnsOn(w.dana)
    assert.equal((await renews(w.omar, browser)).status, 404)
    assert.equal((await renews(w.dana, aBrowser())).status, 404)
    const [mine] = (await alertsOf(w.dana)).devices
    for (const who of [w.omar, w.lena]) assert.equal((await who.ask('DELETE', `/api/push-subscriptions/${mine?.id}`)).status, 404)
    await turnsOn(w.omar, browser)
    assert.deepEqual([await devicesOf(w.dana), await devicesOf(w.omar)], [0, 1])
  })

  it('I19 eight devices of one guardian, and no ninth', async () => {
    for (let n = 0; n < 8; n += 1) await turnsOn(w.dana)
    assert.deepEqual((await starts(w.dana, aBrowser())).body, { code: 'alert.too-many-devices' })
  })

  it('a browser that its push service knows no more is forgotten, and a mail takes the place of what it missed', async () => {
    for (const answers of [404, 410]) {
      await turnsOn(w.dana)
      service.answers = answers
      const { mails } = await reaches(() =>
        tell(work, 1, { about: 'waiting', to: [w.dana.id as PersonId], subject: 'x', text: 'x', talk: undefined }),
      )
      assert.deepEqual(mails, ['dana'])
      assert.equal(await devicesOf(w.dana), 0)
    }
  })

  it('I6 a push service that is away keeps no act waiting; it is tried again, ten times at most, and then a mail takes its place', async () => {
    await turnsOn(w.dana)
    const post = await w.mia.asks({ with: [w.leo] })
    await tell(work, 1, await waits(post))
    const [job] = await w.asOwner<{ max: number; payload: { subscriptionId: SubscriptionId } }>(
      "select j.max_attempts as max, j.payload from graphile_worker._private_jobs j where j.key like 'push %'",
    )
    assert.equal(job?.max, 10)
    service.answers = 503
    const before = mailsOf(w)
    await assert.rejects(sendMessage(work, 9, { subscriptionId: parseId('subscription', job?.payload.subscriptionId) }), /503/)
    assert.equal(mailsOf(w).length, before.length)
    await assert.rejects(sendMessage(work, 10, { subscriptionId: parseId('subscription', job?.payload.subscriptionId) }), /503/)
    const [mail = '', ...more] = mailsOf(w).filter((one) => !before.includes(one)) // they lie in no order
    assert.deepEqual(more, [])
    assert.equal(await devicesOf(w.dana), 1, 'it may be there again tomorrow')
    assert.doesNotMatch(mail, /Mia|Leo|photo/)
    assert.equal((await w.dana.approves(post)).status, 204)
    await good(w.mia.takesBack(post))
  })

  it('T16 who looks after no child any more hears nothing from that moment, also of what was on its way', async () => {
    const vera = new Person(w, 'Vera')
    await signsUp(vera, await guardianInvitationFrom(w.lena, w.leo))
    await turnsOn(vera)
    await tell(work, 1, { about: 'waiting', to: [vera.id as PersonId], subject: 'x', text: 'x', talk: undefined })
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1', [vera.id])
    const { sent, mails } = await reaches(delivers)
    assert.deepEqual([sent, mails], [[], []])
  })

  it('DEL-6 with an account go its devices and what it chose', async () => {
    await turnsOn(w.dana)
    await good(chooses(w.dana, 'week', 'app'))
    await w.asOwner('update push_subscriptions set session_id = null')
    await w.asOwner('select access.forget_person($1)', [w.dana.id])
    assert.deepEqual(await w.asOwner('select person_id from push_subscriptions union all select person_id from alert_ways'), [])
  })
})
