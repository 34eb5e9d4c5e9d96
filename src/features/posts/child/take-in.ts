// A picture goes in: from the doors of Make, from the studio, or as one of several. What was there before is wiped once the new one has arrived.
import { api } from '../../../ui/api.ts'
import { newKey } from '../../../ui/uuid.ts'
import { type Part, sendPhoto } from '../../photos/child/sending.ts'
import { arrived, type Studio } from '../../studio/child/studio.ts'
import { changeDraft, changePhoto, checkPlace, draft, photoOf } from './draft.ts'
import { looksFirst } from './look-first.ts'

/** `id`: its mark in the draft; `edit`: what was made of the photo in the studio, where it comes from there; `key`: by which it may have arrived already. */
export type TakenIn = { id?: string; picture: Blob; edit: Studio['sent']; key?: string | undefined }

const mostWritten = 100

let made: Studio['sent'] = null

/** Of the picture that is on its way. */
export function editOnItsWay(): Studio['sent'] {
  return made
}

/** Ends when it has arrived, or was refused: then it is false. `go` is called only while the child waits on the first screen: one who has gone elsewhere is not pulled back. */
export async function takeIn({ id = newKey(), picture, edit, key }: TakenIn, go: (place: string) => void, part?: Part): Promise<boolean> {
  const before = photoOf(id)?.photo
  made = edit
  const noted = await looksFirst({ id, picture, edit, part })
  if (!noted) return false
  const photo = await sendPhoto({ id, file: picture, key, part }, (photo) => {
    changePhoto(id, { photo, noted, seen: noted.includes('face') ? ['face'] : [] }) // of another picture it is asked anew
    if (!draft.get().photos.some(({ seen }) => seen.includes('face'))) changeDraft({ tagged: [] })
    if (!edit) return
    arrived(id, edit)
    wrote(id, edit)
  })
  if (!photo) return false
  if (before && before.photoId !== photo.photoId) api.delete(`/api/photos/${before.photoId}`).catch(() => {}) // if it fails, it is wiped there after a day
  if (location.pathname === '/') go(checkPlace(id))
  return true
}

// What was written before stands in the picture, when the picture is what was opened again. PUB-6
function wrote(id: string, { marks }: NonNullable<Studio['sent']>) {
  const { written = [], unread = false } = photoOf(id) ?? {}
  const words = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.words] : []))
  changePhoto(id, mostOf([...written, ...words], unread))
}

/** As many of the words as are read; that there were more is said. */
export function mostOf(written: string[], unread: boolean): { written: string[]; unread: boolean } {
  const all = [...new Set(written)]
  return { written: all.slice(-mostWritten), unread: unread || all.length > mostWritten }
}
