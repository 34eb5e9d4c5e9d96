// A signed form: sent as a picture with a code of the operator's, looked at by the operator, and destroyed after that. CON-2, CON-3
import { z } from 'zod'
import { noticeVersion } from '../people/contract.ts'
import { mostPictureBytes } from './picture.ts'

const code = z.string().min(6).max(64)

/** What the operator says to a form: yes, or what is to be done better. */
export const formOutcomes = ['approved', 'not-readable', 'not-complete', 'not-known'] as const
export type FormOutcome = (typeof formOutcomes)[number]

/** How it stands: nothing was sent yet, it waits to be looked at (and somebody is told by mail or not), or what was said. */
export const formStanding = z.object({
  stands: z.enum(['to-be-sent', 'waits', ...formOutcomes]),
  sentAt: z.string().nullable(),
  tellsBy: z.enum(['mail', 'nothing']),
})
export type FormStanding = z.infer<typeof formStanding>

/** POST /api/forms: the picture is base64 of a JPEG, PNG, WebP or HEIC; what is kept of it is sealed, for 14 days at most. */
export const newForm = z.strictObject({
  code,
  noticeVersion,
  picture: z
    .string()
    .min(1)
    .max(Math.ceil(mostPictureBytes / 3) * 4),
})

/** POST /api/forms/mail: where to tell them, once, that it was looked at. */
export const newFormAddress = z.strictObject({ code, email: z.email().max(200) })

export const refusals = {
  'form.is-there': 409,
  'form.not-a-picture': 422,
  'form.first': 409, // the code opens nothing before its form was approved
} as const
