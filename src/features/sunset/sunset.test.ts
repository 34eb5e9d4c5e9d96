// A whole Kitestring closes for good: nobody is surprised, everything of every child leaves whole, and then nothing is left but receipts. GOV-12, DEL-8
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { filesBelow } from '../../../test/at-rest/scan.ts'
import { dropDatabase } from '../../../test/house.ts'
import { opened } from '../../../test/moves/moving.ts'
import { good, world, type World } from '../../../test/world.ts'
import type { Me } from '../people/contract.ts'

const project = join(import.meta.dirname, '../../..')

describe('closing a whole Kitestring', () => {
  let w: World
  let photo: Buffer
  const folder = join(mkdtempSync(join(tmpdir(), 'kitestring-sunset-')), 'files')
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    writeFileSync(
      join(w.folder, 'logins.json'),
      JSON.stringify(Object.fromEntries(['app', 'door', 'worker', 'checks'].map((login) => [`kitestring_${login}`, `${login}-in-tests`]))),
      { mode: 0o600 },
    )
    const shared = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'the kite' })
    photo = (await w.mia.get(`/api/photos/${shared.photo}/screen`)).raw
    await w.leo.asks({ caption: 'still waits' })
    await good(w.ana.takesBack(await w.ana.asks({ caption: 'taken back' })))
  })
  let isOpen = true
  const closes = async () => {
    if (isOpen) await w.rests()
    isOpen = false
  }
  after(async () => {
    await closes()
    await dropDatabase(w.ownerUrl)
  })

  /** The command itself, as the operator types it; `answer` at the question, `kill` when it says so. */
  async function sunset(args: string[], { answer = '', kill }: { answer?: string; kill?: string } = {}) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/sunset.ts', ...args], {
      cwd: project,
      env: { ...process.env, ...w.env, DATABASE_URL: w.ownerUrl },
      timeout: 60_000,
    })
    const went = { said: '', exitCode: null as number | null }
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        went.said += chunk
        if (kill && went.said.includes(kill)) child.kill('SIGKILL')
      })
    child.stdin.end(`${answer}\n`)
    await once(child, 'close')
    return { ...went, exitCode: child.exitCode }
  }

  async function refuses(args: string[], why: RegExp, options = {}) {
    const { said, exitCode } = await sunset(args, options)
    assert.match(said, why)
    assert.equal(exitCode, 1)
  }

  const closesAt = async () => (await good(w.mia.get<Me>('/api/me'))).closesAt
  const daysAhead = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)
  /** So many mails with this subject lie in the folder, soon. */
  async function mailed(subject: RegExp, count: number): Promise<void> {
    const there = () =>
      filesBelow(join(w.folder, 'mail')).filter((file) => subject.test(/^Subject: .*$/m.exec(readFileSync(file, 'utf8'))?.[0] ?? ''))
    for (let waited = 0; there().length < count && waited < 10_000; waited += 100) await pause(100)
    assert.equal(there().length, count)
  }

  it('GOV-12 everybody is told thirty days before, in mails and on every page, and told again when it stays after all', async () => {
    await refuses(['into', folder], /Kitestring is running/)
    await refuses(['announce', daysAhead(29)], /Thirty days ahead at least/)
    assert.equal((await sunset(['announce', daysAhead(32)])).exitCode, 0)
    assert.equal((await closesAt())?.slice(0, 10), daysAhead(32))
    assert.equal((await good(w.visitor.get<Me>('/api/me'))).closesAt, await closesAt())
    await mailed(/closes for good/, 5) // Dana, Omar, Lena, Aron and Rosa
    await refuses(['announce', daysAhead(50)], /Call that off first/)
    assert.equal((await sunset(['call-off'])).exitCode, 0)
    assert.equal(await closesAt(), null)
    await mailed(/stays/, 5)
    const acts = await w.asOwner<{ act: string }>(
      "select act from log_entries where child_id = $1 and act like 'sunset.%' order by number",
      [w.mia.id],
    )
    assert.deepEqual(
      acts.map(({ act }) => act),
      ['sunset.announce', 'sunset.call-off'],
    )
    assert.equal((await sunset(['announce', daysAhead(32)])).exitCode, 0)
    await mailed(/closes for good/, 10)
    await closes()
  })

  it('GOV-12 nothing begins before its day, nor into a folder that is erased, nor while a mail that announces it is not sent', async () => {
    await refuses(['into', folder], /It closes on .* Nothing was packed or erased/)
    await asNew((client) =>
      client.query("update sunsets set announced_at = announced_at - interval '40 days', closes_at = closes_at - interval '40 days'"),
    )
    await refuses(['into', join(w.folder, 'files')], /which is erased. Choose another folder/)
    await asNew((client) =>
      client.query(
        "select graphile_worker.add_job('alerts.sunset', '{}', run_at => now() + interval '1 hour'); update graphile_worker._private_jobs set attempts = 1 where run_at > now() + interval '59 minutes' and run_at < now() + interval '61 minutes'",
      ),
    )
    await refuses(['into', folder], /Not every grown-up has had the mail/)
    await asNew((client) => client.query('delete from graphile_worker._private_jobs where attempts = 1'))
  })

  it('GOV-12 when one photo cannot be packed, or the name is not typed, nothing is erased', async () => {
    const before = [await count('sessions'), await count('proposals')]
    const blobs = join(w.folder, 'blobs')
    renameSync(join(blobs, 'photos'), join(blobs, 'away'))
    await refuses(['into', folder], /a rendition is missing/)
    renameSync(join(blobs, 'away'), join(blobs, 'photos'))
    await refuses(['into', folder], /That is not its name. Nothing was erased/, { answer: 'yes' })
    assert.equal(await count('children'), 3)
    assert.deepEqual([await count('sessions'), await count('proposals')], before, 'nobody is signed in by it')
  })

  it('GOV-12, DEL-8 each child’s whole world lies in the folder, and what was interrupted goes on to the end', async () => {
    await sunset(['into', folder], { answer: w.config.url.host, kill: 'Erasing every child' })
    const start = spawn(process.execPath, ['src/apps/start.ts'], {
      timeout: 60_000,
      cwd: project,
      env: { ...process.env, ...w.env, DATABASE_URL: w.ownerUrl },
    })
    let said = ''
    start.stderr.on('data', (chunk) => (said += chunk))
    await once(start, 'close')
    assert.match(said, /is being closed for good/)
    writeFileSync(join(w.folder, 'of-the-operator.txt'), 'not ours')
    await refuses(['into', folder], /This is left:\n.*of-the-operator\.txt\nTake it away, then run this again/)
    rmSync(join(w.folder, 'of-the-operator.txt'))
    const { said: end, exitCode } = await sunset(['into', folder])
    assert.equal(exitCode, 0, end)
    assert.match(end, /Nothing is left: no key, no file, no row/)
    const names = readdirSync(folder).sort()
    assert.deepEqual(
      names.filter((name) => !/^\d\d-(Mia|Leo|Ana)\.zip$/.test(name)),
      ['SHA256SUMS', 'receipts', 'site-receipt.json', 'whose.txt'],
    )
    const mias = opened(readFileSync(join(folder, names.find((name) => name.endsWith('-Mia.zip')) ?? '')))
    assert.ok([...mias.values()].some((bytes) => bytes.equals(photo)))
    assert.match(readFileSync(join(folder, 'whose.txt'), 'utf8'), /Mia\.zip: Mia, with (Dana and Omar|Omar and Dana)\n/)
  })

  it('GOV-12 then no key, no file and no row is left, and the receipts say so without any key', async () => {
    assert.equal(existsSync(w.folder) ? filesBelow(w.folder).length : 0, 0)
    assert.equal(await count("pg_class where relnamespace = 'public'::regnamespace"), 0)
    const receipts = readdirSync(join(folder, 'receipts')).map((name) => join(folder, 'receipts', name))
    assert.equal(receipts.length, 3)
    const site = join(folder, 'site-receipt.json')
    const held = await verifies([site, ...receipts])
    assert.match(held.said, /erased itself: 3 children, 6 accounts, \d+ keys, \d+ sealed files/)
    assert.match(held.said, /3 of the other receipts here are of its children/)
    assert.match(held.said, /All of these were signed with this one key/)
    assert.equal(held.exitCode, 0)
    assert.match((await verifies([site])).said, /Name an older receipt/)
    writeFileSync(site, readFileSync(site, 'utf8').replace('"children": 3', '"children": 2'))
    assert.deepEqual([(await verifies([site])).exitCode, (await verifies([site, ...receipts])).exitCode], [1, 1])
  })

  async function verifies(files: string[]) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/receipt.ts', 'verify', ...files], {
      cwd: project,
      env: { ...process.env, ...w.env },
    })
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    await once(child, 'close')
    return { said, exitCode: child.exitCode }
  }

  async function asNew<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: w.ownerUrl })
    await client.connect()
    return work(client).finally(() => client.end())
  }

  async function count(what: string): Promise<number> {
    return asNew(async (client) => (await client.query<{ n: number }>(`select count(*)::integer as n from ${what}`)).rows[0]?.n ?? -1)
  }
})
