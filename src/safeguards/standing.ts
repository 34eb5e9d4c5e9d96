// How the promises stand, in one word for a glance. What was not tried lately is not said to hold. GOV-3, GOV-10
import type { PromisesNow } from './contract.ts'

export type PromiseNow = PromisesNow['promises'][number]
export type Standing = 'holds' | 'broken' | 'not-tried' | 'silent'

export function standingOf({ promises, silentSince }: PromisesNow): Standing {
  if (promises.some(({ state }) => state === 'broken')) return 'broken'
  if (silentSince !== null) return 'silent'
  return promises.length > 0 && promises.every(({ state }) => state === 'holds') ? 'holds' : 'not-tried'
}

/** After a silence nobody knows: only what was broken is still said to be. */
export function stateOf({ state }: PromiseNow, { silentSince }: PromisesNow): PromiseNow['state'] {
  return silentSince !== null && state === 'holds' ? 'not-tried' : state
}

export function lastTry({ promises }: PromisesNow): string | null {
  return promises.reduce<string | null>(
    (last, { lastTriedAt }) => (lastTriedAt && (!last || lastTriedAt > last) ? lastTriedAt : last),
    null,
  )
}

export function brokenFirst(promises: PromiseNow[]) {
  return [...promises].sort((a, b) => Number(b.state === 'broken') - Number(a.state === 'broken'))
}
