// Looks are told as visits: one line for whoever looked in one quarter of an hour, with each post once.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Face } from '../people/contract.ts'
import { visitsOf } from './visits.ts'

const dana: Face = { id: 'dana', name: 'Dana', avatar: 'bear', kind: 'guardian' }
const omar: Face = { id: 'omar', name: 'Omar', avatar: 'owl', kind: 'guardian' }
const [at, earlier] = ['2026-11-25T10:15:00.000Z', '2026-11-25T10:00:00.000Z']

describe('visits', () => {
  it('AUD-5 one for each grown-up and quarter of an hour, in the order of the entries, each post once', () => {
    const visits = visitsOf([
      { number: 9, at, by: omar, postId: 'cake' },
      { number: 8, at, by: dana, postId: 'kite' },
      { number: 7, at, by: omar, postId: 'kite' },
      { number: 6, at, by: omar, postId: 'cake' },
      { number: 5, at: earlier, by: omar, postId: 'cake' },
    ])
    assert.deepEqual(
      visits.map(({ key, by, postIds }) => [key, by?.name, postIds]),
      [
        ['9', 'Omar', ['cake', 'kite']],
        ['8', 'Dana', ['kite']],
        ['5', 'Omar', ['cake']],
      ],
    )
  })

  it('AUD-5 a list that was read through is a visit without a post, and who has left is nobody with a name', () => {
    assert.deepEqual(visitsOf([{ number: 1, at, by: null, postId: null }]), [{ key: '1', at, by: null, postIds: [] }])
    assert.deepEqual(visitsOf([]), [])
  })
})
