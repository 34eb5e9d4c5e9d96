// Starting: Kitestring opens only when everything is as it must be, says in a sentence what is not, and changes nothing then. F18, SEC-7
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { prepareDatabase } from '../../src/apps/house.ts'
import { toConfig, type Env } from '../../src/platform/config.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { allowed } from '../../src/platform/metrics/allowed.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { copyOfTemplate } from '../house.ts'

const passwords = {
  kitestring_app: 'app-in-tests',
  kitestring_door: 'door-in-tests',
  kitestring_worker: 'worker-in-tests',
  kitestring_checks: 'checks-in-tests',
}

describe('what Kitestring does not start with', () => {
  let ownerUrl: string
  let owner: pg.Client
  const keyring = mkdtempSync(join(tmpdir(), 'kitestring-starts-'))
  const prepare = (folder = keyring, env: Env = {}) =>
    prepareDatabase(ownerUrl, passwords, (whenMissing) => openKeyring(folder, whenMissing), toConfig(env))

  before(async () => {
    ownerUrl = await copyOfTemplate()
    owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    await prepare()
  })
  after(() => owner.end())

  async function refuses(sentence: RegExp, folder = keyring): Promise<void> {
    const before = { dump: await dumpOf(ownerUrl), files: keyFiles(keyring) }
    await assert.rejects(prepare(folder), ({ message }: Error) => sentence.test(message))
    assert.deepEqual({ dump: await dumpOf(ownerUrl), files: keyFiles(keyring) }, before, 'nothing was changed')
  }

  it('F18 another keyring', async () => {
    const other = mkdtempSync(join(tmpdir(), 'kitestring-other-'))
    await openKeyring(other, 'make-if-missing')
    await refuses(/keyring belongs to another Kitestring.*Nothing was changed/, other)
  })

  it('F18 no keyring, or one without its root key', async () => {
    const none = join(tmpdir(), 'kitestring-no-keyring')
    await refuses(/there is no keyring at .*kitestring-no-keyring/, none)
    const empty = mkdtempSync(join(tmpdir(), 'kitestring-empty-'))
    await refuses(/the root key is missing from/, empty)
    assert.deepEqual(readdirSync(empty), [], 'and none was made')
  })

  it('a database that a newer Kitestring has changed', async () => {
    await owner.query("insert into migrations.applied (name, checksum) values ('9999-later.sql', 'x')")
    await refuses(/made by a newer Kitestring \(9999-later\.sql\).*nothing was changed/)
    await owner.query("delete from migrations.applied where name = '9999-later.sql'")
  })

  it('a migration that was edited afterwards', async () => {
    const { rows } = await owner.query(
      "update migrations.applied a set checksum = 'other' from migrations.applied b where a.name = '0001-people.sql' and b.name = a.name returning b.checksum",
    )
    await refuses(/migration 0001-people\.sql is not the one this database was made with/)
    await owner.query("update migrations.applied set checksum = $1 where name = '0001-people.sql'", [rows[0]?.checksum])
  })

  it('CON-5 a notice whose words were changed after guardians had read them', async () => {
    const { rows } = await owner.query(
      'update notices n set text_hash = sha256(n.text_hash) from notices b where b.version = n.version returning n.version, b.text_hash',
    )
    await refuses(/text of notice .* was changed after guardians read it.*Nothing was changed/)
    for (const { version, text_hash } of rows)
      await owner.query('update notices set text_hash = $2 where version = $1', [version, text_hash])
  })

  it('CON-5 another recipient is another notice in force, and with the settings of before the one of before is again', async () => {
    const inForce = async () => (await owner.query('select version from access.notice_in_force')).rows[0]?.version
    const plain = await inForce()
    const mails: Env = { SMTP_URL: 'smtps://mail.example.org', MAIL_FROM: 'kitestring@example.org' }
    await prepare(keyring, mails)
    const named = await inForce()
    assert.match(named, new RegExp(`^${plain}\\.[0-9a-f]{8}$`))
    const { rows } = await owner.query("select live_part ->> 'recipients' as said from notices where version = $1", [named])
    assert.match(rows[0]?.said, /^- mail\.example\.org carries/m)
    await prepare(keyring, mails)
    assert.equal(await inForce(), named)
    await prepare()
    assert.equal(await inForce(), plain)
    await prepare()
    assert.equal(await inForce(), plain)
  })

  it('LEG-3 as a household what was a community', async () => {
    await owner.query('insert into communities default values')
    await refuses(/has been a community since \d{4}-\d\d-\d\d and stays one: set KITESTRING_MODE=community.*Nothing was changed/)
    await owner.query('delete from communities')
    await prepare(keyring, { KITESTRING_MODE: 'community' })
    await refuses(/stays one/)
    await prepare(keyring, { KITESTRING_MODE: 'community' })
    assert.equal((await owner.query('select from communities')).rowCount, 1)
    await owner.query('delete from communities')
  })

  it('R1 a login that owns a table, and so is bound by no rule', async () => {
    await owner.query('alter table notices owner to kitestring_app')
    await refuses(/more rights than it may have/)
    await owner.query('alter table notices owner to current_user')
    await prepare()
  })
})

describe('npm start', () => {
  const data = mkdtempSync(join(tmpdir(), 'kitestring-start-'))
  const begun: ChildProcess[] = []
  let port: number
  let watchPort: number

  before(async () => {
    port = await freePort()
    watchPort = await freePort()
  })
  after(() => {
    for (const child of begun) child.kill('SIGKILL') // what a red test left
  })

  it('starts, answers, and Ctrl-C ends everything: no process is left, and the second start finds all of it again', async () => {
    const first = await start()
    assert.equal((await fetch(`http://localhost:${port}/api/health`)).status, 200)
    assert.match(first.said, /set-up code: \S+/)
    const kept = rootOf(join(data, 'keyring'))
    await first.ctrlC()
    assert.deepEqual(inFolder(data), [], 'a process is left')
    const second = await start('3')
    assert.equal((await fetch(`http://localhost:${port}/api/health`)).status, 200)
    assert.deepEqual(rootOf(join(data, 'keyring')), kept)
    await isWatched()
    const left = second.ctrlC()
    await until(async () => (await asked('/ready')).said === 'not ready: leaving')
    assert.equal((await asked('/live')).status, 200)
    await left
    assert.deepEqual(inFolder(data), [])
  })

  it('says which port is taken and which command helps', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    const refused = await run()
    assert.equal(refused.exitCode, 1)
    assert.match(refused.said, new RegExp(`Port ${port} is in use.*PORT=${port + 1} npm start`))
    other.close()
    assert.deepEqual(inFolder(data), [])
  })

  it('F18 says that the keyring is missing, stops its database again, and starts once it is back', async () => {
    const kept = join(data, 'kept')
    renameSync(join(data, 'keyring'), kept)
    const refused = await run()
    assert.equal(refused.exitCode, 1)
    assert.match(refused.said, /there is no keyring at/)
    assert.deepEqual(inFolder(data), [])
    renameSync(kept, join(data, 'keyring'))
    await (await start()).ctrlC()
    assert.deepEqual(inFolder(data), [])
  })

  /** The watch port: ready with a reason if not; only listed metrics; and on the families' port nothing of it. WEL-14 */
  async function isWatched(): Promise<void> {
    assert.deepEqual(
      [await asked('/live'), await asked('/ready')],
      [
        { status: 200, said: 'alive' },
        { status: 200, said: 'ready' },
      ],
    )
    const { said } = await asked('/metrics')
    const served = new Set([...said.matchAll(/^(kitestring_\w+)[ {]/gm)].map(([, name]) => name))
    for (const name of served) assert.ok(name && name in allowed, name)
    for (const name of [
      'ready',
      'part_up',
      'part_starts_total',
      'jobs_waiting',
      'disk_free_bytes',
      'database_connections',
      'request_seconds',
    ])
      assert.ok(served.has(`kitestring_${name}`), name)
    assert.doesNotMatch(said, /[0-9a-f]{8}-[0-9a-f]{4}-/)
    assert.equal((await asked('/metrics', 'kites.example.org')).status, 404, 'by another name it is another site')
    for (const path of ['/metrics', '/ready', '/live'])
      assert.doesNotMatch(await (await fetch(`http://localhost:${port}${path}`)).text(), /kitestring_|^ready|^alive/)
  }

  async function asked(path: string, host = `127.0.0.1:${watchPort}`): Promise<{ status: number; said: string }> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    get({ port: watchPort, path, headers: { host }, agent: false }, resolve).on('error', reject)
    const answer = await promise
    return { status: answer.statusCode ?? 0, said: (await answer.setEncoding('utf8').toArray()).join('') }
  }

  /** A start that gets ready. */
  async function start(leaves?: string) {
    const going = begin(leaves)
    await until(() => going.said.includes('Press Ctrl-C') || going.child.exitCode !== null)
    assert.equal(going.child.exitCode, null, going.said)
    return {
      said: going.said,
      async ctrlC() {
        going.child.kill('SIGINT')
        const [exitCode] = await once(going.child, 'exit')
        assert.equal(exitCode, 0)
        assert.match(going.said, /Stopped\. Nothing is lost\./)
      },
    }
  }

  /** A start that ends by itself. */
  async function run() {
    const going = begin()
    await once(going.child, 'close')
    return { said: going.said, exitCode: going.child.exitCode }
  }

  function begin(leaves = '0') {
    const child = spawn(process.execPath, ['src/apps/start.ts'], {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        ...process.env,
        PORT: String(port),
        KITESTRING_DATA: data,
        KITESTRING_WATCH_PORT: String(watchPort),
        KITESTRING_LEAVE_SECONDS: leaves,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    begun.push(child)
    const going = { child, said: '' }
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        going.said += chunk
      })
    return going
  }
})

function keyFiles(folder: string): string[] {
  return filesBelow(folder)
    .map((file) => `${file} ${readFileSync(file).toString('hex')}`)
    .sort()
}

/** What is kept for good; keys of the checks' own families come and go from the first minute. */
function rootOf(folder: string): string[] {
  return keyFiles(folder).filter((line) => !/^\S*\/(?:person|photo|post)\//.test(line))
}

/** Processes that name this folder or were started with it. */
function inFolder(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const [command, environment] = ['cmdline', 'environ'].map((part) => readOrNothing(`/proc/${name}/${part}`))
      return command?.includes(folder) || environment?.includes(`KITESTRING_DATA=${folder}`) ? [command ?? ''] : []
    })
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return '' // it has ended since
  }
}

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await look()); waited += 100) {
    if (waited > 60_000) assert.fail('it did not happen within a minute')
    await pause(100)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}
