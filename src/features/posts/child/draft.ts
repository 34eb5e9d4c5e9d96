// The photos a child is getting ready to share together: one is a list of one. They are kept through errors and other screens, and gone when they are sent or
// the tablet is locked. The numbers of the photos also outlive the page as they are; words and faces only sealed (keep-making.ts), because whatever a browser
// keeps, it writes on the disk. T22
import { api } from '../../../ui/api.ts'
import { emptyBox } from '../../../ui/sealed-box.ts'
import type { UploadedPhoto } from '../../../ui/upload.ts'
import { makeStore } from '../../../ui/store.ts'
import { type Aside, asideOf, closeStudio, dropAside, isUnsent, makeRoom, putAside } from '../../studio/child/studio.ts'
import type { Noted } from '../../screening/photos/seen-kinds.ts'
import type { NewPost } from '../contract.ts'

/** `photo`: what the server has; nothing as long as it is on this tablet alone. */
export type DraftPhoto = {
  id: string
  photo: UploadedPhoto | null
  alt: string
  written: string[] // onto the photo
  unread: boolean // more may stand on the photo than that
  seen: string[]
  noted?: Noted[] // what this tablet saw in the picture, by kind
}
export type SentPhoto = DraftPhoto & { photo: UploadedPhoto }

export type Draft = {
  photos: DraftPhoto[]
  next: Pick<DraftPhoto, 'alt' | 'unread'> // what was said of a photo that is not here yet, or not any more
  caption: string
  audience: string[]
  tagged: string[]
  days: NewPost['days']
}

export const mostPhotos = 10
const place = 'kitestring.draft'
const nothingSaid = { alt: '', unread: false }
// The smallest audience and the shortest time come first. AUD-4
const empty: Draft = { photos: [], next: nothingSaid, caption: '', audience: [], tagged: [], days: 7 }

export const draft = makeStore<Draft>(readKept())

/** Can be put back as long as nothing else was done. */
let takenOut: { photo: DraftPhoto; at: number; aside: Aside | undefined } | null = null

export function changeDraft(change: Partial<Draft>) {
  draft.set({ ...draft.get(), ...change })
  const { photos, next, days } = draft.get()
  const plain = photos
    .filter(({ photo }) => photo !== null)
    .map(({ id, photo, written, unread, noted = [] }) => ({
      ...blank(id),
      photo,
      unread: unread || written.length > 0, // of what was written itself, and of what was seen, only that something was
      noted: noted.length > 0 ? (['unseen'] satisfies Noted[]) : [],
    }))
  sessionStorage.setItem(place, JSON.stringify({ photos: plain, next: { ...nothingSaid, unread: next.unread }, days }))
}

function blank(id: string): DraftPhoto {
  return { id, photo: null, ...nothingSaid, written: [], seen: [] }
}

export function isEmpty({ photos, next, caption, audience }: Draft): boolean {
  return photos.length === 0 && next.alt === '' && caption === '' && audience.length === 0
}

/** The photos, once the server has them all. */
export function allSent({ photos }: Draft): SentPhoto[] | null {
  const sent = photos.filter((one): one is SentPhoto => one.photo !== null)
  return sent.length > 0 && sent.length === photos.length ? sent : null
}

export function photoOf(id: string): DraftPhoto | undefined {
  return draft.get().photos.find((one) => one.id === id)
}

/** One that is not there yet comes last, with what was said of it before. */
export function changePhoto(id: string, change: Partial<DraftPhoto>) {
  const { photos, next } = draft.get()
  if (photoOf(id)) changeDraft({ photos: photos.map((one) => (one.id === id ? { ...one, ...change } : one)) })
  else changeDraft({ photos: [...photos, { ...blank(id), ...next, ...change }], next: nothingSaid })
}

/** Nobody but this tablet has it, or has it as it is now. */
export function waitsToGo({ id, photo }: DraftPhoto): boolean {
  const aside = asideOf(id)
  return photo === null || (aside !== undefined && isUnsent(aside))
}

/** Where it is looked at once more. */
export function checkPlace(id: string): string {
  const at = draft.get().photos.findIndex((one) => one.id === id)
  return at > 0 ? `/check/${at + 1}` : '/check'
}

export function movePhoto(id: string, by: 1 | -1) {
  const photos = [...draft.get().photos]
  const at = photos.findIndex((one) => one.id === id)
  const [one, other] = [photos[at], photos[at + by]]
  if (one && other) [photos[at], photos[at + by]] = [other, one]
  changeDraft({ photos })
}

export function takeOut(id: string) {
  const photo = photoOf(id)
  if (!photo) return
  wipeTakenOut()
  const { photos } = draft.get()
  takenOut = { photo, at: photos.indexOf(photo), aside: asideOf(id) }
  dropAside(id)
  changeDraft({ photos: photos.filter((one) => one !== photo) })
}

export function putBack() {
  const { photos } = draft.get()
  if (!takenOut || photos.length >= mostPhotos) return
  if (takenOut.aside) putAside(takenOut.aside)
  changeDraft({ photos: [...photos.slice(0, takenOut.at), takenOut.photo, ...photos.slice(takenOut.at)] })
  takenOut = null
}

/** It does not come back, and nothing of it stays on this tablet. SAF-6 */
export function dropForGood(id: string) {
  takeOut(id)
  wipeTakenOut()
  dropAside(id)
  makeRoom()
}

function wipeTakenOut() {
  if (takenOut) wipe(takenOut.photo)
  takenOut = null
}

/** On the server; if that fails, it is wiped there after a day. */
function wipe({ photo }: DraftPhoto) {
  if (photo) api.delete(`/api/photos/${photo.photoId}`).catch(() => {})
}

export function forgetDraft() {
  wipeTakenOut()
  closeStudio()
  draft.set(empty)
  sessionStorage.removeItem(place)
  emptyBox()
}

/** Another photo is wanted: what was there is wiped on the server too. The words stay. */
export function discardDraft() {
  const { photos, next } = draft.get()
  wipeTakenOut()
  closeStudio()
  changeDraft({ photos: [], next: { ...nothingSaid, alt: photos[0]?.alt ?? next.alt }, tagged: [] })
  emptyBox() // at once: a page that goes now must not bring it back, or send it
  for (const photo of photos) wipe(photo)
}

function readKept(): Draft {
  const kept = sessionStorage.getItem(place)
  return kept === null ? empty : { ...empty, ...JSON.parse(kept) }
}
