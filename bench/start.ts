// P5 and P6: from the command to the first healthy answer, cold, again and after everything was killed; and the memory of an idle Kitestring.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { bounded, commandOf, cpuOf, freePort, memoryOf, postmasterOf, runAlone, show, treeOf, type Bench } from './ground.ts'

const root = join(import.meta.dirname, '..')

export const start: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-bench-start-'))
  const port = await freePort()
  try {
    const first = await toHealth(folder, port)
    await ended(first.child)
    const second = await toHealth(folder, port)
    const most = await mostInTheRound(second.child, folder)
    await pause(40_000) // the decoder and the connections to the database are let go after thirty
    const memory = memoryOfAll(second.child, folder)
    for (const pid of [...new Set([...treeOf(second.child.pid ?? 0), ...treeOf(postmasterOf(folder))])].reverse()) kill(pid)
    await pause(300)
    const third = await toHealth(folder, port)
    await ended(third.child)
    return [
      bounded('P5 first start to health', first.seconds, 's', 4),
      bounded('P5 later start', second.seconds, 's', 1.5),
      bounded('P5 later start, CPU with the database', second.cpu, 's', 1.2),
      bounded('P5 start after kill -9 of everything', third.seconds, 's', 5),
      bounded(
        'P6 memory 40 idle seconds after a round of the promises, the starter, server, worker and database',
        memory / 1024 / 1024,
        'MiB',
        220,
      ),
      {
        work: 'P6 the most while the promises are tried, with the round and the decoder',
        limit: '',
        product: `${show(most / 1024 / 1024)} MiB`,
        ratio: '',
        goal: '',
        met: undefined,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first round begins with the start, and takes a little more than the cooling-off window. */
async function mostInTheRound(child: ChildProcess, folder: string): Promise<number> {
  const isTrying = () => treeOf(child.pid ?? 0).some((pid) => commandOf(pid).includes('apps/checks.ts'))
  const until = performance.now() + 300_000
  let most = 0
  while (isTrying() && performance.now() < until) {
    most = Math.max(most, memoryOfAll(child, folder))
    await pause(500)
  }
  return most
}

function memoryOfAll(child: ChildProcess, folder: string): number {
  const database = postmasterOf(folder)
  return memoryOf(treeOf(child.pid ?? 0).includes(database) ? [child.pid ?? 0] : [child.pid ?? 0, database])
}

async function toHealth(folder: string, port: number): Promise<{ child: ChildProcess; seconds: number; cpu: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, ['src/apps/start.ts'], {
    cwd: root,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(root, '.kitestring/compiled'), KITESTRING_DATA: folder, PORT: String(port) }, // as npm start does
  })
  while (
    !(await fetch(`http://localhost:${port}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() - began > 120_000) throw new Error('it did not start')
    await pause(10)
  }
  return { child, seconds: (performance.now() - began) / 1000, cpu: cpuOf(child.pid ?? 0) / 1000 }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // ended with those above it
  }
}

await runAlone(import.meta, start)
