// What the operator is told of holds: that there is one, since when, and whether it was reported. Never what is in it. SAF-10
import type { House } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import type { HoldId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'

export type HoldThere = { id: HoldId; at: Date; reported_at: Date | null }

/** What is still to be reported first. */
export async function holdsThere({ room }: Pick<House, 'room'>): Promise<HoldThere[]> {
  return room.asDoor((db) => db.rows<HoldThere>(sql`select id, at, reported_at from holds order by reported_at is not null, at, id`))
}

/** The operator's word that it went to those it must go to. The box stays for its year. */
export async function holdReported({ room }: Pick<House, 'room'>, id: HoldId): Promise<void> {
  const row = await room.asDoor((db) =>
    db.one(sql`update holds set reported_at = now() where id = ${id} and reported_at is null returning id`),
  )
  if (!row) refuse('not-found')
}
