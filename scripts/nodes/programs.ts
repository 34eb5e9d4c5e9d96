// Programs of the machine that a run with several nodes stands on: Debian's Postgres, Ceph and HAProxy, all on 127.0.0.1 and in one folder.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../src/platform/db/launcher.ts'

const nobodysHome = '/nonexistent' // nobody's own certificates and passwords

export const postgresPrograms = '/usr/lib/postgresql/15/bin'

/** What is not there, as the packages to install. */
export function missingPrograms(): { needed: string[]; forPictures: string[] } {
  const isThere = (path: string) => existsSync(path)
  return {
    needed: [
      ...(isThere(`${postgresPrograms}/pg_basebackup`) ? [] : ['postgresql-15']),
      ...(isThere('/usr/sbin/haproxy') ? [] : ['haproxy']),
      ...(isThere('/usr/bin/openssl') ? [] : ['openssl']),
    ],
    forPictures: ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-mgr'].filter((name) => !isThere(`/usr/bin/${name}`)),
  }
}

/** Postgres does not run as root. */
export function accountOfPostgres(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (which: string) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

export function run(program: string, args: string[], options: { env?: Record<string, string>; uid?: number; gid?: number } = {}): string {
  const { env, ...account } = options
  return execFileSync(program, args, {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, HOME: nobodysHome },
    timeout: 120_000,
    ...account,
  })
}

export function begin(program: string, args: string[], options: { uid?: number; gid?: number } = {}): ChildProcess {
  return spawn(program, args, { cwd: '/', stdio: 'ignore', env: { ...process.env, HOME: nobodysHome }, ...options })
}

export async function newPort(): Promise<number> {
  const port = await freePort(0)
  if (port === undefined) throw new Error('this machine has no free port left')
  return port
}

export async function untilItListens(port: number, seconds: number): Promise<void> {
  for (const giveUp = Date.now() + seconds * 1000; ; await pause(50)) {
    const answers = await new Promise<boolean>((resolve) => {
      const probe = createConnection(port, '127.0.0.1', () => resolve(true))
      probe.once('error', () => resolve(false))
      probe.once('close', () => probe.destroy())
      setTimeout(() => probe.destroy(), 500).unref()
    })
    if (answers) return
    if (Date.now() > giveUp) throw new Error(`nothing listens on ${port}`)
  }
}

/** By its id alone, and gone when this returns. */
export async function end(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, signal)
  for (const giveUp = Date.now() + 20_000; isAlive(pid) && Date.now() < giveUp; ) await pause(20)
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

// One that nobody has collected yet is gone all the same.
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
