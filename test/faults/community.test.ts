// A community: it starts when every duty is met and not before, says all that is missing at once, stays one, and says loudly when a duty falls away later. LEG-3, decision 0061
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { examine, refuseUnsafe } from '../../src/apps/doctor/examine.ts'
import { blanks, fill, isBlank, type Blank } from '../../src/apps/duties/blanks.ts'
import { openTelling } from '../../src/apps/duties/keep-watch.ts'
import { meetCertificate } from '../../src/apps/duties/look.ts'
import { owed, type Missing } from '../../src/apps/duties/owed.ts'
import { machineNow } from '../../src/apps/watch/machine.ts'
import { machineLines } from '../../src/apps/watch/machine-page.ts'
import { signInOperator, whoIs } from '../../src/features/reports/desk.ts'
import { startSignUp } from '../../src/features/sign-in/accounts.ts'
import { ensureSetUpCode } from '../../src/features/sign-in/codes.ts'
import { withClient } from '../../src/apps/owner.ts'
import { clock, days, hours } from '../../src/platform/clock.ts'
import { toConfig, type Config, type Env } from '../../src/platform/config.ts'
import type { Letter } from '../../src/platform/mail.ts'
import { selfSigned } from '../fixtures/certificate.ts'
import { copyOfTemplate, dropDatabase, openTestHouse, type TestHouse } from '../house.ts'

const root = join(import.meta.dirname, '../..')
const inTests = JSON.stringify(
  Object.fromEntries(['app', 'door', 'worker', 'checks'].map((login) => [`kitestring_${login}`, `${login}-in-tests`])),
)
const settings: Env = {
  KITESTRING_MODE: 'community',
  KITESTRING_URL: 'https://kites.hillside-school.invalid',
  KITESTRING_OPERATOR: 'Hillside School',
  KITESTRING_ACCOUNTABLE: 'Grace Bell, head teacher',
  KITESTRING_CONTACT: 'office@hillside-school.invalid, 01 23 45',
  KITESTRING_COUNTRY: 'IE',
  KITESTRING_CONSENT_METHODS: 'handed-code',
  SMTP_URL: 'smtps://kites:a-long-enough-word@mail.hillside-school.invalid',
  MAIL_FROM: 'kites@hillside-school.invalid',
}

describe('a community', () => {
  let h: TestHouse
  const env = (changed: Env = {}): Env => ({ ...h.env, DATABASE_URL: h.ownerUrl, ...settings, ...changed })
  const stopsOf = (given: Env) =>
    refuseUnsafe(toConfig(given), clock.now()).then(
      () => [],
      ({ message }: Error) => [...message.matchAll(/^ {2}- (.*)$/gm)].map(([, sentence = '']) => sentence),
    )
  const machine = (config: Config) => withClient(h.ownerUrl, (client) => machineNow(config, client))
  const names = async (role: string) => {
    const [row] = await h.asOwner<{ id: string }>(
      "insert into people (id, kind, name_sealed, avatar) values (gen_random_uuid(), 'staff', 'x', 'owl') returning id",
    )
    await h.asOwner('insert into staff (staff_id, role, secret_hash) values ($1, $2, sha256($3::text::bytea))', [row?.id, role, row?.id])
  }
  const says = (name: Blank) => fill(toConfig(env()), name, 'we talked it through', clock.now())

  before(async () => {
    h = await openTestHouse()
    writeFileSync(join(h.folder, 'logins.json'), inTests, { mode: 0o600 })
    for (const name of Object.keys(blanks)) if (isBlank(name)) await says(name)
    await names('lead')
    await names('moderator')
  })
  after(() => h?.close())

  it('LEG-3 starts when all of it is there; at home nothing is asked for', async () => {
    assert.deepEqual(await stopsOf(env()), [])
    assert.deepEqual(await stopsOf({ ...h.env, DATABASE_URL: h.ownerUrl }), [])
  })

  const without: readonly (readonly [what: string, keyof typeof owed, Env, undo?: { take: string; back: string }])[] = [
    ...(['KITESTRING_OPERATOR', 'KITESTRING_ACCOUNTABLE', 'KITESTRING_CONTACT'] as const).map(
      (name, n) => [name, (['operator', 'accountable', 'contact'] as const)[n] ?? 'operator', { [name]: '' }] as const,
    ),
    ['a law', 'law', { KITESTRING_COUNTRY: '' }],
    ['methods', 'consent', { KITESTRING_CONSENT_METHODS: '' }],
    ['a mail server', 'mail', { SMTP_URL: '' }],
    ['https', 'https', { KITESTRING_URL: 'http://kites.hillside-school.invalid' }],
    [
      'a lead, who left',
      'staff',
      {},
      { take: "update staff set ended_at = now() where role = 'lead'", back: 'update staff set ended_at = null' },
    ],
    [
      'a second person',
      'staff',
      {},
      { take: "update staff set ended_at = now() where role = 'moderator'", back: 'update staff set ended_at = null' },
    ],
    [
      'a second person who signs in',
      'staff',
      {},
      {
        take: "update staff set role = 'triage' where role = 'moderator'",
        back: "update staff set role = 'moderator' where role = 'triage'",
      },
    ],
  ]
  for (const [what, duty, changed, change] of without)
    it(`LEG-3 without ${what} it does not start, and the desk says the same`, async () => {
      const given = Object.fromEntries(Object.entries(env(changed)).filter(([, value]) => value !== ''))
      if (change) await h.asOwner(change.take)
      const [stops, { duties }] = [await stopsOf(given), await machine(toConfig(given))]
      if (change) await h.asOwner(change.back)
      assert.deepEqual(
        duties.map((one) => one.duty),
        [duty],
      )
      assert.deepEqual(stops, [duties[0]?.says])
    })

  for (const name of ['no-list', 'reporting', 'need', 'risks', 'levels'] as const)
    it(`LEG-3 without what only a person can say (${name}) it does not start`, async () => {
      await fill(toConfig(env()), name, '', clock.now())
      const stops = await stopsOf(env())
      await says(name)
      assert.equal(stops.length, 1, stops.join('\n'))
      assert.match(stops[0] ?? '', new RegExp(`fill ${name}`))
    })

  it('LEG-3 all that is missing is said at once, by the start, the desk and the doctor in the same words', async () => {
    const bare = { ...h.env, DATABASE_URL: h.ownerUrl, KITESTRING_MODE: 'community' }
    await h.asOwner('update staff set ended_at = now()')
    renameSync(join(h.folder, 'duties.json'), join(h.folder, 'aside.json'))
    const [stops, { duties }, found] = [await stopsOf(bare), await machine(toConfig(bare)), await examine(bare, clock.now())]
    await h.asOwner('update staff set ended_at = null')
    renameSync(join(h.folder, 'aside.json'), join(h.folder, 'duties.json'))
    assert.deepEqual(
      duties.map(({ duty }) => duty),
      Object.keys(owed),
    )
    assert.deepEqual(
      stops,
      duties.map(({ says }) => says),
    )
    for (const sentence of stops) assert.ok(found.includes(sentence), sentence)
  })

  it('LEG-3 it stays a community: another setting does not start, nor does the doctor keep quiet', async () => {
    await h.asOwner('insert into communities default values')
    const home = { ...h.env, DATABASE_URL: h.ownerUrl }
    assert.ok(
      (await examine(home, clock.now())).some((fault) =>
        /has been a community since .* and stays one: set KITESTRING_MODE=community/.test(fault),
      ),
    )
    await h.asOwner('delete from communities')
  })

  it('LEG-3, AUD-8 whoever opens the desk decides nothing there, also when everybody named has left, and is signed out', async () => {
    await h.asOwner('update staff set ended_at = now()')
    const token = (await signInOperator(h.house)) ?? assert.fail()
    assert.ok((await whoIs(h.house, token))?.isOperator, 'at home')
    await h.asOwner('insert into communities default values')
    assert.equal(await signInOperator(h.house), undefined)
    assert.equal(await whoIs(h.house, token), undefined)
    await h.asOwner('delete from communities')
    await h.asOwner('update staff set ended_at = null')
  })

  it('CON-2 to have the machine makes nobody a guardian: a set-up code of before opens nothing', async () => {
    const code = (await ensureSetUpCode(h.house.room.asDoor)) ?? assert.fail()
    const begins = (config: Config) => startSignUp({ house: { ...h.house, config }, body: { code } } as Parameters<typeof startSignUp>[0])
    await assert.rejects(begins(toConfig(env())), { code: 'consent.method-off' })
    await begins(h.config)
  })

  it('LEG-3 what falls away later stands first on the operator’s page, and is mailed at once, each day, and anew after it was mended', async () => {
    const config = toConfig(env())
    const shown = async () => machineLines(await machine(config), config.mail, clock.now())
    assert.ok(!(await shown()).some(({ what }) => what.startsWith('Duty')))
    await h.asOwner("update staff set ended_at = now() where role = 'lead'")
    const line = (await shown()).at(0)
    await h.asOwner('update staff set ended_at = null')
    assert.deepEqual([line?.what, line?.isWell], ['Duty: staff', false])
    assert.match(line?.says ?? '', /npm run staff -- add &#34;&#60;name&#62;&#34; lead.*does not start again/)

    const letters: Letter[] = []
    let isAway = true
    const telling = openTelling(config, {
      send: async (letter) => (isAway ? assert.fail('the mail server is away') : void letters.push(letter)),
    })
    await assert.rejects(telling.of([{ duty: 'staff', says: 'There is no lead.' }], hours(0)), /away/) // and is tried again at the next look
    isAway = false
    const lead: Missing = { duty: 'staff', says: 'There is no lead.' }
    const moments: [missing: Missing[], at: number, mails: number][] = [
      [[lead], hours(1), 1],
      [[lead], hours(2), 1],
      [[lead, { duty: 'https', says: 'No certificate.' }], hours(3), 2],
      [[lead], hours(1) + days(1), 2],
      [[lead], hours(3) + days(1), 3],
      [[], hours(4) + days(1), 3],
      [[lead], hours(5) + days(1), 4],
    ]
    for (const [missing, at, mails] of moments) {
      await telling.of(missing, at)
      assert.equal(letters.length, mails, `after ${at}`)
    }
    assert.equal(letters[0]?.to, 'office@hillside-school.invalid')
    assert.match(letters[1]?.text ?? '', /- There is no lead\.\n\n- No certificate\./)
  })
})

describe('npm start and npm run staff, as a community', () => {
  const data = mkdtempSync(join(tmpdir(), 'kitestring-community-'))

  async function types(program: string, args: string[], more: Env = {}): Promise<{ said: string; exitCode: number | null }> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', `src/apps/${program}.ts`, ...args], {
      cwd: root,
      env: { ...process.env, KITESTRING_DATA: data, KITESTRING_MODE: 'community', ...more },
      timeout: 60_000,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    await once(child, 'close')
    return { said, exitCode: child.exitCode }
  }

  it('LEG-3 says all that is missing at once, ends with 1, and has made nothing', async () => {
    const { said, exitCode } = await types('start', [])
    assert.equal(exitCode, 1)
    assert.equal([...said.matchAll(/^ {2}- /gm)].length, Object.keys(owed).length, said)
    assert.match(said, /docs\/operating\.md, "A community"/)
    assert.deepEqual(readdirSync(data), [])
  })

  it('LEG-3 staff are named before it opens: the first makes the database and the keys, and nothing else', async () => {
    const ownerUrl = await copyOfTemplate()
    writeFileSync(join(data, 'logins.json'), inTests, { mode: 0o600 })
    const { said, exitCode } = await types('staff', ['add', 'Vera', 'lead'], { DATABASE_URL: ownerUrl })
    assert.equal(exitCode, 0, said)
    assert.match(said, /its database and its keys are made now/)
    assert.match(said, /there is missing: a second person who decides/)
    assert.deepEqual(readdirSync(data).sort(), ['keyring', 'logins.json'])
    await withClient(ownerUrl, async (client) => {
      assert.deepEqual((await client.query('select role from staff')).rows, [{ role: 'lead' }])
      assert.equal((await client.query('select from communities')).rowCount, 1)
    })
    await dropDatabase(ownerUrl)
  })
})

describe('the certificate that families’ browsers meet', () => {
  const name = 'localhost'
  async function meets(made: ReturnType<typeof selfSigned>, trusted: boolean) {
    const former = getCACertificates('default')
    if (trusted) setDefaultCACertificates([...former, made.cert])
    const server = createServer(made).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    try {
      return (await meetCertificate(new URL(`https://${name}:${port}`))).certificate
    } finally {
      server.close()
      setDefaultCACertificates(former)
    }
  }

  it('SEC-7 is good when they trust it; not when nobody signed it, it is over, not yet begun, or another’s', async () => {
    assert.equal(await meets(selfSigned({ name }), true), 'good')
    assert.deepEqual(await meets(selfSigned({ name }), false), { fault: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    assert.deepEqual(await meets(selfSigned({ name, from: -9, until: -1 }), true), { fault: 'CERT_HAS_EXPIRED' })
    assert.deepEqual(await meets(selfSigned({ name, from: 1 }), true), { fault: 'CERT_NOT_YET_VALID' })
    assert.deepEqual(await meets(selfSigned({ name: 'another.test' }), true), { fault: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  it('SEC-7 nobody can tell where nobody answers', async () =>
    assert.equal((await meetCertificate(new URL('https://localhost:9'))).certificate, 'not-reached'))
})
