// Who guards a child, and the big steps that wait until the other guardians had a day to object. CON-10
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** POST /api/children/:childId/guardian-removals: somebody else, or oneself; fresh check 'guardian.remove' on '<childId>:<guardianId>'. */
export const newRemoval = z.strictObject({ guardianId: z.uuid(), freshCheckId: z.uuid() })

/** POST /api/proposals/:proposalId/agreement; fresh check 'proposal.agree' on the proposalId. An objection needs none: POST …/objection. */
export const newAgreement = z.strictObject({ freshCheckId: z.uuid() })

/** GET /api/proposals: what waits for the children one guards, or is about oneself, soonest first; and what was settled in the last 30 days. */
export const proposals = z.object({
  proposals: z.array(
    z.object({
      id: z.uuid(),
      what: z.enum([
        'add-guardian',
        'remove-guardian',
        'give-consent',
        'resume-sharing',
        'erase-child',
        'lift-block',
        'export-child',
        'import-child',
        'open-setting',
        'older-band',
        'ask-carer',
      ]),
      child: face,
      about: face.nullable(), // who is added or removed, or who proposes it for themselves; null: somebody whom one does not see any more
      by: face.nullable(),
      blocked: face.nullable(), // of lift-block, who is to help out of ask-carer, and for whom it opens of open-setting, while one sees them
      purposes: z.array(z.enum(['profile', 'photos', 'sharing'])), // of give-consent
      opens: z.object({ setting: z.string(), value: z.string(), personId: z.uuid().nullable() }).nullable(), // of open-setting; a person: for them alone
      value: z.string().nullable(), // of open-setting, how far; of ask-carer, until when (carers/contract.ts)
      takesEffectAt: z.string(), // ISO 8601
      agreed: z.array(face),
      needsYes: z.boolean(), // silence is not enough: without the yes of one more, who has guarded for 30 days, it lapses
      mayAgree: z.boolean(),
      mayObject: z.boolean(), // for who proposed it: may take it back
      outcome: z.enum(['done', 'objected', 'lapsed']).nullable(), // null: still open
    }),
  ),
})
export type Proposals = z.infer<typeof proposals>
export type Proposal = Proposals['proposals'][number]

export const refusals = {
  'guardian.already': 409,
  'guardian.last': 409, // the last guardian of a child stays
  'proposal.already': 409, // the same is proposed already
  'proposal.over': 409, // settled meanwhile
} as const
