// What a child did to a photo, as plain data: the photo itself is never touched, so everything can be undone. These are all the operations there are;
// none of them changes a face, a skin or a body. PUB-7
import type { FilterName } from './filters.ts'
import type { FrameName } from './frames.ts'
import type { Size, Spot } from './geometry.ts'

export const shapes = ['free', 'square', '4:5', '3:4', '16:9'] as const
export type Shape = (typeof shapes)[number]
/** Where and how large, as parts of the turned photo. */
export type Crop = { shape: Shape; x: number; y: number; width: number; height: number }

export const coverLooks = ['blur', 'mosaic', 'sticker'] as const
export const coverShapes = ['round', 'wide', 'tall'] as const
/** Places and sizes are in parts of the photo's longer side, from its upper left corner as it came; angles turn with the clock, in degrees. */
export type Cover = {
  look: (typeof coverLooks)[number]
  shape: (typeof coverShapes)[number]
  at: Spot
  size: number
  angle: number
}
export type Sticker = { kind: 'sticker'; name: string; at: Spot; size: number; angle: number }
export const fonts = ['andika', 'fredoka', 'patrick-hand', 'bangers'] as const
export type FontName = (typeof fonts)[number]
export type Text = { kind: 'text'; words: string; font: FontName; colour: string; onLabel: boolean; at: Spot; size: number; angle: number }
export const brushes = ['pen', 'marker'] as const
/** Points carry how hard the pen was pressed, where it can tell: 0 to 1. */
export type Stroke = {
  kind: 'stroke'
  brush: (typeof brushes)[number]
  colour: string
  size: number
  points: [x: number, y: number, pressed: number][]
}
export type Mark = Sticker | Text | Stroke

export type Edit = {
  crop: Crop
  straighten: number // degrees
  turn: 0 | 1 | 2 | 3 // quarters, with the clock
  flip: boolean // before it is turned
  light: number // this and the next three: -1 to 1
  contrast: number
  warmth: number
  colour: number
  filter: { name: FilterName; strength: number } | null
  covers: Cover[]
  marks: Mark[] // what lies above comes later
  frame: FrameName | null
}

export const sliders = ['light', 'contrast', 'warmth', 'colour'] as const
export const mostStraight = 15
export const longestText = 60

export const untouched: Edit = {
  crop: { shape: 'free', x: 0, y: 0, width: 1, height: 1 },
  straighten: 0,
  turn: 0,
  flip: false,
  light: 0,
  contrast: 0,
  warmth: 0,
  colour: 0,
  filter: null,
  covers: [],
  marks: [],
  frame: null,
}

/** Whether two edits are the same picture: the shape a crop was chosen by is only a help while cropping. */
export function looksLike(one: Edit, other: Edit): boolean {
  const plain = (edit: Edit) => JSON.stringify({ ...edit, crop: { ...edit.crop, shape: 'free' } })
  return plain(one) === plain(other)
}

/** The edit with one more thing on the photo, which lies above the others. */
export function withMark(edit: Edit, mark: Mark): Edit {
  return { ...edit, marks: [...edit.marks, mark] }
}

export function withCover(edit: Edit, cover: Cover): Edit {
  return { ...edit, covers: [...edit.covers, cover] }
}

/** What can be chosen, moved, made bigger and turned: a cover, a sticker or a text. */
export type Thing = { list: 'covers' | 'marks'; place: number }
export type Placed = Cover | Sticker | Text

export function thingOf(edit: Edit, { list, place }: Thing): Placed | undefined {
  const thing = edit[list][place]
  return thing && 'at' in thing ? thing : undefined
}

export function withThing(
  edit: Edit,
  { list, place }: Thing,
  change: Partial<Omit<Cover, 'kind'>> | Partial<Omit<Sticker, 'kind'>> | Partial<Omit<Text, 'kind'>>,
): Edit {
  return { ...edit, [list]: edit[list].map((one, at) => (at === place ? { ...one, ...change } : one)) }
}

export function withoutThing(edit: Edit, { list, place }: Thing): Edit {
  return { ...edit, [list]: edit[list].filter((_, at) => at !== place) }
}

/** The longest side of what leaves the device: the largest size that is kept. Small photos grow, so that letters and stickers stay sharp. */
export const sides = { longest: 2048, shortest: 1080 } as const

export function exportSize(natural: Size): Size {
  const side = Math.max(natural.width, natural.height)
  const scale = Math.min(sides.longest, Math.max(sides.shortest, side)) / side
  return { width: Math.max(1, Math.round(natural.width * scale)), height: Math.max(1, Math.round(natural.height * scale)) }
}
