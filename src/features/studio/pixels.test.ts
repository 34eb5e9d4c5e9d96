// Colours and covers as numbers: what a filter makes of a pixel, and that nothing that lay under a cover can be found in the picture. PUB-5, P11
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { applyColours, changesColours } from './colours.ts'
import { applyPatches, type Patch } from './covers.ts'
import { coverLooks, coverShapes, untouched } from './edit.ts'
import { filterNames } from './filters.ts'

const size = { width: 120, height: 90 }

describe('colours', () => {
  const painted = (edit: Partial<typeof untouched>, colour = [200, 120, 40]) => {
    const pixels = Uint8ClampedArray.from([...colour, 255])
    applyColours(pixels, { ...untouched, ...edit })
    return [...pixels]
  }

  it('nothing changed is nothing changed, to the last bit', () => {
    assert.ok(!changesColours(untouched))
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (colour) => assert.deepEqual(painted({}, colour), [...colour, 255])),
    )
    for (const name of filterNames) assert.deepEqual(painted({ filter: { name, strength: 0 } }), [200, 120, 40, 255])
  })

  it('light lightens, warmth warms, no colour is grey', () => {
    const [red = 0, green = 0, blue = 0] = painted({ light: 0.5 })
    assert.ok(red > 200 && green > 120 && blue > 40)
    assert.ok((painted({ warmth: 1 })[2] ?? 0) < 40 && (painted({ warmth: -1 })[2] ?? 0) > 40)
    assert.equal(new Set(painted({ colour: -1 }).slice(0, 3)).size, 1)
    assert.deepEqual(painted({ contrast: 1 }, [128, 128, 128]), [128, 128, 128, 255])
  })

  it('every filter does something, and half of it does less', () => {
    for (const name of filterNames) {
      const far = (strength: number) =>
        painted({ filter: { name, strength } }).reduce((sum, value, at) => sum + Math.abs(value - ([200, 120, 40, 255][at] ?? 0)), 0)
      assert.ok(far(1) > 8, name)
      assert.ok(far(0.5) < far(1), name)
    }
  })

  it('black and white is; flipped twice is as it was', () => {
    assert.equal(new Set(painted({ filter: { name: 'grey', strength: 1 } }).slice(0, 3)).size, 1)
    assert.deepEqual(painted({ filter: { name: 'flipped', strength: 1 } }), [55, 135, 215, 255])
  })
})

describe('covers', () => {
  const patch = fc.record({
    look: fc.constantFrom(...coverLooks),
    shape: fc.constantFrom(...coverShapes),
    at: fc.record({ x: fc.integer({ min: -10, max: 130 }), y: fc.integer({ min: -10, max: 100 }) }),
    across: fc.integer({ min: 6, max: 40 }),
    down: fc.integer({ min: 6, max: 40 }),
    angle: fc.double({ min: 0, max: 6.3, noNaN: true }),
  })

  it('PUB-5 whatever lay under the covers, the picture is the same to the last bit: nothing can be won back', () => {
    fc.assert(
      fc.property(fc.array(patch, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (patches, one, other) => {
        const hidden = under(patches)
        const [first, second] = [noise(7), noise(7)]
        for (const [pixels, seed] of [
          [first, one],
          [second, other],
        ] as const) {
          const secret = noise(seed)
          for (const at of hidden) pixels.set(secret.subarray(at * 4, at * 4 + 3), at * 4)
          applyPatches({ data: pixels, ...size }, patches)
        }
        assert.deepEqual(first, second)
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })

  it('what is not under a cover stays as it was', () => {
    const patches: Patch[] = [{ look: 'mosaic', shape: 'round', at: { x: 60, y: 45 }, across: 20, down: 20, angle: 0 }]
    const hidden = new Set(under(patches))
    const [before, after] = [noise(3), noise(3)]
    applyPatches({ data: after, ...size }, patches)
    for (let at = 0; at < size.width * size.height; at += 1)
      if (!hidden.has(at)) assert.deepEqual([...after.subarray(at * 4, at * 4 + 4)], [...before.subarray(at * 4, at * 4 + 4)])
    assert.ok(hidden.size > 1200)
  })

  it('a cover looks like what is around it, and where nothing is around it is grey', () => {
    const pixels = new Uint8ClampedArray(size.width * size.height * 4).fill(90)
    applyPatches({ data: pixels, ...size }, [{ look: 'blur', shape: 'wide', at: { x: 60, y: 45 }, across: 26, down: 11, angle: 0.4 }])
    assert.ok(pixels.every((value, at) => at % 4 === 3 || value === 90))
    applyPatches({ data: pixels, ...size }, [{ look: 'blur', shape: 'round', at: { x: 60, y: 45 }, across: 400, down: 400, angle: 0 }])
    assert.deepEqual([...pixels.subarray(0, 4)], [150, 150, 150, 255])
  })
})

/** Every pixel whose middle any of the covers hides. */
function under(patches: Patch[]): number[] {
  return Array.from({ length: size.width * size.height }, (_, at) => at).filter((at) => {
    const [x, y] = [at % size.width, Math.floor(at / size.width)]
    return patches.some(({ shape, at: middle, across, down, angle }) => {
      const [dx, dy] = [x - middle.x, y - middle.y]
      const [ownX, ownY] = [dx * Math.cos(-angle) - dy * Math.sin(-angle), dx * Math.sin(-angle) + dy * Math.cos(-angle)]
      const power = shape === 'round' ? 2 : 4
      return Math.abs(ownX / across) ** power + Math.abs(ownY / down) ** power <= 1
    })
  })
}

function noise(seed: number): Uint8ClampedArray {
  let state = seed * 2654435761 + 1
  return Uint8ClampedArray.from({ length: size.width * size.height * 4 }, (_, at) => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return at % 4 === 3 ? 255 : state >>> 24
  })
}
