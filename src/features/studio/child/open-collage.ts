// The photos that are being put together in one collage. They are kept as the photo in the studio is. T22
import { type Collage, withPhotos } from '../collage.ts'
import { begin, type History, step } from '../history.ts'
import { bitmapOf, drawnWithin, type OpenCollage, openCollage } from './studio.ts'

const side = 1400 // six of them are no more than one large photo

/** Adds a photo to those that are put together. False when this browser cannot draw it. */
export async function addToCollage(file: Blob): Promise<boolean> {
  const photo = await drawnPhoto(file)
  if (!photo) return false
  const open: OpenCollage = openCollage.get() ?? { photos: [], history: begin<Collage>({ shape: 'square', way: 0, pieces: [] }) }
  openCollage.set({
    photos: [...open.photos, photo],
    history: step(open.history, withPhotos(open.history.now, [open.photos.length])),
  })
  return true
}

/** The same photos with the steps that they had. */
export async function reopenCollage(files: Blob[], history: History<Collage>): Promise<void> {
  const photos = await Promise.all(files.map(drawnPhoto))
  openCollage.set({ photos: photos.filter((photo) => photo !== null), history })
}

async function drawnPhoto(file: Blob): Promise<OpenCollage['photos'][number] | null> {
  const bitmap = await bitmapOf(file)
  if (!bitmap) return null
  const image = drawnWithin(side, bitmap, bitmap)
  bitmap.close()
  return { file, image, size: { width: image.width, height: image.height } }
}

export function changeCollage(change: (history: History<Collage>) => History<Collage>) {
  const open = openCollage.get()
  if (open) openCollage.set({ ...open, history: change(open.history) })
}
