// Known images: whether a picture stands on a list that the operator was given by those who fight the abuse of children. None comes along, and what is on one goes nowhere. SAF-1, SAF-9
import type { Config } from './config.ts'
import { readLists, type List } from './known-images/lists.ts'
import { openNearest, WORDS, wordsOf, type Near } from './known-images/nearest.ts'
import { log } from './log.ts'
import { refuse } from './refusal.ts'

/** What is left of a picture: eight prints of 32 bytes, as it is and mirrored and turned; and from 0 to 100 how much there is to see in it. */
export type Print = { quality: number; forms: Buffer }
export const PRINT_BYTES = 32
export const FORMS_BYTES = 8 * PRINT_BYTES

/** Which one, by how many bits it differs, and as it stands on the list. */
export type Known = { list: string; distance: number; print: string }
export type KnownImages = Readonly<{
  /** Whether there is a list. Then nothing comes in and nothing is shared without a look at it. */
  isOn: boolean
  /** Undefined: it is none that is known. Refuses when there is a list and nobody can tell, so that nothing goes past it. */
  find(print: Print | undefined): Known | undefined
}>

// Below it a picture has so little in it, such as a wall or the sky, that its print is chance: its makers advise to compare none of those.
const LEAST_QUALITY = 50

/** Read once: another list counts from the next start. One that cannot be read leaves everything open but new photos and sharing; `npm start` and `npm run doctor` say what is wrong. */
export async function openKnownImages({ knownImages }: Pick<Config, 'knownImages'>): Promise<KnownImages> {
  if (!knownImages) return { isOn: false, find: () => undefined }
  try {
    return { isOn: true, find: finderIn(await readLists(knownImages.lists)) }
  } catch (fault) {
    log.error('known-images.unreadable', fault)
    return { isOn: true, find: () => cannotTell() }
  }
}

type Listed = List & { nearest: (print: Uint32Array) => Near | undefined }

function finderIn(lists: readonly List[]): KnownImages['find'] {
  const listed = lists.map((list): Listed => ({ ...list, nearest: openNearest(list.words) }))
  return (print) => {
    if (print?.forms.length !== FORMS_BYTES) return cannotTell()
    if (print.quality < LEAST_QUALITY) return undefined
    const found = listed.flatMap((list) => nearestOf(list, print.forms) ?? [])
    return found.reduce<Known | undefined>((best, one) => (best && best.distance <= one.distance ? best : one), undefined)
  }
}

function nearestOf({ name, words, nearest }: Listed, forms: Buffer): Known | undefined {
  let best: Near | undefined
  for (let at = 0; at < FORMS_BYTES; at += PRINT_BYTES) {
    const near = nearest(wordsOf(forms.subarray(at, at + PRINT_BYTES)))
    if (near && !(best && best.distance <= near.distance)) best = near
  }
  return best && { list: name, distance: best.distance, print: hexOf(words.subarray(best.at * WORDS, (best.at + 1) * WORDS)) }
}

function cannotTell(): never {
  log.warn('known-images.down')
  refuse('halted.checks')
}

function hexOf(words: Uint32Array): string {
  return [...words].map((word) => word.toString(16).padStart(8, '0')).join('')
}
