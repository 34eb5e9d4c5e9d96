// Days, times and "in one minute", in the reader's own language and clock.
import { useEffect, useState } from 'react'
import { locale, t } from '../../../ui/words.ts'

/** "today, 18:30", "22 Nov, 18:30", and with the year when it is another one */
export function formatMoment(at: string, now = new Date()) {
  const moment = new Date(at)
  if (moment.toDateString() === now.toDateString()) {
    const today = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(0, 'day')
    return t('family.when.today', { day: today, time: new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(moment) })
  }
  const year = moment.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(locale(), { year, month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(moment)
}

/** "22 November 2026", "1 – 22 November 2026" */
export function formatDates(from = new Date().toISOString(), until = from) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).formatRange(new Date(from), new Date(until))
}

/** "Thursday" */
export function formatWeekday(at: string) {
  return new Intl.DateTimeFormat(locale(), { weekday: 'long' }).format(new Date(at))
}

/** The reader's own day, as a field for dates holds it: 2026-11-22. */
export function dayOf(at = new Date().toISOString()) {
  const moment = new Date(at)
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** "in 1 minute", "in 3 hours": never less than a minute, because the screen is not a stopwatch. */
export function formatFromNow(at: string, now: number) {
  const minutes = minutesUntil(at, now)
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'always' })
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
