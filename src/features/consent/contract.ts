// Notice, consent, withdrawal and assent, as the guardian's and the child's screens see them.
import { z } from 'zod'
import { countries } from '../../platform/config.ts'
import { face, noticeVersion } from '../people/contract.ts'

export const purposes = ['profile', 'photos', 'sharing'] as const
export type Purpose = (typeof purposes)[number]

/** GET /api/notice: the text in force, generated with the retention table. NOT-1, NOT-4 */
export const notice = z.object({
  version: z.string(),
  text: z.string(), // markdown: #, ##, paragraphs, - lists, no links
  purposes: z.array(z.object({ purpose: z.enum(purposes), needed: z.boolean() })), // needed: no account without it
  /** What grants nothing and keeps nothing, and so may change without a new question: whom to reach, where it is to be found, whose law it is. LEG-1 */
  beside: z.object({
    accountable: z.string().nullable(), // who answers for this house, by name and office. GOV-7
    contact: z.string().nullable(),
    foundAt: z.string(), // where this notice is to be read again
    law: z.enum(countries).nullable(), // of this house; null: the strictest counts
    checkedOn: z.string(), // the day on which somebody last read all of these facts
    stale: z.boolean(), // more than 180 days ago
  }),
})
export type Notice = z.infer<typeof notice>

/** How a guardian proved to be one; the method is kept, the evidence never. CON-2, CON-3. What each asks and who decides: `methods/methods.ts` */
export const methods = [
  'runs-this-kitestring',
  'handed-code',
  'signed-form',
  'government-id',
  'video-call',
  'knowledge-questions',
  'card-payment',
] as const
export type Method = (typeof methods)[number]

/** An address or a number that answers twice says nothing about who answers. They have names only so that they can be refused by name. CON-2 */
export const weakMethods = ['email-plus', 'text-plus'] as const
export type WeakMethod = (typeof weakMethods)[number]

/** GET /api/consent-methods: the ways in which one can prove to be a guardian here, and who decides. */
export const consentMethods = z.object({
  methods: z.array(z.object({ method: z.enum(methods), decidedBy: z.array(z.enum(['operator', 'guardian'])) })),
})
export type ConsentMethods = z.infer<typeof consentMethods>

export const newConsents = z.strictObject({ noticeVersion, purposes: z.array(z.enum(purposes)).min(1).max(3) })
export const newWithdrawal = z.strictObject({ purpose: z.enum(purposes) })
export const newAssent = z.strictObject({ lesson: z.literal('2026-11') })

/** GET /api/children/:childId/yeses (guardian): every yes that was ever given for a child, and what became of it, newest first. Times are to the quarter of an hour (T18); no face: who has left. PAR-2 */
export const yeses = z.object({
  guardians: z.array(z.object({ guardian: face.nullable(), since: z.string(), until: z.string().nullable() })),
  consents: z.array(
    z.object({
      purpose: z.enum(purposes),
      noticeVersion: z.string(),
      method: z.enum(methods),
      by: face.nullable(),
      givenAt: z.string(),
      withdrawn: z.object({ by: face.nullable(), at: z.string() }).nullable(),
    }),
  ),
  assents: z.array(z.object({ lesson: z.string(), givenAt: z.string(), withdrawnAt: z.string().nullable() })),
})
export type Yeses = z.infer<typeof yeses>

/** POST /api/children/:childId/resumptions: one's own pause is lifted; who has none asks the others; fresh check 'sharing.resume' on the childId. A pause needs none: POST …/pauses. */
export const newResumption = z.strictObject({ freshCheckId: z.uuid() })

export const refusals = {
  'consent.old-notice': 409,
  'consent.weak-method': 422,
  'consent.method-off': 422,
  'assent.needs-consent': 409,
} as const
