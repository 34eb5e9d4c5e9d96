// A child finds its own photos again.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '../../platform/clock.ts'
import { findPosts, monthOf } from './child/find-posts.ts'
import type { Post } from './contract.ts'
import { todayAt } from './today.ts'

describe('finding photos again', () => {
  const kite = madePost({ caption: 'Mein roter Drachen', alt: 'A kite over the hill', askedAt: '2026-11-03T12:00:00Z', friend: 'Léo' })
  const cake = madePost({ caption: 'Torte', alt: 'Chocolate', askedAt: '2026-10-20T12:00:00Z', friend: 'مريم' })
  const found = (words: string, month = '') => findPosts([kite, cake], { words, month })

  it('by a word of the caption or of what is told of the picture, in any case and without accents', () => {
    assert.deepEqual(found('DRACHEN'), [kite])
    assert.deepEqual(found('choco'), [cake])
    assert.deepEqual(found('leo'), [kite])
    assert.deepEqual(found('مريم'), [cake])
  })

  it('by all words together, wherever each stands', () => {
    assert.deepEqual(found('  hill  rot '), [kite])
    assert.deepEqual(found('hill torte'), [])
  })

  it('by the month, as the calendar on the wall has it', () => {
    assert.deepEqual(found('', monthOf(cake)), [cake])
    assert.deepEqual(found('drachen', monthOf(cake)), [])
    assert.deepEqual(found(''), [kite, cake])
  })
})

describe('what came today', () => {
  it('WEL-8 is what came since midnight where the clock of the house hangs, not where the server or a tablet stands', () => {
    const now = instant(Date.parse('2026-11-27T09:00:00Z'))
    const night = instant(Date.parse('2026-11-27T03:00:00Z'))
    const [late, early] = [new Date('2026-11-26T23:30:00Z'), new Date('2026-11-26T22:30:00Z')]
    assert.deepEqual([late, early].map(todayAt(now, 'Europe/Berlin')), [true, false])
    assert.deepEqual([late, early].map(todayAt(now, 'UTC')), [false, false])
    assert.deepEqual([late, early].map(todayAt(now, 'America/New_York')), [false, false])
    assert.deepEqual([late, early].map(todayAt(night, 'America/New_York')), [true, true])
  })
})

type Made = { caption: string; alt: string; askedAt: string; friend: string }

function madePost({ caption, alt, askedAt, friend }: Made): Post {
  const person = { id: crypto.randomUUID(), kind: 'child' as const, name: friend, avatar: 'fox' as const }
  return {
    id: crypto.randomUUID(),
    author: person,
    state: 'shared',
    caption,
    photos: [{ photoId: crypto.randomUUID(), width: 4, height: 3, thumbhash: '', alt }],
    askedAt,
    sharedFrom: askedAt,
    sharedUntil: null,
    days: 7,
    findings: [],
    seers: [{ person, why: 'audience', now: true }],
    approved: null,
    sentBack: null,
    hiddenBy: [],
    tagged: [],
    replies: [],
    contentHash: '',
    isBeyond: false,
    abilities: [],
  }
}
