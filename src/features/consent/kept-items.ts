// The items of what is kept, in the order in which they are told, each with the picture by which a child knows those that are about it. Screens read it too. NOT-1, NOT-3
import type { Picture } from '../../ui/pictures.ts'

export const aboutChildren = {
  profile: 'smiling-face',
  photos: 'framed-picture',
  audience: 'eyes',
  replies: 'red-heart',
  people: 'handshake',
  circles: 'star',
  blocks: 'prohibited',
  settings: 'shield',
  pauses: 'pause-button',
  hides: 'cloud',
  claims: 'raised-hand',
  reports: 'speech-balloon',
  yeses: 'check-mark-button',
  log: 'memo',
  devices: 'mobile-phone',
  locks: 'locked',
  feelings: 'hugging-face',
  receipts: 'receipt',
} as const satisfies Record<string, Picture>

export type ChildItem = keyof typeof aboutChildren
export const childItems = Object.keys(aboutChildren) as ChildItem[]

/** What is of grown-ups only, and what passes in minutes or days and is looked at by nobody. */
export type KeptItem = ChildItem | 'you' | 'passing'
export const keptItems: readonly KeptItem[] = [...childItems, 'you', 'passing']
