// Reads of ideas: for whom they are, and that they are not over, was settled before. They are sealed with the child's own key.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { IdeaId, PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { GivenIdea } from './contract.ts'

type Owned = { id: IdeaId; child_id: PersonId }
type IdeaRow = Owned & { guardian_id: PersonId; words_sealed: Buffer; over_at: Date }

export async function ideasGiven(db: Db, keyring: Keyring): Promise<GivenIdea[]> {
  const rows = await db.rows<IdeaRow>(sql`select id, child_id, guardian_id, words_sealed, over_at from ideas order by over_at desc, id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.guardian_id]),
  )
  const given = await Promise.all(
    rows.map(async (row): Promise<GivenIdea[]> => {
      const [mine, by] = [faces.get(row.child_id), faces.get(row.guardian_id)]
      if (!mine || !by) return [] // a key is being destroyed. DEL-2
      const words = openText(await keyring.key('person', row.child_id), row.words_sealed, placeOf(row))
      return [{ id: row.id, mine, by, words, until: row.over_at.toISOString() }]
    }),
  )
  return given.flat()
}

export async function sealIdea(keyring: Keyring, idea: Owned, words: string): Promise<Buffer> {
  return sealText(await keyring.key('person', idea.child_id), words, placeOf(idea))
}

function placeOf({ id, child_id }: Owned): Uint8Array {
  return boundTo({ table: 'ideas', row: id, owner: child_id, variant: 'words_sealed', keyId: child_id })
}
