// The family log as a guardian and the child read it: what was done, when, and by whom. Codes only; their words are the screens'.
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** GET /api/children/:childId/log?before=<number>: newest first, a hundred at most. */
export const logPage = z.strictObject({
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
})
export const familyLog = z.object({
  entries: z.array(
    z.object({
      number: z.number().int(),
      at: z.string(), // ISO 8601, to the quarter of an hour: nobody's day can be read from it (T18)
      act: z.string(),
      by: face.nullable(), // null: Kitestring itself, the other side of a connection, or somebody who has left
      hash: z.string(), // what the guardians' weekly mails vouch for
    }),
  ),
})
export type FamilyLog = z.infer<typeof familyLog>
