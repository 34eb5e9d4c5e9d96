// Reports: what a child, a guardian for it, or somebody without an account says is wrong; and the word of staff about it. BUL-4, SAF-7
import { z } from 'zod'
import { face } from '../people/contract.ts'

export const reasons = ['mean', 'weird', 'scary', 'other'] as const
export type Reason = (typeof reasons)[number]
export const outsidersReasons = ['in-the-picture', 'my-child-is'] as const
export const decisions = ['stays', 'taken-down', 'spoken', 'not-found'] as const
export type Decision = (typeof decisions)[number]
/** Why two of the staff want to see one picture more. AUD-8 */
export const glassReasons = ['family-named-it', 'child-in-danger', 'law'] as const
export type GlassReason = (typeof glassReasons)[number]
export const roles = ['triage', 'moderator', 'lead'] as const
export type Role = (typeof roles)[number]

/** GET /api/reports (child: what it said itself; guardian: what was said by and for their children, but not what a child confides), newest first; and what staff took down of theirs. */
export const reports = z.object({
  reports: z.array(
    z.object({
      id: z.uuid().nullable(), // null: of what was taken down, and the report is forgotten
      side: z.enum(['mine', 'owner']), // owner: staff took down a post of `mine`; who reported it is not told
      mine: face,
      by: face.nullable(), // who made it; null on the owner's side
      postId: z.uuid().nullable(), // to whom the post is theirs to see
      about: face.nullable(), // whom it is about, or whose post; null: gone from here
      reason: z.enum(reasons).nullable(),
      madeAt: z.string().nullable(),
      dueAt: z.string().nullable(), // until when there is to be a word
      receivedAt: z.string().nullable(), // when somebody of the staff had read it
      decision: z.enum(decisions).nullable(), // the last word
      decidedAt: z.string().nullable(),
      appeal: z.enum(['may-be-asked', 'waits', 'decided', 'no']), // may be asked: by a guardian
      erasedAt: z.string().nullable(), // when what was taken down is erased
    }),
  ),
})
export type Reports = z.infer<typeof reports>
export type Report = Reports['reports'][number]

/** POST /api/reports (child): a post that it sees, or somebody it knows. */
export const newReport = z.union([
  z.strictObject({ postId: z.uuid(), reason: z.enum(reasons) }),
  z.strictObject({ personId: z.uuid(), reason: z.enum(reasons) }),
])
export type NewReport = z.infer<typeof newReport>

/** POST /api/children/:childId/reports (guardian): what has reached the child, by its mark, or somebody it is connected to. AUD-2 */
export const newReportForChild = z.union([
  z.strictObject({ mark: z.string().regex(/^[\w-]{64}$/), reason: z.enum(reasons) }),
  z.strictObject({ personId: z.uuid(), reason: z.enum(reasons) }),
])
export type NewReportForChild = z.infer<typeof newReportForChild>

export const refusals = {
  'report.no-staff': 409, // about a grown-up who guards the child, and nobody but perhaps that grown-up would read it
  'report.no-appeal': 409, // once, within seven days
  'report.second-person': 409, // who decided first does not decide again, and a picture that nobody here reported takes two
  'report.nothing-there': 409, // the post is gone: there is nothing to take down
} as const
