// A face: a drawn animal, and if somebody likes, on a disc of a colour and a pattern, with something on. Thousands of them, none better than another, none of a real person. DAT-8
import { type Avatar, avatars } from './avatars.ts'

export const discs = ['sun', 'sky', 'leaf', 'plum', 'rose', 'sand', 'sea', 'cloud'] as const
export type Disc = (typeof discs)[number]
export const patterns = ['plain', 'dots', 'stripes', 'waves', 'checks', 'rays'] as const
export type Pattern = (typeof patterns)[number]
export const worn = ['nothing', 'cap', 'straw-hat', 'party-hat', 'bow', 'flower', 'leaf', 'headphones', 'glasses', 'scarf'] as const
export type Worn = (typeof worn)[number]

/** What a face is made of. Of an animal alone the rest is null. */
export type Parts = { animal: Avatar; disc: Disc | null; pattern: Pattern | null; wears: Worn | null }

/** "fox", or "fox.sky.dots.bow". The database asks the same of it. */
export const facePattern = new RegExp(`^(${avatars.join('|')})(\\.(${discs.join('|')})\\.(${patterns.join('|')})\\.(${worn.join('|')}))?$`)

export function partsOf(face: string): Parts {
  const [animal, disc = null, pattern = null, wears = null] = face.split('.')
  return { animal, disc, pattern, wears } as Parts
}

export function faceWith(parts: { animal: Avatar; disc: Disc; pattern: Pattern; wears: Worn }): string {
  return [parts.animal, parts.disc, parts.pattern, parts.wears].join('.')
}

/** One of the thousands, by chance. */
export function anyFace(): string {
  return faceWith({ animal: oneOf(avatars), disc: oneOf(discs), pattern: oneOf(patterns), wears: oneOf(worn) })
}

function oneOf<Item>(items: readonly [Item, ...Item[]]): Item {
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1))
  return items[chance % items.length] ?? items[0]
}
