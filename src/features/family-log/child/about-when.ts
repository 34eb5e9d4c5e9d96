// When, in a child's words: the day, and about what time. The server tells it to the quarter of an hour only. T18
import { formatDay, locale, t } from '../../../ui/words.ts'

/** "today, around 10:15" */
export function aboutWhen(at: string, now = new Date()) {
  const moment = new Date(at)
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(moment)
  return t('child.looks.when', { day: dayOf(moment, now) ?? formatDay(at), time })
}

function dayOf(moment: Date, now: Date) {
  const days = Math.min(0, Math.round((startOfDay(moment) - startOfDay(now)) / 86_400_000))
  return days < -1 ? undefined : new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day')
}

function startOfDay(moment: Date) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
}
