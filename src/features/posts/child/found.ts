// What only a photo in which something was found needs comes when it is needed, with the studio and its words. P9
import { bringStudio } from '../../studio/child/studio-door.ts'

export async function found() {
  const [{ SeenInPhoto, Unseen }, { coverFound }] = await Promise.all([
    import('../../screening/child/SeenInPhoto.tsx'),
    import('../../studio/child/cover-found.ts'),
    bringStudio(),
  ])
  return { SeenInPhoto, Unseen, coverFound }
}
