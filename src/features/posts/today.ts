// The day by the house's clock, as quiet hours and visits count it: one clock on the wall, whatever a tablet says. WEL-8
import type { Instant } from '../../platform/clock.ts'

/** Whether a moment is of the same day as now, where the clock hangs. */
export function todayAt(now: Instant, timeZone: string): (moment: Date) => boolean {
  const { format } = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const today = format(now)
  return (moment) => format(moment) === today
}
