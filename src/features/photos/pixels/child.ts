// Starts, asks and ends one caged process. It knows nothing of pictures.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { log } from '../../../platform/log.ts'
import { type Cage, CLEAN_ENVIRONMENT, type Isolation } from './cage.ts'
import { type Frame, frameOf, frameReader } from './frames.ts'

export type Child = {
  readonly cage: Cage
  readonly isolation: Isolation
  readonly pid: number
  photos: number
  isClean: boolean
  hasEnded(): boolean
  /** The answer, or 'died' when the process ended over it. */
  ask(header: unknown, payloads?: readonly Buffer[]): Promise<Frame | 'died'>
  /** Whether the server stays up for this child. */
  hold(): void
  letGo(): void
  end(): void
}

const LARGEST_ANSWER = 16_000_000
const START_MILLISECONDS = 10_000

/** A child behind the first of these walls that holds here. */
export async function startChild(cages: readonly Cage[]): Promise<Child> {
  const faults: string[] = []
  for (const cage of cages) {
    const outcome = await tryCage(cage)
    if (!('fault' in outcome)) return outcome
    faults.push(`${cage.name}: ${outcome.fault}`)
    log.warn('decoder.cage-failed', { cage: cage.name })
  }
  throw new Error(`the decoder does not start here (${faults.join('; ')})`)
}

/** Memory the child holds now, in bytes; 0 where the kernel does not say (only Linux does). */
export function memoryOf(child: Child): number {
  if (child.hasEnded()) return 0
  return Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`${child.pid}/status`))?.[1] ?? 0) * 1024
}

async function tryCage(cage: Cage): Promise<Child | { fault: string }> {
  const running = spawn(cage.command, cage.args, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['pipe', 'ignore', 'pipe', 'pipe'] })
  const { next, fault } = listenTo(running)
  const limit = setTimeout(() => running.kill('SIGKILL'), START_MILLISECONDS)
  const hello = await next()
  clearTimeout(limit)
  if (hello === 'died') return { fault: fault() }
  if (cage.isolation === 'namespace' && sharesOurNetwork(innermost(running.pid ?? 0))) {
    running.kill('SIGKILL')
    return { fault: 'it still has our network' }
  }
  return childOf(running, cage, next)
}

function childOf(running: ChildProcess, cage: Cage, next: () => Promise<Frame | 'died'>): Child {
  return {
    cage,
    isolation: cage.isolation,
    pid: innermost(running.pid ?? 0),
    photos: 0,
    isClean: true,
    hasEnded: () => running.killed || running.exitCode !== null || running.signalCode !== null,
    ask(header, payloads) {
      const answer = next()
      for (const part of frameOf(header, payloads)) running.stdin?.write(part)
      return answer
    },
    hold: () => each(running, (part) => part.ref()),
    letGo: () => each(running, (part) => part.unref()),
    end: () => void running.kill('SIGKILL'),
  }
}

// One question at a time, so one listener at a time. What is printed is kept only until the first answer: later it might quote a picture.
function listenTo(running: ChildProcess): { next: () => Promise<Frame | 'died'>; fault: () => string } {
  let complaint = ''
  let hasSpoken = false
  let hasDied = false
  let heard = (_: Frame | 'died') => {}
  const read = frameReader(LARGEST_ANSWER, (frame) => {
    hasSpoken = true
    heard(frame)
  })
  running.stdio[3]?.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch {
      running.kill('SIGKILL') // it no longer speaks our language
    }
  })
  running.stderr?.on('data', (chunk: Buffer) => {
    if (!hasSpoken) complaint = `${complaint}${chunk}`.slice(0, 500)
  })
  const died = (why: string) => {
    hasDied = true
    complaint ||= why
    heard('died')
  }
  running.on('error', (fault) => died(fault.message))
  running.on('close', (code, signal) => died(`ended with ${signal ?? code}`))
  running.stdin?.on('error', () => running.kill('SIGKILL'))
  running.stdio[3]?.on('error', () => running.kill('SIGKILL'))
  const next = () =>
    new Promise<Frame | 'died'>((resolve) => {
      heard = resolve
      if (hasDied) resolve('died')
    })
  return { next, fault: () => complaint }
}

// The kernel's word, not the child's: whoever is in another network namespace cannot reach ours.
function sharesOurNetwork(pid: number): boolean {
  return readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync('/proc/self/ns/net')
}

// The command starts helpers that start the child; the child is the last of that line.
function innermost(pid: number): number {
  const [first] = readProc(`${pid}/task/${pid}/children`).trim().split(' ')
  return first ? innermost(Number(first)) : pid
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return '' // not Linux, or it ended between two looks
  }
}

function each(running: ChildProcess, act: (part: { ref(): unknown; unref(): unknown }) => unknown): void {
  act(running)
  for (const pipe of running.stdio) if (pipe instanceof Socket) act(pipe)
}
