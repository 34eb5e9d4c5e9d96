// What time it is: the only place that asks the machine's clock, so that a test can hand in any moment.
export type Instant = number & { readonly __brand: 'Instant' } // milliseconds since 1970, UTC

export type Clock = { now(): Instant }

export const clock: Clock = { now: () => Date.now() as Instant }

export function instant(milliseconds: number): Instant {
  if (!Number.isSafeInteger(milliseconds)) throw new RangeError(`not a moment in time: ${milliseconds}`)
  return milliseconds as Instant
}

export function toDate(at: Instant): Date {
  return new Date(at)
}

export function later(at: Instant, milliseconds: number): Instant {
  return instant(at + milliseconds)
}

export function seconds(count: number): number {
  return count * 1000
}

export function minutes(count: number): number {
  return seconds(count * 60)
}

export function hours(count: number): number {
  return minutes(count * 60)
}

export function days(count: number): number {
  return hours(count * 24)
}
