// Growing up, in months of UTC: when everything has ended, and which months a guardian may say. `growing.sql` holds to the same. DEL-10
/** "2027-03-01T00:00:00.000Z" → the first moment of the same month a year later. */
export function endOfGrowing(growsUpOn: string): string {
  const month = new Date(growsUpOn)
  return firstOf(month.getUTCFullYear() + 1, month.getUTCMonth())
}

/** No day is kept: from the first moment of the month after, when the child is 13 in any case. DEL-10 */
export function isThirteen(growsUpOn: string | null, now: Date): boolean {
  if (growsUpOn === null) return false
  const month = new Date(growsUpOn)
  return new Date(firstOf(month.getUTCFullYear(), month.getUTCMonth() + 1)) <= now
}

/** From this month on to twelve ahead; and back from the last one to eleven ago. As "2027-03". */
export function monthsToSay(now: Date): { ahead: string[]; past: string[] } {
  const shifted = (by: number) => firstOf(now.getUTCFullYear(), now.getUTCMonth() + by).slice(0, 7)
  return { ahead: Array.from({ length: 13 }, (_, n) => shifted(n)), past: Array.from({ length: 11 }, (_, n) => shifted(-1 - n)) }
}

function firstOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month)).toISOString()
}
