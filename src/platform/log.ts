// What the server notes about itself: what happened and to which id, never what anybody wrote, and never from where.
import { isIP } from 'node:net'
import { clock } from './clock.ts'

type Level = 'info' | 'warn' | 'error'
// Ids, counts and codes only: texts, names, addresses and pictures have no business in a log. T28
type Facts = Readonly<Record<string, string | number | undefined>>

export type Log = {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  error(event: string, fault: unknown, facts?: Facts): void
}

export const log: Log = openLog((line) => process.stderr.write(line))

export function openLog(write: (line: string) => void): Log {
  return {
    info: (event, facts) => write(lineOf('info', event, onlyNames(facts))),
    warn: (event, facts) => write(lineOf('warn', event, onlyNames(facts))),
    error: (event, fault, facts) => write(lineOf('error', event, { ...onlyNames(facts), ...traceOf(fault) })),
  }
}

function lineOf(level: Level, event: string, facts: Facts): string {
  return `${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, event, ...facts })}\n`
}

// A value that cannot be an id, a code, a route or a number is left out, whoever passed it in; so is an address.
function onlyNames(facts: Facts = {}): Facts {
  const isName = (value: string) => /^[\w:./-]{0,100}$/.test(value) && isIP(value) === 0
  const kept = Object.entries(facts).map(([name, value]) => [name, typeof value !== 'string' || isName(value) ? value : '(left out)'])
  return Object.fromEntries(kept)
}

// The message of an error may quote what was sent (Postgres does), so only its kind, its code and the places are kept.
function traceOf(fault: unknown): Facts {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
  const places = (fault.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
  const cause = fault.cause instanceof Error ? fault.cause.name : undefined
  return { fault: fault.name, code, cause, trace: places.map((line) => line.trim().replace(/^at /, '')).join(' < ') }
}
