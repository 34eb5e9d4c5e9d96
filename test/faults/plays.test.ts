// A small share of what `node scripts/faults.ts` plays at full length: everybody at one post at once, locks that pile up, and a line that is cut as an act commits. I16, F19, F10
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { cutInActs } from '../../scripts/faults/commit-unknown.ts'
import { stopsWhileLocked } from '../../scripts/faults/locks-held.ts'
import { onePostAtOnce, type Cast, type Found } from '../../scripts/faults/one-post.ts'
import { covered } from '../covered.ts'
import { world, type World } from '../world.ts'

describe('faults, a share of each', () => {
  let w: World
  const counts = { acts: 0, stops: 0, cuts: 0 }
  before(async () => {
    w = await world()
  })
  after(() => w?.close())

  it('I16 of all that eight do with one post at once there is an order in which no rule was broken', async () => {
    const found: Found = { acts: 0, unheard: 0, posts: 0, yeses: new Map(), wrong: [] }
    let turn: Promise<unknown> = Promise.resolve()
    const owner: Cast['owner'] = (text, values) => {
      const next = turn.then(() => w.asOwner(text, values))
      turn = next
      return next as ReturnType<Cast['owner']> as never
    }
    const cast = { child: w.mia, guardian: w.dana, friend: w.leo, stranger: w.ana, owner }
    for (let posts = 0; posts < 4; posts += 1) await onePostAtOnce(cast, found)
    assert.deepEqual(found.wrong, [])
    assert.ok(!found.yeses.has('the stranger looks'))
    counts.acts = found.acts
  })

  it('F19 while one family’s acts pile up behind a lock, and more than there are connections, every other family stops what it likes', async () => {
    const took = await stopsWhileLocked(w)
    assert.ok(Math.max(...took) < 5_000, `${took.map(Math.round).join(', ')} ms`) // unheld it is a fraction of a second; behind the lock it would be a "no" after five
    counts.stops = took.length
  })

  it('F10 the line is cut as an act commits: the same request again gives what it came to, and nothing is done twice', async () => {
    const found = { acts: new Set<string>(), cut: 0, wrong: [] as string[] }
    await cutInActs(w, 0, found, 2)
    assert.deepEqual(found.wrong, [])
    counts.cuts = found.cut
  })

  it('what of it was done', () => covered('test/faults/plays.test.ts', counts))
})
