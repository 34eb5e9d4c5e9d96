// What a long command stands on: its work is dealt out in shares, each in a process of its own, all on one throwaway database. It says how far it is, can be
// broken off at any time and gone on with later, and leaves nothing behind.
import { fork, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'

/** What was done, by its name: `{ traces: 500 }`. */
export type Done = Record<string, number>
export type LongRun<Share> = {
  script: string
  processes: number
  shares: readonly Share[] // dealt in this order
  wanted: Done // by all shares together
  /** The command that does one share again, and the one that does all from this share on. */
  again(share: Share): string
  goOn(share: Share): string
}

const name = 'kitestring-long'

/** Whether this process was started for one share. */
export function isForOneShare(): boolean {
  return process.send !== undefined
}

export async function doOneShare<Share>(work: (share: Share) => Promise<Done>): Promise<void> {
  process.on('disconnect', () => process.exit(1)) // nobody waits for it any more
  const done = await work(JSON.parse(process.argv[2] ?? ''))
  process.send?.(done, () => process.exit())
}

/** Does all shares, and gives what was done; or nothing, when one went wrong or somebody broke it off: then it has said how to go on. */
export async function doAllShares<Share>(run: LongRun<Share>): Promise<Done | undefined> {
  // A terminal that closes, or a reader who has gone, ends nothing.
  process.on('SIGHUP', () => {})
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort(new Error('Broken off.')))
  await clearEarlier(name)
  const folder = newFolder(name)
  const database = await startThrowaway(folder, 300)
  try {
    const open = new Set(run.shares)
    const tally = newTally(run)
    const env = { ...process.env, KITESTRING_TEST_DATABASE_URL: database.url, TMPDIR: folder }
    const left = run.shares.values()
    const worker = async () => {
      for (const share of left) {
        const began = Date.now()
        const done = await elsewhere(run, share, env, stopping.signal)
        open.delete(share)
        console.log(tally.add(done, Date.now() - began))
      }
    }
    // When one fails the others end too, and all before their database does.
    await Promise.allSettled(Array.from({ length: run.processes }, () => worker().catch((fault) => stopping.abort(fault))))
    if (!stopping.signal.aborted) return tally.done
    const [next] = open
    console.error(stopping.signal.reason.message)
    console.error(`To go on: ${next === undefined ? 'nothing is left' : run.goOn(next)}`)
    process.exitCode = 1
    return undefined
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function elsewhere<Share>(run: LongRun<Share>, share: Share, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Done> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    // A group of its own: Ctrl-C reaches the command alone, which ends its groups first and the database last.
    const child = fork(run.script, [JSON.stringify(share)], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    child.stdout?.on('data', (text) => process.stdout.write(text))
    child.stderr?.on('data', (text) => process.stderr.write(text))
    const end = () => endGroup(child)
    signal.addEventListener('abort', end)
    let done: Done | undefined
    child.on('message', (told) => {
      done = told as Done
    })
    child.on('exit', (code) => {
      signal.removeEventListener('abort', end)
      end() // what it had started
      if (signal.aborted) reject(signal.reason)
      else if (code === 0 && done) resolve(done)
      else reject(new Error(`This went wrong; to see it again: ${run.again(share)}`))
    })
  })
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault
  }
}

/** Counts what was done, and says it with what a thousand took. */
function newTally({ wanted, processes }: { wanted: Done; processes: number }): {
  done: Done
  add(more: Done, milliseconds: number): string
} {
  const began = Date.now()
  const [done, spent]: [Done, Done] = [{}, {}]
  return {
    done,
    add(more, milliseconds) {
      for (const [what, count] of Object.entries(more)) {
        done[what] = (done[what] ?? 0) + count
        spent[what] = (spent[what] ?? 0) + milliseconds
      }
      const parts = Object.entries(done).map(([what, count]) =>
        wanted[what] === undefined
          ? `${count} ${what}`
          : `${count} of ${wanted[what]} ${what} (a thousand in ${((spent[what] ?? 0) / processes / count).toFixed(0)} s)`,
      )
      return `${parts.join(', ')} after ${((Date.now() - began) / 60_000).toFixed(1)} minutes`
    },
  }
}
