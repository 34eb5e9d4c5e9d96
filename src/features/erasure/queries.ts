// Reads before and after a child is erased. Whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Belongings, Erasure } from './contract.ts'

/** Undefined: no such child, or none of the viewer's. */
export async function belongingsOf(db: Db, keyring: Keyring, child: string): Promise<Belongings | undefined> {
  if (!(await db.one(sql`select from children where child_id = ${child}`))) return undefined
  const counts = await db.one<{ photos: number; posts: number; shared: string[] }>(sql`
    select (select count(*)::integer from photos f where f.child_id = ${child}) as photos,
      (select count(*)::integer from posts p where p.child_id = ${child}) as posts,
      array(select p.id from posts p where p.child_id = ${child} and p.shared_from <= now()) as shared`)
  const shared = counts?.shared ?? []
  const seers = await db.rows<{ person_id: string }>(
    sql`select distinct person_id from access.seers_of(${shared}::uuid[]) where why = 'audience' order by person_id`,
  )
  const faces = await facesById(
    db,
    keyring,
    seers.map((seer) => seer.person_id),
  )
  return { photos: counts?.photos ?? 0, posts: counts?.posts ?? 0, sharedPosts: shared.length, mayHaveKept: [...faces.values()] }
}

type ErasureRow = { id: string; asked_at: Date; closed_at: Date; erased_at: Date | null; receipt: string | null }

export async function erasuresSeen(db: Db): Promise<Erasure[]> {
  const rows = await db.rows<ErasureRow>(sql`select id, asked_at, closed_at, erased_at, receipt from erasures order by closed_at desc, id`)
  return rows.map(({ id, asked_at, closed_at, erased_at, receipt }) => ({
    id,
    askedAt: asked_at.toISOString(),
    closedAt: closed_at.toISOString(),
    erasedAt: erased_at?.toISOString() ?? null,
    receipt,
  }))
}
