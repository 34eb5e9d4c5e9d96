// What a broken promise closes: which checks count as broken, who is told, what each closing stops, and that what ends or takes back goes on.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Feature, PromisesNow } from '../../src/safeguards/contract.ts'
import { promises } from '../../src/safeguards/promises.ts'
import type { PromiseId } from '../../src/safeguards/register.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { tryPromises } from '../../src/safeguards/round.ts'
import { good, world, type Person, type World } from '../world.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'

describe('what a broken promise closes', () => {
  let w: World
  let grounds: TestGrounds
  let thing: { post: string; photo: string }
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    grounds = await groundsOf(w)
    thing = await w.shares(w.mia, w.dana, { with: [w.leo] })
  })
  after(async () => {
    await grounds.close()
    await w.close()
  })
  const now = () => good(w.visitor.get<PromisesNow>('/api/promises'))
  const only = (id: PromiseId, check?: () => Promise<void>) =>
    promises.filter((one) => one.id === id).map((one) => ({ ...one, check: check ?? one.check }))
  const holdsTwice = async (id: PromiseId) => {
    for (const _round of [1, 2]) await tryPromises(grounds, only(id))
  }

  it('GOV-3 a check that throws, and one that never ends, are broken promises', async () => {
    const fails = async () => {
      throw new Error('not a word')
    }
    const limit = { check: 50, stage: 60_000 }
    assert.equal((await tryPromises(grounds, only('strangers', fails), limit))[0]?.failed, 'could-not-try')
    assert.equal(
      (
        await tryPromises(
          grounds,
          only('signed-out', () => new Promise(() => {})),
          limit,
        )
      )[0]?.failed,
      'took-too-long',
    )
    assert.deepEqual((await now()).closed, ['viewing'])
    for (const id of ['strangers', 'signed-out'] as const) await holdsTwice(id)
    assert.deepEqual((await now()).closed, [])
  })

  it('F2, GOV-3 a crash of the database under a check breaks no promise, and it is tried again; one after another does', async () => {
    let crashes = 0
    const crashesTill = (times: number) => async () => {
      if (crashes === times) return
      crashes += 1
      await Promise.all([grounds.asChecks((db) => db.rows(sql`select pg_sleep(30)`)), until(async () => (await endsTheirs()) > 0)])
    }
    const endsTheirs = async () =>
      (
        await w.asOwner(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'kitestring_checks' and datname = current_database() and query like '%pg_sleep%' and state = 'active'",
        )
      ).length
    assert.equal((await tryPromises(grounds, only('strangers', crashesTill(1))))[0]?.change, 'held')
    assert.deepEqual([crashes, (await now()).closed], [1, []])
    crashes = 0
    const [twice] = await tryPromises(grounds, only('strangers', crashesTill(2)))
    assert.deepEqual([twice?.failed, crashes, (await now()).closed], ['could-not-try', 2, ['viewing']])
    await holdsTwice('strangers')
  })

  it('GOV-3 when the families cannot even be made, everything they would have tried is broken', async () => {
    const nowhere = { ...grounds, send: () => Promise.reject(new Error('nobody answers')) }
    assert.deepEqual(
      (await tryPromises(nowhere, [...only('strangers'), ...only('code-once'), ...only('no-place')])).map(({ failed }) => failed),
      ['no-stage', 'no-stage', 'no-stage'],
    )
    assert.deepEqual((await now()).closed.sort(), ['connecting', 'sharing', 'viewing'])
    for (const id of ['strangers', 'code-once', 'no-place'] as const) await holdsTwice(id)
  })

  it('GOV-3 each guardian has one mail when something closes and one when it opens, and open screens look again', async () => {
    const folder = join(w.folder, 'mail')
    const earlier = new Set(readdirSync(folder))
    const mails = (subject: RegExp) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.eml') && !earlier.has(name))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .filter((mail) => subject.test(mail))
    const [closed, opened] = [/^Subject: Kitestring closed something/m, /^Subject: Kitestring holds its promises again/m]
    const heard = await hears(w, w.leo)
    const fails = async () => {
      throw new Error('not a word')
    }
    await tryPromises(grounds, [...only('strangers', fails), ...only('signed-out', fails)])
    await until(() => mails(closed).length >= 4 && heard.times > 1) // 1: an open line begins with it
    for (const id of ['strangers', 'signed-out'] as const) await holdsTwice(id)
    await until(() => mails(opened).length >= 4)
    heard.end()
    for (const subject of [closed, opened]) {
      const told = mails(subject).map((mail) => /^To: (\w+)/m.exec(mail)?.[1])
      assert.deepEqual(told.sort(), ['aron', 'dana', 'lena', 'omar'], 'one mail for a feature, however many promises are broken')
      for (const mail of mails(subject)) assert.doesNotMatch(mail, /Mia|Leo|Ana\b/) // T28
    }
  })

  it('GOV-3 viewing closed: nobody sees what others shared, its owner and guardians do, and taking back works', async () => {
    const mine = await w.shares(w.mia, w.dana, { with: [w.leo] })
    assert.equal(await w.leo.sees(mine.post, mine.photo), true)
    await closes(w, 'viewing')
    assert.equal(await w.leo.sees(mine.post, mine.photo), false)
    for (const person of [w.mia, w.dana]) assert.equal(await person.sees(mine.post, mine.photo), true)
    assert.equal((await w.mia.takesBack(mine.post)).status, 202)
    await opens(w)
    assert.equal(await w.leo.sees(mine.post, mine.photo), false)
    assert.equal(await w.leo.sees(thing.post, thing.photo), true)
  })

  it('GOV-3 sharing closed: asking and approving are refused', async () => {
    const waiting = await w.mia.asks({ with: [w.leo] })
    await closes(w, 'sharing')
    assert.deepEqual((await w.dana.approves(waiting)).body, { code: 'safeguard.closed' })
    await assert.rejects(w.mia.asks({ with: [w.leo] }), /503.*safeguard\.closed/)
    await opens(w)
    assert.equal((await w.dana.approves(waiting)).status, 204)
  })

  it('GOV-3 connecting closed: offers, answers and confirmations are refused', async () => {
    await closes(w, 'connecting')
    await assert.rejects(w.connect([w.dana, w.mia], [w.aron, w.ana]), /503.*safeguard\.closed/)
    await opens(w)
  })

  it('I17 while everything is closed: taking back, withdrawing, ending a connection and blocking work', async () => {
    const mine = await w.shares(w.leo, w.lena, { with: [w.ana] })
    for (const feature of ['viewing', 'sharing', 'connecting'] as const) await closes(w, feature)
    assert.equal((await w.leo.takesBack(mine.post)).status, 202)
    assert.equal((await w.aron.post(`/api/children/${w.ana.id}/withdrawals`, { purpose: 'sharing' })).status, 204)
    assert.equal((await w.leo.ask('DELETE', `/api/connections/${await w.connectionOf(w.leo, w.ana)}`)).status, 204)
    for (const person of [w.mia, w.dana])
      assert.equal((await person.post(`/api/children/${w.mia.id}/blocks`, { personId: w.rosa.id })).status, 204)
    assert.equal(await w.connectionOf(w.mia, w.rosa), '')
    await opens(w)
  })

  it('GOV-9 what was open of a promise that this version does not make ends at the next round, and is recorded as such', async () => {
    await closes(w, 'connecting') // of a promise called "test"
    await w.asOwner("insert into checks (name, feature, attacks, failed) values ('test', 'connecting', 1, 'test')")
    await tryPromises(grounds, only('signed-out'))
    const { closed, incidents } = await now()
    assert.deepEqual(closed, [])
    assert.equal(incidents.find(({ promiseId }) => promiseId === 'test')?.ended, 'no-longer-promised')
    assert.deepEqual(await w.asOwner("select name from checks where name = 'test'"), [])
    assert.deepEqual([...new Set(incidents.filter(({ promiseId }) => promiseId !== 'test').map(({ ended }) => ended))], ['held-again'])
  })

  it('GOV-3 silence closes: nobody has tried for an hour', async () => {
    await holdsTwice('signed-out')
    assert.equal((await now()).silentSince, null)
    await w.asOwner("update checks set tried_at = now() - interval '61 minutes'")
    const state = await now()
    assert.notEqual(state.silentSince, null)
    assert.ok(state.closed.includes('viewing'))
    assert.equal(await w.leo.sees(thing.post, thing.photo), false)
    await w.asOwner('update checks set tried_at = now()')
    assert.equal(await w.leo.sees(thing.post, thing.photo), true)
  })
})

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 100) {
    assert.ok(waited < 20_000, 'it did not happen')
    await pause(100)
  }
}

/** How often this person's open line said that something changed. */
async function hears(w: World, person: Person): Promise<{ times: number; end(): void }> {
  const stop = new AbortController()
  const heard = { times: 0, end: () => stop.abort() }
  const { body } = await fetch(`http://localhost:${w.config.port}/api/events`, { headers: { cookie: person.cookie }, signal: stop.signal })
  const read = async () => {
    for await (const chunk of body ?? []) heard.times += Buffer.from(chunk).toString().split('event: changed').length - 1
  }
  read().catch(() => {}) // it is cut when the test ends
  return heard
}

async function closes(w: World, feature: Feature): Promise<void> {
  await w.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'test', $1, 'test')", [feature])
}

async function opens(w: World): Promise<void> {
  await w.asOwner('insert into incident_ends (incident_id) select id from incidents on conflict do nothing')
}
