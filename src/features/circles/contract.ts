// Circles: a child's own named sets of people it is connected with, to pick their faces with one tap. Nobody who is in one learns of it. AUD-6
import { z } from 'zod'
import { face, personId, personName } from '../people/contract.ts'
import { circlePictures } from './pictures.ts'

/** GET /api/circles (child: own; guardian: of all their children), by name. DELETE /api/circles/:circleId removes one. */
export const circle = z.object({
  id: z.uuid(),
  mine: face, // whose circle it is
  picture: z.enum(circlePictures),
  name: z.string(),
  people: z.array(face), // who is connected with the child and was put in since then
})
export type Circle = z.infer<typeof circle>
export const circles = z.object({ circles: z.array(circle) })
export type Circles = z.infer<typeof circles>

const looks = { picture: z.enum(circlePictures), name: personName }

/** POST /api/children/:childId/circles: the child itself, or a guardian. */
export const newCircle = z.strictObject({ ...looks, people: z.array(personId).max(100) })
export type NewCircle = z.infer<typeof newCircle>
export const madeCircle = z.object({ circleId: z.uuid() })

/** POST /api/circles/:circleId/name */
export const newLook = z.strictObject(looks)

/** POST /api/circles/:circleId/people puts somebody in; DELETE /api/circles/:circleId/people/:personId takes them out. */
export const newMember = z.strictObject({ personId })

export const refusals = {
  'circle.not-connected': 409, // somebody is not connected with the child any more
  'circle.sharing-off': 403, // consent or assent is not in force, or a guardian has paused
  'circle.too-many': 409, // twenty circles, or a hundred people in one
} as const
