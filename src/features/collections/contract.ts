// Collections: a child's own named sets of its photos, so that it finds again what belongs together. Nobody outside its family learns that there is one. PAR-4
import { z } from 'zod'
import { face, personName } from '../people/contract.ts'
import { collectionPictures } from './pictures.ts'

const looks = { picture: z.enum(collectionPictures), name: personName }

/** GET /api/collections (child: own; guardian: of all their children), by name. DELETE /api/collections/:collectionId removes one; its photos stay. */
export const collection = z.object({
  id: z.uuid(),
  mine: face, // whose it is
  ...looks,
  posts: z.array(z.uuid()), // which of the child's own posts are in it, newest first
})
export type Collection = z.infer<typeof collection>
export const collections = z.object({ collections: z.array(collection) })
export type Collections = z.infer<typeof collections>

const posts = z.array(z.uuid()).max(1000)

/** POST /api/collections (child) */
export const newCollection = z.strictObject({ ...looks, posts })
export type NewCollection = z.infer<typeof newCollection>
export const madeCollection = z.object({ collectionId: z.uuid() })
export type MadeCollection = z.infer<typeof madeCollection>

/** POST /api/collections/:collectionId/name */
export const newLook = z.strictObject(looks)
export type NewLook = z.infer<typeof newLook>

/** POST /api/collections/:collectionId/posts puts some in, POST …/removals takes some out; who is there already, or is not, stays as it is. */
export const somePosts = z.strictObject({ posts: posts.min(1) })

export const refusals = {
  'collection.sharing-off': 403, // consent or assent is not in force, or a guardian has paused
  'collection.too-many': 409, // thirty collections, or a thousand posts in one
} as const
