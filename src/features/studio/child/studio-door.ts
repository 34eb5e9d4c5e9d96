// The studio comes when it is needed; until then only this much of it is on the tablet. P9
import { addWords } from '../../../ui/words.ts'
import { openPhoto } from './studio.ts'

type Screens = Pick<typeof import('./Studio.tsx'), 'Studio'> &
  Pick<typeof import('./CollageMaker.tsx'), 'CollageMaker'> &
  Pick<typeof import('./Camera.tsx'), 'Camera'> &
  Pick<typeof import('./Ideas.tsx'), 'Ideas'>

let coming: Promise<Screens> | undefined

/** Asked for ahead by the screen before it, so that picking a photo waits for nothing. What failed to come is asked for again. */
export function bringStudio(): Promise<Screens> {
  coming ??= Promise.all([
    import('./Studio.tsx'),
    import('./CollageMaker.tsx'),
    import('./Camera.tsx'),
    import('./Ideas.tsx'),
    import('./studio-words.ts'),
  ])
    .then(async ([{ Studio }, { CollageMaker }, { Camera }, { Ideas }, { words }]) => {
      await addWords(words)
      return { Studio, CollageMaker, Camera, Ideas }
    })
    .catch((fault: unknown) => {
      coming = undefined
      throw fault
    })
  return coming
}

/** Opens a photo in the studio. False where the studio or the photo's format is not to be had: the photo can go on as it is. */
export async function opensInStudio(file: Blob, id?: string): Promise<boolean> {
  return bringStudio().then(
    () => openPhoto(file, '/', id),
    () => false,
  )
}
