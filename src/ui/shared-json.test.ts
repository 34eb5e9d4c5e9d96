import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fromSharedJson, toSharedJson } from './shared-json.ts'

describe('JSON in which what is shared is written once', () => {
  it('any plain data comes back as it was', () => {
    fc.assert(
      fc.property(fc.object({ values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] }), (given) => {
        const plain = JSON.parse(JSON.stringify(given))
        assert.deepEqual(fromSharedJson(toSharedJson(plain)), plain)
      }),
    )
  })

  it('a history of a thousand steps is about as long as its last one: what steps have in common comes back as one thing', () => {
    const line = { kind: 'stroke', points: Array.from({ length: 500 }, (_, at) => [at, at / 2, 0.5]) }
    const past = Array.from({ length: 1000 }, (_, step) => ({ step, marks: [line] }))
    const text = toSharedJson({ past })
    assert.ok(text.length < 3 * JSON.stringify(past[0]).length + 1000 * 60, `${text.length} letters`)
    const back = fromSharedJson(text) as { past: typeof past }
    assert.deepEqual(back, { past })
    assert.ok(back.past[7]?.marks[0] === back.past[8]?.marks[0])
  })
})
