// Proves that the small Postgres keeps what it was given, whatever happens to the program that started it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { startPostgres } from './launcher.ts'

const folder = mkdtempSync(join(tmpdir(), 'launcher-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Throwaway data: the tests are about order and survival of the process, not of the disk. */
const settings = { fsync: 'off' }

test('a first start makes a database that asks for a password and counts checksums (R17)', async () => {
  const dataFolder = join(folder, 'first')
  const postgres = await startPostgres({ dataFolder, settings })
  try {
    assert.equal(postgres.adopted, false)
    assert.deepEqual(
      await ask(
        postgres.url,
        `select current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
      (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'postgres') as locale`,
      ),
      [{ checksums: 'on', encoding: 'UTF8', locale: 'b C.UTF-8' }],
    )
    await assert.rejects(ask(postgres.urlFor('postgres', 'a guess', 'postgres'), 'select 1'), /password authentication failed/)
    assert.equal(statSync(join(dataFolder, 'postgres-18', 'password')).mode & 0o777, 0o600)
    assert.equal(statSync(dataFolder).mode & 0o777, 0o700)
  } finally {
    await postgres.stop()
  }
})

test('a new start finds the rows and the port of the one before', async () => {
  const dataFolder = join(folder, 'again')
  const first = await startPostgres({ dataFolder, settings })
  await ask(first.url, "create table kites (name text); insert into kites values ('red')")
  await first.stop()
  const second = await startPostgres({ dataFolder, settings })
  try {
    assert.equal(second.url, first.url)
    assert.equal(second.adopted, false)
    assert.deepEqual(await ask(second.url, 'select name from kites'), [{ name: 'red' }])
  } finally {
    await second.stop()
  }
})

test('the log of the server repeats neither a value nor a statement, even of a failing one (R15)', async () => {
  const dataFolder = join(folder, 'quiet')
  const postgres = await startPostgres({ dataFolder, settings })
  await ask(postgres.url, "create table kites (name text primary key); insert into kites values ('canary-word')")
  await assert.rejects(ask(postgres.url, "insert into kites values ('canary-word')"), /duplicate key/)
  await assert.rejects(ask(postgres.url, 'insert into kites values ($1)', ['canary-word']), /duplicate key/)
  await assert.rejects(ask(postgres.url, "select 'canary-word' from nowhere"), /does not exist/)
  await postgres.stop()
  const log = readFileSync(join(dataFolder, 'postgres-18', 'postgres.log'), 'utf8')
  assert.match(log, /duplicate key/)
  assert.doesNotMatch(log, /canary-word/)
})

test('a server whose program was killed is taken over, with all its rows', async () => {
  const dataFolder = join(folder, 'orphan')
  const program = runProgram(dataFolder)
  const url = await program.url
  await ask(url, "create table kites (name text); insert into kites values ('blue')")
  program.kill('SIGKILL')
  await program.ended
  const adopted = await startPostgres({ dataFolder, settings })
  assert.equal(adopted.adopted, true)
  assert.equal(adopted.url, url)
  assert.deepEqual(await ask(adopted.url, 'select name from kites'), [{ name: 'blue' }])
  await adopted.stop()
  await assert.rejects(ask(url, 'select 1'), /ECONNREFUSED/)
})

test('a server that was killed too comes back with what it had acknowledged', async () => {
  const dataFolder = join(folder, 'crash')
  const first = await startPostgres({ dataFolder })
  await ask(first.url, "create table kites (name text); insert into kites values ('green')")
  process.kill(serverPid(dataFolder), 'SIGKILL')
  const second = await startPostgres({ dataFolder })
  assert.equal(second.adopted, false)
  assert.deepEqual(await ask(second.url, 'select name from kites'), [{ name: 'green' }])
  await second.stop()
})

test('two first starts at once end in one database, which stays until the last of them stops', async () => {
  const dataFolder = join(folder, 'twins')
  const twins = [runProgram(dataFolder), runProgram(dataFolder)] as const
  const [one, other] = await Promise.all([twins[0].url, twins[1].url])
  assert.equal(one, other)
  assert.deepEqual(readdirSync(dataFolder), ['postgres-18'])

  twins[0].kill('SIGTERM')
  await twins[0].ended
  assert.deepEqual(await ask(other, 'select 1 as answer'), [{ answer: 1 }])
  twins[1].kill('SIGTERM')
  await twins[1].ended
  await assert.rejects(ask(other, 'select 1'), /ECONNREFUSED/)
})

test('a first start that was broken off is cleared away and done again', async () => {
  const dataFolder = join(folder, 'half')
  const program = runProgram(dataFolder)
  while (!draftsIn(dataFolder).some((draft) => existsSync(join(dataFolder, draft, 'data', 'global')))) await new Promise(setImmediate)
  program.kill('SIGKILL')
  await program.ended
  assert.equal(existsSync(join(dataFolder, 'postgres-18')), false)
  assert.equal(draftsIn(dataFolder).length, 1)

  const postgres = await startPostgres({ dataFolder, settings })
  assert.deepEqual(await ask(postgres.url, 'select 1 as answer'), [{ answer: 1 }])
  assert.deepEqual(draftsIn(dataFolder), [])
  await postgres.stop()
})

test('a pid file that names another program by now does not keep the database from starting', async () => {
  const dataFolder = join(folder, 'reused')
  const first = await startPostgres({ dataFolder, settings })
  const left = readFileSync(pidFile(dataFolder), 'utf8')
  await first.stop()
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  writeFileSync(pidFile(dataFolder), left.replace(/^\d+/, String(bystander.pid)))
  try {
    const second = await startPostgres({ dataFolder, settings })
    assert.equal(second.adopted, false)
    await second.stop()
    assert.equal(bystander.exitCode, null)
  } finally {
    bystander.kill()
  }
})

test('when another program took the port meanwhile, the database moves to a free one', async () => {
  const dataFolder = join(folder, 'port')
  const first = await startPostgres({ dataFolder, settings })
  await first.stop()
  const taken = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
  try {
    const second = await startPostgres({ dataFolder, settings })
    assert.notEqual(second.url, first.url)
    assert.deepEqual(await ask(second.url, 'select 1 as answer'), [{ answer: 1 }])
    await second.stop()
  } finally {
    taken.close()
  }
})

async function ask(url: string, sql: string, values?: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows ?? []
  } finally {
    await client.end()
  }
}

/** A Kitestring of its own process: it starts the database, says where it is, and stops it on SIGTERM. */
function runProgram(dataFolder: string) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const source = `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve('./launcher.ts'))}
    const postgres = await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, settings: { fsync: 'off' } })
    console.log(postgres.url)
    process.on('SIGTERM', async () => { await postgres.stop(); process.exit() })
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  return {
    url: new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim()))),
    ended: new Promise<void>((resolve) => child.once('exit', () => resolve())),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  }
}

function draftsIn(dataFolder: string): string[] {
  return readdirSync(dataFolder).filter((name) => name.includes('.draft-'))
}

function pidFile(dataFolder: string): string {
  return join(dataFolder, 'postgres-18', 'data', 'postmaster.pid')
}

function serverPid(dataFolder: string): number {
  return Number(readFileSync(pidFile(dataFolder), 'utf8').split('\n')[0])
}
