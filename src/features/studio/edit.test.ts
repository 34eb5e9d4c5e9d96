// What may be done to a photo is a short list without a single way to change a face or a body; and every step of it can be undone. PUB-7
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  brushes,
  coverLooks,
  type Edit,
  exportSize,
  fonts,
  looksLike,
  shapes,
  sliders,
  thingOf,
  untouched,
  withCover,
  withMark,
  withoutThing,
  withThing,
} from './edit.ts'
import { filterNames, filters } from './filters.ts'
import { frameNames } from './frames.ts'
import { begin, type History, lifted, redo, step, undo } from './history.ts'

const star = { kind: 'sticker', name: 'star', at: { x: 0.5, y: 0.5 }, size: 0.2, angle: 0 } as const
const cover = { look: 'blur', shape: 'round', at: { x: 0.2, y: 0.2 }, size: 0.1, angle: 0 } as const

describe('what can be done to a photo', () => {
  it('PUB-7 is exactly this, and nothing that changes a face, a skin or a body', () => {
    assert.deepEqual(Object.keys(untouched), [
      'crop',
      'straighten',
      'turn',
      'flip',
      'light',
      'contrast',
      'warmth',
      'colour',
      'filter',
      'covers',
      'marks',
      'frame',
    ])
    assert.deepEqual(sliders, ['light', 'contrast', 'warmth', 'colour'])
    assert.deepEqual(coverLooks, ['blur', 'mosaic', 'sticker'])
    assert.deepEqual(brushes, ['pen', 'marker'])
    assert.deepEqual(shapes, ['free', 'square', '4:5', '3:4', '16:9'])
    assert.equal(fonts.length, 4)
  })

  it('PUB-7 a filter is a sum of colours and a curve: it cannot know where in the photo it is', () => {
    assert.ok(filterNames.length >= 20)
    assert.deepEqual(Object.keys(filters), [...filterNames])
    for (const { matrix, curves, ...more } of Object.values(filters)) {
      assert.equal(matrix.length, 12)
      assert.ok(curves === undefined || curves.every((curve) => Number.isFinite(curve(128))))
      assert.deepEqual(more, {})
    }
    assert.equal(
      new Set(Object.values(filters).map(({ matrix, curves }) => JSON.stringify([matrix, curves?.map((curve) => curve(77))]))).size,
      filterNames.length,
    )
  })

  it('PUB-7 nothing in the studio finds faces, and no word of it promises to make anybody prettier', () => {
    const text = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
      .join('\n')
    assert.doesNotMatch(
      text,
      /mediapipe|face-?mesh|face-?api|landmark|FaceDetector|beaut(y|ify)|smooth ?skin|slim|whiten|liquify|wrinkle|makeup/i,
    )
  })

  it('frames are a choice of their own', () => assert.ok(new Set(frameNames).size >= 8))

  it('an edit is plain data: written down and read again it is the same', () => {
    const edit = withCover(withMark(untouched, star), cover)
    assert.deepEqual(JSON.parse(JSON.stringify(edit)), edit)
  })

  it('a thing on the photo is changed or taken off alone, and the edit before stays as it was', () => {
    const edit = withMark(withMark(untouched, star), { ...star, name: 'cat' })
    const thing = { list: 'marks', place: 1 } as const
    const moved = withThing(edit, thing, { at: { x: 0, y: 0 } })
    assert.deepEqual(thingOf(moved, thing)?.at, { x: 0, y: 0 })
    assert.deepEqual(moved.marks[0], star)
    assert.deepEqual(thingOf(edit, thing)?.at, { x: 0.5, y: 0.5 })
    assert.deepEqual(withoutThing(edit, { list: 'marks', place: 0 }).marks, [{ ...star, name: 'cat' }])
    assert.equal(thingOf(edit, { list: 'covers', place: 0 }), undefined)
  })

  it('choosing a shape to crop by changes no picture; a sticker does', () => {
    assert.ok(looksLike(untouched, { ...untouched, crop: { ...untouched.crop, shape: 'square' } }))
    assert.ok(!looksLike(untouched, withMark(untouched, star)))
  })

  it('what leaves the device is never larger than what is kept', () => {
    assert.deepEqual(exportSize({ width: 4000, height: 3000 }), { width: 2048, height: 1536 })
    assert.deepEqual(exportSize({ width: 1500, height: 1200 }), { width: 1500, height: 1200 })
    assert.deepEqual(exportSize({ width: 300, height: 400 }), { width: 810, height: 1080 })
    assert.deepEqual(exportSize({ width: 9000, height: 1 }), { width: 2048, height: 1 })
  })
})

describe('undo and redo', () => {
  const lit = (light: number): Edit => ({ ...untouched, light })

  it('goes back to the very start and forward to the very end, however many steps there were', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }), (lights) => {
        const all = lights.reduce<History<Edit>>((history, light) => step(history, lit(light)), begin(untouched))
        const start = lights.reduce<History<Edit>>((history) => undo(history), all)
        assert.equal(start.now, untouched)
        assert.deepEqual(undo(start), start)
        const end = lights.reduce<History<Edit>>((history) => redo(history), start)
        assert.deepEqual([end.now, end.past, end.future], [all.now, all.past, []])
      }),
    )
  })

  it('a finger that drags makes one step; lifted, the next drag is another', () => {
    const dragged = [0.1, 0.2, 0.3].reduce<History<Edit>>((history, light) => step(history, lit(light), 'light'), begin(untouched))
    assert.equal(dragged.past.length, 1)
    const again = step(lifted(dragged), lit(0.9), 'light')
    assert.deepEqual([again.past.length, undo(again).now.light, undo(undo(again)).now], [2, 0.3, untouched])
  })

  it('something new after going back ends what lay ahead', () => {
    const back = undo(step(begin(untouched), lit(0.5)))
    assert.deepEqual(step(back, lit(-0.5)).future, [])
    assert.equal(redo(step(back, lit(-0.5))).now.light, -0.5)
  })

  it('nothing new is no step', () => assert.equal(step(begin(untouched), untouched).past.length, 0))
})
