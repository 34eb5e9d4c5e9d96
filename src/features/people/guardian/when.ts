// Days, times and "in one minute", in the reader's own language and clock.
import { useEffect, useState } from 'react'
import { language } from '../../../ui/words.ts'

/** "today, 18:30", "22 Nov, 18:30", and with the year when it is another one */
export function formatMoment(at: string, now = new Date()) {
  const moment = new Date(at)
  if (moment.toDateString() === now.toDateString()) {
    const today = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(0, 'day')
    return `${today}, ${new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(moment)}`
  }
  const year = moment.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(language(), { year, month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(moment)
}

/** "in 1 minute", "in 3 hours": never less than a minute, because the screen is not a stopwatch. */
export function formatFromNow(at: string, now: number) {
  const minutes = minutesUntil(at, now)
  const words = new Intl.RelativeTimeFormat(language(), { numeric: 'always' })
  return minutes < 60 ? words.format(minutes, 'minute') : words.format(Math.round(minutes / 60), 'hour')
}

export function minutesUntil(at: string, now: number) {
  return Math.max(1, Math.ceil((Date.parse(at) - now) / 60_000))
}

/** The time now, looked at again every few seconds while the screen is open. */
export function useNow(every = 5_000) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
