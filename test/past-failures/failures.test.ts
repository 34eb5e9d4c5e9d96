// The table of failures is whole: every case and every attack has its line, and what cannot be replayed yet is said aloud. GOV-5
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { covered } from '../covered.ts'
import { companies, notYet, peers } from './failures.ts'

it('GOV-5 every case we learned from has its line: seventeen of companies, and each attack of the threat model', () => {
  const cases = new Set([...Object.keys(companies), ...notYet.map(([failure]) => failure).filter((failure) => !/^T\d/.test(failure))])
  assert.equal(cases.size, 17)
  assert.deepEqual(
    Object.keys(peers),
    Array.from({ length: 31 }, (_, n) => `T${n + 1}`),
  )
  covered('test/past-failures/failures.test.ts', { failures: Object.keys(companies).length + Object.keys(peers).length })
})

it('GOV-5 what cannot be replayed yet is said aloud, each with its reason', (t) => {
  for (const [failure, ids, because] of notYet) {
    assert.match(ids, /^[A-Z]{3}-\d+(, [A-Z]{3}-\d+)*$/)
    t.diagnostic(`not yet: ${failure} (${ids}): ${because}`)
  }
})
