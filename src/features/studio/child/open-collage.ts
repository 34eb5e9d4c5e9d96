// The photos that are being put together on one sheet. They live in the page's memory alone, as the photo in the studio does. T22
import { type Collage, withPhotos } from '../collage.ts'
import { begin, type History, step } from '../history.ts'
import { bitmapOf, drawnWithin, type Sheet, sheet } from './studio.ts'

const side = 1400 // six of them are no more than one large photo

/** Adds a photo to those that are put together. False when this browser cannot draw it. */
export async function addToSheet(file: Blob): Promise<boolean> {
  const image = await bitmapOf(file)
  if (!image) return false
  const open: Sheet = sheet.get() ?? { photos: [], history: begin<Collage>({ shape: 'square', way: 0, pieces: [] }) }
  const size = { width: image.width, height: image.height }
  const drawn = drawnWithin(side, size, image)
  image.close()
  sheet.set({
    photos: [...open.photos, { image: drawn, size: { width: drawn.width, height: drawn.height } }],
    history: step(open.history, withPhotos(open.history.now, [open.photos.length])),
  })
  return true
}

export function changeSheet(change: (history: History<Collage>) => History<Collage>) {
  const open = sheet.get()
  if (open) sheet.set({ ...open, history: change(open.history) })
}
