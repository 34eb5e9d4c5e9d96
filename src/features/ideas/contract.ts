// Ideas that a guardian gives their child: a small quest for the studio. Nothing is kept of whether the child did it. PAR-5, WEL-6
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** One short line: a child reads it, or hears it. */
const words = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\n\r]*$/)

/** GET /api/ideas (child: what was given to it; guardian: to their children), those that end last first. DELETE /api/ideas/:ideaId takes one away: any guardian. */
export const idea = z.object({
  id: z.uuid(),
  mine: face, // for whom
  by: face, // who gave it
  words: z.string(),
  until: z.string(),
})
export type GivenIdea = z.infer<typeof idea>
export const ideas = z.object({
  ideas: z.array(idea),
  house: z.array(z.string()), // the operator's own, the same for everybody: they come among those that everybody has
})
export type GivenIdeas = z.infer<typeof ideas>

/** POST /api/children/:childId/ideas (guardian) */
export const newIdea = z.strictObject({ words })
export type NewIdea = z.infer<typeof newIdea>

export const refusals = {
  'idea.words': 422, // the check found something in it, or could not read it
  'idea.too-many': 409, // ten at a time
} as const
