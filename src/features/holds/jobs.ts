// A year after it was made a hold ends: its key, its box, its row. SAF-3
import type { Work } from '../../access/work.ts'
import { sql } from '../../platform/db/sql.ts'
import type { HoldId } from '../../platform/ids.ts'
import { destroyBox } from './hold.ts'

export async function endHolds({ worker, keyring, storage }: Work): Promise<void> {
  const over = await worker.asWorker((db) => db.rows<{ id: HoldId }>(sql`select id from holds where at < now() - interval '1 year'`))
  for (const { id } of over) {
    await destroyBox(keyring, storage, id)
    await worker.asWorker((db) => db.rows(sql`delete from holds where id = ${id}`))
  }
}
