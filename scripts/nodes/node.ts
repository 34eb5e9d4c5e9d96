// One node as an operator starts it: the starter with its server and its worker.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Env } from '../../src/platform/config.ts'

export type Node = {
  port: number
  start(): Promise<'ready' | 'refused'>
  said(): string
  setUpCode(): string | undefined
  /** As a supervisor does; gives the exit code. */
  stop(): Promise<number | null>
  /** All of its processes at once, and gone. */
  killed(): Promise<void>
}

export function nodeOf(port: number, env: Env): Node {
  let child: ChildProcess | undefined
  let said = ''
  const ended = async () => {
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return child?.exitCode ?? null
  }
  return {
    port,
    said: () => said,
    async killed() {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      process.kill(-child.pid, 'SIGKILL')
      await ended()
    },
    setUpCode: () => /set-up code: (\S+)/.exec(said)?.[1],
    async start() {
      said = ''
      const { PATH = '', HOME = '' } = process.env
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../src/apps/start.ts')], {
        detached: true, // a group of its own, to be killed as one
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH, HOME, ...env, PORT: String(port) },
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (text) => {
          said += text
          appendFileSync(join(env.KITESTRING_DATA ?? '', `../node-${port}.log`), text)
        })
      while (child.exitCode === null && child.signalCode === null) {
        if (said.includes('Kitestring is ready')) return 'ready'
        await pause(50)
      }
      return 'refused'
    },
    async stop() {
      child?.kill('SIGTERM')
      return ended()
    },
  }
}
