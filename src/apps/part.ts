// A part of a running Kitestring: a process that begins when it is handed what it needs and ends when told to, or when nobody holds it any more.
import { fork, type ChildProcess } from 'node:child_process'
import { log } from '../platform/log.ts'

type Told<T> = { begin: T } | 'stop'

/** Inside the part. */
export async function untilTold<T>(begin: (given: T) => Promise<() => Promise<void>>): Promise<void> {
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

export type Part = { stop(): Promise<void>; pid(): number | undefined }

/** In start.ts: starts a part, starts it again when it dies, and ends it when asked. */
export async function startPart<T>(module: URL, given: T): Promise<Part> {
  let child: ChildProcess | undefined
  let stopping = false

  async function begin(): Promise<void> {
    const next = fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] })
    child = next
    await new Promise<void>((resolve, reject) => {
      next.on('message', (told: 'ready' | { failed: string }) => (told === 'ready' ? resolve() : reject(new Error(told.failed))))
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
    async stop() {
      stopping = true
      const last = child
      if (!last || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => last.kill('SIGKILL'), 8_000)
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
