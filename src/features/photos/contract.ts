// Photos: bytes in (POST /api/photos, the picture itself as the body), clean renditions out, both only for those who may see.
import { z } from 'zod'

export const photoId = z.uuid()
export const renditionName = z.enum(['card', 'screen'])

/** 201 of POST /api/photos. Until it is posted only the child who made it sees it, and it is erased after a day. */
export const newPhoto = z.object({
  photoId,
  width: z.number().int(),
  height: z.number().int(),
  found: z.object({ place: z.boolean(), camera: z.boolean() }), // what was in the file and has been removed
})

/** GET /api/draft-keys/:day, `new` or the day something was begun: opens what this tablet keeps of it, for a week and while this sign-in lasts. */
export const beginning = z.union([z.literal('new'), z.iso.date()])
export const draftKey = z.object({ day: z.string(), key: z.string() })
export type DraftKey = z.infer<typeof draftKey>

/** A photo inside a post. The bytes are at GET /api/photos/:photoId/:rendition */
export const photo = z.object({ photoId, width: z.number().int(), height: z.number().int(), thumbhash: z.string(), alt: z.string() })
export type Photo = z.infer<typeof photo>

export const refusals = {
  'photo.empty': 422,
  'photo.too-big': 413,
  'photo.unknown-format': 415,
  'photo.moving': 415,
  'photo.broken': 422,
  'photo.too-many-pixels': 422,
  'photo.took-too-long': 422,
} as const
