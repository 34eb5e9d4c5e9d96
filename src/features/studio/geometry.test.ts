// Where a spot of the photo is seen: turned, flipped, straightened and cropped in every order, a finger always finds the same spot again.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Edit, shapes, untouched } from './edit.ts'
import {
  along,
  angleOnPhoto,
  angleSeen,
  back,
  flipOver,
  largest,
  movedCrop,
  naturalSize,
  pixelsPerSide,
  scaledCrop,
  shapedAs,
  type Size,
  type Spot,
  straightened,
  stretchedCrop,
  turnedSize,
  turnRight,
  unitSize,
  wayTo,
} from './geometry.ts'

const photo: Size = { width: 400, height: 300 }
const [left, top, right, bottom] = [0, 0, 1, 0.75]

type Act = 'right' | 'flip' | 'smaller' | 'move' | { straighten: number } | { shape: (typeof shapes)[number] }
const act = fc.oneof(
  fc.constantFrom<Act>('right', 'flip', 'smaller', 'move'),
  fc.double({ min: -15, max: 15, noNaN: true }).map((straighten) => ({ straighten })),
  fc.constantFrom(...shapes).map((shape) => ({ shape })),
)

function after(edit: Edit, one: Act): Edit {
  if (one === 'right') return turnRight(edit, photo)
  if (one === 'flip') return flipOver(edit)
  if (one === 'smaller') return { ...edit, crop: scaledCrop(edit.crop, 0.8) }
  if (one === 'move') return { ...edit, crop: movedCrop(edit.crop, { x: 0.07, y: -0.2 }) }
  if ('straighten' in one) return straightened(edit, one.straighten)
  return { ...edit, crop: shapedAs(one.shape, edit.crop, turnedSize(photo, edit)) }
}

function seenAt(edit: Edit, spot: Spot): Spot {
  const natural = naturalSize(photo, edit)
  const size = { width: natural.width, height: natural.height }
  const { x, y } = along(wayTo(size, photo, edit), spot)
  return { x: x / size.width, y: y / size.height }
}

function near(one: Spot, other: Spot) {
  assert.ok(Math.hypot(one.x - other.x, one.y - other.y) < 1e-9, `${JSON.stringify(one)} is not ${JSON.stringify(other)}`)
}

describe('where a spot is seen', () => {
  it('untouched, the corners are the corners', () => {
    near(seenAt(untouched, { x: left, y: top }), { x: 0, y: 0 })
    near(seenAt(untouched, { x: right, y: bottom }), { x: 1, y: 1 })
  })

  it('turned right, the upper left corner is the upper right one', () => {
    const edit = turnRight(untouched, photo)
    near(seenAt(edit, { x: left, y: top }), { x: 1, y: 0 })
    near(seenAt(edit, { x: left, y: bottom }), { x: 0, y: 0 })
    assert.deepEqual(turnedSize(photo, edit), { width: 0.75, height: 1 })
  })

  it('flipped, left is right, whichever way it was turned before', () => {
    near(seenAt(flipOver(untouched), { x: left, y: top }), { x: 1, y: 0 })
    const turned = turnRight(untouched, photo)
    near(seenAt(flipOver(turned), { x: left, y: top }), { x: 0, y: 0 })
  })

  it('what is seen moves with the picture when it is turned or flipped, after whatever was done before', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.75, noNaN: true }),
        (acts, x, y) => {
          const edit = { ...acts.reduce(after, untouched), crop: { ...untouched.crop } }
          const seen = seenAt(edit, { x, y })
          near(seenAt(turnRight(edit, photo), { x, y }), { x: 1 - seen.y, y: seen.x })
          near(seenAt(flipOver(edit), { x, y }), { x: 1 - seen.x, y: seen.y })
        },
      ),
    )
  })

  it('what was cropped to stays in sight when it is turned or flipped', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        const edit = acts.reduce(after, untouched)
        const middle = (one: Edit) => back(wayTo({ width: 2, height: 2 }, photo, one), { x: 1, y: 1 })
        near(middle(flipOver(edit)), middle(edit))
        const free = { ...edit, crop: { ...edit.crop, shape: 'free' as const } } // another shape may have to move to fit
        near(middle(turnRight(free, photo)), middle(free))
      }),
    )
  })

  it('four quarters and two flips are nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (acts) => {
        const edit = { ...acts.reduce(after, untouched), crop: { ...untouched.crop } }
        assert.deepEqual(
          [1, 2, 3, 4].reduce((one) => turnRight(one, photo), edit),
          edit,
        )
        assert.deepEqual(flipOver(flipOver(edit)), edit)
      }),
    )
  })

  it('a finger finds the spot that is drawn under it', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 8 }),
        fc.double({ min: 0, max: 800, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (acts, x, y) => {
          const way = wayTo({ width: 800, height: 500 }, photo, acts.reduce(after, untouched))
          near(along(way, back(way, { x, y })), { x, y })
        },
      ),
    )
  })

  it('straightened and cropped however, no corner of the picture is empty', () => {
    const unit = unitSize(photo)
    fc.assert(
      fc.property(fc.array(act, { maxLength: 10 }), (acts) => {
        const edit = acts.reduce(after, untouched)
        const size = naturalSize(photo, edit)
        const way = wayTo(size, photo, edit)
        for (const corner of [
          { x: 0, y: 0 },
          { x: size.width, y: 0 },
          { x: 0, y: size.height },
          { x: size.width, y: size.height },
        ]) {
          const { x, y } = back(way, corner)
          assert.ok(x > -1e-9 && y > -1e-9 && x < unit.width + 1e-9 && y < unit.height + 1e-9, JSON.stringify({ edit, x, y }))
        }
        assert.ok(Math.abs(pixelsPerSide(way) - photo.width) < 1e-6, 'in its natural size a pixel is a pixel')
      }),
    )
  })

  it('an angle put down as it is seen is seen so', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), fc.integer({ min: -180, max: 180 }), (acts, angle) => {
        const edit = acts.reduce(after, untouched)
        assert.ok(Math.abs(angleSeen(edit, angleOnPhoto(edit, angle)) - angle) < 1e-9)
      }),
    )
  })
})

describe('cropping', () => {
  it('a crop has its shape in real pixels and stays inside the photo', () => {
    const ratio = { square: 1, '4:5': 0.8, '3:4': 0.75, '16:9': 16 / 9 }
    fc.assert(
      fc.property(fc.array(act, { maxLength: 10 }), (acts) => {
        const edit = acts.reduce(after, untouched)
        const { shape, x, y, width, height } = edit.crop
        assert.ok(x > -1e-9 && y > -1e-9 && x + width < 1 + 1e-9 && y + height < 1 + 1e-9 && width > 0 && height > 0)
        if (shape === 'free') return
        const natural = naturalSize(photo, edit)
        assert.ok(Math.abs(natural.width / natural.height - ratio[shape]) < 1e-6)
      }),
    )
  })

  it('the largest square of a wide photo is as high as the photo', () =>
    assert.deepEqual(largest('square', unitSize(photo)), { shape: 'square', x: 0.125, y: 0, width: 0.75, height: 1 }))

  it('it never gets too small to see or larger than the photo', () => {
    const whole = untouched.crop
    assert.equal(scaledCrop(whole, 0.001).width, 0.1)
    assert.equal(scaledCrop(scaledCrop(whole, 0.2), 100).width, 1)
    assert.deepEqual(stretchedCrop(whole, { width: -0.4 }), { shape: 'free', x: 0.2, y: 0, width: 0.6, height: 1 })
    assert.equal(stretchedCrop(whole, { height: -5 }).height, 0.1)
  })
})
