// Where something is written: a turned box around each line of letters. PUB-2
import type { Nets } from './nets.ts'
import { laidOut, type Pixels, type Region, resized, sizeWithin } from './pixels.ts'

const longest = 736 // of the picture that is looked through, in pixels
const step = 32 // the net takes no other sides
const ink = 0.3
const leastSure = 0.6
const smallest = 4
const grows = 1.6
const look = { mean: [123.675, 116.28, 103.53], scale: [1 / 58.395, 1 / 57.12, 1 / 57.375], order: 'bgr' } as const
type Spot = [x: number, y: number]
type Box = { at: Spot; width: number; height: number; angle: number }

export async function findLettering(pixels: Pixels, nets: Nets): Promise<Region[]> {
  const size = sizeWithin(pixels, longest)
  const frame = { width: upTo(size.width), height: upTo(size.height) }
  const said = await nets.ask('lettering', laidOut(resized(pixels, size), frame, look))
  const map = Object.values(said)[0]?.data ?? new Float32Array()
  const side = Math.max(size.width, size.height)
  return patchesOf(map, frame).flatMap(({ spots, sure }) => {
    if (sure < leastSure) return []
    const box = grown(tightest(spots))
    if (Math.min(box.width, box.height) < smallest) return []
    return [{ at: { x: box.at[0] / side, y: box.at[1] / side }, width: box.width / side, height: box.height / side, angle: box.angle }]
  })
}

function upTo(side: number): number {
  return Math.max(step, Math.ceil(side / step) * step)
}

/** What hangs together in the map, with the ends of each of its rows, and how sure the net is of it. */
function patchesOf(map: Float32Array, { width, height }: { width: number; height: number }): { spots: Spot[]; sure: number }[] {
  const seen = new Uint8Array(width * height)
  const found: { spots: Spot[]; sure: number }[] = []
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || (map[start] ?? 0) <= ink) continue
    const rows = new Map<number, Spot>() // the first and the last of each row
    const waiting = [start]
    let [sum, count] = [0, 0]
    seen[start] = 1
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      const [first, last] = rows.get(y) ?? [x, x]
      rows.set(y, [Math.min(first, x), Math.max(last, x)])
      sum += map[at] ?? 0
      count += 1
      for (const next of [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width])
        if (next >= 0 && next < seen.length && !seen[next] && (map[next] ?? 0) > ink) {
          seen[next] = 1
          waiting.push(next)
        }
    }
    found.push({
      spots: [...rows].flatMap(([y, [first, last]]): Spot[] => [
        [first, y],
        [last + 1, y],
        [first, y + 1],
        [last + 1, y + 1],
      ]),
      sure: sum / count,
    })
  }
  return found
}

/** The smallest box around the spots: one of its sides lies along a side of their hull. It is as wide as its line is long. */
function tightest(spots: readonly Spot[]): Box {
  const hull = hullOf(spots)
  let best: Box | undefined
  for (const [n, [x, y]] of hull.entries()) {
    const [nextX, nextY] = hull[(n + 1) % hull.length] ?? [x, y]
    const angle = Math.atan2(nextY - y, nextX - x)
    const box = boxAlong(hull, angle)
    if (!best || box.width * box.height < best.width * best.height) best = box
  }
  return asRead(best ?? boxAlong(hull, 0))
}

function boxAlong(hull: readonly Spot[], angle: number): Box {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const across = hull.map(([x, y]) => x * cos + y * sin)
  const down = hull.map(([x, y]) => y * cos - x * sin)
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)]
  const [middle, half] = [(left + right) / 2, (top + bottom) / 2]
  return {
    at: [middle * cos - half * sin, middle * sin + half * cos],
    width: right - left,
    height: bottom - top,
    angle: (angle * 180) / Math.PI,
  }
}

const square = 1.5

/** Letters run along the longer side; what is near a square stands as upright as it can. */
function asRead({ at, width, height, angle }: Box): Box {
  const isSquare = Math.max(width, height) < Math.min(width, height) * square
  const flat = ((angle % 180) + 180) % 180 // the same box
  const turns = isSquare ? flat > 45 && flat <= 135 : height > width
  const turned = turns ? { width: height, height: width, angle: flat - 90 } : { width, height, angle: flat }
  return { at, ...turned, angle: turned.angle > 90 ? turned.angle - 180 : turned.angle }
}

/** The net marks the heart of a line, which is smaller than the line. */
function grown({ at, width, height, angle }: Box): Box {
  const by = ((width * height) / (2 * (width + height))) * grows * 2
  return { at, width: width + by, height: height + by, angle }
}

function hullOf(spots: readonly Spot[]): Spot[] {
  const ordered = spots.toSorted(([x, y], [otherX, otherY]) => x - otherX || y - otherY)
  const half = (all: readonly Spot[]) => {
    const kept: Spot[] = []
    for (const spot of all) {
      while (kept.length >= 2 && !turnsLeft(kept.at(-2) as Spot, kept.at(-1) as Spot, spot)) kept.pop()
      kept.push(spot)
    }
    return kept.slice(0, -1)
  }
  return [...half(ordered), ...half(ordered.toReversed())]
}

function turnsLeft([x, y]: Spot, [middleX, middleY]: Spot, [nextX, nextY]: Spot): boolean {
  return (middleX - x) * (nextY - y) - (middleY - y) * (nextX - x) > 0
}
