// The moods a photo can have. A filter knows colours only: it does not know where a face is. PUB-7
import { after, contrasted, type Curve, type Matrix, saturation, tinted, twoColours } from './matrices.ts'

type Filter = { matrix: Matrix; curves?: readonly [Curve, Curve, Curve] }

export const filterNames = [
  'sunny',
  'honey',
  'peach',
  'rose',
  'candy',
  'berry',
  'grape',
  'dusk',
  'moon',
  'ice',
  'sea',
  'mint',
  'leaf',
  'jungle',
  'autumn',
  'cocoa',
  'old-days',
  'faded',
  'cloud',
  'grey',
  'ink',
  'pop',
  'comic',
  'poster',
  'robot',
  'space',
  'flipped',
] as const
export type FilterName = (typeof filterNames)[number]

const grey = saturation(0)

export const filters: Record<FilterName, Filter> = {
  sunny: { matrix: chain(saturation(1.15), tinted([1.12, 1.05, 0.88], 6)) },
  honey: { matrix: chain(saturation(0.9), tinted([1.16, 1.02, 0.7], 8)) },
  peach: { matrix: chain(saturation(0.9), contrasted(0.9), tinted([1.1, 0.99, 0.92], 14)) },
  rose: { matrix: chain(saturation(0.85), tinted([1.12, 0.92, 1.0], 12)) },
  candy: { matrix: chain(saturation(1.35), tinted([1.08, 0.96, 1.1], 8)) },
  berry: { matrix: chain(saturation(1.1), contrasted(1.1), tinted([1.05, 0.84, 1.02], 4)) },
  grape: { matrix: chain(saturation(0.8), tinted([0.98, 0.86, 1.18], 6)) },
  dusk: { matrix: chain(saturation(0.9), contrasted(0.95)), curves: [levels(20, 255), levels(10, 225), levels(50, 205)] },
  moon: { matrix: chain(saturation(0.45), tinted([0.74, 0.84, 1.12], -6)) },
  ice: { matrix: chain(saturation(0.7), tinted([0.92, 1.04, 1.16], 12)) },
  sea: { matrix: chain(saturation(1.1), tinted([0.84, 1.04, 1.12], 4)) },
  mint: { matrix: chain(saturation(0.85), tinted([0.94, 1.1, 1.02], 10)) },
  leaf: { matrix: chain(saturation(1.2), tinted([0.96, 1.1, 0.84], 2)) },
  jungle: { matrix: chain(saturation(1.1), contrasted(1.15), tinted([0.86, 1.02, 0.78], -4)) },
  autumn: { matrix: chain(saturation(1.1), contrasted(1.08), tinted([1.16, 0.94, 0.7], 2)) },
  cocoa: { matrix: twoColours([38, 20, 12], [255, 236, 214]) },
  'old-days': { matrix: twoColours([46, 34, 18], [250, 226, 180]) },
  faded: { matrix: chain(saturation(0.7), contrasted(0.72), tinted([1.02, 1, 0.98], 16)) },
  cloud: { matrix: chain(saturation(0.55), contrasted(0.85), tinted([1, 1.02, 1.05], 18)) },
  grey: { matrix: grey },
  ink: { matrix: chain(grey, contrasted(1.9)) },
  pop: { matrix: chain(saturation(1.7), contrasted(1.15)) },
  comic: { matrix: chain(saturation(1.6), contrasted(1.25)), curves: inSteps(5) },
  poster: { matrix: chain(saturation(1.3), contrasted(1.2)), curves: inSteps(3) },
  robot: { matrix: twoColours([4, 24, 40], [120, 255, 214]) },
  space: { matrix: twoColours([24, 6, 64], [255, 190, 120]) },
  flipped: { matrix: tinted([-1, -1, -1], 255) },
}

function chain(...matrices: Matrix[]): Matrix {
  return matrices.reduce(after)
}

function levels(dark: number, bright: number): Curve {
  return (value) => dark + (value * (bright - dark)) / 255
}

function inSteps(steps: number): [Curve, Curve, Curve] {
  const curve: Curve = (value) => (Math.min(steps - 1, Math.floor((value * steps) / 256)) * 255) / (steps - 1)
  return [curve, curve, curve]
}
