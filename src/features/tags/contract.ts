// Tags: which of the children a post is for are in its picture, and whether the family of each says yes. Nobody else sees it before. PUB-5
import { z } from 'zod'
import { face } from '../people/contract.ts'

/** GET /api/tags (child, guardian): where one is in a picture that one sees; a guardian's are their children's. The newest first. */
export const tags = z.object({
  tags: z.array(
    z.object({
      id: z.uuid(),
      postId: z.uuid().nullable(), // told to the child, who sees the post; a guardian does not. AUD-2
      mine: face, // the child in the picture
      from: face,
      answer: z.enum(['yes', 'no']).nullable(),
      byMe: z.boolean(), // only who said no says yes again
      since: z.string(), // ISO 8601, to the quarter of an hour
      until: z.string(),
    }),
  ),
})
export type Tags = z.infer<typeof tags>
export type Tag = Tags['tags'][number]

/** POST /api/tags/:tagId/agreement (guardian of the child in the picture); fresh check 'tag.agree' on the tagId. DELETE says no, also later. */
export const newTagAgreement = z.strictObject({ freshCheckId: z.uuid() })

export const refusals = {
  'tag.declined': 409, // the child, or another guardian, said no
} as const
