// Every small world: the relations of sight.sql show in each of them exactly what the sentences of product.md say.
// The long list is `node scripts/every-small-world.ts`; the running server is asked in small-worlds-by-the-door.test.ts.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import pg from 'pg'
import { copyOfTemplate } from '../house.ts'
import { compareWorlds } from './every-small-world.ts'
import { castsOf } from './small-world-cast.ts'
import { childrenWithEveryYes, childrenWithOneStory, posts, ties } from './small-worlds.ts'

it('AUD-2 the database shows in every small world exactly what the sentence says', { timeout: 220_000 }, async () => {
  const db = new pg.Client({ connectionString: await copyOfTemplate() })
  await db.connect()
  const { worlds, seen, pairs } = await compareWorlds(db, castsOf(childrenWithOneStory, [...childrenWithOneStory, 'a relative'], 13))
  await db.end()
  console.log(`${worlds} small worlds, ${seen} of them open; ${pairs} pairs of people who see each other: 0 differences`)
  assert.deepEqual([childrenWithOneStory.length, childrenWithEveryYes.length, ties.length, posts.length], [37, 11, 20, 48])
  assert.equal(worlds, 37 * 48 * (1 + 4 + 38 * 20)) // with each post: its child, four guardians, every onlooker in every tie
  assert.ok(worlds >= 1_000_000)
  assert.equal(seen, 37 * 24 * (1 + 2) + 11 * 3 * (11 + 1) * 3) // its child and two guardians who still guard; else three dates and three ties
})
