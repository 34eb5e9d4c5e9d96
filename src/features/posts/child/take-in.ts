// A picture goes in: from the two doors of Make, or from the studio. What was there before is wiped once the new one has arrived.
import { api } from '../../../ui/api.ts'
import { sendPhoto } from '../../photos/child/sending.ts'
import { arrived, type Studio } from '../../studio/child/studio.ts'
import { changeDraft, draft } from './draft.ts'

/** `edit`: what was made of the photo in the studio, where it comes from there; `key`: by which it may have arrived already. */
export type TakenIn = { picture: Blob; edit: Studio['sent']; key?: string }

const mostWritten = 100

let made: Studio['sent'] = null

/** Of the picture that is on its way. */
export function editOnItsWay(): Studio['sent'] {
  return made
}

/** Ends when it has arrived, or was refused. `go` is called only while the child waits on the first screen: one who has gone elsewhere is not pulled back. */
export async function takeIn({ picture, edit, key }: TakenIn, go: (place: string) => void): Promise<void> {
  const before = draft.get().photo
  made = edit
  const photo = await sendPhoto(picture, key, (photo) => {
    changeDraft({ photo, seen: [], tagged: [] }) // of another picture it is asked anew
    if (edit) {
      arrived(edit)
      wrote(edit)
    }
  })
  if (!photo) return
  if (before && before.photoId !== photo.photoId) api.delete(`/api/photos/${before.photoId}`).catch(() => {}) // if it fails, it is wiped there after a day
  if (location.pathname === '/') go('/check')
}

// What was written before stands in the picture, when the picture is what was opened again. PUB-6
function wrote({ marks }: NonNullable<Studio['sent']>) {
  const words = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.words] : []))
  const all = [...new Set([...draft.get().written, ...words])]
  changeDraft({ written: all.slice(-mostWritten), unread: draft.get().unread || all.length > mostWritten })
}
