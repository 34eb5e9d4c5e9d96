// A child's world as one file: a guardian takes it along, or brings such a file in. Both wait for the other guardians. DEL-8, CON-10
import { z } from 'zod'
import { newLook } from '../collections/contract.ts'

/** GET /api/moves: what this guardian may take or bring now, once nobody has said no to it. */
export const moves = z.object({
  moves: z.array(z.object({ id: z.uuid(), childId: z.uuid(), what: z.enum(['export-child', 'import-child']), until: z.string() })),
})
export type Moves = z.infer<typeof moves>
export type Move = Moves['moves'][number]

/** POST /api/children/:childId/exports and …/imports; fresh check 'export.make' or 'import.make' on the childId. 'waits': a day, for the other guardians. */
export const newMove = z.strictObject({ freshCheckId: z.uuid() })
export const begunMove = z.object({ moveId: z.uuid(), state: z.enum(['ready', 'waits']) })
export type BegunMove = z.infer<typeof begunMove>

/** POST /api/exports/:moveId/file; fresh check 'export.take' on the moveId. The file itself, as it is made. */
export const newFile = z.strictObject({ freshCheckId: z.uuid() })

/** POST /api/imports/:moveId/posts: one post of a file, as `one-post.ts` puts it together. */
export const broughtPost = z.object({ outcome: z.enum(['brought', 'here-already']) })
export type BroughtPost = z.infer<typeof broughtPost>

/** POST /api/imports/:moveId/collections: one collection of a file, or a part of one, when its posts have come in. */
export const mostAtOnce = 100
export const broughtCollection = z.strictObject({ ...newLook.shape, posts: z.array(z.looseObject({})).max(mostAtOnce) }) // posts as they stand in the file
export type BroughtCollection = z.infer<typeof broughtCollection>

export const refusals = {
  'import.no-consent': 403, // nothing comes in for a child whose guardians have not said yes to photos here
  'import.not-ours': 422, // no file that Kitestring made
  'import.changed': 422, // not as it was made: a sum does not fit
  'import.newer': 422, // made by a later version, in a form this one does not know
} as const
