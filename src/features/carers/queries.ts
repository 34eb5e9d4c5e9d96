// Reads of carers, and of what waits for one: whose it is was settled before.
import { openText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Face } from '../people/contract.ts'
import { facesById } from '../people/queries.ts'
import { stillThere, unaltered } from '../photos/gone.ts'
import type { Post } from '../posts/contract.ts'
import { photoOf, photosOf, placeOf, setOf, type AskedRow, type PhotoRow, type SeerRow } from '../posts/queries.ts'
import type { Carer } from './contract.ts'

type CarerRow = { id: string; child_id: string; carer_id: string; guardian_id: PersonId | null; last_day: string; is_over: boolean }

export async function carersOf(db: Db, keyring: Keyring): Promise<Carer[]> {
  const rows = await db.rows<CarerRow>(
    sql`select caring_id as id, child_id, carer_id, guardian_id, last_day, is_over from access.my_carers()`,
  )
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, row.carer_id, ...(row.guardian_id ? [row.guardian_id] : [])]),
  )
  return rows.flatMap((row) => {
    const carer = faces.get(row.carer_id)
    if (!carer) return []
    const { id, last_day: lastDay, is_over: isOver } = row
    return [{ id, child: faces.get(row.child_id) ?? null, carer, by: faces.get(row.guardian_id ?? '') ?? null, lastDay, isOver }]
  })
}

/** What a carer decides about: never anything that nobody said to wait for them. */
export async function postsToDecide(db: Db, keyring: Keyring): Promise<Post[]> {
  const rows = await db.rows<AskedRow>(sql`
    select p.id, p.child_id, p.caption_sealed, p.days, p.findings, p.content_hash, p.asked_at, p.shared_from, p.shared_until
    from access.my_whys m join posts p on p.id = m.post_id where m.why = 'carer' order by p.asked_at desc, p.id desc`)
  const ids = rows.map(({ id }) => id)
  const photos = await photosOf(db, ids)
  const seers = await db.rows<SeerRow>(
    sql`select post_id, person_id, why, sees_now from access.seers_of(${ids}::uuid[]) order by why desc, person_id`,
  )
  const beyond = await setOf(db, sql`select access.beyond_settings(${ids}::uuid[]) as id`)
  const faces = await facesById(db, keyring, [...rows.map((row) => row.child_id), ...seers.map((seer) => seer.person_id)])
  return unaltered(rows, (row) => postOf(keyring, row, photos.get(row.id) ?? [], { seers, faces, isBeyond: beyond.has(row.id) }))
}

async function postOf(
  keyring: Keyring,
  row: AskedRow,
  photos: readonly PhotoRow[],
  { seers, faces, isBeyond }: { seers: readonly SeerRow[]; faces: Map<string, Face>; isBeyond: boolean },
): Promise<Post> {
  const author = faces.get(row.child_id)
  if (!author) throw new Error('a post without its author')
  const key = await keyring.key('post', row.id, row.child_id)
  const waits = row.shared_from === null
  return {
    id: row.id,
    author,
    state: waits ? 'waiting' : 'cooling-off',
    caption: openText(key, row.caption_sealed, placeOf(row, 'caption_sealed')),
    photos: await stillThere(photos, (photo) => photoOf(keyring, photo)),
    askedAt: row.asked_at.toISOString(),
    sharedFrom: row.shared_from?.toISOString() ?? null,
    sharedUntil: row.shared_until?.toISOString() ?? null,
    days: row.days,
    findings: row.findings.map((kind) => ({ kind })),
    seers: seers.flatMap((seer) => {
      const person = seer.post_id === row.id ? faces.get(seer.person_id) : undefined
      return person ? [{ person, why: seer.why, now: seer.sees_now }] : []
    }),
    approved: null,
    sentBack: null,
    hiddenBy: [],
    tagged: [],
    replies: [],
    contentHash: row.content_hash.toString('hex'),
    isBeyond: waits && isBeyond,
    abilities: waits ? (isBeyond ? ['send-back'] : ['approve', 'send-back']) : ['undo'],
  }
}
