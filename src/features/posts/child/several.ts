// What only a draft with photos in it needs comes when it is needed, with the studio and its words. P9
import { bringStudio } from '../../studio/child/studio-door.ts'

export async function several() {
  const [{ Picked }, { Thumbs }, { sendAll, leaveOut }, { pickSeveral, putIn }] = await Promise.all([
    import('./Picked.tsx'),
    import('./Thumbs.tsx'),
    import('./send-all.ts'),
    import('./pick-several.ts'),
    bringStudio(),
  ])
  return { Picked, Thumbs, sendAll, leaveOut, pickSeveral, putIn }
}
