// Where people are signed in: who sees it, what a device is called, that one which is signed out is out at once, and how children share one.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { newCode, sha256 } from '../../platform/crypto.ts'
import type { Child, Device, Me } from '../people/contract.ts'
import { good, Person, world, type World } from '../../../test/world.ts'
import { codeLetters } from './codes.ts'
import type { DraftKey } from '../photos/contract.ts'
import type { OwnDevices, Pictures } from './contract.ts'

let w: World
before(async () => {
  w = await world({ port: 0 })
})
after(() => w.close())

describe('where one is signed in', () => {
  it('SEC-8 everybody sees their own devices and which one is here; guardians see those of their child as well', async () => {
    const tablet = await paired()
    for (const person of [w.mia, w.leo, w.dana, w.lena, w.rosa]) assert.ok((await own(person)).length >= 1, person.name)
    assert.deepEqual(
      (await own(w.mia)).map(({ here }) => here),
      [true, false],
    )
    assert.deepEqual(
      (await own(tablet)).map(({ here }) => here),
      [false, true],
    )
    assert.equal((await own(w.dana)).length, 1, "a child's tablet is not among a guardian's own")
    const ids = async (person: Person) => (await devicesOfMia(person)).map(({ id }) => id)
    assert.deepEqual(
      await ids(w.dana),
      (await own(w.mia)).map(({ id }) => id),
    )
    assert.deepEqual(await ids(w.omar), await ids(w.dana))
    const over = [await alsoOn(w.dana), await paired()]
    for (const { cookie } of over)
      await w.asOwner('update sessions set expires_at = now() where token_hash = $1', [sha256(cookie.split('.')[1] ?? '')])
    assert.deepEqual([(await own(w.dana)).length, (await own(w.mia)).length, (await ids(w.dana)).length], [1, 2, 2], 'whose time is over')
    await good(tablet.ask('DELETE', '/api/session'))
  })

  it('DAT-8, T18 of a device there is no more than an id, a name that a person gave it, and two times to the quarter of an hour', async () => {
    const phone = person('Dana')
    const agent = { 'user-agent': 'Canary-Phone-7781', 'x-forwarded-for': '203.0.113.77', 'sec-ch-ua-platform': '"Canary"' }
    await good(phone.ask('POST', '/api/sessions', { way: { kind: 'code', code: await signInCode(w.dana) } }, agent))
    const devices = [...(await own(phone)), ...(await devicesOfMia(w.dana))]
    for (const device of devices) {
      assert.deepEqual(
        Object.keys(device)
          .filter((key) => key !== 'here')
          .sort(),
        ['id', 'locked', 'name', 'since', 'until'],
      )
      for (const time of [device.since, device.until]) assert.match(time, /T\d\d:(00|15|30|45):00\.000Z$/)
    }
    const columns = await w.asOwner<{ name: string }>(
      "select attname as name from pg_attribute where attrelid = 'sessions'::regclass and attnum > 0 order by 1",
    )
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['created_at', 'expires_at', 'id', 'kind', 'name_sealed', 'person_id', 'tablet_hash', 'token_hash', 'wrong_tries'],
    )
    await good(phone.ask('DELETE', '/api/session'))
  })
})

describe('what a device is called', () => {
  it("SEC-8 any guardian names a child's device, grown-ups their own; the child reads it and names nothing", async () => {
    const [tablet] = await devicesOfMia(w.dana)
    await good(names(w.dana, tablet, 'Kitchen tablet'))
    for (const [person, seen] of [
      [w.omar, await devicesOfMia(w.omar)],
      [w.mia, await own(w.mia)],
    ] as const)
      assert.equal(seen.find(({ id }) => id === tablet?.id)?.name, 'Kitchen tablet', person.name)
    await good(names(w.omar, tablet, 'Papa’s tablet'))
    assert.equal((await own(w.mia))[0]?.name, 'Papa’s tablet')
    await good(names(w.omar, tablet, null))
    assert.equal((await own(w.mia))[0]?.name, null)
    for (const [person, status] of [
      [w.mia, 403],
      [w.leo, 403],
      [w.lena, 404],
      [w.rosa, 404],
      [w.sam, 403],
      [w.visitor, 401],
    ] as const)
      assert.equal((await names(person, tablet, 'Mine')).status, status, person.name)
    const [phone] = await own(w.rosa)
    await good(names(w.rosa, phone, 'Grandma’s phone'))
    assert.equal((await own(w.rosa))[0]?.name, 'Grandma’s phone')
    for (const other of [w.dana, w.omar, w.lena]) assert.equal((await names(other, phone, 'Mine')).status, 404)
  })

  it('I10 the name reaches the database as ciphertext, and opens at its own device only', async () => {
    const [device] = await own(w.dana)
    await good(names(w.dana, device, 'zq7kite kitchen phone'))
    const tables = await w.asOwner<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'")
    for (const { name } of tables)
      for (const { line } of await w.asOwner<{ line: string }>(`select t::text as line from ${name} t`))
        assert.ok(!line.includes('zq7kite') && !line.includes(Buffer.from('zq7kite').toString('hex')), name)
    assert.equal((await own(w.dana))[0]?.name, 'zq7kite kitchen phone')
    const phone = await alsoOn(w.dana)
    const other = (await own(phone)).find(({ here }) => here)
    await w.asOwner('update sessions set name_sealed = (select name_sealed from sessions where id = $1) where id = $2', [
      device?.id,
      other?.id,
    ])
    assert.equal((await phone.get('/api/devices')).status, 500, 'somebody moved it to another device of the same person')
    await good(phone.ask('DELETE', '/api/session'))
  })

  it('T26 a name is seen as it is written: at most forty letters, nothing invisible, and trimmed', async () => {
    const [device] = await own(w.lena)
    for (const name of ['', '   ', 'x'.repeat(41), 'kit\u202echen', 'a\u0000b', '\u2028', 7, undefined])
      assert.equal((await names(w.lena, device, name)).status, 400, JSON.stringify(name))
    assert.equal((await own(w.lena))[0]?.name, null)
    await good(names(w.lena, device, `  ${'🪁'.repeat(20)} `))
    assert.equal((await own(w.lena))[0]?.name, '🪁'.repeat(20))
  })
})

describe('signing out', () => {
  it('SEC-8 one device is signed out from another: its next request is refused and its open line ends', async () => {
    for (const owner of [w.dana, w.rosa, w.mia]) {
      const lost = owner === w.mia ? await paired() : await alsoOn(owner)
      const line = await openLine(lost)
      const device = (await own(lost)).find(({ here }) => here)
      await good(owner.ask('DELETE', `/api/devices/${device?.id}`))
      assert.equal((await lost.get('/api/devices')).status, 401, owner.name)
      await line.ends()
      assert.equal((await owner.get('/api/devices')).status, 200)
    }
  })

  it('SEC-8 everywhere else is everywhere but here: neither a child’s tablet nor anybody else is signed out', async () => {
    const [phone, computer] = [await alsoOn(w.dana), await alsoOn(w.dana)]
    const lines = await Promise.all([phone, computer].map(openLine))
    const before = await w.asOwner<{ n: string }>('select count(*) as n from sessions where person_id <> $1', [w.dana.id])
    await good(w.dana.ask('DELETE', '/api/devices'))
    for (const lost of [phone, computer]) {
      assert.equal((await lost.get('/api/me')).status, 200)
      assert.equal((await lost.get('/api/children')).status, 401)
    }
    for (const line of lines) await line.ends()
    assert.equal((await own(w.dana)).length, 1)
    assert.deepEqual(await w.asOwner('select count(*) as n from sessions where person_id <> $1', [w.dana.id]), before)
    await good(w.dana.ask('DELETE', '/api/devices'))
    assert.equal((await own(w.dana)).length, 1, 'once more does nothing')
  })

  it('SEC-8 an equal guardian signs the lost tablet out and pairs it again; it comes back without the name it had', async () => {
    const lost = await paired()
    const device = (await own(lost)).find(({ here }) => here)
    await good(names(w.dana, device, 'Kitchen tablet'))
    await good(w.omar.ask('DELETE', `/api/devices/${device?.id}`))
    assert.equal((await lost.get('/api/feed')).status, 401)
    assert.ok(!(await devicesOfMia(w.dana)).some(({ id }) => id === device?.id))
    assert.deepEqual(await w.asOwner('select from sessions where id = $1', [device?.id]), [], 'its name went with it')
    const found = await paired()
    assert.equal((await own(found)).find(({ here }) => here)?.name, null)
    await good(found.ask('DELETE', '/api/session'))
  })

  it('AUD-9 the screens of the child and of each guardian hear that a tablet was paired, named and signed out', async () => {
    const lines = await Promise.all([w.mia, w.dana, w.omar].map(openLine))
    const stranger = await openLine(w.lena)
    const each = async (times: number) => {
      for (const line of lines) await line.hears(times)
    }
    await each(1)
    const tablet = await paired()
    await each(2)
    const device = (await own(tablet)).find(({ here }) => here)
    await good(names(w.dana, device, 'Kitchen tablet'))
    await each(3)
    await good(tablet.ask('DELETE', '/api/session'))
    await each(4)
    assert.equal(stranger.times(), 1, 'nobody else')
    for (const line of [...lines, stranger]) line.stop()
  })
})

describe('the key to what a tablet keeps of a picture in the making', () => {
  const ask = (who: Person, day = 'new') => who.get<DraftKey>(`/api/draft-keys/${day}`)
  const dayBefore = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

  it('T22 it is the same for one sign-in and one day, another for every other, of the same child too, and never after a week', async () => {
    const [here, there, leos] = [await paired(), await paired(), w.leo]
    const { day, key } = await good(ask(here))
    assert.equal(Buffer.from(key, 'base64').length, 32)
    assert.deepEqual(await good(ask(here, day)), { day, key })
    const others = [there, leos].map((who) => good(ask(who, day)))
    const earlier = Array.from({ length: 7 }, (_, days) => good(ask(here, dayBefore(day, days + 1))))
    const keys = (await Promise.all([...others, ...earlier])).map((one) => one.key)
    assert.equal(new Set([key, ...keys]).size, 1 + others.length + earlier.length)
    for (const wrong of [dayBefore(day, 8), dayBefore(day, -1), 'yesterday', '2026-02-30'])
      assert.equal((await ask(here, wrong)).status, 404, wrong)
    for (const device of [here, there]) await good(device.ask('DELETE', '/api/session'))
  })
})

describe('a tablet that is locked with pictures', () => {
  const right: Pictures = ['key', 'bus', 'bell', 'key']
  const wrong: Pictures = ['bus', 'key', 'bell', 'key']

  it('SEC-8, T22 nobody is behind it; it opens with the animal and the four pictures in their order, on that tablet alone', async () => {
    const tablet = await paired()
    assert.equal((await tablet.post<{ code?: string }>('/api/session/lock')).body?.code, 'pictures.none')
    assert.equal((await tablet.get('/api/devices')).status, 200, 'still here')
    await good(chooses(tablet, right))
    const line = await openLine(tablet)
    const token = tablet.cookie
    await good(tablet.post('/api/session/lock'))
    await line.ends()
    assert.deepEqual([tablet.cookie, tablet.tablet !== ''], ['', true])
    assert.equal((await tablet.get('/api/devices')).status, 401)
    tablet.cookie = token
    assert.equal((await tablet.get('/api/devices')).status, 401, 'whoever kept its cookie is nobody as well')
    tablet.cookie = ''
    assert.deepEqual(await shows(tablet), { viewer: null, pictures: true })
    assert.deepEqual(await shows(person('Stranger')), { viewer: null, pictures: false })

    const elsewhere = person('Mia')
    for (const [device, animal, pictures] of [
      [tablet, 'fox', wrong],
      [tablet, 'lion', right],
      [tablet, 'fox', ['key', 'key', 'bus', 'bell']],
      [elsewhere, 'fox', right],
    ] as const) {
      const { status, body } = await opens(device, animal, [...pictures])
      assert.deepEqual([status, body], [401, { code: 'sign-in.wrong' }])
    }
    elsewhere.tablet = `kitestring-tablet=${'x'.repeat(43)}`
    assert.equal((await opens(elsewhere, 'fox', right)).status, 401)

    const before = await until(w.mia)
    assert.deepEqual((await good(opens(tablet, 'fox', right))) as unknown, { kind: 'child' })
    assert.equal((await tablet.get('/api/devices')).status, 200)
    assert.deepEqual(await until(w.mia), before, 'for no longer than the code of the grown-up opened it')
    assert.deepEqual(await shows(tablet), { viewer: w.mia.id, pictures: true })
    await good(tablet.ask('DELETE', '/api/session'))
  })

  it('SEC-8 the key to what it keeps of a picture ends with the sign-in: by a lock, by signing out, by a grown-up from afar; and pictures bring another one', async () => {
    const key = (who: Person, day = 'new') => who.get<DraftKey>(`/api/draft-keys/${day}`)
    const tablet = await paired()
    const { day, key: before } = await good(key(tablet))
    await good(chooses(tablet, right))
    const cookie = tablet.cookie
    await good(tablet.post('/api/session/lock'))
    tablet.cookie = cookie
    assert.equal((await key(tablet, day)).status, 401)
    tablet.cookie = ''
    await good(opens(tablet, 'fox', right))
    assert.notEqual((await good(key(tablet, day))).key, before)
    const device = (await own(tablet)).find(({ here }) => here)
    await good(w.omar.ask('DELETE', `/api/devices/${device?.id}`))
    assert.equal((await key(tablet, day)).status, 401)
  })

  it('T14 new pictures open nothing that was locked before, and a copy of what the tablet was known by opens nothing either', async () => {
    const [one, two] = [await paired(), await paired()]
    await good(chooses(one, right))
    await good(one.post('/api/session/lock'))
    const copied = one.tablet
    await good(opens(one, 'fox', right))
    await good(one.post('/api/session/lock'))
    const thief = person('Mia')
    thief.tablet = copied
    assert.equal((await opens(thief, 'fox', right)).status, 401)
    await good(chooses(two, wrong)) // by whoever found that one open
    for (const pictures of [right, wrong]) assert.equal((await opens(one, 'fox', pictures)).status, 401)
    await good(two.ask('DELETE', '/api/session'))
  })

  it('T18 a guardian hears nothing of when a child locks and opens it, and reads only that it can', async () => {
    const tablet = await paired()
    await good(chooses(tablet, right))
    await good(tablet.post('/api/session/lock'))
    const line = await openLine(w.dana)
    await line.hears(1)
    const before = await devicesOfMia(w.dana)
    await good(opens(tablet, 'fox', right))
    assert.deepEqual(await devicesOfMia(w.dana), before)
    await good(tablet.post('/api/session/lock'))
    await pause(200)
    assert.equal(line.times(), 1)
    line.stop()
    await good(opens(tablet, 'fox', right))
    await good(tablet.ask('DELETE', '/api/session'))
  })

  it('SEC-8 several children share one; each finds its own again, and an animal that two have is no matter', async () => {
    const tablet = await paired()
    await good(chooses(tablet, right))
    await good(tablet.post('/api/session/lock'))
    const { code } = await good(w.lena.post<{ code: string }>(`/api/children/${w.leo.id}/pairings`))
    await w.asOwner("update people set avatar = 'fox' where id = $1", [w.leo.id])
    await good(tablet.post('/api/sessions', { way: { kind: 'code', code } }))
    await good(chooses(tablet, wrong))
    await good(tablet.post('/api/session/lock'))
    for (const [pictures, who] of [
      [right, w.mia],
      [wrong, w.leo],
      [right, w.mia],
    ] as const) {
      await good(opens(tablet, 'fox', pictures))
      assert.equal((await shows(tablet)).viewer, who.id)
      await good(tablet.post('/api/session/lock'))
    }
    assert.equal((await own(w.leo)).filter(({ locked }) => locked).length, 1, 'one turn leaves one session')
    await good(opens(tablet, 'fox', wrong))
    await good(chooses(tablet, right))
    await good(tablet.post('/api/session/lock'))
    assert.equal(
      (await opens(tablet, 'fox', right)).status,
      401,
      'two with one animal and the same pictures: neither comes in as the other',
    )
    assert.deepEqual(
      await w.asOwner('select wrong_tries from sessions where token_hash is null and tablet_hash = $1', [tabletHash(tablet)]),
      [{ wrong_tries: 0 }, { wrong_tries: 0 }],
    )
    await w.asOwner("update people set avatar = 'lion' where id = $1", [w.leo.id])
    await good(w.leo.ask('DELETE', `/api/children/${w.leo.id}/picture-lock`))
    await good(w.mia.ask('DELETE', `/api/children/${w.mia.id}/picture-lock`))
    assert.deepEqual(await shows(tablet), { viewer: null, pictures: false })
  })

  it('T22 five wrong tries in a row sign it out, however many come at once; a right one begins the count anew', async () => {
    const tablet = await paired()
    await good(chooses(tablet, right))
    await good(tablet.post('/api/session/lock'))
    const tries = (count: number) => Promise.all(Array.from({ length: count }, () => opens(tablet, 'fox', wrong)))
    await tries(4)
    await good(opens(tablet, 'fox', right))
    await good(tablet.post('/api/session/lock'))
    await tries(4)
    assert.equal((await shows(tablet)).pictures, true)
    await tries(3)
    assert.equal((await shows(tablet)).pictures, false)
    assert.equal((await opens(tablet, 'fox', right)).status, 401)
    const [last] = await w.asOwner<{ act: string }>('select * from log_entries where child_id = $1 order by number desc limit 1', [
      w.mia.id,
    ])
    assert.equal(last?.act, 'pictures.wrong')
    assert.ok(!(await devicesOfMia(w.dana)).some(({ locked }) => locked))
  })

  it('PAR-3, I17 a guardian sees that it is locked and not with what; signs it out, or takes the pictures away, at once', async () => {
    const [one, two] = [await paired(), await paired()]
    await good(chooses(one, right))
    await good(one.post('/api/session/lock'))
    const locked = (await devicesOfMia(w.dana)).filter(({ locked }) => locked)
    assert.equal(locked.length, 1)
    assert.equal((await good(w.omar.get<Child>(`/api/children/${w.mia.id}`))).pictures, true)
    await good(w.omar.ask('DELETE', `/api/devices/${locked[0]?.id}`))
    assert.equal((await opens(one, 'fox', right)).status, 401)
    await good(two.post('/api/session/lock'))
    for (const [who, status] of [
      [w.lena, 404],
      [w.leo, 404],
      [w.rosa, 403],
      [w.sam, 403],
    ] as const)
      assert.equal((await who.ask('DELETE', `/api/children/${w.mia.id}/picture-lock`)).status, status, who.name)
    await good(w.omar.ask('DELETE', `/api/children/${w.mia.id}/picture-lock`))
    assert.equal((await opens(two, 'fox', right)).status, 401)
    assert.equal((await w.omar.ask('DELETE', `/api/children/${w.mia.id}/picture-lock`)).status, 404, 'there are none')
    assert.equal((await w.mia.get('/api/devices')).status, 200, 'where the child is, it stays')
  })

  it('SEC-8 four pictures of ours, at least three of them different; for a child alone', async () => {
    for (const pictures of [right.slice(1), [...right, 'key'], ['key', 'key', 'key', 'cat-face'], 'key'])
      assert.equal((await chooses(w.mia, pictures)).status, 400, String(pictures))
    for (const pictures of [Array(4).fill('key'), ['key', 'bus', 'key', 'bus']])
      assert.equal((await chooses(w.mia, pictures)).body?.code, 'pictures.too-easy')
    for (const who of [w.dana, w.rosa, w.sam]) {
      assert.equal((await chooses(who, right)).status, 403, who.name)
      assert.equal((await who.post('/api/session/lock')).status, 403, who.name)
    }
  })

  it('I10 a copy of the database does not say which, not even to whoever tries them all', async () => {
    await good(chooses(w.mia, right))
    await good(chooses(w.leo, right))
    const rows = await w.asOwner<{ pictures_hash: Buffer }>('select pictures_hash from picture_locks')
    assert.equal(new Set(rows.map((row) => row.pictures_hash.toString('hex'))).size, 2, 'the same pictures look different')
    for (const { pictures_hash } of rows) assert.equal(pictures_hash.length, 32)
    for (const who of [w.mia, w.leo]) await good(who.ask('DELETE', `/api/children/${who.id}/picture-lock`))
  })

  it('DAT-2 when a child locks and opens it is noted nowhere', async () => {
    const tablet = await paired()
    await good(chooses(tablet, right))
    const noted = () => w.asOwner('select act from log_entries where child_id = $1', [w.mia.id])
    const before = (await noted()).length
    for (let turn = 0; turn < 3; turn += 1) {
      await good(tablet.post('/api/session/lock'))
      await good(opens(tablet, 'fox', right))
    }
    assert.equal((await noted()).length, before)
    await good(tablet.ask('DELETE', '/api/session'))
  })

  function chooses(who: Person, pictures: unknown) {
    return who.post<{ code?: string }>('/api/picture-lock', { pictures })
  }

  function opens(who: Person, animal: string, pictures: Pictures) {
    return who.post<{ kind?: string; code?: string }>('/api/sessions', { way: { kind: 'pictures', animal, pictures } })
  }

  async function shows(who: Person) {
    const { viewer, pictures } = await good(who.get<Me>('/api/me'))
    return { viewer: viewer?.id ?? null, pictures }
  }

  function tabletHash({ tablet }: Person) {
    return sha256(tablet.split('=')[1] ?? '')
  }

  async function until(who: Person) {
    return w.asOwner('select id, expires_at from sessions where person_id = $1 order by id', [who.id])
  }
})

// ── devices ──

function person(name: string): Person {
  return new Person(w, name)
}

async function own(who: Person): Promise<OwnDevices['devices']> {
  return (await good(who.get<OwnDevices>('/api/devices'))).devices
}

async function devicesOfMia(guardian: Person): Promise<Device[]> {
  return (await good(guardian.get<Child>(`/api/children/${w.mia.id}`))).devices
}

function names(who: Person, device: Device | undefined, name: unknown) {
  return who.post(`/api/devices/${device?.id}/name`, { name })
}

/** One more tablet of Mia's. */
async function paired(): Promise<Person> {
  const tablet = person('Mia')
  const { code } = await good(w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))
  await good(tablet.post('/api/sessions', { way: { kind: 'code', code } }))
  return tablet
}

/** The same grown-up on one more device. */
async function alsoOn(who: Person): Promise<Person> {
  const device = person(who.name)
  await good(device.post('/api/sessions', { way: { kind: 'code', code: await signInCode(who) } }))
  return device
}

async function signInCode(who: Person): Promise<string> {
  const code = newCode(codeLetters.invitation)
  await w.asOwner(
    "insert into codes (id, code_hash, opens, person_id, expires_at) values ($1, $2, 'sign-in', $3, now() + interval '1 day')",
    [randomUUID(), sha256(code), who.id],
  )
  return code
}

async function openLine(who: Person) {
  const stop = new AbortController()
  let heard = ''
  let over = false
  const { body } = await fetch(`http://localhost:${w.config.port}/api/events`, { headers: { cookie: who.cookie }, signal: stop.signal })
  const read = async () => {
    for await (const chunk of body ?? []) heard += Buffer.from(chunk).toString()
    over = true
  }
  read().catch(() => {}) // it is cut when the test ends
  const times = () => heard.split('event: changed').length - 1
  const comes = async (isSo: () => boolean, what: string) => {
    for (let waited = 0; !isSo(); waited += 20) {
      assert.ok(waited < 5000, `${who.name}: ${what}`)
      await pause(20)
    }
  }
  return {
    times,
    stop: () => stop.abort(),
    hears: (wanted: number) => comes(() => times() >= wanted, `heard ${times()} of ${wanted}`),
    ends: () => comes(() => over, 'the open line did not end'),
  }
}
