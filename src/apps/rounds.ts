// When the promises are tried: at the start and every quarter of an hour, each round in a process of its own that ends with it. GOV-2
import { fork } from 'node:child_process'
import { minutes, seconds } from '../platform/clock.ts'
import type { Env } from '../platform/config.ts'
import { log } from '../platform/log.ts'
import type { Urls } from './house.ts'
import type { Found } from './checks.ts'

const every = minutes(13) // a round takes up to two: what breaks just after it was tried is red within fifteen. GOV-2
const soon = minutes(1) // while something is broken: two rounds that hold open it again
const most = minutes(10)

/** A round that is being played. `found` is empty when it ended without a word. */
export type Round = { found: Promise<Found | undefined>; kill(): void }
export type Timer = { now(): number; after(milliseconds: number, work: () => void): { cancel(): void } }

export function startRounds(env: Env, urls: Pick<Urls, 'checks'>): { stop(): Promise<void> } {
  return keepTrying(() => inAProcess(env, urls), realTime)
}

/** A round that ends in silence writes nothing down; an hour of that, and the database closes by itself. GOV-3 */
export function keepTrying(play: () => Round, timer: Timer): { stop(): Promise<void> } {
  let next: { cancel(): void } | undefined
  let stopping = false
  let last = one()

  function one(): Round {
    const began = timer.now()
    const round = play()
    const late = timer.after(most, round.kill)
    round.found.then((found) => {
      late.cancel()
      if (stopping) return
      if (!found) log.warn('promises.not-tried')
      const well = found?.tried.every(({ failed, change }) => !failed && change !== 'held-once')
      next = timer.after(Math.max(seconds(1), (well ? every : soon) - (timer.now() - began)), () => {
        last = one()
      })
    })
    return round
  }

  return {
    async stop() {
      stopping = true
      next?.cancel()
      last.kill() // what it leaves is removed by the next round
      await last.found
    },
  }
}

function inAProcess(env: Env, urls: Pick<Urls, 'checks'>): Round {
  const process = fork(new URL('./checks.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  let told: Found | undefined
  process.on('message', (found: Found) => {
    told = found
  })
  const found = new Promise<Found | undefined>((resolve) => process.on('exit', () => resolve(told)))
  process.send({ env, urls })
  return { found, kill: () => void process.kill('SIGKILL') }
}

const realTime: Timer = {
  now: () => performance.now(),
  after(milliseconds, work) {
    const waiting = setTimeout(work, milliseconds)
    return { cancel: () => clearTimeout(waiting) }
  },
}
