// Puts small worlds into a database, cast by cast, and compares what its relations show with what the sentences say. Each cast is undone again.
import assert from 'node:assert/strict'
import type pg from 'pg'
import { peopleSeen, postsSeen, tell, type Cast } from './small-world-cast.ts'
import { insertWorlds, lookAtRelations } from './small-world-rows.ts'

export type Compared = { worlds: number; open: number; claimed: number }

export async function compareWorlds(db: pg.Client, casts: Iterable<Cast>): Promise<Compared> {
  const total: Compared = { worlds: 0, open: 0, claimed: 0 }
  for (const cast of casts) {
    await db.query('begin')
    try {
      const { worlds, open, claimed } = await compareCast(db, cast)
      total.worlds += worlds
      total.open += open
      total.claimed += claimed
    } finally {
      await db.query('rollback')
      await db.query('truncate people cascade') // what was undone lies about until somebody vacuums, and slows the next cast down
    }
  }
  return total
}

/** Inside a transaction, which is to be rolled back. */
export async function compareCast(db: pg.Client, cast: Cast): Promise<Compared> {
  await insertWorlds(db, cast)
  const found = await lookAtRelations(db)
  const told = postsSeen(cast)
  const people = peopleSeen(cast)
  assert.deepEqual(tell(cast, without(found.posts, told.seen)), [], 'the database shows a post that the sentence does not')
  assert.deepEqual(tell(cast, without(told.seen, found.posts)), [], 'the sentence shows a post that the database does not')
  assert.deepEqual(without(found.people, people).slice(0, 10), [], 'the database shows a person whom the sentence does not')
  assert.deepEqual(without(people, found.people).slice(0, 10), [], 'the sentence shows a person whom the database does not')
  return { worlds: told.worlds, open: told.open, claimed: told.claimed }
}

export function without(these: Set<string>, those: Set<string>): string[] {
  return [...these].filter((key) => !those.has(key))
}
