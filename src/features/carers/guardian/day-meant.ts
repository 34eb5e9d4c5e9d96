import { language } from '../../../ui/words.ts'

/** The last day that is meant when "until" is said at this moment, by the reader's clock. */
export function dayMeant(until: string | null, saidAt = new Date()) {
  const day = new Date(saidAt)
  day.setDate(day.getDate() + (until === 'today' ? 0 : until === 'weekend' ? (7 - day.getDay()) % 7 : 6))
  return new Intl.DateTimeFormat(language(), { weekday: 'long' }).format(day)
}
