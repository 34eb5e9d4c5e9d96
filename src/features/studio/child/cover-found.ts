// One tap covers what was found: the covers lie on the photo in the studio like any others, and what leaves is made anew with them. PUB-5
import type { Finding } from '../../screening/photos/check-photo.ts'
import { coversOver } from '../cover-regions.ts'
import { type Edit, exportSize, withCover } from '../edit.ts'
import { naturalSize } from '../geometry.ts'
import { lifted } from '../history.ts'
import { changeEdit, changeHistory, openAside, studio } from './studio.ts'
import { madeOf } from './made-of.ts'
import { bringStudio } from './studio-door.ts'

/** Nothing when this tablet has the photo in no form that it can draw. */
export async function coverFound(id: string, findings: readonly Finding[]): Promise<{ id: string; picture: Blob; edit: Edit } | null> {
  await bringStudio()
  if (studio.get()?.id !== id && !(await openAside(id))) return null
  const open = studio.get()
  if (!open) return null
  const { photo, history } = open
  const regions = findings.map(({ kind, region }) => ({ ...region, isFace: kind === 'face' }))
  const covers = coversOver(regions, history.now, photo, exportSize(naturalSize(photo, history.now)))
  changeHistory(lifted)
  changeEdit(covers.reduce(withCover, history.now))
  const covered = studio.get()
  return covered && { id, picture: await madeOf(covered), edit: covered.history.now }
}
