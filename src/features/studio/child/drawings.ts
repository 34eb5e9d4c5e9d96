// The drawings that are here already; a set comes when it is looked at or when a picture needs it.
import tools from 'virtual:drawings/tools'
import { makeStore } from '../../../ui/store.ts'
import type { Drawings } from '../drawings.ts'
import type { Edit } from '../edit.ts'
import { setOf, type StickerSet } from '../stickers.ts'

const loads: Record<StickerSet, () => Promise<{ default: Drawings }>> = {
  animals: () => import('virtual:drawings/animals'),
  smiles: () => import('virtual:drawings/smiles'),
  sky: () => import('virtual:drawings/sky'),
  food: () => import('virtual:drawings/food'),
  play: () => import('virtual:drawings/play'),
  trips: () => import('virtual:drawings/trips'),
}

export const drawings = makeStore<Drawings>(tools)
const asked = new Map<StickerSet, Promise<void>>()

export function loadSet(set: StickerSet): Promise<void> {
  const coming = asked.get(set) ?? bring(set)
  asked.set(set, coming)
  return coming
}

/** All that a picture needs to be drawn whole: its stickers and its letters. */
export async function loadWhatIsOn({ marks }: Pick<Edit, 'marks'>): Promise<void> {
  const sets = marks.flatMap((mark) => (mark.kind === 'sticker' ? [setOf(mark.name)] : []))
  await Promise.all([...sets.map((set) => set && loadSet(set)), ...marks.map((mark) => mark.kind === 'text' && loadLetters(mark.font))])
}

/** Letters that do not come are drawn in others. */
export async function loadLetters(font: string): Promise<void> {
  await document.fonts.load(`20px "${letters[font] ?? 'Andika'}"`).catch(() => {})
}
export const letters: Record<string, string> = { andika: 'Andika', fredoka: 'Fredoka', 'patrick-hand': 'Patrick Hand', bangers: 'Bangers' }

async function bring(set: StickerSet) {
  try {
    const more = await loads[set]()
    drawings.set({ ...drawings.get(), ...more.default })
  } catch (fault) {
    asked.delete(set) // asked again the next time
    throw fault
  }
}
