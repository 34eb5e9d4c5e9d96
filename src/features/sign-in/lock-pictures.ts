// The pictures of which a child chooses four, to open its tablet with. No two are alike in form, so that none is told apart by its colour alone. KID-5
export const lockPictures = [
  'red-apple',
  'balloon',
  'rocket',
  'sailboat',
  'umbrella',
  'snowman',
  'cactus',
  'cupcake',
  'drum',
  'key',
  'scissors',
  'four-leaf-clover',
  'bell',
  'chair',
  'banana',
  'bus',
] as const
export type LockPicture = (typeof lockPictures)[number]
/** In order, and one may come twice: 16⁴ ways, of which whoever finds a tablet can try five. */
export const howMany = 4
export const leastOfThem = 3
