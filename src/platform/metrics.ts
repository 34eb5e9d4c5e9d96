// What a part of Kitestring measures of itself while it runs: how long things took, and what failed. It keeps no count of what went well. WEL-14
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Sample } from './metrics/allowed.ts'
import { minutes } from './clock.ts'

const lasts = minutes(15) // the checks ask everything that often, so what is seen does not tell when a family was there
const most = 500 // of one kind
type Timed = 'kitestring_request_seconds' | 'kitestring_decoder_seconds'
type Counted = 'kitestring_errors_total' | 'kitestring_decoder_failures_total'
type Connections = { used: number; idle: number; waiting: number }

const took = new Map<string, { name: Timed; labels: Sample['labels']; times: { at: number; milliseconds: number }[] }>()
const counts = new Map<string, Sample>()
const pools = new Set<() => Connections>()
let lag: ReturnType<typeof monitorEventLoopDelay> | undefined

export const metrics = {
  took(name: Timed, milliseconds: number, labels: Sample['labels'] = {}): void {
    const key = `${name} ${Object.values(labels)}`
    const kept = took.get(key) ?? { name, labels, times: [] }
    took.set(key, kept)
    kept.times.push({ at: performance.now(), milliseconds })
    if (kept.times.length > most) kept.times.shift()
  },
  failed(name: Counted, kind: string): void {
    const key = `${name} ${kind}`
    counts.set(key, { name, labels: { kind }, value: (counts.get(key)?.value ?? 0) + 1 })
  },
  /** A pool says what it has whenever it is asked; what comes back ends that. */
  pool(look: () => Connections): () => void {
    pools.add(look)
    return () => void pools.delete(look)
  },
  /** Of the part as it is now. */
  now(part: string): Sample[] {
    return [...timings(), ...counts.values(), ...lagSince(part), ...connections(part), memory(part)]
  },
}

function timings(): Sample[] {
  const since = performance.now() - lasts
  return [...took.values()].flatMap(({ name, labels, times }) => {
    const recent = times.filter(({ at }) => at > since).map(({ milliseconds }) => milliseconds / 1000)
    const sorted = recent.sort((one, other) => one - other)
    return sorted.length === 0 ? [] : atQuantiles((q) => sorted[Math.ceil(q * sorted.length) - 1] ?? 0, name, labels)
  })
}

// Looking for lateness costs a little, so it begins when somebody first asks.
function lagSince(part: string): Sample[] {
  const first = lag === undefined
  lag ??= monitorEventLoopDelay({ resolution: 50 })
  lag.enable()
  const { count } = lag
  const found = (q: number) => Math.max(0, (lag?.percentile(q * 100) ?? 0) / 1e9 - 0.05) // a timer of 50 ms that is on time is not late
  const samples = first || count === 0 ? [] : atQuantiles(found, 'kitestring_event_loop_lag_seconds', { part })
  lag.reset()
  return samples
}

function connections(part: string): Sample[] {
  const all = [...pools].map((look) => look())
  const sum = (of: keyof Connections) => all.reduce((total, one) => total + one[of], 0)
  const name = 'kitestring_database_connections'
  return [
    { name, labels: { part, state: 'used' }, value: sum('used') },
    { name, labels: { part, state: 'idle' }, value: sum('idle') },
    { name, labels: { part, state: 'waited-for' }, value: sum('waiting') },
  ]
}

function memory(part: string): Sample {
  return { name: 'kitestring_memory_bytes', labels: { part }, value: process.memoryUsage.rss() }
}

function atQuantiles(valueAt: (quantile: number) => number, name: Sample['name'], labels: Sample['labels']): Sample[] {
  return [0.5, 0.95, 0.99].map((quantile) => ({ name, labels: { ...labels, quantile: String(quantile) }, value: valueAt(quantile) }))
}
