// What the decoder hands back for a picture it took in, and the limits it works within.
import type { Print } from '../../../platform/known-images.ts'

export type RenditionName = 'screen' | 'card'
export type Rendition = { name: RenditionName; width: number; height: number; type: 'image/webp'; bytes: Buffer }

/** Width and height are those of what is kept, so they say nothing about the camera either.
 *  `found` says only whether a place or a camera stood in the file, so that the child can be told it is gone. DAT-3 */
export type CleanPhoto = {
  width: number
  height: number
  renditions: Rendition[]
  thumbhash: Buffer
  found: { place: boolean; camera: boolean }
  /** Only where it was asked for: where nobody compares anything, none is made. SAF-1 */
  print?: Print | undefined
}

export type PhotoRefusal =
  | 'photo.empty'
  | 'photo.too-big'
  | 'photo.unknown-format'
  | 'photo.moving'
  | 'photo.broken'
  | 'photo.too-many-pixels'
  | 'photo.took-too-long'

/** What is asked of the decoder: a clean photo, one with its print, or the print alone. */
export type Wanted = 'photo' | 'photo-and-print' | 'print'

export type Limits = { bytes: number; pixels: number; milliseconds: number; memory: number }

/** security.md T24 asks for 10 s and 512 MB; 60 megapixels and 25 MB let every phone of today in. */
export const limits: Limits = { bytes: 25_000_000, pixels: 60_000_000, milliseconds: 10_000, memory: 512_000_000 }
