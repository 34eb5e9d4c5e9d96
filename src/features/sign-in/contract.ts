// Signing in, without e-mail doors: passkeys, or a strong password with a code from an authenticator app; codes for tablets.
import { z } from 'zod'
import { avatars } from '../people/avatars.ts'
import { device, drawnFace, face, noticeVersion, personName } from '../people/contract.ts'
import { methods, weakMethods } from '../consent/contract.ts'
import { formStanding } from '../forms/contract.ts'
import { howMany, lockPictures } from './lock-pictures.ts'

const oneTimeCode = z.string().min(6).max(64)
const passkeyJson = z.record(z.string(), z.unknown()) // checked by the WebAuthn library
const password = z.string().min(1).max(200)
const totpCode = z.string().regex(/^\d{6}$/)
const totp = z.object({ secret: z.string(), uri: z.string() }) // uri: otpauth://… for the QR code

/** POST /api/codes/look: what a one-time code opens, before anything is done with it. Wrong, used and expired are one answer. */
export const lookAtCode = z.strictObject({ code: oneTimeCode })
export const lookedAtCode = z.object({
  opens: z.enum(['set-up', 'guardian-invitation', 'relative-invitation', 'pairing', 'sign-in', 'paper']),
  by: z.enum(['operator', 'person']), // who handed it out
  form: formStanding.nullable(), // null: none is asked for
})
export type LookedAtCode = z.infer<typeof lookedAtCode>

/** POST /api/sign-ups: starts an account for a set-up or invitation code, or a new way in for who comes back by the code on paper; nothing is kept of it after 30 minutes. CON-6 */
export const newSignUp = z.strictObject({ code: oneTimeCode })
export const signUp = z.object({
  signUpId: z.uuid(),
  passkeyOptions: z.record(z.string(), z.unknown()), // PublicKeyCredentialCreationOptionsJSON
  totp,
})
export type SignUp = z.infer<typeof signUp>

const signInName = z.string().trim().min(3).max(200)
const newWayIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passkey'), response: passkeyJson }),
  z.strictObject({ kind: z.literal('password'), signInName, password, totpCode }),
])
export type NewWayIn = z.infer<typeof newWayIn>

/** POST /api/accounts: finishes it. 201 and a session cookie. */
export const newAccount = z.strictObject({
  signUpId: z.uuid(),
  code: oneTimeCode,
  name: personName,
  avatar: drawnFace,
  email: z.email().max(200).nullable(), // where alerts go; never needed
  noticeVersion,
  way: newWayIn,
})
export type NewAccount = z.infer<typeof newAccount>

/** POST /api/comings-back: the code on paper gives its owner this way in, and ends every other. 201 and a session cookie. T19 */
export const newComingBack = z.strictObject({ signUpId: z.uuid(), code: oneTimeCode, way: newWayIn })
export type NewComingBack = z.infer<typeof newComingBack>

/** POST /api/sessions/challenge */
export const challenge = z.object({ challengeId: z.uuid(), passkeyOptions: z.record(z.string(), z.unknown()) })

/** POST /api/picture-lock: four pictures in the child's own order. DELETE /api/children/:childId/picture-lock takes them away. SEC-8 */
const pictures = z.array(z.enum(lockPictures)).length(howMany)
export type Pictures = z.infer<typeof pictures>
export const newPictureLock = z.strictObject({ pictures })
const picturesWay = z.strictObject({ kind: z.literal('pictures'), animal: z.enum(avatars), pictures })
export type PicturesWay = z.infer<typeof picturesWay>

/** POST /api/sessions: passkey, password with code, a one-time code (a child's pairing code, or a guardian's sign-in link), or the pictures of a child who locked this tablet. */
export const newSession = z.strictObject({
  way: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('passkey'), challengeId: z.uuid(), response: passkeyJson }),
    z.strictObject({ kind: z.literal('password'), signInName: z.string().max(200), password, totpCode }),
    z.strictObject({ kind: z.literal('code'), code: oneTimeCode }),
    picturesWay,
  ]),
})
export type NewSession = z.infer<typeof newSession>
export const signedIn = z.object({ kind: z.enum(['child', 'guardian', 'relative', 'staff']) })

/** GET /api/devices: where the viewer is signed in; DELETE /api/devices signs out everywhere but `here`. SEC-8 */
export const ownDevices = z.object({ devices: z.array(device.extend({ here: z.boolean() })) })
export type OwnDevices = z.infer<typeof ownDevices>

/** POST /api/devices/:sessionId/name: what a device is called; null takes the name away. As a person's name, it is to be seen as it is written. T26 */
export const nameOfDevice = z.strictObject({ name: personName.nullable() })
export type NameOfDevice = z.infer<typeof nameOfDevice>

/** POST /api/fresh-checks/challenge then POST /api/fresh-checks: proof, minutes old, of who decides, bound to one act on one thing. PAR-8 */
export const freshActs = [
  'post.approve',
  'post.show',
  'connection.offer',
  'connection.answer',
  'connection.confirm',
  'guardian.invite',
  'guardian.remove',
  'erasure.make',
  'export.make',
  'export.take',
  'import.make',
  'proposal.agree',
  'claim.agree',
  'claim.take-back',
  'tag.agree',
  'sharing.resume',
  'block.lift',
  'setting.open',
  'band.older',
  'name.change',
  'name.grant',
  'handover.propose',
  'handover.agree',
  'relative.invite',
  'carer.ask',
  'passkey.add',
  'passkey.remove',
  'password.change',
  'paper.make',
  'account.close',
] as const
export type FreshAct = (typeof freshActs)[number]
export const newFreshChallenge = z.strictObject({
  act: z.enum(freshActs),
  subject: z.string().max(200), // post.approve: 'inbox', for each post that waits in the next five minutes; connection.offer, relative.invite: childId; connection.answer: the code typed; connection.confirm: offerId; guardian.invite for a child: childId; guardian.remove: '<childId>:<guardianId>'; erasure.make, export.make, import.make, band.older: childId; name.change: personId; name.grant: wishId; export.take: moveId; handover.propose: '<childId>:<take or wipe>'; handover.agree: handoverId; proposal.agree: proposalId; claim.agree, claim.take-back: claimId; tag.agree: tagId; sharing.resume: childId; post.show: postId; block.lift, carer.ask: '<childId>:<personId>'; setting.open: '<childId>:<setting>:<value>', for one person with ':<personId>'; others: 'self'
})
export const freshChallenge = z.object({
  challengeId: z.uuid(),
  passkeyOptions: z.record(z.string(), z.unknown()).nullable(), // null: this account has no passkey
  password: z.boolean(), // true: this account has a password
})
export type FreshChallenge = z.infer<typeof freshChallenge>
export const newFreshCheck = z.strictObject({
  challengeId: z.uuid(),
  way: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('passkey'), response: passkeyJson }),
    z.strictObject({ kind: z.literal('password'), password }),
  ]),
})
export const freshCheck = z.object({ freshCheckId: z.uuid() })

/** POST /api/passkeys/challenge then POST /api/passkeys: one more passkey for the account that is signed in; fresh check 'passkey.add' on 'self'. */
export const newPasskey = z.strictObject({ challengeId: z.uuid(), response: passkeyJson, freshCheckId: z.uuid() })

/** GET /api/ways-in: how the grown-up who is signed in comes in. */
export const waysIn = z.object({
  passkeys: z.array(z.object({ passkey: z.string(), since: z.string() })),
  password: z.boolean(),
  paperSince: z.string().nullable(), // null: no code on paper
})
export type WaysIn = z.infer<typeof waysIn>

/** POST /api/passkeys/removals: never the last way in; fresh check 'passkey.remove' on 'self'. */
export const passkeyToRemove = z.strictObject({ passkey: z.string().regex(/^[\w-]{1,2000}$/), freshCheckId: z.uuid() })

/** POST /api/password/challenge: a key for another authenticator app, good for half an hour on this device. */
export const totpChallenge = z.object({ challengeId: z.uuid(), totp })
export type TotpChallenge = z.infer<typeof totpChallenge>

/** POST /api/password; null: the authenticator app stays as it is. Fresh check 'password.change' on 'self'. */
export const newPassword = z.strictObject({
  signInName,
  password,
  totp: z.strictObject({ challengeId: z.uuid(), totpCode }).nullable(),
  freshCheckId: z.uuid(),
})
export type NewPassword = z.infer<typeof newPassword>

/** POST /api/paper-code: the code to write down, shown this once; fresh check 'paper.make' on 'self'. T19 */
export const newPaperCode = z.strictObject({ freshCheckId: z.uuid() })
export const codeOnPaper = z.object({ code: z.string() })
export type CodeOnPaper = z.infer<typeof codeOnPaper>

/**
 * POST /api/guardian-invitations: a code for another family's guardian; POST /api/children/:childId/guardian-invitations: for somebody who is to guard this child too.
 * The inviter says how they know them; by a method that is too weak, or that the operator does not want, they make nobody a guardian. CON-2
 */
export const newGuardianInvitation = z.strictObject({ method: z.enum([...methods, ...weakMethods]), freshCheckId: z.uuid() })
export const newRelativeInvitation = z.strictObject({ freshCheckId: z.uuid() })
export const invitation = z.object({ code: z.string(), url: z.string(), expiresAt: z.string() })
export type Invitation = z.infer<typeof invitation>

/** POST /api/guardian-invitations/look, then /acceptance: for a guardian who is signed in and holds the code of an invitation to guard a child; the same under /api/relative-invitations for a relative and one more child. */
export const invitationCode = z.strictObject({ code: oneTimeCode })
export const lookedAtInvitation = z.object({ child: face, by: face })
export type LookedAtInvitation = z.infer<typeof lookedAtInvitation>

export const refusals = {
  'sign-in.wrong': 401, // one answer for every way in that failed
  'sign-in.needed': 401,
  'code.not-good': 404, // wrong, used or expired: one answer
  'password.too-weak': 422,
  'totp.wrong': 422,
  'passkey.wrong': 422,
  'pictures.too-easy': 422,
  'pictures.none': 422,
  'fresh-check.needed': 403,
  'paper.waits': 403, // who came back by the code on paper proves nothing for a day
  'way-in.last': 422,
  'too-many-tries': 429,
} as const
