// Covers over what was found hide all of it, however the photo was turned, cut and straightened before. PUB-5
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Region } from '../screening/photos/pixels.ts'
import { coversOver } from './cover-regions.ts'
import { applyPatches, patchOf } from './covers.ts'
import { type Edit, untouched, withCover } from './edit.ts'
import { along, angleSeen, naturalSize, pixelsPerSide, type Size, wayTo } from './geometry.ts'

const photo = { width: 640, height: 480 }
const edits: Record<string, Edit> = {
  untouched,
  'turned and flipped': { ...untouched, turn: 1, flip: true },
  'cut and made straight': { ...untouched, straighten: 7, crop: { shape: 'free', x: 0.1, y: 0.2, width: 0.7, height: 0.6 } },
}
const found: Record<string, Region & { isFace: boolean }> = {
  'a face': { at: { x: 0.4, y: 0.3 }, width: 0.12, height: 0.16, angle: 0, isFace: true },
  'a long line aslant': { at: { x: 0.5, y: 0.35 }, width: 0.5, height: 0.04, angle: 17, isFace: false },
  'a steep line': { at: { x: 0.3, y: 0.4 }, width: 0.3, height: 0.05, angle: 80, isFace: false },
  'a page': { at: { x: 0.4, y: 0.35 }, width: 0.3, height: 0.4, angle: 0, isFace: false },
}

describe('covers over what was found', () => {
  for (const [how, edit] of Object.entries(edits))
    for (const [what, region] of Object.entries(found))
      it(`PUB-5 ${what}, ${how}: no pixel of it is left`, () => {
        const natural = naturalSize(photo, edit)
        const size = { width: Math.round(natural.width), height: Math.round(natural.height) }
        const covered = coversOver([region], edit, photo, size).reduce(withCover, edit)
        const pixels = { data: new Uint8ClampedArray(size.width * size.height * 4).fill(1), ...size }
        const way = wayTo(size, photo, edit)
        const patches = covered.covers.map((cover) =>
          patchOf(cover, { at: along(way, cover.at), angle: angleSeen(edit, cover.angle), pixelsPerSide: pixelsPerSide(way) }),
        )
        applyPatches(pixels, patches)
        const left = spotsOf(region, size).filter(([x, y]) => pixels.data[(y * size.width + x) * 4 + 3] === 1)
        assert.deepEqual(left, [])
        const all = pixels.data.filter((_, at) => at % 4 === 3).filter((clear) => clear === 255).length
        assert.ok(all < region.width * region.height * Math.max(size.width, size.height) ** 2 * 4, 'nor is much more covered')
      })
})

/** Of a face, the oval in it; of a line all of it. */
function spotsOf({ at, width, height, angle, isFace }: Region & { isFace: boolean }, size: Size): [x: number, y: number][] {
  const side = Math.max(size.width, size.height)
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  const steps = Array.from({ length: 21 }, (_, n) => n / 20 - 0.5)
  return steps.flatMap((across) =>
    steps.flatMap((down): [number, number][] => {
      if (isFace && across ** 2 + down ** 2 > 0.25) return []
      const [x, y] = [across * width, down * height]
      const spot = [(at.x + x * cos - y * sin) * side, (at.y + x * sin + y * cos) * side].map(Math.round) as [number, number]
      return spot[0] >= 0 && spot[1] >= 0 && spot[0] < size.width && spot[1] < size.height ? [spot] : []
    }),
  )
}
