// Reads of circles: whose they are, and who is in them now, was settled before. Their names are sealed with the child's own key.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { CircleId, PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Circle } from './contract.ts'

type Owned = { id: CircleId; child_id: PersonId }
type CircleRow = Owned & { picture: Circle['picture']; name_sealed: Buffer; people: string[] }

export async function circlesOf(db: Db, keyring: Keyring): Promise<Circle[]> {
  const rows = await db.rows<CircleRow>(sql`
    with inside as materialized (select circle_id, array_agg(person_id) as people from access.my_circle_people group by circle_id)
    select c.id, c.child_id, c.picture, c.name_sealed, coalesce(i.people, '{}') as people
    from circles c left join inside i on i.circle_id = c.id order by c.id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, ...row.people]),
  )
  const circles = await Promise.all(
    rows.map(async (row): Promise<Circle | undefined> => {
      const mine = faces.get(row.child_id)
      if (!mine) return undefined // its key is being destroyed. DEL-2
      const people = row.people.flatMap((id) => faces.get(id) ?? []).sort((a, b) => a.name.localeCompare(b.name))
      return { id: row.id, mine, picture: row.picture, name: await openCircleName(keyring, row), people }
    }),
  )
  return circles.filter((circle) => circle !== undefined).sort((a, b) => a.name.localeCompare(b.name))
}

export async function sealCircleName(keyring: Keyring, circle: Owned, name: string): Promise<Buffer> {
  return sealText(await keyring.key('person', circle.child_id), name, placeOf(circle))
}

async function openCircleName(keyring: Keyring, circle: CircleRow): Promise<string> {
  return openText(await keyring.key('person', circle.child_id), circle.name_sealed, placeOf(circle))
}

function placeOf({ id, child_id }: Owned): Uint8Array {
  return boundTo({ table: 'circles', row: id, owner: child_id, variant: 'name_sealed', keyId: child_id })
}
