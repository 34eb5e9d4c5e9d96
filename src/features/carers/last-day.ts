// Until when somebody helps out, as one says it: the name of a day, for it is a week at most. Decision 0048
import { language } from '../../ui/words.ts'
import type { Carer } from './contract.ts'

/** A day of the house's calendar is the same one wherever it is read. */
export function dayWords(lastDay: Carer['lastDay']) {
  return new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' }).format(new Date(lastDay))
}
