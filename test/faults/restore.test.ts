// A backup comes back on a clean machine: what lives is readable again, and nothing that was erased, taken back or ended since is seen by anybody. DEL-2, I9, F16
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { connects, invitationFrom } from '../../db/seed.ts'
import { copyKeys } from '../../src/apps/backup/keys.ts'
import { backUp } from '../../src/apps/backup/make.ts'
import { kept, leftOut } from '../../src/apps/backup/contents.ts'
import { openBackup, readWhole } from '../../src/apps/backup/read.ts'
import { openHouse, passwordsOf, prepareDatabase } from '../../src/apps/house.ts'
import { openHttp } from '../../src/apps/http.ts'
import { ownDatabase } from '../../src/apps/owner.ts'
import { withClient } from '../../src/apps/owner.ts'
import { restore } from '../../src/apps/restore/restore.ts'
import { routes } from '../../src/apps/routes.ts'
import { standingIn } from '../../src/apps/standing.ts'
import type { Child } from '../../src/features/people/contract.ts'
import { toConfig, type Env } from '../../src/platform/config.ts'
import { newCode, sha256 } from '../../src/platform/crypto.ts'
import { openChanges } from '../../src/platform/db/changes.ts'
import { startPostgres, type Postgres } from '../../src/platform/db/launcher.ts'
import { newId, type PersonId } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { standInForS3 } from '../../src/platform/storage/s3.fixture.ts'
import { openStorage } from '../../src/platform/storage/open-storage.ts'
import { filesBelow, foundIn, formsOf } from '../at-rest/scan.ts'
import { dropDatabase, type TestHouse } from '../house.ts'
import { good, makesChild, Person, signsUp, world, type Names, type World } from '../world.ts'

const project = join(import.meta.dirname, '../..')
/** A copy of a folder, with something in it broken. */
function broken(name: string, of: string, breaks: (folder: string) => void): string {
  const folder = fresh(name)
  cpSync(of, folder, { recursive: true })
  breaks(folder)
  return folder
}

function flips(file: string, at: (size: number) => number): void {
  const bytes = readFileSync(file)
  const place = at(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

const fresh = (name: string) => join(mkdtempSync(join(tmpdir(), `kitestring-${name}-`)), name)

/** The command itself, as it is typed. */
async function types(app: 'restore' | 'log', args: string[], env: Env, answer = ''): Promise<{ said: string; exitCode: number | null }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', `src/apps/${app}.ts`, ...args], {
    cwd: project,
    env: { ...process.env, ...env },
    timeout: 90_000,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  child.stdin.on('error', () => {}) // it may be over before it was answered
  child.stdin.end(answer === '' ? '' : `${answer}\n`)
  await once(child, 'close')
  return { said, exitCode: child.exitCode }
}

describe('a backup, and what comes back from it', { timeout: 300_000 }, () => {
  let w: World
  let lives: { post: string; photo: string }
  let taken: { post: string; photo: string }
  let fromLeo: { post: string; photo: string }
  let ben: Person
  let ida: Person
  let shown: Buffer
  const backup = fresh('stick')
  const copies = fresh('keys')
  const keyring = fresh('keyring')
  const opened: (() => Promise<unknown>)[] = []
  let restored: Restored | undefined
  let embedded: Postgres | undefined

  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    writeFileSync(
      join(w.folder, 'logins.json'),
      JSON.stringify(Object.fromEntries(['app', 'door', 'worker', 'checks'].map((login) => [`kitestring_${login}`, `${login}-in-tests`]))),
      { mode: 0o600 },
    )
    ben = await makesChild(w.aron, new Person(w, 'Ben'), 'panda')
    await connects([w.aron, ben], [w.lena, w.leo])
    ida = new Person(w, 'Ida')
    await signsUp(ida, await invitationFrom(w.dana))
    lives = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'the red kite lives' })
    shown = (await w.mia.get(`/api/photos/${lives.photo}/screen`)).raw
    fromLeo = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], caption: 'the lion lives' })
  })
  let isOpen = true
  const closes = async () => {
    if (isOpen) await w.rests()
    isOpen = false
  }
  after(async () => {
    await closes()
    for (const close of opened.reverse()) await close()
    await dropDatabase(w.ownerUrl)
  })
  const own = () => ({ ...w.env, DATABASE_URL: w.ownerUrl })

  async function backsUp([first = '', second = '']: string[], why?: RegExp): Promise<string> {
    const said: string[] = []
    const say = (line: string) => said.push(line)
    const made = first === 'keys' ? copyKeys(toConfig(own()), second, say) : backUp(toConfig(own()), first, say)
    if (why) await assert.rejects(made, why)
    else await made
    return said.join('\n')
  }

  it('every table is either in a backup or left out of it for a reason', async () => {
    const tables = await w.asOwner<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")
    assert.deepEqual([...kept, ...Object.keys(leftOut)].sort(), tables.map(({ name }) => name).sort())
  })

  it('F16 a backup is made while the site goes on, holds no word that can be read, and writes no picture twice', async () => {
    assert.match(await backsUp([backup]), /4 sealed pictures \(4 new, 0 ended and removed\), read back whole[\s\S]*The backup is done/)
    taken = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'the blue kite is taken back' })
    const once = statSync(join(backup, 'blobs', `photos/${lives.photo.slice(0, 2)}/${lives.photo}/card`)).mtimeMs
    assert.match(await backsUp([backup]), /6 sealed pictures \(2 new, 0 ended and removed\)/)
    assert.equal(statSync(join(backup, 'blobs', `photos/${lives.photo.slice(0, 2)}/${lives.photo}/card`)).mtimeMs, once)
    const needles = ['the red kite lives', 'Mia', 'dana@example.org', 'guardianships', w.mia.id].flatMap((text) => formsOf(text, text))
    assert.deepEqual(
      filesBelow(backup).flatMap((file) => foundIn(readFileSync(file), needles)),
      [],
    )
    assert.equal(
      filesBelow(backup).some((file) => /root\.key|standing/.test(file)),
      false,
    )
  })

  it('DEL-3 a picture that ended on the site ends in the next backup', async () => {
    const gone = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await backsUp([backup])
    await good(w.mia.takesBack(gone.post))
    await erased(gone.post)
    assert.match(await backsUp([backup]), /6 sealed pictures \(0 new, 2 ended and removed\)/)
    assert.equal(
      filesBelow(backup).some((file) => file.includes(gone.photo)),
      false,
    )
  })

  it('SEC-7 box and key never lie together, and what cannot be written to is said', async () => {
    await backsUp(['keys', join(backup, 'keys')], /The backup lies at .*box and its key/)
    await backsUp(['keys', copies])
    await backsUp([join(copies, 'kitestring')], /Copies of the keys lie at .*box and its key/)
    await backsUp([join(readdirSync(copies).map((name) => join(copies, name))[0] ?? '', 'x')], /box and its key/)
    await backsUp([join(w.folder, 'backup')], /lie in one another/)
    await backsUp([join(tmpdir(), 'no-stick-here', 'kitestring')], /There is no folder .*no-stick-here. Is the stick plugged in/)
    const other = fresh('other')
    writeFileSync(other, 'a file')
    await backsUp([join(other, 'x')], /No backup was made|There is no folder|ENOTDIR/)
    await withClient(w.ownerUrl, async (client) => {
      await client.query('select pg_advisory_lock(8425)')
      await backsUp([backup], /Another backup of this Kitestring is being made/)
    })
  })

  it('F3 a stick that is full or cannot be written to, or a backup that is cut: the former one stays whole, byte for byte', async () => {
    const onSmallDisk = async (mount: string, why: RegExp) => {
      const disk = mkdtempSync(join(tmpdir(), 'kitestring-small-'))
      const steps = `mount -t tmpfs -o size=1m tmpfs "$1" && cp -r "$2" "$1/kitestring" && rm -r "$1/kitestring/blobs/photos" && ${mount}
        "$3" --disable-warning=ExperimentalWarning src/apps/backup.ts "$1/kitestring"; echo ended $?; cmp "$1/kitestring/database" "$2/database" && echo the former is whole`
      const child = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', steps, 'sh', disk, backup, process.execPath], {
        cwd: project,
        env: { ...process.env, ...own() },
        timeout: 60_000,
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
      await once(child, 'close')
      assert.match(said, why)
      assert.match(said, /The backup that was there before is whole\.\nended 1\nthe former is whole/)
    }
    await onSmallDisk('cat /dev/zero > "$1/films" 2>/dev/null;', /is full\. Make space/)
    await onSmallDisk('mount -o remount,ro "$1" &&', /cannot be written to: it is read-only/)

    const former = readFileSync(join(backup, 'database'))
    writeFileSync(join(backup, 'database.0123456789abcdef.part'), former.subarray(0, 1000)) // as a cut one leaves it
    assert.equal((await readBackup()).rows > 0, true)
    await backsUp([backup])
    assert.equal(
      filesBelow(backup).some((file) => file.endsWith('.part')),
      false,
    )
  })

  async function readBackup() {
    return readWhole(await openBackup(backup, { id: w.house.keyring.id, key: w.house.keyring.deriveKey('backup') }))
  }

  it('what ends after the backup', async () => {
    await w.asOwner("insert into passkeys (credential_id, person_id, public_key) values ('of Ida', $1, '')", [ida.id])
    await w.asOwner("insert into alert_ways (person_id, kind, way) values ($1, 'week', 'app')", [ida.id])
    await w.asOwner("update children set asked_at = now() - interval '13 days', asked_days = 13, counted_at = now() where child_id = $1", [
      w.mia.id,
    ])
    await w.asOwner(
      "insert into claims (id, post_id, child_id, by_id, made_at, due_at) values (gen_random_uuid(), $1, $2, $2, now() - interval '47 hours', now() + interval '1 hour')",
      [fromLeo.post, w.mia.id],
    )
    const begun = [newId('erasure'), w.ana.id] // a child that is being erased just when the backup is made
    await w.asOwner(
      'insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values ($1, $2, now(), 0, 0, 0, 0)',
      begun,
    )
    await w.asOwner('insert into erasure_readers (erasure_id, guardian_id) values ($1, $2)', [begun[0], ida.id])
    await backsUp([backup])
    await w.asOwner('delete from erasures where id = $1', [begun[0]])
    await w.house.keyring.destroy('person', ida.id as PersonId) // she closes her account
    await good(w.mia.takesBack(taken.post))
    await good(w.lena.post(`/api/children/${w.leo.id}/blocks`, { personId: w.mia.id }))
    await good(w.lena.ask('DELETE', `/api/connections/${await w.connectionOf(w.leo, ben)}`))
    await good(w.lena.post(`/api/children/${w.leo.id}/withdrawals`, { purpose: 'sharing' }))
    await good(w.aron.post(`/api/children/${w.ana.id}/erasures`, { freshCheckId: await w.aron.fresh('erasure.make', w.ana.id) }))
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1', [w.omar.id]) // a day after he left
    await erased(taken.post)
    for (let waited = 0; (await w.asOwner('select from people where id = $1', [w.ana.id])).length > 0 && waited < 10_000; waited += 100)
      await pause(100)
    await w.house.keyring.keepStanding(await withClient(w.ownerUrl, standingIn)) // as a running Kitestring does every few seconds
    await closes()
    renameSync(join(w.folder, 'keyring'), keyring)
  })

  async function erased(post: string): Promise<void> {
    const [there] = await w.asOwner<{ id: string }>('select id from receipts where thing_id = $1', [post])
    assert.ok(there)
    for (let waited = 0; waited < 10_000; waited += 100) {
      if ((await w.asOwner('select from receipts where thing_id = $1 and erased_at is null', [post])).length === 0) return
      await pause(100)
    }
    assert.fail('it was not erased')
  }

  async function refuses([folder = '', keys]: string[], env: Env, why: RegExp, answer?: string): Promise<void> {
    const asked: string[] = []
    const ask = async (question: string) => {
      asked.push(question)
      return answer ?? assert.fail('nobody is asked')
    }
    await assert.rejects(restore(env, folder, keys, { say: () => {}, ask }), why)
    const data = env.KITESTRING_DATA ?? ''
    assert.deepEqual(existsSync(data) ? readdirSync(data) : [], [], 'nothing was put there')
  }

  it('F16 a backup that is damaged, cut, of others or newer is refused before anything is touched; so is a folder that is not empty', async () => {
    const to = { KITESTRING_DATA: fresh('clean'), KITESTRING_KEYRING: keyring }
    const database = (breaks: (file: string) => void) => broken('broken', backup, (folder) => breaks(join(folder, 'database')))
    const picture = (breaks: (file: string) => void) =>
      broken('broken', backup, (folder) => breaks(filesBelow(join(folder, 'blobs'))[0] ?? ''))
    for (const at of [(size: number) => size - 1, (size: number) => size >> 1, () => 140])
      await refuses([database((file) => flips(file, at))], to, /The backup is damaged/)
    await refuses([database((file) => truncateSync(file, statSync(file).size - 100))], to, /The backup is damaged/)
    await refuses([database((file) => flips(file, () => 22))], to, /belongs to another Kitestring/)
    await refuses([picture((file) => flips(file, (size) => size >> 1))], to, /The backup is not whole: .* is damaged/)
    await refuses([picture((file) => rmSync(file))], to, /The backup is not whole: .* is missing/)
    await refuses([fresh('nothing')], to, /There is no backup of Kitestring/)
    await refuses([backup], { ...to, KITESTRING_KEYRING: fresh('no-keys') }, /There are no keys in/)
    await refuses([backup, copies], to, /There are keys in .* already/)
    const store = await standInForS3({ bucket: 'kites', accessKey: 'access' })
    const s3: Env = { S3_ENDPOINT: store.url.origin, S3_BUCKET: 'kites', S3_ACCESS_KEY: 'access', S3_SECRET_KEY: 'testsecret' }
    await (await openStorage(toConfig(s3).storage)).put('photos/of/another', Buffer.from('x'))
    await refuses([backup], { ...to, ...s3 }, /The store is not empty/)
    await store.close()
    const full = mkdtempSync(join(tmpdir(), 'kitestring-full-'))
    writeFileSync(join(full, 'mine.txt'), 'mine')
    const talk = { say: () => {}, ask: () => assert.fail('nobody is asked') }
    await assert.rejects(restore({ ...to, KITESTRING_DATA: full }, backup, undefined, talk), /is not empty \(mine\.txt\)/)
    assert.deepEqual(readdirSync(full), ['mine.txt'])
  })

  type Restored = Record<Names | 'ben', Person> & { env: Env; ownerUrl: string; asOwner: TestHouse['asOwner'] }

  /** The restored one, as `npm start` opens it; everybody comes in with a code, and a tablet by one of a guardian's. */
  async function opens(env: Env, postgres?: Postgres): Promise<Restored> {
    const config = toConfig(env)
    const server = postgres ?? (await startPostgres({ dataFolder: config.dataFolder }))
    if (!postgres) opened.push(() => server.stop())
    embedded = server
    const ownerUrl = config.databaseUrl ?? (await ownDatabase(server.url))
    const openKeys = (whenMissing: 'make-if-missing' | 'must-exist') => openKeyring(config.keyringFolder, whenMissing)
    const urls = await prepareDatabase(ownerUrl, await passwordsOf(config), openKeys, config)
    const house = await openHouse(config, urls)
    const changes = await openChanges(urls.app)
    const http = await openHttp(house, routes, changes)
    await http.ready()
    opened.push(async () => {
      await http.close()
      await changes.close()
      await house.close()
    })
    const asOwner: TestHouse['asOwner'] = (text, values) =>
      withClient(ownerUrl, async (client) => (await client.query(text, values)).rows as never)
    const there: TestHouse = { ...w, config, house, http, urls, ownerUrl, asOwner, env }
    const anew = ({ name, id }: Person) => Object.assign(new Person(there, name), { id })
    const { mia, leo, ana, dana, omar, lena, aron, rosa, sam } = w
    const [grownUps, children] = [
      { dana, omar, lena, aron, rosa, sam },
      { mia, leo, ana, ben },
    ]
    return {
      ...(Object.fromEntries(Object.entries({ ...grownUps, ...children }).map(([name, one]) => [name, anew(one)])) as Record<
        Names | 'ben',
        Person
      >),
      ...{ env, ownerUrl, asOwner },
    }
  }

  async function comesIn(r: Restored, ...people: Person[]): Promise<void> {
    for (const person of people) {
      const code = newCode(10)
      await r.asOwner(
        "insert into codes (id, code_hash, opens, person_id, expires_at) values ($1, $2, 'sign-in', $3, now() + interval '1 minute')",
        [newId('invitation'), sha256(code), person.id],
      )
      await good(person.post('/api/sessions', { way: { kind: 'code', code } }))
    }
  }

  /** Consent, the tablet paired, the child's own yes; and only then, with the end of this guardian's pause, may it share. */
  async function saysYesAgain(r: Restored, guardian: Person, child: Person): Promise<void> {
    const { version } = await good(guardian.get<{ version: string }>('/api/notice'))
    const mayShare = async () => (await r.asOwner('select from access.sharing where child_id = $1', [child.id])).length === 1
    await good(guardian.post(`/api/children/${child.id}/consents`, { noticeVersion: version, purposes: ['profile', 'photos', 'sharing'] }))
    const { code } = await good(guardian.post<{ code: string }>(`/api/children/${child.id}/pairings`))
    await good(child.post('/api/sessions', { way: { kind: 'code', code } }))
    await good(child.post('/api/assents', { lesson: '2026-11' }))
    assert.equal(await mayShare(), false, 'it is paused')
    const freshCheckId = await guardian.fresh('sharing.resume', child.id)
    await good(guardian.post(`/api/children/${child.id}/resumptions`, { freshCheckId }))
    assert.equal(await mayShare(), true)
  }

  const guards = async (guardian: Person) => (await good(guardian.get<{ children: Child[] }>('/api/children'))).children.map(({ id }) => id)
  const nobodySees = async (people: Person[], ...things: (typeof lives)[]) => {
    for (const person of people)
      for (const { post, photo } of things) assert.equal(await person.sees(post, photo), false, `${person.name} sees it`)
  }

  it('DEL-2, DEL-6, AUD-9, CON-7, CON-10, I9 with the keys that survived: 0 lost of what lives, 0 resurrected of what ended', async () => {
    const env: Env = { ...w.env, KITESTRING_DATA: fresh('restored'), KITESTRING_KEYRING: keyring }
    await restore(env, backup, undefined, { say: () => {}, ask: () => assert.fail('nobody is asked: the list beside the keys knows') })
    const r = await opens(env)
    restored = r
    const { dana, omar, lena, aron, rosa, mia, leo } = r
    const none = ['access.consents_in_force', 'access.assents_in_force', 'access.sharing', 'sessions', 'settings', 'codes', 'erasures']
    for (const table of none) assert.deepEqual(await r.asOwner(`select from ${table}`), [], table)
    for (const [table, id] of [
      ['posts', taken.post],
      ['photos', taken.photo],
      ['people', w.ana.id],
    ] as const)
      assert.deepEqual(await r.asOwner(`select from ${table} where id = $1`, [id]), [], `a row of ${table}`)
    for (const table of ['passkeys', 'passwords', 'contacts', 'alert_ways'])
      assert.deepEqual(await r.asOwner(`select from ${table} where person_id = $1`, [ida.id]), [], table)
    assert.deepEqual(await r.asOwner('select from claims'), [], 'what was ended since takes no photo away')
    assert.deepEqual(await r.asOwner('select from children where asked_at is not null or asked_days > 0'), [], 'there is time to answer')
    const since = await r.asOwner("select distinct created_at from people where kind in ('guardian', 'relative')")
    assert.equal(since.length, 1, 'and to sign in')

    await comesIn(r, dana, omar, lena, aron, rosa)
    assert.deepEqual([await guards(dana), await guards(omar), await guards(lena), await guards(aron)], [[mia.id], [], [leo.id], [r.ben.id]])

    assert.equal((await omar.get(`/api/children/${mia.id}`)).status, 404)
    assert.equal(await dana.sees(lives.post, lives.photo), true, 'it is there again before anybody says yes')
    assert.equal(await lena.sees(fromLeo.post, fromLeo.photo), true)
    await nobodySees([omar, lena, aron, rosa], lives, taken)
    await nobodySees([dana, omar, aron, rosa], fromLeo)
    assert.equal((await dana.post(`/api/children/${mia.id}/pairings`)).status, 422, 'consent comes first')

    await saysYesAgain(r, dana, mia)
    await saysYesAgain(r, lena, leo)
    await saysYesAgain(r, aron, r.ben)
    for (const person of [mia, dana]) assert.equal(await person.sees(lives.post, lives.photo), true, `${person.name} has it again`)
    assert.equal(await leo.sees(fromLeo.post, fromLeo.photo), true)
    assert.deepEqual((await mia.get(`/api/photos/${lives.photo}/screen`)).raw, shown, 'the same to the byte')
    await nobodySees([omar, lena, aron, rosa, leo, r.ben], lives) // said again, and still nothing of before
    await nobodySees([dana, omar, aron, rosa, mia, r.ben], fromLeo)
    await nobodySees([dana, omar, lena, aron, rosa, mia, leo, r.ben], taken)
    const pairsLeft = await r.asOwner<{ one: string; other: string }>(
      'select person_id as one, other_id as other from access.pairs where person_id < other_id',
    )
    assert.deepEqual(
      pairsLeft,
      [{ one: [mia.id, rosa.id].sort()[0], other: [mia.id, rosa.id].sort()[1] }],
      'blocked and ended stay so; grandmother stays',
    )
    await good(mia.post('/api/visits'))
    const next = await mia.asks({ with: [rosa] })
    await good(dana.approves(next))
    await r.asOwner("update posts set shared_from = now() - interval '1 minute', shared_until = now() + interval '1 day' where id = $1", [
      next,
    ])
    await r.asOwner("update post_audience set shared_from = now() - interval '1 minute' where post_id = $1", [next])
    assert.deepEqual(
      (await rosa.feed()).map(({ id }) => id),
      [next],
      'what is new reaches her',
    )

    const files = filesBelow(env.KITESTRING_DATA ?? '').filter((file) => !file.includes('/postgres-'))
    assert.deepEqual(
      files.filter((file) => file.includes(taken.photo) || file.includes(w.ana.id)),
      [],
    )
  })

  it('I11 the family log is whole, also against a mail of before, and says that there was a restore', async () => {
    const r = restored ?? assert.fail('it was not restored')
    const { said, exitCode } = await types('log', ['verify'], r.env)
    assert.match(said, /The family log is whole\./)
    assert.match(said, /was restored from a backup on \d{4}-\d\d-\d\d/)
    assert.equal(exitCode, 0)
    const lines = await r.asOwner<{ act: string }>("select act from log_entries where child_id = $1 and act = 'site.restore'", [r.mia.id])
    assert.equal(lines.length, 1)
    const log = await good(r.dana.get<{ entries: { act: string }[] }>(`/api/children/${r.mia.id}/log`))
    assert.ok(log.entries.some(({ act }) => act === 'site.restore'))
  })

  it('DEL-3, CON-10 with a copy of the keys that is older than what ended: nobody guards, sees or is connected but whom somebody names', async () => {
    const r = restored ?? assert.fail('it was not restored')
    const server = embedded ?? assert.fail('it was not started')
    await withClient(server.url, (client) => client.query('create database anew'))
    const data = fresh('anew')
    const databaseUrl = new URL(server.url)
    databaseUrl.pathname = '/anew'
    const { KITESTRING_KEYRING: _, ...others } = r.env
    const env: Env = { ...others, KITESTRING_DATA: data, DATABASE_URL: databaseUrl.href }
    for (const answer of ['', '0', '99', 'all']) await refuses([backup, copies], env, /Nothing was changed/, answer)
    const damaged = broken('copy', copies, (folder) => flips(filesBelow(folder).find((file) => file.includes('/photo/')) ?? '', () => 9))
    await refuses([backup, damaged], env, /The copy of the keys is damaged/)

    let question = ''
    const sees = async (asked: string) => {
      question = asked
      return '99'
    }
    await assert.rejects(restore(env, backup, copies, { say: () => {}, ask: sees }))
    const named = [...question.matchAll(/^ {2}(\d+) {2}(\w+) guards (\w+)$/gm)].map(([, number, guardian, child]) => ({
      number,
      who: `${guardian} ${child}`,
    }))
    assert.deepEqual(named.map(({ who }) => who).sort(), ['Aron Ana', 'Aron Ben', 'Dana Mia', 'Lena Leo', 'Omar Mia'])
    const still = named.filter(({ who }) => ['Dana Mia', 'Lena Leo'].includes(who)).map(({ number }) => number)
    const { said, exitCode } = await types('restore', [backup, copies], env, still.join(' '))
    assert.equal(exitCode, 0, said)

    const anew = await opens(env, server)
    const { dana, omar, lena, aron, rosa, mia, leo } = anew
    await comesIn(anew, dana, omar, lena, aron, rosa)
    assert.deepEqual([await guards(dana), await guards(omar), await guards(lena), await guards(aron)], [[mia.id], [], [leo.id], []])
    await saysYesAgain(anew, dana, mia)
    await saysYesAgain(anew, lena, leo)
    assert.deepEqual(await anew.asOwner('select from connections where ended_at is null'), [])
    await nobodySees([omar, lena, aron, rosa, leo], lives, taken)
    await nobodySees([dana, omar, aron, rosa, mia], fromLeo)
    for (const person of [mia, dana]) assert.equal(await person.sees(lives.post, lives.photo), true)
  })
})
