// When the promises are tried: at the start and every quarter of an hour, each round in a process of its own that ends with it. GOV-2
import { fork, type ChildProcess } from 'node:child_process'
import { minutes } from '../platform/clock.ts'
import type { Env } from '../platform/config.ts'
import { log } from '../platform/log.ts'
import type { Urls } from './house.ts'
import type { Found } from './checks.ts'

const every = minutes(15)
const soon = minutes(1) // while something is broken: two rounds that hold open it again
const most = minutes(10)

/** A round that ends in silence writes nothing down; an hour of that, and the database closes by itself. GOV-3 */
export function startRounds(env: Env, urls: Pick<Urls, 'checks'>): { stop(): Promise<void> } {
  let child: ChildProcess | undefined
  let next: NodeJS.Timeout | undefined
  let stopping = false

  function begin(): void {
    const round = fork(new URL('./checks.ts', import.meta.url), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child = round
    const began = performance.now()
    let found: Found | undefined
    round.on('message', (told: Found) => {
      found = told
    })
    const late = setTimeout(() => round.kill('SIGKILL'), most)
    round.on('exit', () => {
      clearTimeout(late)
      if (stopping) return
      if (!found) log.warn('promises.not-tried')
      const well = found?.tried.every(({ failed, change }) => !failed && change !== 'held-once')
      next = setTimeout(begin, Math.max(1000, (well ? every : soon) - (performance.now() - began)))
    })
    round.send({ env, urls })
  }

  begin()
  return {
    async stop() {
      stopping = true
      clearTimeout(next)
      const last = child
      if (!last || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        last.on('exit', () => resolve())
        last.kill('SIGKILL') // what it leaves is removed by the next round
      })
    },
  }
}
