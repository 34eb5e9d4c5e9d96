// Reads of the names that children ask for: whose they are was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { openName } from '../people/names.ts'
import { facesById } from '../people/queries.ts'
import type { NameWish } from './contract.ts'

type WishRow = { wish_id: string; child_id: PersonId; name_sealed: Buffer | null; answer: NameWish['answer'] }

export async function nameWishesOf(db: Db, keyring: Keyring): Promise<NameWish[]> {
  const rows = await db.rows<WishRow>(sql`select wish_id, child_id, name_sealed, answer from access.my_wishes()`)
  const faces = await facesById(
    db,
    keyring,
    rows.map((row) => row.child_id),
  )
  const wishes = await Promise.all(
    rows.map(async ({ wish_id: id, child_id, name_sealed, answer }) => {
      const child = faces.get(child_id)
      return child && { id, child, name: name_sealed && (await openName(keyring, child_id, name_sealed)), answer }
    }),
  )
  return wishes.filter((wish) => wish !== undefined)
}
