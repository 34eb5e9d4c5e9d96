// The photo that is being made into something, and every step of it: in this page's memory, and sealed in what the tablet keeps (keep-making.ts). T22
import { makeStore } from '../../../ui/store.ts'
import { type Edit, looksLike, untouched } from '../edit.ts'
import type { Collage } from '../collage.ts'
import type { Size } from '../geometry.ts'
import { begin, type History, step } from '../history.ts'

/** `large` is what leaves the device drawn from, `small` what the screen shows; `sent` is what the server has already; `from`: the screen it came from, and what nobody has in a file when that is not the first one. */
export type Studio = {
  file: Blob
  photo: Size
  large: HTMLCanvasElement
  small: HTMLCanvasElement
  history: History<Edit>
  sent: Edit | null
  from: '/' | '/collage' | '/camera'
}
/** The photos that are being put together. */
export type OpenCollage = { photos: { file: Blob; image: HTMLCanvasElement; size: Size }[]; history: History<Collage> }

const largeSide = 3200 // with a crop to two thirds what leaves is still as sharp as can be, and an old tablet's memory holds it. P11
const smallSide = 1200

export const studio = makeStore<Studio | null>(null)
export const openCollage = makeStore<OpenCollage | null>(null)

/** False when this browser cannot draw such a file: then the server looks at it, and what it makes of it can be opened here. */
export async function openPhoto(file: Blob, from: Studio['from'] = '/'): Promise<boolean> {
  if (from !== '/collage') closeCollage()
  closePhoto()
  return reopenPhoto({ file, history: begin(untouched), sent: null, from })
}

/** The same with the steps that it had. */
export async function reopenPhoto({ file, history, sent, from }: Pick<Studio, 'file' | 'history' | 'sent' | 'from'>): Promise<boolean> {
  const image = await bitmapOf(file)
  if (!image) return false
  const photo = { width: image.width, height: image.height }
  const large = drawnWithin(largeSide, photo, image)
  image.close()
  studio.set({ file, photo, large, small: drawnWithin(smallSide, photo, large), history, sent, from })
  return true
}

/** Lets go of the photos and of every step. */
export function closeStudio() {
  closePhoto()
  closeCollage()
}

function closePhoto() {
  const open = studio.get()
  studio.set(null)
  empty(open ? [open.large, open.small] : [])
}

function closeCollage() {
  const open = openCollage.get()
  openCollage.set(null)
  empty(open ? open.photos.map(({ image }) => image) : [])
}

function empty(canvases: HTMLCanvasElement[]) {
  for (const canvas of canvases) canvas.width = canvas.height = 0 // some browsers keep the memory of a canvas for long
}

export function changeEdit(edit: Edit, joins?: string) {
  changeHistory((history) => step(history, edit, joins))
}

export function changeHistory(change: (history: History<Edit>) => History<Edit>) {
  const open = studio.get()
  if (open) studio.set({ ...open, history: change(open.history) })
}

/** The server has the picture as it was then. */
export function arrived(edit: Edit) {
  const open = studio.get()
  if (open) studio.set({ ...open, sent: edit })
}

/** Whether something was made that nobody but this page has. */
export function hasUnsent({ history, sent, from }: Studio): boolean {
  return (from !== '/' && !sent) || !looksLike(history.now, sent ?? untouched)
}

/** Nothing: not a picture this browser knows. */
export function bitmapOf(file: Blob): Promise<ImageBitmap | null> {
  return createImageBitmap(file).catch(() => null)
}

export function drawnWithin(side: number, { width, height }: Size, image: CanvasImageSource): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}
