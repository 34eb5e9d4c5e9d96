// What exactly a guardian says yes to: photos, words, audience and days, as one keyed hash. I3
import type { KeyObject } from 'node:crypto'
import { keyedHash } from '../photos/sealed.ts'

export type Content = {
  post: string
  caption: string
  days: number
  photos: readonly { id: string; digest: Buffer; alt: string }[]
  audience: readonly string[]
  tagged: readonly (string | null)[]
}

export function contentHash(key: KeyObject, content: Content): Buffer {
  return keyedHash(
    key,
    Buffer.from(
      JSON.stringify([
        'kitestring content 1',
        content.post,
        content.caption,
        content.days,
        content.photos.map((photo) => [photo.id, photo.digest.toString('hex'), photo.alt]),
        [...content.audience].sort(),
        ...(content.tagged.length > 0 ? [content.tagged.map(String).sort()] : []),
      ]),
    ),
  )
}
