// A hold: a known picture that somebody sent, sealed for those who must report it, for a year. Nobody here can open it, and nobody is shown it. SAF-3, SAF-4, SAF-10
import { createHmac } from 'node:crypto'
import type { Viewer } from '../../access/as-viewer.ts'
import type { House } from '../../access/door.ts'
import { toDate } from '../../platform/clock.ts'
import { boundTo, open, seal } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type HoldId, type PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Known } from '../../platform/known-images.ts'
import { log } from '../../platform/log.ts'
import { openSealedTo, sealTo } from '../../platform/sealed-to.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { facesById } from '../people/queries.ts'

export type HoldingHouse = Pick<House, 'config' | 'room' | 'keyring' | 'storage' | 'clock' | 'known'>

/** By which way it came, whose it is, and who asked. A signed form comes from somebody who is nobody here yet. */
export type Sender =
  | { way: 'upload' | 'import' | 'sharing' | 'approval'; viewer: Viewer; child: PersonId; by: PersonId }
  | { way: 'form'; code: string }

/** What stands in the box beside the picture: what a report needs, and only there. */
export type Held = {
  hold: HoldId
  at: string
  way: Sender['way']
  /** By id and by the name that is used here. A child that is erased tomorrow has no name any more: hence now. */
  child?: { id: string; name: string | undefined }
  by?: { id: string; name: string | undefined }
  guardians?: { id: string; name: string | undefined }[]
  code?: string
} & Known

/** Once for one picture of one child, however often it is sent. The box is there before the row, so that no row stands for nothing. */
export async function hold(house: HoldingHouse, sender: Sender, known: Known, screen: Buffer): Promise<void> {
  const { room, keyring, storage, config } = house
  const mark = markOf(keyring, sender, known)
  if (await room.asDoor((db) => db.one(sql`select from holds where mark_hash = ${mark}`))) return
  const id = newId('hold')
  const at = toDate(house.clock.now()).toISOString()
  const held: Held = { hold: id, at, way: sender.way, ...(await whoOf(house, sender)), ...known }
  const key = await keyring.makeHoldKey(id)
  await storage.put(storageKey(id), seal(key, sealTo(config.knownImages?.holdsKey ?? '', packed(held, screen), place(id)), place(id)))
  const row = await room.asDoor((db) =>
    db.one(
      sql`insert into holds (id, list, bits_apart, mark_hash) values (${id}, ${known.list}, ${known.distance}, ${mark}) on conflict (mark_hash) do nothing returning id`,
    ),
  )
  if (!row) return destroyBox(keyring, storage, id) // the same was sent twice at once
  log.warn('hold.made', { hold: id, list: known.list })
}

/** With the operator's own half of the key, which is never on this machine otherwise. KeyGone: its year is over. Undefined: there is none. */
export async function openHold(
  { keyring, storage }: Pick<HoldingHouse, 'keyring' | 'storage'>,
  id: HoldId,
  privateKey: string,
): Promise<{ held: Held; screen: Buffer } | undefined> {
  const sealed = await storage.get(storageKey(id))
  if (!sealed) return undefined
  return unpacked(openSealedTo(privateKey, open(await keyring.key('hold', id), sealed, place(id)), place(id)))
}

/** The machine's half of the key goes first: with it the box is closed for good, in every copy. */
export async function destroyBox(keyring: Keyring, storage: Storage, id: HoldId): Promise<void> {
  await keyring.destroy('hold', id)
  await storage.destroy(storageKey(id))
}

// Says nothing without the keyring, and with it only whether this child sent this picture.
function markOf(keyring: Keyring, sender: Sender, { print }: Known): Buffer {
  const who = sender.way === 'form' ? sender.code : sender.child
  return createHmac('sha256', keyring.deriveKey('holds'))
    .update(JSON.stringify([who, print]))
    .digest()
}

async function whoOf({ room, keyring }: HoldingHouse, sender: Sender): Promise<Pick<Held, 'child' | 'by' | 'guardians' | 'code'>> {
  if (sender.way === 'form') return { code: sender.code }
  const { viewer, child, by } = sender
  return room.asViewer(viewer, 'read', async (db) => {
    // A relative who helps out says yes, and reads no guardianships.
    const guardians =
      viewer.kind === 'relative'
        ? []
        : await db.rows<{ id: PersonId }>(
            sql`select guardian_id as id from guardianships where child_id = ${child} and ended_at is null order by since, guardian_id`,
          )
    const faces = await facesById(db, keyring, [child, by, ...guardians.map(({ id }) => id)])
    const named = (id: PersonId) => ({ id, name: faces.get(id)?.name })
    return { child: named(child), by: named(by), guardians: guardians.map(({ id }) => named(id)) }
  })
}

function packed(held: Held, screen: Buffer): Buffer {
  const text = Buffer.from(JSON.stringify(held))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, screen])
}

function unpacked(box: Buffer): { held: Held; screen: Buffer } {
  const end = 4 + box.readUInt32BE(0)
  return { held: JSON.parse(box.toString('utf8', 4, end)), screen: box.subarray(end) }
}

function storageKey(id: HoldId): string {
  return `holds/${id.slice(0, 2)}/${id}`
}

function place(id: HoldId): Uint8Array {
  return boundTo({ table: 'holds', row: id, owner: id, variant: 'box', keyId: id })
}
