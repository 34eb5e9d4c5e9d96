// One suite more: the tests of the features and of the room, by the real server, in a copy of the project in which the rule is weaker.
// First each of them runs once and tells which acts it reaches; then a mutant is met by those that reach it, first by who does so most in the least time.
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { roomFiles, type RoomFile } from '../../src/platform/db/room.ts'
import { namesAround } from './concern.ts'
import { quiet, statementsOf } from './statements.ts'
import type { Mutant } from './texts.ts'

const root = join(import.meta.dirname, '../..')
const last = roomFiles[roomFiles.length - 1] as RoomFile

/** These are suites of their own, or try something else than what an act does, for minutes. */
const others =
  /weakened|small-world|catalogue|model|interleavings|canaries|sabotages|schedule|tampering|test\/faults\/(?!read-only)|uploads|at-rest\/at-rest|covered/

type Reaching = { file: string; milliseconds: number; reached: Map<string, number> } // how often each act

export async function openTests() {
  const copy = mkdtempSync(join(root, '.weakened-'))
  for (const name of readdirSync(root)) {
    if (/^(?:node_modules|dist)$/.test(name)) symlinkSync(join(root, name), join(copy, name))
    else if (!/^(?:\.|kitestring-)/.test(name)) cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  const rule = readFileSync(pathOf(last), 'utf8')
  const tests = await reaching()
  return {
    count: tests.length,
    /** The first test that is red, if any is. */
    async differs({ sql, of }: Mutant): Promise<string | undefined> {
      const names = [...namesAround(of)]
      const often = ({ reached, milliseconds }: Reaching) =>
        names.reduce((times, name) => times + (reached.get(name) ?? 0), 0) / milliseconds
      const near = tests.filter((test) => often(test) > 0).sort((one, other) => often(other) - often(one))
      appendFileSync(pathOf(last), `\n${sql};\n`) // what is made last stands
      try {
        for (const { file } of near.length > 0 ? near : tests) {
          const red = await firstRed(file)
          if (red !== undefined) return `${file}: ${red}`
        }
        return undefined
      } finally {
        writeFileSync(pathOf(last), rule)
        await dropTemplates()
      }
    },
    close: () => rmSync(copy, { recursive: true, force: true }),
  }

  function pathOf(file: RoomFile): string {
    return join(copy, 'src/access', file)
  }

  async function reaching(): Promise<Reaching[]> {
    const rules = roomFiles.map((file) => [file, readFileSync(pathOf(file), 'utf8')] as const)
    for (const file of roomFiles) writeFileSync(pathOf(file), telling(file))
    const found: Reaching[] = []
    for (const file of globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: copy })) {
      if (others.test(file) || !/\b(?:world|openTestHouse)\(/.test(readFileSync(join(copy, file), 'utf8'))) continue
      const before = await logSize()
      const began = performance.now()
      const red = await firstRed(file)
      if (red !== undefined) throw new Error(`Red before anything is weakened: ${file}: ${red}`)
      const milliseconds = performance.now() - began
      const reached = new Map<string, number>()
      for (const [, name = ''] of (await logFrom(before)).matchAll(/touched (\w+)/g)) reached.set(name, (reached.get(name) ?? 0) + 1)
      found.push({ file, milliseconds, reached })
    }
    for (const [file, text] of rules) writeFileSync(pathOf(file), text)
    await dropTemplates()
    return found.sort((one, other) => one.milliseconds - other.milliseconds) // for what none is known to reach
  }

  function ownTmp(): string {
    const folder = join(copy, 'tmp')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    return folder
  }

  function firstRed(file: string): Promise<string | undefined> {
    const test = spawn(process.execPath, ['--test-reporter=tap', '--test-force-exit', '--test-timeout=120000', file], {
      cwd: copy,
      env: { ...process.env, TMPDIR: ownTmp() },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let said = ''
    test.stdout.on('data', (chunk) => {
      said += chunk
      if (/^\s*not ok /m.test(said)) test.kill('SIGKILL')
    })
    return new Promise((resolve) =>
      test.once('close', (code) => resolve(/^\s*not ok \d+ - ([^\n]*)/m.exec(said)?.[1] ?? (code === 0 ? undefined : 'it ended badly'))),
    )
  }
}

/** A room file in which each act says in the server's log that it was reached. */
function telling(file: RoomFile): string {
  return statementsOf(file)
    .map(({ text, makes }) => {
      const body = quiet(text).indexOf('$$')
      if (makes?.what !== 'function' || !/language plpgsql/.test(text) || body < 0) return text
      const at = body + (/\bbegin\b/.exec(quiet(text).slice(body))?.index ?? 0) + 'begin'.length
      return `${text.slice(0, at)} raise log 'touched ${makes.name}';${text.slice(at)}`
    })
    .join('\n')
}

const log = "current_setting('data_directory') || '/../postgres.log'"

async function logSize(): Promise<number> {
  const [row] = await onServer(`select (pg_stat_file(${log})).size as said`)
  return Number(row?.['said'])
}

async function logFrom(from: number): Promise<string> {
  const [row] = await onServer(`select encode(pg_read_binary_file(${log}, ${from}, 500000000), 'escape') as said`)
  return row?.['said'] ?? ''
}

/** Each rule has a template of its own; what a killed test left goes too. */
async function dropTemplates(): Promise<void> {
  const left = await onServer(
    "select datname from pg_database where datname like 'kitestring\\_template\\_%' or datname like 'kitestring\\_test\\_%'",
  )
  for (const { datname } of left) await onServer(`drop database if exists ${datname}`).catch(() => {}) // somebody works in it
}

async function onServer(question: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: process.env['KITESTRING_TEST_DATABASE_URL'] })
  await client.connect()
  try {
    return (await client.query(question)).rows
  } finally {
    await client.end()
  }
}
