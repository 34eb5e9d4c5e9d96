// From looking once more back to making: with every step still there, or, where this page knows nothing of them, from the picture the server has.
import { NoConnection } from '../../../ui/api.ts'
import type { UploadedPhoto } from '../../../ui/upload.ts'
import { studio } from '../../studio/child/studio.ts'
import { opensInStudio } from '../../studio/child/studio-door.ts'

export async function opensAgain({ photoId }: UploadedPhoto): Promise<void> {
  if (studio.get()) return
  const answer = await fetch(`/api/photos/${photoId}/screen`).catch(() => undefined)
  if (!answer?.ok || !(await opensInStudio(await answer.blob()))) throw new NoConnection()
}
