// What every fault of the list is played on: its name, what it did and saw in one line, and each number of the list that was not met.

export type How = {
  /** Of each number of the list this share is played: 1 is the whole, and the tests play less. */
  share: number
  /** Now and then a line on how far it is. */
  tell(line: string): void
}
export type Played = { seen: string; missed: string[] }
export type Play = { id: string; what: string; play(how: How): Promise<Played> }

/** So many of that number, and never none. */
export function shareOf({ share }: How, whole: number): number {
  return Math.max(1, Math.ceil(whole * share))
}

/** What was asked for and is not so. */
export function missing(goals: Record<string, boolean>): string[] {
  return Object.entries(goals).flatMap(([goal, met]) => (met ? [] : [goal]))
}

/** For a play of minutes: says something every few seconds, whatever happens meanwhile. */
export function every(milliseconds: number, { tell }: How, line: () => string): { stop(): void } {
  const telling = setInterval(() => tell(line()), milliseconds)
  return { stop: () => clearInterval(telling) }
}

export async function until(
  what: string | (() => string),
  atMost: number,
  look: () => boolean | Promise<boolean>,
  step = 50,
): Promise<number> {
  const began = performance.now()
  for (;;) {
    if (await look()) return performance.now() - began
    if (performance.now() - began > atMost) throw new Error(`not within ${atMost} ms: ${typeof what === 'string' ? what : what()}`)
    await new Promise((resolve) => setTimeout(resolve, step))
  }
}

export function quantile(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0
}

/** 12345 → 12,345 */
export function count(number: number): string {
  return number.toLocaleString('en')
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
