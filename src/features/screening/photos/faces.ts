// Where faces are: how many, and a box around each. It tells no face from another, and nothing of one is kept or compared. PUB-5
import type { Nets, Said } from './nets.ts'
import { laidOut, type Pixels, type Region, resized, sizeWithin } from './pixels.ts'

const side = 512
const leastSure = 0.5
const mostOverlap = 0.5
const most = 40
type Box = { top: number; left: number; bottom: number; right: number; sure: number }

export async function findFaces(pixels: Pixels, nets: Nets): Promise<Region[]> {
  const size = sizeWithin(pixels, side)
  const small = resized(pixels, size)
  const given = laidOut(
    small,
    { width: side, height: side },
    { mean: [127.5, 127.5, 127.5], scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], order: 'rgb' },
    -1,
  )
  const boxes = withoutDoubles(boxesOf(await nets.ask('faces', given)))
  return boxes.map((box) => regionOf(box, side / Math.max(size.width, size.height)))
}

/** The net tells how far each of its own boxes is to be moved and grown, and how sure it is. */
function boxesOf({ boxes, scores, places }: Said): Box[] {
  const found: Box[] = []
  for (let n = 0; n * 3 < (scores?.data.length ?? 0); n += 1) {
    const sure = 1 / (1 + Math.exp(-(scores?.data[n * 3 + 1] ?? 0)))
    if (sure <= leastSure) continue
    const own = (of: 'moved' | 'place', at: number) => (of === 'moved' ? boxes : places)?.data[n * 4 + at] ?? 0
    const [tall, wide] = [own('place', 2) - own('place', 0), own('place', 3) - own('place', 1)]
    const y = own('place', 0) + tall / 2 + (own('moved', 0) / 10) * tall
    const x = own('place', 1) + wide / 2 + (own('moved', 1) / 10) * wide
    const [height, width] = [Math.exp(own('moved', 2) / 5) * tall, Math.exp(own('moved', 3) / 5) * wide]
    found.push({ top: y - height / 2, left: x - width / 2, bottom: y + height / 2, right: x + width / 2, sure })
  }
  return found
}

function withoutDoubles(boxes: readonly Box[]): Box[] {
  const kept: Box[] = []
  for (const box of boxes.toSorted((one, other) => other.sure - one.sure))
    if (kept.length < most && kept.every((other) => overlap(box, other) <= mostOverlap)) kept.push(box)
  return kept
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (areaOf(one) + areaOf(other) - width * height)
}

function areaOf({ top, left, bottom, right }: Box): number {
  return (bottom - top) * (right - left)
}

function regionOf({ top, left, bottom, right }: Box, scale: number): Region {
  return {
    at: { x: ((left + right) / 2) * scale, y: ((top + bottom) / 2) * scale },
    width: (right - left) * scale,
    height: (bottom - top) * scale,
    angle: 0,
  }
}
