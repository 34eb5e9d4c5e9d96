// The people of Kitestring as the screens see them: a drawn face and a first name, never more.
import { z } from 'zod'
import { countries } from '../../platform/config.ts'
import { day } from '../hours/contract.ts'
import { bands } from './avatars.ts'
import { facePattern } from './faces.ts'
import { kindsKept } from './kinds.ts'

export const personId = z.uuid()
// A name is to be seen as it is written: nothing invisible, nothing that turns the line round. T26
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine(
    (name) =>
      !/[\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u.test(name) && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name),
  )
/** A drawn face: an animal, or an animal on a disc with something on. */
export const drawnFace = z.string().max(60).regex(facePattern)
/** The date of a notice, as its file is named. */
export const noticeVersion = z.string().regex(/^[\w.-]{1,20}$/)

/** One face. Everything a viewer may learn about another person. DAT-8 */
export const face = z.object({
  id: personId,
  name: z.string(),
  avatar: drawnFace,
  kind: z.enum(['child', 'guardian', 'relative', 'staff']),
})
export type Face = z.infer<typeof face>

/** Whether a child shares and is shared with, and if not, what comes first. */
const sharing = z.enum(['on', 'paused', 'needs-assent', 'needs-consent'])

/** GET /api/me: who is looking. Signed out: viewer is null. */
export const me = z.object({
  viewer: face.nullable(),
  band: z.enum(bands).nullable(), // children only
  sharing: sharing.nullable(), // children only
  pausedBy: z.array(face), // children only: which of their guardians
  day: day.nullable(), // children only. WEL-8
  keptUntil: z.string().nullable(), // children only: their guardians are asked before. DAT-2
  growsUpOn: z.string().nullable(), // children only: as their guardians see it. DEL-10
  toBeErasedAt: z.string().nullable(), // children only: a guardian has asked to erase everything, and no other has said no. DEL-6
  pictures: z.boolean(), // a child: it has chosen pictures to open a tablet with; nobody: this tablet opens by pictures. SEC-8
  setUp: z.enum(['needed', 'done']), // 'needed' until the first guardian exists
  law: z.enum(countries).nullable(), // of this house: whose helplines Help shows; null: nobody said. KID-2
  closesAt: z.string().nullable(), // when this Kitestring closes for good. GOV-12
  halted: z.enum(['full', 'read-only']).nullable(), // why nothing new is kept right now. F3
  secure: z.boolean(), // false where the browser gives no passkeys (plain http away from localhost)
})
export type Me = z.infer<typeof me>

/** Where somebody is signed in. What a device says of itself is never kept: it has the name that a person gave it, or none. */
export const device = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  since: z.string(), // ISO 8601, to the quarter of an hour (T18)
  until: z.string(), // then it signs itself out
  locked: z.boolean(), // opens by the child's pictures, on that tablet
})
export type Device = z.infer<typeof device>

/** A child as their guardian sees them. GET /api/children, GET /api/children/:childId */
export const child = face.extend({
  band: z.enum(bands),
  sharing,
  pausedBy: z.array(face), // each of them lifts their own; also said while something else is needed first
  purposes: z.array(
    z.object({
      purpose: z.enum(['profile', 'photos', 'sharing']),
      noticeVersion: z.string().nullable(), // null: not given, or withdrawn
      method: z.string().nullable(),
      givenAt: z.string().nullable(), // ISO 8601, to the quarter of an hour (T18)
    }),
  ),
  assentedAt: z.string().nullable(),
  devices: z.array(device),
  pictures: z.boolean(), // the child has chosen pictures to open a tablet with. SEC-8
  guardians: z.array(face),
  keptUntil: z.string(), // ISO 8601: then it is erased, unless a guardian says before that it stays. DAT-2
  renewal: z.enum(['may-be-said', 'not-yet']), // from 60 days before on
  growsUpOn: z.string().nullable(), // the first of the month in which the child turns 13, when it was said. DEL-10
})
export type Child = z.infer<typeof child>
export const children = z.object({ children: z.array(child) })

/** GET /api/kept (guardian): of each kind, until when and what for, in the words that the database says of itself. The same for everybody. PAR-2, NOT-1 */
export const kept = z.object({
  kinds: z.array(z.object({ kind: z.enum(Object.values(kindsKept).flat()), until: z.string(), purposes: z.array(z.string()) })),
})
export type Kept = z.infer<typeof kept>

/** POST /api/children: profile and itemised consent travel together; no child row exists without consent. CON-1, CON-4 */
export const newChild = z.strictObject({
  name: personName,
  avatar: drawnFace,
  band: z.enum(bands),
  noticeVersion,
  purposes: z
    .array(z.enum(['profile', 'photos', 'sharing']))
    .min(1)
    .max(3),
})
export type NewChild = z.infer<typeof newChild>

/** POST /api/people/:personId/face: one's own, or that of a child one guards. The others look again, and the log says so. DAT-8 */
export const newFace = z.strictObject({ avatar: drawnFace })

/** POST /api/people/:personId/name (grown-ups): the same; fresh check 'name.change' on the personId. */
export const newName = z.strictObject({ name: personName, freshCheckId: z.uuid() })

/** POST /api/children/:childId/growing-up: in which month the child turns 13; from eleven months ago to twelve ahead. DEL-10 */
export const newThirteen = z.strictObject({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/) })

/** POST /api/children/:childId/older-band: waits for the other guardians; fresh check 'band.older' on the childId. …/younger-band needs none and is at once. KID-5, CON-10 */
export const newOlderBand = z.strictObject({ freshCheckId: z.uuid() })

/** POST /api/children/:childId/pairings: a code for the child's tablet, once, for minutes. */
export const pairing = z.object({ code: z.string(), url: z.string(), expiresAt: z.string() })
export type Pairing = z.infer<typeof pairing>

export const refusals = { 'child.profile-consent-missing': 422, 'child.thirteen-when': 422, 'band.already': 409 } as const

/** A text of so many letters as people count them: a family in one emoji is one. Half a letter is mended, accents without end are refused. T26 */
export function letters(most: number) {
  return z
    .string()
    .max(most * 16)
    .overwrite((text) => text.toWellFormed())
    .refine((text) => [...new Intl.Segmenter().segment(text)].length <= most)
}
