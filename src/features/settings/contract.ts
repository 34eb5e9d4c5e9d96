// What a child may do, as its guardians have set it. PAR-1, PAR-7, CON-10
import { z } from 'zod'
import { face, personId } from '../people/contract.ts'
import { settingNames, settings, steps } from './values.ts'

const values = Object.values(settings).flat()

/** GET /api/children/:childId/settings (the child, or a guardian). `by` and `since` null: nobody has set it, so the strictest holds. `by` alone null: somebody who has left. */
export const childSettings = z.object({
  settings: z.array(
    z.object({
      setting: z.enum(settingNames),
      value: z.enum(values),
      by: face.nullable(),
      since: z.string().nullable(), // ISO 8601, to the quarter of an hour (T18)
    }),
  ),
  /** Of each person the child is connected with, as far as one sees them: on which step it stands there, and what a guardian said of this person alone: 'same' is as with everybody again. KID-5 */
  people: z.array(
    z.object({
      person: face,
      value: z.enum(settings.asking),
      own: z.enum(steps).nullable(), // null: nobody has said anything of this person, and neither has `by`
      by: face.nullable(),
      since: z.string().nullable(),
    }),
  ),
  today: z.enum(['within', 'used']).nullable(), // whether the time of this day is used; null: no such limit is set. Of no other day is anything known. WEL-14
})
export type ChildSettings = z.infer<typeof childSettings>
export type Setting = ChildSettings['settings'][number]
export type StepWith = ChildSettings['people'][number]

const setTo = { setting: z.enum(settingNames), value: z.enum([...values, 'same']), personId: personId.optional() } // with a person: 'asking' alone. KID-5

/** POST /api/children/:childId/tightenings: stricter, at once and without a proof. The child itself says one thing there, that it wants to be asked for every photo. */
export const newTightening = z.strictObject(setTo)
/** POST /api/children/:childId/openings: waits for the other guardians; fresh check 'setting.open' on '<childId>:<setting>:<value>', and with a person ':<personId>' after it. */
export const newOpening = z.strictObject({ ...setTo, freshCheckId: z.uuid() })

export const refusals = {
  'setting.closed': 403, // a guardian has not opened that for this child
  'setting.not-stricter': 409,
  'setting.not-more-open': 409,
  'setting.not-yet': 409, // fewer photos are asked for one step at a time, and not of a child from 5 to 9. KID-5
} as const
