// The photo that is being made into something, and every step of it: in this page's memory, and sealed in what the tablet keeps (keep-making.ts). T22
import { makeStore } from '../../../ui/store.ts'
import { newKey } from '../../../ui/uuid.ts'
import { type Edit, looksLike, untouched } from '../edit.ts'
import type { Collage } from '../collage.ts'
import type { Size } from '../geometry.ts'
import { begin, type History, step } from '../history.ts'

/** `id`: its own mark among those that are sent together. `sent` is what the server has already. */
export type Aside = { id: string; file: Blob; history: History<Edit>; sent: Edit | null }
/** `large` is what leaves the device drawn from, `small` what the screen shows; `from`: the screen it came from, and what nobody has in a file when that is not the first one. */
export type Studio = Aside & { photo: Size; large: HTMLCanvasElement; small: HTMLCanvasElement; from: '/' | '/collage' | '/camera' }
/** The photos that are being put together. */
export type OpenCollage = { photos: { file: Blob; image: HTMLCanvasElement; size: Size }[]; history: History<Collage> }

const largeSide = 3200 // with a crop to two thirds what leaves is still as sharp as can be, and an old tablet's memory holds it. P11
const smallSide = 1200

export const studio = makeStore<Studio | null>(null)
export const openCollage = makeStore<OpenCollage | null>(null)
/** Those that are in the draft already, by their marks. Only the open one is drawn: the others are files and steps, so that ten need no more of an old tablet's memory than one. */
export const asides = makeStore<Readonly<Record<string, Aside>>>({})

/** False when this browser cannot draw such a file: then the server looks at it, and what it makes of it can be opened here. */
export async function openPhoto(file: Blob, from: Studio['from'] = '/', id = markFor(from)): Promise<boolean> {
  if (from !== '/collage') closeCollage()
  closePhoto()
  return reopenPhoto({ id, file, history: begin(untouched), sent: null, from })
}

// Who goes back to the camera, or to the collage, makes the same one anew.
function markFor(from: Studio['from']): string {
  const open = studio.get()
  return open && from !== '/' && open.from === from ? open.id : newKey()
}

/** The same with the steps that it had. */
export async function reopenPhoto({ from, ...aside }: Aside & Pick<Studio, 'from'>): Promise<boolean> {
  const drawn = await drawPhoto(aside.file)
  if (drawn) studio.set({ ...aside, ...drawn, small: drawnWithin(smallSide, drawn.photo, drawn.large), from })
  return drawn !== null
}

export async function openAside(id: string): Promise<boolean> {
  const aside = asideOf(id)
  if (!aside) return false
  closePhoto()
  return reopenPhoto({ ...aside, from: '/' })
}

/** As large as what leaves is drawn from; nothing when it is not a picture this browser knows. */
export async function drawPhoto(file: Blob): Promise<Pick<Studio, 'photo' | 'large'> | null> {
  const image = await bitmapOf(file)
  if (!image) return null
  const photo = { width: image.width, height: image.height }
  const large = drawnWithin(largeSide, photo, image)
  image.close()
  return { photo, large }
}

/** As it is at this moment, also while it is open. */
export function asideOf(id: string): Aside | undefined {
  const open = studio.get()
  const aside = asides.get()[id]
  return aside && open?.id === id ? asAside(open) : aside
}

function asAside({ id, file, history, sent }: Aside): Aside {
  return { id, file, history, sent }
}

export function putAside(aside: Aside) {
  asides.set({ ...asides.get(), [aside.id]: asAside(aside) })
}

export function beginAside(id: string, file: Blob) {
  putAside({ id, file, history: begin(untouched), sent: null })
}

/** It is not in the draft any more. */
export function dropAside(id: string) {
  const { [id]: dropped, ...others } = asides.get()
  if (studio.get()?.id === id) letGo()
  if (dropped) asides.set(others)
}

/** Lets go of the photos and of every step. */
export function closeStudio() {
  letGo()
  closeCollage()
  asides.set({})
}

/** Another one is wanted beside those that are in the draft. */
export function makeRoom() {
  const open = studio.get()
  if (open && !asides.get()[open.id]) return
  closePhoto()
  closeCollage()
}

function closePhoto() {
  const open = studio.get()
  if (open && asides.get()[open.id]) putAside(open)
  letGo()
}

function letGo() {
  const open = studio.get()
  studio.set(null)
  empty(open ? [open.large, open.small] : [])
}

function closeCollage() {
  const open = openCollage.get()
  openCollage.set(null)
  empty(open ? open.photos.map(({ image }) => image) : [])
}

export function empty(canvases: HTMLCanvasElement[]) {
  for (const canvas of canvases) canvas.width = canvas.height = 0 // some browsers keep the memory of a canvas for long
}

export function changeEdit(edit: Edit, joins?: string) {
  changeHistory((history) => step(history, edit, joins))
}

export function changeHistory(change: (history: History<Edit>) => History<Edit>) {
  const open = studio.get()
  if (open) studio.set({ ...open, history: change(open.history) })
}

/** The server has the picture as it was then; from now on it is in the draft. */
export function arrived(id: string, edit: Edit) {
  const open = studio.get()
  const aside = open?.id === id ? open : asides.get()[id]
  if (aside) putAside({ ...aside, sent: edit })
  if (open?.id === id) studio.set({ ...open, sent: edit })
}

/** Whether something was made that nobody but this page has. */
export function hasUnsent({ history, sent, from }: Pick<Studio, 'history' | 'sent' | 'from'>): boolean {
  return (from !== '/' && !sent) || !looksLike(history.now, sent ?? untouched)
}

/** Of a photo and what was made of it, or of photos as they are. */
export function isSamePicture(one: Edit | Blob, other: Edit | Blob): boolean {
  return one === other || (!(one instanceof Blob) && !(other instanceof Blob) && looksLike(one, other))
}

export function isUnsent(aside: Aside): boolean {
  return hasUnsent({ ...aside, from: '/' })
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
