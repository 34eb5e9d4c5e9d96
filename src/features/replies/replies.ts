// Every reply there is that needs nobody to read it first: a few kind pictures and sentences, no thumb down and nothing that ranks. `replies.test.ts` holds this list to replies.sql. BUL-1, BUL-2
import type { Picture } from '../../ui/pictures.ts'

export const stickers = ['heart', 'smile', 'sun', 'rainbow', 'sunflower', 'sparkles', 'hug', 'party'] as const
export const phrases = [
  'made-me-smile',
  'looks-fun',
  'love-the-colours',
  'what-a-good-idea',
  'thank-you-for-showing',
  'tell-me-about-it',
] as const
export const sayings = [...stickers, ...phrases] as const
export type Saying = (typeof sayings)[number]

/** With which kind word a guardian sends a child's own words back. */
export const tries = ['words', 'talk-first'] as const

/** What each is drawn as: a sentence has its picture too, for those who do not read yet. KID-2 */
export const drawnAs: Record<Saying | 'own-words', Picture> = {
  heart: 'red-heart',
  smile: 'smiling-face',
  sun: 'sun',
  rainbow: 'rainbow',
  sunflower: 'sunflower',
  sparkles: 'sparkles',
  hug: 'hugging-face',
  party: 'party-popper',
  'made-me-smile': 'smiling-face',
  'looks-fun': 'kite',
  'love-the-colours': 'artist-palette',
  'what-a-good-idea': 'light-bulb',
  'thank-you-for-showing': 'waving-hand',
  'tell-me-about-it': 'speech-balloon',
  'own-words': 'memo',
}
