// What leaves of a photo that is not open: made when its turn comes, so that one photo at a time is large in an old tablet's memory. PUB-5
import { looksLike, untouched } from '../edit.ts'
import { flatten } from './flatten.ts'
import { type Aside, drawPhoto, empty, studio } from './studio.ts'

/** Untouched, it is the photo itself. */
export async function madeOf(aside: Aside): Promise<Blob> {
  const { id, file, history, sent } = aside
  if (!sent && looksLike(history.now, untouched)) return file
  const open = studio.get()
  if (open?.id === id) return flatten(open)
  const drawn = await drawPhoto(file)
  if (!drawn) throw new Error('this browser cannot draw it') // an unedited photo is never sent instead
  const picture = await flatten({ ...drawn, history })
  empty([drawn.large])
  return picture
}
