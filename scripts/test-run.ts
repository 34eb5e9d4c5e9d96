// Runs the tests on the project's own Node: one database server for all of them, one last line, and nothing left behind.
import { randomUUID } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { setTimeout as pause } from 'node:timers/promises'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'

const MARK = 'KITESTRING_TEST_RUN'
const minutes = (count: number) => count * 60_000
/** One test may take four minutes. When nothing is heard for longer, what still runs is stuck and is ended. */
const patience = { test: minutes(4), silence: minutes(5) }

const count = { passed: 0, failed: 0, skipped: 0 }
const took = new Map<string, number>() // ms, by file
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopping.abort()
    setTimeout(endMarked, 5_000)
  })
}

const named = process.argv.slice(2)
/** Three at a time on two cores: each waits for its database and its browser now and then. The short ones last, so that all three are at work until the end. */
const files = ['{src,test}/**/*.journey.ts', 'test/**/*.test.ts', 'src/**/*.test.ts'].flatMap(chosen)
for (const name of named) {
  if (!files.some((file) => covers(relative('.', name), file))) fail(`${name} is no test, and holds none`)
}

await clearEarlier('kitestring-test')
const folder = newFolder('kitestring-test')
process.env[MARK] = randomUUID()
process.env['TMPDIR'] = join(folder, 'tmp')
mkdirSync(process.env['TMPDIR'])
process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled') // every file begins with the same modules
const database = process.env['KITESTRING_TEST_DATABASE_URL'] ? undefined : await startThrowaway(folder, 200)
if (database) process.env['KITESTRING_TEST_DATABASE_URL'] = database.url

try {
  await runFiles()
  if (stopping.signal.aborted) fail('The run was broken off')
  if (count.passed + count.failed === 0) fail('There is no test here')
} finally {
  await endLeftovers()
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
}
if (took.size > 1) console.log(`The longest took, in s: ${longest(12).join(', ')}`)
if (count.skipped) console.log(`${count.skipped} skipped, and counted as neither`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exit(count.failed === 0 ? 0 : 1)

function chosen(pattern: string): string[] {
  const all = globSync(pattern).sort()
  return named.length === 0 ? all : all.filter((file) => named.some((name) => covers(relative('.', name), file)))
}

function covers(name: string, file: string): boolean {
  return file === name || file.startsWith(`${name}/`)
}

function longest(files: number): string[] {
  const sorted = [...took].sort(([, a], [, b]) => b - a).slice(0, files)
  return sorted.map(([file, ms]) => `${file} ${Math.round(ms / 1000)}`)
}

function fail(reason: string): void {
  count.failed += 1
  console.log(`✖ ${reason}`)
}

async function runFiles(): Promise<void> {
  if (files.length === 0) return
  const events = run({ files, concurrency: 3, timeout: patience.test, signal: stopping.signal })
  const silence = setTimeout(endMarked, patience.silence)
  events.on('data', () => silence.refresh())
  events.on('test:pass', ({ name, file, skip, todo, details }) => {
    if (details.type === 'suite') return
    if (isWholeFile(name, file)) return fail(`${name} holds no test`)
    if (skip !== undefined || todo !== undefined) count.skipped += 1
    else count.passed += 1
  })
  events.on('test:fail', ({ details }) => {
    if (details.type !== 'suite' || !isEcho(details.error)) count.failed += 1
  })
  events.on('test:summary', ({ file, success, duration_ms }) => {
    if (file !== undefined) took.set(relative('.', file), duration_ms)
    else if (!success && count.failed === 0) fail('A test file ended badly')
  })
  for await (const text of events.compose(spec)) process.stdout.write(text)
  clearTimeout(silence)
}

/** A group whose only fault is a test inside it, which is counted already. */
function isEcho(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

/** A file without a test reports itself, under its own path, as one test that passed. */
function isWholeFile(name: string, file: string | undefined): boolean {
  return file !== undefined && relative('.', name) === relative('.', file)
}

/** Every process a test starts inherits our mark or works in our folder; those that outlive the tests are ended, and named. */
async function endLeftovers(): Promise<void> {
  for (let waited = 0; waited < 2_000 && marked().length > 0; waited += 100) await pause(100)
  endMarked()
}

function endMarked(): void {
  for (const { pid, command } of marked()) {
    console.log(`Still running, ended now: ${command.slice(-160)}`)
    process.kill(pid, 'SIGKILL')
  }
}

function marked(): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .map((pid) => ({ pid, command: readProc(pid, 'cmdline').replaceAll('\0', ' ') }))
    .filter(
      ({ pid, command }) =>
        command.includes(process.env['TMPDIR'] ?? MARK) || readProc(pid, 'environ').includes(`${MARK}=${process.env[MARK]}`),
    )
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return '' // it has ended, or it belongs to someone else
  }
}
