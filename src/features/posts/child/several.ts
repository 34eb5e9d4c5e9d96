// What only a draft with photos in it needs comes when it is needed, with the studio and its words. P9
import { bringStudio } from '../../studio/child/studio-door.ts'

type Several = typeof import('./Picked.tsx') & typeof import('./Thumbs.tsx') & typeof import('./send-all.ts') & typeof import('./pick-several.ts')

export async function several(): Promise<Several> {
  const [picked, thumbs, sends, picks] = await Promise.all([
    import('./Picked.tsx'),
    import('./Thumbs.tsx'),
    import('./send-all.ts'),
    import('./pick-several.ts'),
    bringStudio(),
  ])
  return { ...picked, ...thumbs, ...sends, ...picks }
}
