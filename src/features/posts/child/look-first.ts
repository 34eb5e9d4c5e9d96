// Nothing of a picture leaves before this tablet has looked at it. What was found is shown, and the child says how it goes on: cover it, or leave it and say so. PUB-2, PUB-5
import { type Part, showLook } from '../../photos/child/sending.ts'
import type { Verdict } from '../../screening/photos/check-photo.ts'
import { type Noted, notedOf } from '../../screening/photos/seen-kinds.ts'
import { isSamePicture, type Studio } from '../../studio/child/studio.ts'
import { dropForGood } from './draft.ts'

type ToLookAt = { id: string; picture: Blob; edit: Studio['sent']; part: Part | undefined }
/** `of`: what was made of the photo, or the photo itself. */
type Seen = { of: NonNullable<Studio['sent']> | Blob; verdict: Verdict; isLeft: boolean }

/** By its mark in the draft: the same picture is looked at once. */
const seen = new Map<string, Seen>()

/** What is noted of it; nothing when it does not go on: it was stopped, or something is shown first. */
export async function looksFirst({ id, picture, edit, part }: ToLookAt): Promise<Noted[] | null> {
  const of = edit ?? picture
  const before = seen.get(id)
  const isKnown = before !== undefined && isSamePicture(before.of, of)
  const verdict = isKnown ? before.verdict : await looks({ id, picture, part })
  if (verdict === null) return null
  const isLeft = isKnown && before.isLeft
  if (verdict.findings.some(({ kind }) => kind === 'private')) {
    letsGo(id, verdict, part)
    return null
  }
  seen.set(id, { of, verdict, isLeft })
  if (verdict.is === 'held') return ['unseen']
  if (verdict.is === 'found' && !isLeft) {
    showLook({ id, file: picture, part }, { state: 'found', findings: verdict.findings })
    return null
  }
  return [...new Set(verdict.findings.map(({ kind }) => notedOf(kind)))]
}

/** The child has seen what was found, and leaves it in the picture. */
export function leavesAsItIs(id: string): void {
  const one = seen.get(id)
  if (one) seen.set(id, { ...one, isLeft: true })
}

/** Nothing of it stays on this tablet either. SAF-6 */
function letsGo(id: string, { findings }: Verdict, part: Part | undefined): void {
  dropForGood(id)
  showLook({ id, file: new Blob(), part }, { state: 'found', findings })
}

async function looks({ id, picture, part }: Omit<ToLookAt, 'edit'>): Promise<Verdict | null> {
  const isWanted = showLook({ id, file: picture, part }, { state: 'looks', findings: [] })
  const verdict = await import('../../screening/photos/look-at.ts').then(
    ({ lookAt }) => lookAt(picture),
    (): Verdict => ({ is: 'held', findings: [] }), // it did not come: a guardian looks first
  )
  return isWanted() ? verdict : null
}
