// The photo a child is getting ready. It is kept through errors and other screens, and gone when it is sent or the tablet is locked. The number of the
// photo also outlives the page as it is; words and faces only sealed (keep-making.ts), because whatever a browser keeps, it writes on the disk. T22
import { api } from '../../../ui/api.ts'
import { emptyBox } from '../../../ui/sealed-box.ts'
import type { UploadedPhoto } from '../../../ui/upload.ts'
import { makeStore } from '../../../ui/store.ts'
import { closeStudio } from '../../studio/child/studio.ts'
import type { NewPost } from '../contract.ts'

export type Draft = {
  photo: UploadedPhoto | null
  caption: string
  alt: string
  audience: string[]
  tagged: string[]
  written: string[] // onto the photo
  unread: boolean // more may stand on the photo than that
  days: NewPost['days']
  seen: string[]
}

const place = 'kitestring.draft'
// The smallest audience and the shortest time come first. AUD-4
const empty: Draft = { photo: null, caption: '', alt: '', audience: [], tagged: [], written: [], unread: false, days: 7, seen: [] }

export const draft = makeStore<Draft>(readKept())

export function changeDraft(change: Partial<Draft>) {
  draft.set({ ...draft.get(), ...change })
  const { photo, days, written, unread } = draft.get()
  sessionStorage.setItem(place, JSON.stringify({ photo, days, unread: unread || written.length > 0 })) // of what was written itself, only that something was
}

export function isEmpty({ photo, caption, alt, audience }: Draft): boolean {
  return photo === null && caption === '' && alt === '' && audience.length === 0
}

export function forgetDraft() {
  closeStudio()
  draft.set(empty)
  sessionStorage.removeItem(place)
  emptyBox()
}

/** Another photo is wanted: this one is wiped on the server too; if that fails, it is wiped there after a day. The words stay. */
export function discardDraft() {
  const { photo } = draft.get()
  closeStudio()
  changeDraft({ photo: null, seen: [], tagged: [], written: [], unread: false })
  emptyBox() // at once: a page that goes now must not bring it back, or send it
  if (photo) api.delete(`/api/photos/${photo.photoId}`).catch(() => {})
}

function readKept(): Draft {
  const kept = sessionStorage.getItem(place)
  return kept === null ? empty : { ...empty, ...JSON.parse(kept) }
}
