// Another name that a child asks for: one at a time, answered by any of its guardians, and forgotten with the answer.
import { z } from 'zod'
import { face, personName } from '../people/contract.ts'
import { noes } from './noes.ts'

/** GET /api/name-wishes (child: its own; guardian: of all their children). */
export const nameWishes = z.object({
  wishes: z.array(
    z.object({
      id: z.uuid(),
      child: face,
      name: z.string().nullable(), // null: it was answered
      answer: z.enum(noes).nullable(), // null: it waits
    }),
  ),
})
export type NameWishes = z.infer<typeof nameWishes>
export type NameWish = NameWishes['wishes'][number]

/** POST /api/name-wishes (child). DELETE /api/name-wishes/:wishId takes it back, until it is answered. */
export const newNameWish = z.strictObject({ name: personName })
/** POST /api/name-wishes/:wishId/agreement (guardian); fresh check 'name.grant' on the wishId. */
export const newNameAgreement = z.strictObject({ freshCheckId: z.uuid() })
/** POST /api/name-wishes/:wishId/no (guardian), with a kind word. */
export const newNameNo = z.strictObject({ word: z.enum(noes) })

export const refusals = { 'name.already': 409 } as const // one waits already
