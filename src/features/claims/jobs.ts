// What becomes of a claim when its 48 hours are over and nobody kept the post. DEL-11
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/sql.ts'
import type { ClaimId } from '../../platform/ids.ts'
import { haltedBy } from '../../platform/space.ts'

/** 'later': nothing new is kept right now, so nobody could have answered, and silence says nothing. F3 */
export async function settleClaim({ worker, config }: Work, { claimId }: { claimId: ClaimId }): Promise<'done' | 'later'> {
  if (await haltedBy(config)) return 'later'
  await worker.asWorker((db) => db.rows(sql`select access.settle_claim(${claimId})`))
  return 'done'
}

/** Those whose job was lost with a worker that was killed; a day later, for what came due while a machine was off waits a day more. */
export async function settleClaimsLeft(work: Work): Promise<void> {
  const due = await work.worker.asWorker((db) =>
    db.rows<{ id: ClaimId }>(sql`select id from claims where due_at <= now() - interval '1 day'`),
  )
  for (const { id } of due) await settleClaim(work, { claimId: id })
}
