// A part of a running Kitestring: a process that begins when it is handed what it needs and ends when told to, or when nobody holds it any more.
import { fork, type ChildProcess } from 'node:child_process'
import { seconds } from '../platform/clock.ts'
import { log } from '../platform/log.ts'
import { metrics } from '../platform/metrics.ts'
import type { Sample } from '../platform/metrics/allowed.ts'

type Told<T> = { begin: T } | 'stop' | 'measure'
type Says = 'ready' | { failed: string } | { measured: Sample[] }

/** Inside the part. */
export async function untilTold<T>(name: 'server' | 'worker', begin: (given: T) => Promise<() => Promise<void>>): Promise<void> {
  let end: (() => Promise<void>) | undefined
  let ending = false
  const stop = async () => {
    if (ending) return
    ending = true
    await end?.()
    process.exit(0)
  }
  process.on('message', async (told: Told<T>) => {
    if (told === 'stop') return stop()
    if (told === 'measure') return void process.send?.({ measured: metrics.now(name) } satisfies Says)
    try {
      end = await begin(told.begin)
      process.send?.('ready')
    } catch (fault) {
      process.send?.({ failed: fault instanceof Error ? fault.message : 'it did not start' }, () => process.exit(1))
    }
  })
  process.on('disconnect', stop) // whoever started us is gone
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}) // start.ts tells us when
}

export type Part = {
  stop(): Promise<void>
  pid(): number | undefined
  /** How often it was started. */
  starts(): number
  /** What it measures of itself; undefined when it does not answer. */
  metrics(): Promise<Sample[] | undefined>
}

const patience = seconds(2) // for an answer
const lastWork = seconds(8) // for what is being done when it is to stop

/** In start.ts: starts a part, starts it again when it dies, and ends it when asked; it may go on for so long after that. */
export async function startPart<T>(module: URL, given: T, mayGoOn = 0): Promise<Part> {
  let child: ChildProcess | undefined
  let starts = 0
  let stopping = false

  async function begin(): Promise<void> {
    const next = fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] })
    child = next
    starts += 1
    await new Promise<void>((resolve, reject) => {
      next.on('message', (told: Says) => {
        if (told === 'ready') resolve()
        else if ('failed' in told) reject(new Error(told.failed))
      })
      next.on('exit', () => reject(new Error('it ended before it was ready')))
      next.send({ begin: given })
    })
    next.on('exit', () => {
      if (!stopping) again()
    })
  }

  function again(): void {
    log.warn('part.died')
    setTimeout(() => {
      if (!stopping) begin().catch(again)
    }, 300)
  }

  await begin()
  return {
    pid: () => child?.pid,
    starts: () => starts,
    metrics: () => measured(child),
    async stop() {
      stopping = true
      const last = child
      if (!last || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => last.kill('SIGKILL'), lastWork + mayGoOn)
        last.on('exit', () => {
          clearTimeout(late)
          resolve()
        })
        if (last.connected) last.send('stop')
        else last.kill('SIGKILL')
      })
    },
  }
}

function measured(child: ChildProcess | undefined): Promise<Sample[] | undefined> {
  if (!child?.connected) return Promise.resolve(undefined)
  const { promise, resolve } = Promise.withResolvers<Sample[] | undefined>()
  const hear = (told: Says) => {
    if (typeof told === 'object' && 'measured' in told) resolve(told.measured)
  }
  const late = setTimeout(() => resolve(undefined), patience)
  child.on('message', hear)
  child.send('measure', (fault) => {
    if (fault) resolve(undefined)
  })
  return promise.finally(() => {
    clearTimeout(late)
    child.off('message', hear)
  })
}
