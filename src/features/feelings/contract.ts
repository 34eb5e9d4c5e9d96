// How it felt here: a child says it to itself, when it wants to. Nobody else reads it, and nothing is made of it. WEL-10
import { z } from 'zod'
import { feelingKinds } from './kinds.ts'

const feeling = z.enum(feelingKinds)

/** GET /api/feelings (child): its own, the newest day first. DELETE /api/feelings forgets all of it. */
export const feelings = z.object({ feelings: z.array(z.object({ day: z.string(), feeling })) }) // day: 2026-11-27, by the clock of the house
export type Feelings = z.infer<typeof feelings>

/** POST /api/feelings (child): for today; another one takes its place. */
export const newFeeling = z.strictObject({ feeling })
export type NewFeeling = z.infer<typeof newFeeling>

export const refusals = {
  'feeling.not-now': 403, // a guardian's yes is missing
} as const
