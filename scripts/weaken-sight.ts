// `node scripts/weaken-sight.ts [first [last]]`: takes each condition out of sight.sql in turn and sees the access tests go red. What survives is named.
// It works in a copy of the tree, so nothing here can be left weakened. It takes a while: it is a command, not a test.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/db/launcher.ts'
import { mutantsOf, type Mutant } from '../test/access/mutants.ts'

const root = join(import.meta.dirname, '..')
/** The quickest first: the first red test is enough. */
const suites = ['what-shows', 'catalogue', 'no-trace', 'who-sees-this', 'who-sees-what'].map((name) => `test/access/${name}.test.ts`)

const folder = mkdtempSync(join(tmpdir(), 'kitestring-weakened-'))
const tree = mkdtempSync(join(root, '.weakened-')) // beside node_modules, where its imports are looked for
for (const part of ['src', 'test', 'db', 'package.json']) cpSync(join(root, part), join(tree, part), { recursive: true })
const sight = join(tree, 'src/access/sight.sql')
const original = readFileSync(sight, 'utf8')
const database = await startPostgres({ dataFolder: join(folder, 'database'), settings: { fsync: 'off', max_connections: '200' } })
const environment = { ...process.env, KITESTRING_TEST_DATABASE_URL: database.url, TMPDIR: folder }
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))

try {
  const [first = 1, last = Number.POSITIVE_INFINITY] = process.argv.slice(2).map(Number)
  const mutants = mutantsOf(original)
  const chosen = mutants.filter((_, at) => at + 1 >= first && at + 1 <= last)
  if (killerOf(original) !== undefined) throw new Error('The tests are red before anything is weakened.')
  const alive = chosen.filter((mutant) => !dies(mutant, mutants.indexOf(mutant) + 1))
  for (const { line, without } of alive) console.log(`SURVIVED  line ${line}: ${without}`)
  console.log(`${chosen.length} mutants, ${chosen.length - alive.length} killed`)
  process.exitCode = alive.length === 0 ? 0 : 1
} finally {
  await clear()
}

async function clear(): Promise<void> {
  await database.stop()
  for (const made of [tree, folder]) rmSync(made, { recursive: true, force: true })
}

function dies({ line, without, text }: Mutant, number: number): boolean {
  const killer = killerOf(text)
  console.log(`${number}  line ${line}  ${killer ?? 'SURVIVED'}  ${without.slice(0, 100)}`)
  return killer !== undefined
}

/** The first test that is red with this sight.sql. A text the database does not take is a fault of this script, never a killed mutant. */
function killerOf(text: string): string | undefined {
  writeFileSync(sight, text)
  const applied = spawnSync(process.execPath, ['--input-type=module', '-e', "await (await import('./test/house.ts')).copyOfTemplate()"], {
    cwd: tree,
    env: environment,
    encoding: 'utf8',
  })
  if (applied.status !== 0) throw new Error(`This is no SQL: ${applied.stderr}`)
  for (const suite of suites) {
    const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', '--test-force-exit', suite], {
      cwd: tree,
      env: environment,
      encoding: 'utf8',
      timeout: 240_000,
      maxBuffer: 64 * 1024 * 1024,
    })
    if (status !== 0)
      return `${suite.slice('test/access/'.length, -'.test.ts'.length)}: ${/^ +not ok \d+ - (.{0,60})/m.exec(stdout)?.[1] ?? 'did not run'}`
  }
  return undefined
}
