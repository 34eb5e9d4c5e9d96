// Faults that a suite of `npm test` brings about: here with every one of its places, and not only its share of each run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { every, type How, type Play, type Played } from './ground.ts'

const root = join(import.meta.dirname, '../..')

/** `whole`: what makes the suite play all of it. */
function suite(id: string, what: string, files: string[], whole: (how: How) => Record<string, string> = () => ({})): Play {
  return { id, what, play: (how) => played(files, whole(how), how) }
}

async function played(files: string[], env: Record<string, string>, how: How): Promise<Played> {
  // A database of its own, as the tests are: not the one that the faults share.
  const { KITESTRING_TEST_DATABASE_URL: _, NODE_TEST_CONTEXT: __, ...rest } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/test-run.ts', ...files], {
    cwd: root,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  const telling = every(30_000, how, () => said.trim().split('\n').at(-1)?.slice(0, 120) ?? '')
  const [code] = await once(child, 'close')
  telling.stop()
  const covered = [...said.matchAll(/^covered by \S+: (.*)$/gm)].map(([, text]) => text)
  const sum = /^\d+ passed, \d+ failed$/m.exec(said)?.[0] ?? 'no sum'
  const failing = [...said.matchAll(/^\s*✖ (.*?) \(\d/gm)].map(([, name]) => name ?? '')
  return {
    seen: `${[...covered, sum].join('; ')} in ${files.join(', ')}`,
    missed: code === 0 ? [] : [`red: ${[...new Set(failing)].join('; ')}`],
  }
}

export const suites: readonly Play[] = [
  suite(
    'F1',
    'kill -9 at every step of an upload, a wish, a yes, a taking back and an erasing',
    ['test/faults/kill.test.ts'],
    ({ share }) => ({
      KILL_EVERY: String(Math.max(1, Math.round(1 / share))),
    }),
  ),
  suite('F3', 'a full disk, and a site that is only read', ['test/faults/full-disk.test.ts', 'test/faults/read-only.test.ts']),
  suite('F13', 'bombs', ['test/pixels/refusals.test.ts', 'test/pixels/isolation.test.ts']),
  suite('F14', 'poisoned pictures', ['test/pixels/clean.test.ts']),
  suite('F16', 'a backup comes back', ['test/faults/restore.test.ts']),
  suite('F18', 'keys that are missing, wrong, damaged or half moved', [
    'test/faults/starts.test.ts',
    'src/platform/keyring.test.ts',
    'src/platform/keyring/opening.test.ts',
    'src/platform/keyring/copies.test.ts',
  ]),
]
