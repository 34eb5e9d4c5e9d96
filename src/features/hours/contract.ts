// When Kitestring sleeps for a child, and how its day stands. WEL-8, WEL-9
import { z } from 'zod'

/** Asleep: in its quiet hours. Between: no visit runs, and one may be begun. Spent: not today any more. */
export const day = z.enum(['asleep', 'between', 'visit', 'spent'])
export type Day = z.infer<typeof day>

export const refusals = {
  'hours.closed': 403, // the child's quiet hours
  'day.spent': 403, // the time of this day is used
  'visit.needed': 403, // the last visit is over, and no other was begun
} as const
