// `node scripts/mutate.ts [group …]`: changes the TypeScript of who sees what, consent, erasing and keys in every small way, one at a time, and sees the
// tests go red. What no test notices must stand in `mutate/reasons.ts` with its reason, and nothing else may stand there. A command, not a test. GOV-1
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { groups, type Group } from './mutate/groups.ts'
import { reasons } from './mutate/reasons.ts'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'

type Mutant = { file: string; line: number; on: string; was: string; becomes: string; status: string }

process.chdir(join(import.meta.dirname, '..'))
const chosen = groups.filter(({ name }) => process.argv.length === 2 || process.argv.slice(2).includes(name))
if (chosen.length === 0) throw new Error(`There is no such group. There are: ${groups.map(({ name }) => name).join(', ')}`)

await clearEarlier('kitestring-mutants')
const folder = newFolder('kitestring-mutants')
const database = await startThrowaway(folder, 200)
process.env['KITESTRING_TEST_DATABASE_URL'] = database.url
process.env['TMPDIR'] = folder
process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))

try {
  let unexplained = 0
  for (const group of chosen) unexplained += tell(group, await mutantsOf(group))
  process.exitCode = unexplained === 0 ? 0 : 1
} finally {
  await clear()
}

async function clear(): Promise<void> {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function mutantsOf({ files, tests }: Group): Promise<Mutant[]> {
  const found = await new Stryker({
    mutate: [...files],
    testRunner: 'command',
    commandRunner: { command: [process.execPath, 'scripts/mutate/until-red.ts', ...tests].map((part) => JSON.stringify(part)).join(' ') },
    plugins: [],
    reporters: ['progress-append-only'],
    concurrency: availableParallelism(),
    // Hours are better than a mutant that counts as killed because the machine was busy: who is too slow needs a reason too.
    timeoutMS: 60_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    ignorePatterns: ['.kitestring', 'dist', 'kitestring-*'],
    checkers: [],
    tsconfigFile: 'none', // TypeScript 7 has no interface to read one by, and Node strips types without one
    disableTypeChecks: false,
    allowEmpty: false,
  }).runMutationTest()
  return found
    .filter(({ status }) => status !== 'Ignored')
    .map(({ fileName, location, replacement = '', status }) => {
      const file = fileName.slice(fileName.indexOf('src/'))
      return { file, line: location.start.line, ...textAt(file, location), becomes: replacement, status }
    })
}

type Place = { line: number; column: number }

function textAt(file: string, { start, end }: { start: Place; end: Place }): { on: string; was: string } {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  const last = lines.at(-1)?.slice(0, end.column - 1) ?? ''
  const was = [...lines.slice(0, -1), last].join('\n').slice(start.column - 1)
  return { on: lines[0]?.trim() ?? '', was }
}

/** Says what lives without a reason, and which reasons are for nothing. Answers how many. */
function tell({ name, files }: Group, mutants: readonly Mutant[]): number {
  const alive = mutants.filter(({ status }) => status !== 'Killed')
  const given = reasons.filter(({ file }) => files.includes(file))
  const fits = (mutant: Mutant) =>
    given.find((one) => one.file === mutant.file && one.on === mutant.on && one.was === mutant.was && one.becomes === mutant.becomes)
  const unexplained = alive.filter((mutant) => !fits(mutant))
  const idle = given.filter((reason) => !alive.some((mutant) => fits(mutant) === reason))
  for (const { file, line, was, becomes, status } of unexplained)
    console.log(`${status}  ${file}:${line}\n  was      ${was}\n  becomes  ${becomes}`)
  for (const { file, was, becomes } of idle) console.log(`a reason for nothing: ${file}\n  was      ${was}\n  becomes  ${becomes}`)
  console.log(
    `${name}: ${mutants.length} mutants, ${mutants.length - alive.length} killed, ${alive.length - unexplained.length} with a reason, ${unexplained.length} without`,
  )
  return unexplained.length + idle.length
}
