// Photos in one collage: whatever is done to them, every place is full and nothing but the photos that were picked is on it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  boxOf,
  type Collage,
  fewest,
  most,
  moved,
  partSeen,
  placesOf,
  collageShapes,
  collageSize,
  swapped,
  waysFor,
  withoutPiece,
  withPhotos,
  zoomed,
} from './collage.ts'

const empty: Collage = { shape: 'square', way: 0, pieces: [] }
const near = (one: number, other: number) => Math.abs(one - other) < 1e-6

describe('photos in one collage', () => {
  it('two to six lie in two ways or more, side by side and without a hole', () => {
    for (let photos = fewest; photos <= most; photos += 1) {
      assert.ok(waysFor(photos).length >= 2, `${photos} photos`)
      for (const places of waysFor(photos)) {
        assert.equal(places.length, photos)
        assert.ok(
          near(
            1,
            places.reduce((sum, { width, height }) => sum + width * height, 0),
          ),
        )
        for (const shape of collageShapes) {
          const whole = collageSize(shape, 1000)
          const boxes = places.map((place) => boxOf(place, whole))
          for (const [at, box] of boxes.entries()) {
            assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= whole.width && box.y + box.height <= whole.height)
            for (const other of boxes.slice(at + 1)) assert.ok(!overlap(box, other), `${photos} photos, ${shape}`)
          }
        }
      }
    }
  })

  it('a photo fills its place however it is moved and zoomed, and what is seen of it lies in the photo', () => {
    const size = fc.record({ width: fc.integer({ min: 20, max: 4000 }), height: fc.integer({ min: 20, max: 4000 }) })
    const steps = fc.array(
      fc.record({
        x: fc.double({ min: -2, max: 2, noNaN: true }),
        y: fc.double({ min: -2, max: 2, noNaN: true }),
        by: fc.double({ min: 0.5, max: 2, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(size, size, steps, (photo, box, steps) => {
        const made = steps.reduce((piece, { by, ...spot }) => zoomed(moved(piece, spot, photo, box), by), {
          photo: 0,
          at: { x: 0.5, y: 0.5 },
          zoom: 1,
        })
        const part = partSeen(made, photo, box)
        assert.ok(
          part.x > -1e-6 && part.y > -1e-6 && part.x + part.width < photo.width + 1e-6 && part.y + part.height < photo.height + 1e-6,
        )
        assert.ok(near(part.width / part.height, box.width / box.height))
      }),
    )
  })

  it('what is seen follows the finger', () => {
    const [photo, box] = [
      { width: 400, height: 100 },
      { width: 100, height: 100 },
    ]
    const piece = { photo: 0, at: { x: 0.5, y: 0.5 }, zoom: 1 }
    const pulled = moved(piece, { x: 0.25, y: 0 }, photo, box)
    assert.deepEqual([partSeen(piece, photo, box).x, partSeen(pulled, photo, box).x], [150, 125])
  })

  it('no more than six are taken, one can go, and two change places', () => {
    const all = withPhotos(empty, [0, 1, 2, 3, 4, 5, 6])
    assert.deepEqual(
      all.pieces.map(({ photo }) => photo),
      [0, 1, 2, 3, 4, 5],
    )
    assert.deepEqual(
      withoutPiece(all, 2).pieces.map(({ photo }) => photo),
      [0, 1, 3, 4, 5],
    )
    assert.deepEqual(
      swapped(all, 5).pieces.map(({ photo }) => photo),
      [5, 1, 2, 3, 4, 0],
    )
    assert.equal(placesOf({ ...all, way: 99 }).length, 6)
  })
})

function overlap(one: ReturnType<typeof boxOf>, other: ReturnType<typeof boxOf>): boolean {
  const apart = (at: 'x' | 'y', size: 'width' | 'height') =>
    one[at] + one[size] <= other[at] + 1e-9 || other[at] + other[size] <= one[at] + 1e-9
  return !apart('x', 'width') && !apart('y', 'height')
}
