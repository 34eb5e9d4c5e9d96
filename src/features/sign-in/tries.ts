// How often a secret may be guessed at: ten wrong tries for one name in a quarter of an hour.
import { type Clock, type Instant, later, minutes } from '../../platform/clock.ts'
import { refuse } from '../../platform/refusal.ts'

const most = 10
const within = minutes(15)
const namesAtMost = 10_000

const tried = new Map<string, Instant[]>()

/** A try counts before its answer is known, so that many at once do not slip through; one that was right is given back. */
export function takeTry(key: string, clock: Clock): { wasRight(): void } {
  const now = clock.now()
  const recent = (tried.get(key) ?? []).filter((at) => later(at, within) > now)
  if (recent.length >= most) refuse('too-many-tries')
  tried.delete(key) // so that the name tried longest ago stands first
  tried.set(key, [...recent, now])
  for (const [oldest] of tried) {
    if (tried.size <= namesAtMost) break
    tried.delete(oldest)
  }
  return { wasRight: () => forgetOne(key, now) }
}

function forgetOne(key: string, at: Instant): void {
  const tries = tried.get(key) ?? []
  const place = tries.indexOf(at)
  if (place >= 0) tried.set(key, tries.toSpliced(place, 1))
}
