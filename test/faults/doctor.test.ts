// The doctor: a sound house has nothing to mend; each fault is brought about and named, and the dangerous ones stop a start. SEC-7
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { examine, refuseUnsafe } from '../../src/apps/doctor/examine.ts'
import { blanks, fill, isBlank } from '../../src/apps/duties/blanks.ts'
import { readHouseIdeas } from '../../src/features/ideas/house-ideas.ts'
import { knownImagesOf } from '../../src/apps/doctor/known-images.ts'
import { clock, days, instant, later, minutes, type Instant } from '../../src/platform/clock.ts'
import { toConfig, type Env } from '../../src/platform/config.ts'
import { newPair } from '../../src/platform/sealed-to.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

describe('the doctor', () => {
  let h: TestHouse
  const env = (): Env => ({ ...h.env, DATABASE_URL: h.ownerUrl })
  const place = mkdtempSync(join(tmpdir(), 'kitestring-stick-'))
  const backups = (data: object, keys: object) => writeFileSync(join(h.folder, 'backups.json'), JSON.stringify({ data, keys }))
  const daysAgo = (count: number) => new Date(clock.now() - days(count)).toISOString()
  const sound = () => backups({ place, at: daysAgo(7) }, { place: '/nowhere/else', at: daysAgo(7) })

  before(async () => {
    h = await openTestHouse()
    const logins = ['app', 'door', 'worker', 'checks'].map((login) => [`kitestring_${login}`, `${login}-in-tests`])
    writeFileSync(join(h.folder, 'logins.json'), JSON.stringify(Object.fromEntries(logins)), { mode: 0o600 })
    sound()
  })
  after(() => h?.close())

  it('finds nothing in a sound house', async () => assert.deepEqual(await examine(env(), clock.now()), []))

  /** One fault and no other, both times: while it is there, and when it is mended. */
  async function finds(fault: RegExp, more: Env = {}, now: Instant = clock.now()): Promise<void> {
    const found = await examine({ ...env(), ...more }, now)
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', fault)
  }
  const stops = (fault: RegExp, more: Env = {}, now: Instant = clock.now()) =>
    assert.rejects(refuseUnsafe(toConfig({ ...env(), ...more }), now), fault)

  it('a public address without HTTPS, which stops a start; one of the house is none', async () => {
    for (const address of ['http://kites.example.org', 'http://93.184.216.34:8420', 'http://[2001:db8::1]']) {
      await finds(/is a public address without HTTPS/, { KITESTRING_URL: address })
      await stops(/is a public address without HTTPS/, { KITESTRING_URL: address })
    }
    for (const address of [
      'https://kites.example.org',
      'http://kites.local',
      'http://192.168.1.20:8420',
      'http://kites',
      'http://[fd00::1]',
      'http://127.0.0.1',
    ])
      await refuseUnsafe(toConfig({ ...env(), KITESTRING_URL: address }), clock.now())
  })

  it('passwords of the database that others can read, which stops a start; a data folder or keys that others can look into', async () => {
    const open = async (path: string, mode: number, fault: RegExp, closed: number) => {
      chmodSync(path, mode)
      await finds(fault)
      if (path.endsWith('.json')) await stops(fault)
      chmodSync(path, closed)
    }
    await open(join(h.folder, 'logins.json'), 0o640, /can read the passwords of the database: run chmod 600/, 0o600)
    await open(h.folder, 0o755, /can look into the data folder: run chmod go-rw/, 0o700)
    await open(h.config.keyringFolder, 0o750, /others can look into the keyring: run chmod 700/, 0o700)
    await open(join(h.config.keyringFolder, 'root.key'), 0o604, /others can read root\.key/, 0o600)
  })

  it('keys on the backup’s path, which stops a start; no backup, or one that is older than eight days', async () => {
    backups({ place: h.config.keyringFolder, at: daysAgo(1) }, { place: '/nowhere/else', at: daysAgo(1) })
    await finds(/lie in one another: whoever finds the one has both/)
    await stops(/lie in one another/)
    backups({ place, at: daysAgo(9) }, { place: '/nowhere/else', at: daysAgo(1) })
    await finds(/The last backup is of/)
    backups({ place, at: daysAgo(1) }, { place: '/nowhere/else', at: daysAgo(9) })
    await finds(/The last copy of the keys is of/)
    writeFileSync(join(h.folder, 'backups.json'), '{}')
    assert.deepEqual(
      (await examine(env(), clock.now())).map((fault) => fault.split('.')[0]),
      ['There is no backup yet', 'There is no copy of the keys yet'],
    )
    writeFileSync(join(h.folder, 'backups.json'), '{"data":')
    await finds(/backups\.json is damaged, .* make both anew/)
    await stops(/backups\.json is damaged/)
    sound()
  })

  it('a clock from before there was a Kitestring, which stops a start; one that differs from the database’s; a log from tomorrow', async () => {
    await stops(/The clock of this machine says 1970-01-01/, {}, instant(0))
    await finds(/The clocks of this machine .* differ/, {}, later(clock.now(), minutes(2)))
    const child = '11111111-1111-4111-8111-111111111111'
    await h.asOwner('set session_replication_role = replica') // a row of nobody's, for this alone
    await h.asOwner(
      "insert into log_entries (child_id, number, at, act, previous_hash, hash) values ($1, 1, now() + interval '1 day', 'child.make', sha256(''), sha256(''))",
      [child],
    )
    await finds(/The newest entry of the family log is of .* which has not come yet/)
    await h.asOwner('delete from log_entries where child_id = $1', [child])
    await h.asOwner('reset session_replication_role')
  })

  it('a law that nobody has checked for half a year', async () => {
    const found = await examine(env(), later(clock.now(), days(200)))
    assert.ok(
      found.some((fault) => /Nobody has checked the law and the helplines since/.test(fault)),
      found.join('\n'),
    )
  })

  it('a database that was changed by another version, a login with too many rights, a promise that is broken', async () => {
    await h.asOwner("insert into migrations.applied (name, checksum) values ('9999-later.sql', 'x')")
    await finds(/was changed by 9999-later\.sql/)
    await h.asOwner("delete from migrations.applied where name = '9999-later.sql'")
    await h.asOwner("update migrations.applied set checksum = reverse(checksum) where name = '0001-people.sql'")
    await finds(/was changed by 0001-people\.sql/)
    await h.asOwner("update migrations.applied set checksum = reverse(checksum) where name = '0001-people.sql'")
    await h.asOwner('create table of_the_app (); alter table of_the_app owner to kitestring_app')
    await finds(/has more rights than it may have/)
    await h.asOwner('drop table of_the_app')
    await h.asOwner(
      "insert into incidents (id, promise, feature, code) values ('22222222-2222-4222-8222-222222222222', 'who-can-see-it', 'viewing', 'seen')",
    )
    await finds(/These promises are broken, .*: who-can-see-it/)
    await h.asOwner("delete from incidents where code = 'seen'")
  })

  it('PUB-6 a file of ideas that cannot be read or has bad lines, which stops a start: all of them are named', async () => {
    const file = join(place, 'ideas.txt')
    const own = { KITESTRING_IDEAS: file }
    for (const [text, fault] of [
      [undefined, /ideas\.txt cannot be read as text/],
      [Buffer.from([0xff, 0xfe, 0x41]), /ideas\.txt cannot be read as text/],
      [`something round\n${'very '.repeat(20)}long\n\nwhere do you live\n`, /line 2 is longer than 80 letters; line 4 asks a child/],
      ['a\n'.repeat(201), /more than 200 ideas/],
    ] as const) {
      if (text !== undefined) writeFileSync(file, text)
      await finds(fault, own)
      await stops(fault, own)
    }
    writeFileSync(file, '\ufeff# for our club\r\nthe oldest tool in the shed\r\n\r\n  قلم ملون \r\nthe oldest tool in the shed\r\n')
    assert.deepEqual(await examine({ ...env(), ...own }, clock.now()), [])
    assert.deepEqual(await readHouseIdeas(file), ['the oldest tool in the shed', 'قلم ملون'])
    assert.deepEqual(await readHouseIdeas(undefined), [])
  })

  it('SAF-1 a list of known images that cannot be read or is not whole, which stops a start; a hold that nobody has reported', async () => {
    const list = join(place, 'list.txt')
    const known = { KITESTRING_KNOWN_IMAGES: list, KITESTRING_HOLDS_KEY: newPair().publicKey }
    const bad = async (fault: RegExp) => {
      await finds(fault, known)
      await stops(fault, known)
      assert.deepEqual(await knownImagesOf({ ...env(), ...known }), [])
    }
    await bad(/list\.txt cannot be read/)
    writeFileSync(list, `${'0f'.repeat(32)}\n<html>\n`)
    await bad(/list\.txt, line 2: a print has 64 letters of hex/)
    writeFileSync(list, `${'0f'.repeat(32)}\n${'c3'.repeat(32)},100\n`)
    assert.deepEqual(await examine({ ...env(), ...known }, clock.now()), [])
    await refuseUnsafe(toConfig({ ...env(), ...known }), clock.now())
    assert.deepEqual(await knownImagesOf({ ...env(), ...known }), ['Known images: list.txt (2). Each photo is compared.'])
    assert.match((await knownImagesOf(env())).join(), /^Known images: no list is set/)
    await h.asOwner("insert into holds (id, list, bits_apart, mark_hash) values ($1, 'list.txt', 3, sha256('m'))", [randomUUID()])
    await finds(/is sealed \([0-9a-f-]{36}\)\. Report it today: npm run desk/)
    await h.asOwner('update holds set reported_at = now()')
    assert.deepEqual(await examine(env(), clock.now()), [])
    await h.asOwner('delete from holds')
  })

  it('SAF-7 a report that has waited longer than it may', async () => {
    await h.asOwner(
      "insert into reports (id, from_kind, code_hash, words_sealed, reason, due_at) values ($1, 'outsider', sha256('c'), 'x', 'my-child-is', now() + interval '1 minute')",
      [randomUUID()],
    )
    assert.deepEqual(await examine(env(), clock.now()), [])
    await h.asOwner("update reports set due_at = now() - interval '1 second'")
    await finds(/A report has waited for a word since .* npm run desk shows it/)
    await h.asOwner('delete from reports')
  })

  it('settings that cannot be, all at once; a weak password of a database elsewhere, and an open line to it, which stops a start', async () => {
    assert.equal((await examine({ ...env(), PORT: 'x', KITESTRING_COUNTRY: 'XX' }, clock.now())).length, 2)
    const url = new URL(h.ownerUrl)
    const name = `weak_${randomUUID().slice(0, 8)}`
    await h.asOwner(`create role ${name} login superuser password 'kite'`)
    const found = await examine({ ...env(), DATABASE_URL: `postgres://${name}:kite@0.0.0.0:${url.port}${url.pathname}` }, clock.now())
    assert.deepEqual(
      found.map((fault) => fault.split(/[:.]/)[0]),
      [
        'DATABASE_URL leads to another machine without sslmode=verify-full',
        'The password in DATABASE_URL is short or missing, and the database is on another machine',
      ],
    )
    for (const mode of ['', '?sslmode=no-verify', '?sslmode=require'])
      await stops(/without sslmode=verify-full/, { DATABASE_URL: `postgres://kite:a-long-enough-word@db.example.org/kite${mode}` })
    const sealed = 'postgres://kite:a-long-enough-word@db.example.org/kite?sslmode=verify-full'
    await refuseUnsafe(toConfig({ ...env(), DATABASE_URL: sealed }), clock.now())
    await refuseUnsafe(toConfig({ ...env(), DATABASE_URL: 'postgres://kite:a-long-enough-word@10.0.0.7/kite' }), clock.now()) // the house's: it is named, and starts
    await h.asOwner(`drop role ${name}`)
  })

  it('SEC-7 what anybody could guess or see, which stops a start: a secret of a manual, an open bucket, a store in the open, a Node that debugs', async () => {
    let status = 403
    const store = createServer((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
    await once(store, 'listening')
    const { port } = store.address() as AddressInfo
    const s3 = { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'kites', S3_ACCESS_KEY: 'ours', S3_SECRET_KEY: 'q7Hc-2mVt_9xLw4RzB8' }
    await refuseUnsafe(toConfig({ ...env(), ...s3 }), clock.now())
    await stops(/S3_SECRET_KEY is one that stands in manuals/, { ...s3, S3_SECRET_KEY: 'minioadmin' })
    await stops(/S3_SECRET_KEY is shorter than 16/, { ...s3, S3_SECRET_KEY: 'q7Hc-2mVt' })
    status = 200
    await stops(/The bucket kites is public/, s3)
    store.close()
    await stops(/S3_ENDPOINT is a public address without HTTPS/, { ...s3, S3_ENDPOINT: 'http://s3.hillside-school.invalid' })
    const mail = (url: string) => ({ SMTP_URL: url, MAIL_FROM: 'kites@hillside-school.invalid' })
    await stops(/password in SMTP_URL is one that stands in manuals/, mail('smtps://kites:password@mail.hillside-school.invalid'))
    await stops(/password in DATABASE_URL is one that stands in manuals/, { DATABASE_URL: 'postgres://owner:postgres@localhost/kites' })
    process.env['NODE_DEBUG'] = 'kites'
    await stops(/Node is told to debug/)
    await finds(/Node is told to debug/)
    delete process.env['NODE_DEBUG']

    for (const [url, fault] of [
      ['smtps://kites:k8fzQp2@mail.hillside-school.invalid', /password in SMTP_URL is shorter than 8/],
      ['smtp://kites:a-long-enough-word@mail.hillside-school.invalid', /without insisting on TLS/],
    ] as const) {
      await finds(fault, mail(url)) // named, and starts
      await refuseUnsafe(toConfig({ ...env(), ...mail(url) }), clock.now())
    }
    const insists = mail('smtp://kites:a-long-enough-word@mail.hillside-school.invalid?requireTLS=true')
    assert.deepEqual(await examine({ ...env(), ...insists }, clock.now()), [])
  })

  it('SEC-1, GOV-7 what only a person can say: not said, or more than a year ago; at home it is not owed', async () => {
    const school: Env = { KITESTRING_OPERATOR: 'Oak Street School', KITESTRING_ACCOUNTABLE: 'Ada, head teacher' }
    await finds(/only you can say.*coordinator, reporting, no-list, .*drill\. Look: npm run -s duties/, school)
    for (const name of Object.keys(blanks)) if (isBlank(name)) await fill(h.config, name, 'Ada', clock.now())
    assert.deepEqual(await examine({ ...env(), ...school }, clock.now()), [])
    await finds(/nobody answers for it by name: set KITESTRING_ACCOUNTABLE/, { KITESTRING_OPERATOR: 'Oak Street School' })
    await fill(h.config, 'risks', 'none', later(clock.now(), -days(366)))
    await finds(/more than a year ago: risks\./, school)
  })

  it('a disk that is nearly full: the command says it, beside what else it finds, and ends with 1; in a sound house with 0', async () => {
    const types = async (command: string, args: string[]) => {
      const child = spawn(command, args, { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, ...env() }, timeout: 60_000 })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
      await once(child, 'close')
      return { said, exitCode: child.exitCode }
    }
    const doctor = ['--disable-warning=ExperimentalWarning', 'src/apps/doctor.ts']
    const well = await types(process.execPath, doctor)
    assert.match(well.said, /^Known images: no list is set.*\nNothing unsafe was found\.\n$/)
    assert.equal(well.exitCode, 0)
    const steps = 'cp -a "$1/." "$2" && mount -t tmpfs -o size=9m,mode=700 tmpfs "$1" && cp -a "$2/." "$1" && shift 2 && "$@"'
    const aside = mkdtempSync(join(tmpdir(), 'kitestring-aside-'))
    const full = await types('unshare', [
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      steps,
      'sh',
      h.folder,
      aside,
      process.execPath,
      ...doctor,
    ])
    assert.match(full.said, /^- The disk is nearly full, so nothing new is kept.*\n\n1 to mend\.$/m)
    assert.equal(full.exitCode, 1)
  })
})
