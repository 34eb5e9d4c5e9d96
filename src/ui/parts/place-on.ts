// Where on each animal what it wears belongs, in the 32 by 32 of its drawing. DAT-8

type Place = { x: number; y: number; width: number; height: number }

/** The middle, top and width of the head; the middle and width of a pair of glasses; and how far down the neck is. */
const heads: Readonly<Record<string, readonly [number, number, number, number, number, number, number]>> = {
  fox: [16, 8, 19, 15.5, 18.5, 15, 26],
  'rabbit-face': [16, 10, 21, 16, 18.5, 17, 25],
  panda: [16, 6, 22, 16, 16.5, 18, 26],
  koala: [16, 7, 20, 16, 17.5, 24, 24],
  lion: [16, 3, 20, 16, 14.5, 17, 22],
  'tiger-face': [16, 4, 20, 16, 15.5, 17, 24],
  frog: [16, 8, 15, 16, 8.5, 26, 23],
  owl: [16, 4, 18, 16, 9.5, 23, 16],
  penguin: [16, 3, 14, 16, 8, 10, 15],
  octopus: [16, 4, 18, 16, 13, 26, 20],
  turtle: [17, 13, 18, 3.5, 22.5, 9, 24],
  dolphin: [13, 3, 13, 12, 7, 11, 13],
  hedgehog: [9, 17, 12, 6.5, 22.5, 10, 25],
  unicorn: [17, 5, 13, 12, 13.5, 13, 21],
  bear: [16, 6, 22, 16, 16.5, 17, 25],
  'cat-face': [16, 10, 19, 16, 18.5, 17, 26],
  'dog-face': [16, 5, 17, 16, 13.5, 14, 24],
  elephant: [7, 7, 13, 5.5, 13.5, 11, 18],
  sloth: [8, 12, 12, 8, 17.5, 11, 21],
  otter: [7, 10, 11, 7, 14.5, 10, 18],
  'monkey-face': [16, 6, 19, 16, 15.5, 14, 25],
  parrot: [12, 3, 12, 11.5, 6.5, 10, 12],
  sauropod: [5, 3, 9, 5.5, 3.5, 8, 9],
  whale: [10, 11, 14, 13, 14, 11, 21],
}

/** How wide it is beside the head, and how much of it lies on the head. */
const hats: Readonly<Record<string, readonly [wide: number, onHead: number]>> = {
  cap: [0.8, 0.4],
  'straw-hat': [1.15, 0.4],
  'party-hat': [0.7, 0.16],
}

export function placeOn(animal: string, wears: string): Place {
  const [head, top, wide, eyes, eyesDown, glasses, neck] = heads[animal] ?? [16, 6, 20, 16, 16, 17, 25]
  if (wears === 'glasses') return square(eyes, eyesDown, glasses)
  if (wears === 'scarf') return square(head, neck + wide * 0.42, wide)
  if (wears === 'headphones') return square(head, top + wide * 0.42, wide * 1.35)
  const [part, onHead] = hats[wears] ?? []
  if (part === undefined || onHead === undefined) return square(head + wide * 0.34, top + wide * 0.06, Math.max(wide * 0.5, 8)) // a bow, a flower, a leaf
  return square(head, top + wide * part * (onHead - 0.5), wide * part)
}

function square(x: number, y: number, size: number): Place {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size }
}
