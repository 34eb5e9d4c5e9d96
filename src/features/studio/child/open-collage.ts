// The photos that are being put together in one collage. They live in the page's memory alone, as the photo in the studio does. T22
import { type Collage, withPhotos } from '../collage.ts'
import { begin, type History, step } from '../history.ts'
import { bitmapOf, drawnWithin, type OpenCollage, openCollage } from './studio.ts'

const side = 1400 // six of them are no more than one large photo

/** Adds a photo to those that are put together. False when this browser cannot draw it. */
export async function addToCollage(file: Blob): Promise<boolean> {
  const image = await bitmapOf(file)
  if (!image) return false
  const open: OpenCollage = openCollage.get() ?? { photos: [], history: begin<Collage>({ shape: 'square', way: 0, pieces: [] }) }
  const size = { width: image.width, height: image.height }
  const drawn = drawnWithin(side, size, image)
  image.close()
  openCollage.set({
    photos: [...open.photos, { image: drawn, size: { width: drawn.width, height: drawn.height } }],
    history: step(open.history, withPhotos(open.history.now, [open.photos.length])),
  })
  return true
}

export function changeCollage(change: (history: History<Collage>) => History<Collage>) {
  const open = openCollage.get()
  if (open) openCollage.set({ ...open, history: change(open.history) })
}
