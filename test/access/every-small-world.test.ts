// Every small world: the relations of sight.sql show in each of them exactly what the sentences of product.md say.
// The long list is `node scripts/every-small-world.ts`; the running server is asked in small-worlds-by-the-door.test.ts.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import pg from 'pg'
import { covered } from '../covered.ts'
import { copyOfTemplate } from '../house.ts'
import { compareWorlds } from './every-small-world.ts'
import { castsOf } from './small-world-cast.ts'
import { childrenWithEveryYes, childrenWithOneStory, posts, postsWithoutClaim, ties } from './small-worlds.ts'

it('AUD-2 the database shows in every small world exactly what the sentence says', { timeout: 220_000 }, async () => {
  const db = new pg.Client({ connectionString: await copyOfTemplate() })
  await db.connect()
  const { worlds, open, claimed } = await compareWorlds(db, castsOf(childrenWithOneStory, 13)).finally(() => db.end())
  assert.deepEqual([childrenWithOneStory.length, childrenWithEveryYes.length, ties.length], [40, 13, 22])
  assert.deepEqual([posts.length, postsWithoutClaim.length], [59, 48])
  assert.equal(worlds, 40 * 59 * (40 * 22 + 21)) // each child's posts, with every child and a relative as onlooker in every tie
  covered('test/access/every-small-world.test.ts', { worlds })
  assert.ok(claimed > 10, `only ${claimed} children see the picture that they are in`)
  assert.equal(open - claimed, (13 * 3 + 12) * (13 + 1) * 3) // of the dates and of the ties, three each are open; and of a step, for the older, one date
})
