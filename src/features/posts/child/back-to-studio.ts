// From looking once more back to making: with every step still there, or, where this page knows nothing of them, from the picture the server has.
import { NoConnection } from '../../../ui/api.ts'
import { openAside, studio } from '../../studio/child/studio.ts'
import { bringStudio, opensInStudio } from '../../studio/child/studio-door.ts'
import type { DraftPhoto } from './draft.ts'

/** False when this browser cannot draw it, and the server does not have it yet. */
export async function opensAgain({ id, photo }: DraftPhoto): Promise<boolean> {
  if (studio.get()?.id === id) return true
  await bringStudio()
  if (await openAside(id)) return true
  if (!photo) return false
  const answer = await fetch(`/api/photos/${photo.photoId}/screen`).catch(() => undefined)
  if (!answer?.ok || !(await opensInStudio(await answer.blob(), id))) throw new NoConnection()
  return true
}
