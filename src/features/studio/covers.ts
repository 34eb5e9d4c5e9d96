// Hides a spot of a photo for good. What fills it is made of the colours AROUND it alone: no pixel that lay under a cover changes a single bit of the
// picture, so nothing can be won back from it, however clever the attempt. PUB-5
import type { Cover } from './edit.ts'
import type { Size, Spot } from './geometry.ts'

/** A cover as it lies in the picture, in pixels and radians. */
export type Patch = { look: Cover['look']; shape: Cover['shape']; at: Spot; across: number; down: number; angle: number }
type Pixels = { data: Uint8ClampedArray } & Size
type Colour = [red: number, green: number, blue: number]
type Sample = { at: Spot; colour: Colour }

const samples = 24
const far = 1.12 // how far outside its edge a cover looks for colours
const margin = 3 // pixels; drawing a photo smaller mixes neighbours
const cells = 5
const nothingAround: Colour = [150, 150, 150]
const underSticker: Colour = [255, 209, 102]

export function patchOf({ look, shape, size }: Cover, seen: { at: Spot; angle: number; pixelsPerSide: number }): Patch {
  const half = (size * seen.pixelsPerSide) / 2
  const long = 1.3
  const short = 0.55
  const sides = { round: [1, 1], wide: [long, short], tall: [short, long] } as const
  const [across, down] = sides[shape]
  return { look, shape, at: seen.at, across: half * across, down: half * down, angle: (seen.angle * Math.PI) / 180 }
}

/** Fills all patches. Their colours are all taken before the first is filled, and never from under another one. */
export function applyPatches(pixels: Pixels, patches: Patch[]): void {
  const around = patches.map((patch) => colours(pixels, patch, patches))
  for (const [place, patch] of patches.entries()) fill(pixels, patch, around[place] ?? [])
}

/** Where a corner of the picture lies for the patch: inside when the answer is at most 1. */
function depth({ shape, at, across, down, angle }: Patch, { x, y }: Spot, grown = 0): number {
  const own = turned({ x: x - at.x, y: y - at.y }, -angle)
  const power = shape === 'round' ? 2 : 4
  return Math.abs(own.x / (across + grown)) ** power + Math.abs(own.y / (down + grown)) ** power
}

function colours(pixels: Pixels, patch: Patch, all: Patch[]): Sample[] {
  return Array.from({ length: samples }, (_, one) => rimSpot(patch, (one / samples) * 2 * Math.PI)).flatMap((at) => {
    const [x, y] = [Math.round(at.x), Math.round(at.y)]
    const isOutside = x < 0 || y < 0 || x >= pixels.width || y >= pixels.height
    if (isOutside || all.some((other) => depth(other, { x, y }, margin) <= 1)) return []
    return [{ at, colour: colourAt(pixels, x, y) }]
  })
}

function rimSpot({ shape, at, across, down, angle }: Patch, direction: number): Spot {
  const power = shape === 'round' ? 1 : 0.5
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)]
  const x = Math.sign(cos) * Math.abs(cos) ** power * (across * far + margin)
  const y = Math.sign(sin) * Math.abs(sin) ** power * (down * far + margin)
  const rim = turned({ x, y }, angle)
  return { x: at.x + rim.x, y: at.y + rim.y }
}

function fill({ data, width, height }: Pixels, patch: Patch, around: Sample[]): void {
  const reach = Math.hypot(patch.across, patch.down) + 1
  const [left, right] = [Math.max(0, Math.floor(patch.at.x - reach)), Math.min(width - 1, Math.ceil(patch.at.x + reach))]
  const [top, bottom] = [Math.max(0, Math.floor(patch.at.y - reach)), Math.min(height - 1, Math.ceil(patch.at.y + reach))]
  const paint =
    patch.look === 'mosaic' ? mosaic(patch, around) : patch.look === 'blur' ? (spot: Spot) => mixed(around, spot) : () => underSticker
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      if (depth(patch, { x, y }) > 1) continue
      const at = (y * width + x) * 4
      const [red, green, blue] = paint({ x, y })
      data[at] = red
      data[at + 1] = green
      data[at + 2] = blue
      data[at + 3] = 255
    }
  }
}

/** The nearer a colour of the rim, the more of it. */
function mixed(around: Sample[], spot: Spot): Colour {
  if (around.length === 0) return nothingAround
  let [red, green, blue, weights] = [0, 0, 0, 0]
  for (const { at, colour } of around) {
    const weight = 1 / ((at.x - spot.x) ** 2 + (at.y - spot.y) ** 2 + 1)
    red += colour[0] * weight
    green += colour[1] * weight
    blue += colour[2] * weight
    weights += weight
  }
  return [red / weights, green / weights, blue / weights]
}

/** Tiles in those colours, some lighter and some darker, so that it looks like what it is. */
function mosaic({ at, across, down, angle }: Patch, around: Sample[]): (spot: Spot) => Colour {
  const side = (2 * Math.max(across, down)) / cells
  const tiles = new Map<number, Colour>()
  return ({ x, y }) => {
    const own = turned({ x: x - at.x, y: y - at.y }, -angle)
    const [column, row] = [Math.floor(own.x / side + 0.5), Math.floor(own.y / side + 0.5)]
    const key = column * 64 + row
    const known = tiles.get(key)
    if (known) return known
    const middle = turned({ x: column * side, y: row * side }, angle)
    const shade = 0.8 + 0.4 * ((Math.abs(column * 7 + row * 13 + (column ^ row) * 5) % 11) / 10)
    const [red, green, blue] = mixed(around, { x: at.x + middle.x, y: at.y + middle.y })
    const tile: Colour = [red * shade, green * shade, blue * shade]
    tiles.set(key, tile)
    return tile
  }
}

function colourAt({ data, width }: Pixels, x: number, y: number): Colour {
  const at = (y * width + x) * 4
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}

function turned({ x, y }: Spot, angle: number): Spot {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { x: x * cos - y * sin, y: x * sin + y * cos }
}
