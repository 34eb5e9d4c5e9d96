// What every benchmark stands on: a throwaway Kitestring, the CPU time of whole process trees, rounds that alternate, and the lines of the table.
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startKitestring, type Running } from '../src/apps/kitestring.ts'

/** One line of the table. `met` says whether the goal of the design is reached; undefined: nothing was asked. */
export type Line = { work: string; limit: string; product: string; ratio: string; goal: string; met: boolean | undefined }
export type Options = { quick: boolean; rounds: number }
export type Bench = (options: Options) => Promise<Line[]>

export type BenchHouse = {
  running: Running
  url: URL
  folder: string
  owner: pg.Client
  server: number
  postgres: number
  cpu(): number
  stop(): Promise<void>
}

/** A Kitestring as `npm start` makes it: its own folder, database, server and worker, each a process of its own. */
export async function openBenchHouse(): Promise<BenchHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-bench-'))
  const before = new Set(childrenOf(process.pid))
  const running = await startKitestring({ KITESTRING_DATA: folder, PORT: String(await freePort()) }, () => {})
  const server = childrenOf(process.pid).find((pid) => !before.has(pid) && commandOf(pid).includes('apps/server.ts')) ?? 0
  const postgres = postmasterOf(folder)
  const owner = new pg.Client({ connectionString: running.ownerUrl })
  await owner.connect()
  async function stop(): Promise<void> {
    await owner.end()
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().finally(() => process.exit(1)))
  return { running, folder, owner, server, postgres, url: running.config.url, cpu: () => cpuOf(server) + cpuOf(postgres), stop }
}

export function postmasterOf(folder: string): number {
  const home = readdirSync(folder).find((name) => /^postgres-\d+$/.test(name)) ?? ''
  return Number(readFileSync(join(folder, home, 'data/postmaster.pid'), 'utf8').split('\n')[0])
}

/** A file of this folder as a process of its own; gives what it first says. */
export async function startPart<T>(
  file: string,
  given: unknown,
): Promise<{ pid: number; said: T; child: ChildProcess; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  child.send(given as object)
  const said = await new Promise<T>((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', () => reject(new Error(`${file} ended before it was ready`)))
  })
  return {
    pid: child.pid ?? 0,
    said,
    child,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

// ── CPU and memory of process trees, as Linux counts them ───────────────────────────────────────────────────

/** Milliseconds of CPU that a process, all below it and all that ended below it have used. In steps of 10 ms a process, so rounds must be long. */
export function cpuOf(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + statOf(pid).ticks * 10, 0)
}

/** Bytes of memory, shared pages counted by share. */
export function memoryOf(roots: number[]): number {
  return roots
    .flatMap(treeOf)
    .reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024, 0)
}

export function treeOf(root: number): number[] {
  const parents = new Map(everyPid().map((pid) => [pid, statOf(pid).parent]))
  const tree = [root]
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  return tree
}

export function childrenOf(parent: number): number[] {
  return everyPid().filter((pid) => statOf(pid).parent === parent)
}

export function commandOf(pid: number): string {
  return readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

function everyPid(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
}

function statOf(pid: number): { parent: number; ticks: number } {
  const fields = readOrNothing(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
  return { parent: fields[1] ?? 0, ticks: user + system + endedUser + endedSystem }
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}

// ── Load ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Load = { url: string; paths: string[]; cookies: string[]; clients: number; requests: number }
export type Loaded = { milliseconds: number[]; failed: number; bytes: number; wall: number }
export type Generator = { load(what: Load): Promise<Loaded>; stop(): Promise<void> }

/** The one who asks sits in a process of its own; its CPU is nobody's. */
export async function startGenerator(): Promise<Generator> {
  const part = await startPart<'ready'>('load.ts', 'begin')
  return {
    load: (what) =>
      new Promise((resolve) => {
        part.child.once('message', (message) => resolve(message as Loaded))
        part.child.send(what)
      }),
    stop: part.stop,
  }
}

/** CPU milliseconds a request, by what `cpu` counts. */
export async function measure(generator: Generator, what: Load, cpu: () => number): Promise<Loaded & { cpu: number }> {
  const before = cpu()
  const loaded = await generator.load(what)
  return { ...loaded, cpu: (cpu() - before) / what.requests }
}

// ── Numbers and the table ───────────────────────────────────────────────────────────────────────────────────

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

export function quantile(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}

/** Rounds in turn, A B A B: what the machine does to one it does to the other. The ratio is the median of the rounds' ratios. */
export async function inTurn<T>(rounds: number, limit: () => Promise<T>, product: () => Promise<T>): Promise<{ limit: T[]; product: T[] }> {
  const seen: { limit: T[]; product: T[] } = { limit: [], product: [] }
  for (let round = 0; round < rounds; round += 1) {
    seen.limit.push(await limit())
    seen.product.push(await product())
  }
  return seen
}

export function ratioOf<T>(
  seen: { limit: T[]; product: T[] },
  of: (one: T) => number,
): { limit: number; product: number; ratio: number; spread: string } {
  const ratios = seen.product.map((one, round) => of(one) / of(seen.limit[round] as T))
  return {
    limit: median(seen.limit.map(of)),
    product: median(seen.product.map(of)),
    ratio: median(ratios),
    spread: `${show(Math.min(...ratios))}–${show(Math.max(...ratios))}`,
  }
}

export function show(number: number, digits = 2): string {
  return number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(digits)
}

export function compared(work: string, unit: string, seen: ReturnType<typeof ratioOf>, most: number, goal = `≤ ${most} ×`): Line {
  return {
    work,
    limit: `${show(seen.limit)} ${unit}`,
    product: `${show(seen.product)} ${unit}`,
    ratio: `${show(seen.ratio)} (${seen.spread})`,
    goal,
    met: seen.ratio <= most,
  }
}

export function bounded(work: string, value: number, unit: string, most: number, limit = ''): Line {
  return { work, limit, product: `${show(value)} ${unit}`, ratio: '', goal: `≤ ${most} ${unit}`, met: value <= most }
}

export function table(lines: readonly Line[]): string {
  const head = '| work | limit | product | ratio (range) | goal | met |\n|---|---|---|---|---|---|'
  return [
    head,
    ...lines.map(
      (line) =>
        `| ${line.work} | ${line.limit} | ${line.product} | ${line.ratio} | ${line.goal} | ${line.met === undefined ? '' : line.met ? 'yes' : '**no**'} |`,
    ),
  ].join('\n')
}

/** `node bench/feed.ts [--quick]`: a benchmark run alone. */
export async function runAlone(meta: ImportMeta, bench: Bench): Promise<void> {
  if (!meta.main) return
  console.log(table(await bench(options())))
  process.exit(0)
}

export function options(): Options {
  const quick = process.argv.includes('--quick')
  return { quick, rounds: quick ? 3 : 7 }
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
