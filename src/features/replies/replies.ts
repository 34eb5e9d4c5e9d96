// Every reply there is: a few kind pictures and sentences, none of one's own, no thumb down and nothing that ranks. `replies.test.ts` holds this list to replies.sql. BUL-1, BUL-2
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

/** What each is drawn as: a sentence has its picture too, for those who do not read yet. KID-2 */
export const drawnAs: Record<Saying, Picture> = {
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
}
