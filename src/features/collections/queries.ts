// Reads of collections: whose they are, and what is in them still, was settled before. Their names are sealed with the child's own key.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { CollectionId, PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { Collection } from './contract.ts'

type Owned = { id: CollectionId; child_id: PersonId }
type CollectionRow = Owned & { picture: Collection['picture']; name_sealed: Buffer; posts: string[] }

export async function collectionsOf(db: Db, keyring: Keyring): Promise<Collection[]> {
  const rows = await db.rows<CollectionRow>(sql`
    with inside as materialized (
      select m.collection_id, array_agg(m.post_id order by p.asked_at desc, p.id desc) as posts
      from access.my_collected m join posts p on p.id = m.post_id group by m.collection_id)
    select c.id, c.child_id, c.picture, c.name_sealed, coalesce(i.posts, '{}') as posts
    from collections c left join inside i on i.collection_id = c.id order by c.id`)
  const faces = await facesById(
    db,
    keyring,
    rows.map((row) => row.child_id),
  )
  const collections = await Promise.all(
    rows.map(async (row): Promise<Collection | undefined> => {
      const mine = faces.get(row.child_id)
      if (!mine) return undefined // its key is being destroyed. DEL-2
      return { id: row.id, mine, picture: row.picture, name: await openCollectionName(keyring, row), posts: row.posts }
    }),
  )
  return collections
    .filter((collection) => collection !== undefined)
    .sort((a, b) => a.name.localeCompare(b.name) || a.picture.localeCompare(b.picture))
}

export async function sealCollectionName(keyring: Keyring, collection: Owned, name: string): Promise<Buffer> {
  return sealText(await keyring.key('person', collection.child_id), name, placeOf(collection))
}

async function openCollectionName(keyring: Keyring, collection: CollectionRow): Promise<string> {
  return openText(await keyring.key('person', collection.child_id), collection.name_sealed, placeOf(collection))
}

function placeOf({ id, child_id }: Owned): Uint8Array {
  return boundTo({ table: 'collections', row: id, owner: child_id, variant: 'name_sealed', keyId: child_id })
}
