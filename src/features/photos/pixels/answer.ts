// Reads what a decoder says about a photo. It has met hostile bytes, so its word is checked before anything is kept. T23
import { z } from 'zod'
import { FORMS_BYTES, type Print } from '../../../platform/known-images.ts'
import type { CleanPhoto, PhotoRefusal, Rendition } from './clean-photo.ts'
import type { Frame } from './frames.ts'
import { knownFormat, webpParts } from './magic.ts'

const side = z.number().int().min(1).max(2048)
const rendition = z.strictObject({
  name: z.enum(['screen', 'card']),
  width: side,
  height: side,
  type: z.literal('image/webp'),
  length: z.number().int().min(1),
})
const print = z.strictObject({ quality: z.number().int().min(0).max(100) })
const said = z.union([
  z.strictObject({ refusal: z.enum(['photo.unknown-format', 'photo.broken', 'photo.too-many-pixels']) }),
  z.strictObject({ bug: z.string() }),
  z.strictObject({
    photo: z.strictObject({
      width: side,
      height: side,
      found: z.strictObject({ place: z.boolean(), camera: z.boolean() }),
      renditions: z.tuple([rendition.extend({ name: z.literal('screen') }), rendition.extend({ name: z.literal('card') })]),
      thumbhash: z.number().int().min(5).max(25),
      print: print.optional(),
    }),
  }),
  z.strictObject({ print }),
])

export function answerOf({ header, payload }: Frame): CleanPhoto | { print: Print } | { refusal: PhotoRefusal } {
  const answer = said.parse(header)
  if ('refusal' in answer) return answer
  if ('print' in answer) return { print: { ...answer.print, forms: payload } }
  if ('bug' in answer) throw new Error(`the decoder failed: ${answer.bug}`)
  const [screen, card] = answer.photo.renditions
  const screenEnd = screen.length
  const cardEnd = screenEnd + card.length
  const hashEnd = cardEnd + answer.photo.thumbhash
  if (payload.length !== hashEnd + (answer.photo.print ? FORMS_BYTES : 0)) throw new Error('the decoder sent another length than it said')
  const renditions = [withBytes(screen, payload.subarray(0, screenEnd)), withBytes(card, payload.subarray(screenEnd, cardEnd))]
  const print = answer.photo.print && { ...answer.photo.print, forms: payload.subarray(hashEnd) }
  return { ...answer.photo, renditions, thumbhash: payload.subarray(cardEnd, hashEnd), print }
}

// Our encoder writes one picture chunk and nothing else; anything more could carry something out. I13
function withBytes({ length: _, ...facts }: z.infer<typeof rendition>, bytes: Buffer): Rendition {
  const [picture, ...more] = webpParts(bytes)
  if (knownFormat(bytes) !== 'webp' || picture?.name !== 'VP8 ' || more.length > 0)
    throw new Error('the decoder sent something else than a plain picture')
  return { ...facts, bytes }
}
