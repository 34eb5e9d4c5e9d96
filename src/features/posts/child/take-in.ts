// A picture goes in: from the two doors of Make, or from the studio. What was there before is wiped once the new one has arrived.
import { api } from '../../../ui/api.ts'
import { sendPhoto } from '../../photos/child/sending.ts'
import { changeDraft, draft } from './draft.ts'

/** False when it did not arrive. `go` is called only while the child waits on the first screen: one who has gone elsewhere is not pulled back. */
export async function takeIn(picture: Blob, go: (place: string) => void, key?: string): Promise<boolean> {
  const before = draft.get().photo
  const arrived = await sendPhoto(picture, key, (photo) => changeDraft({ photo, seen: [], tagged: [] })) // of another picture it is asked anew
  if (!arrived) return false
  if (before) api.delete(`/api/photos/${before.photoId}`).catch(() => {}) // if it fails, it is wiped there after a day
  if (location.pathname === '/') go('/check')
  return true
}
