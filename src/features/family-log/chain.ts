// One entry of the family log and what its hash is held to, worked out here once more: the database is not asked to vouch for itself. I11
import { sha256 } from '../../platform/crypto.ts'

/** As it stands in the database. Whoever may alter a table may also empty a column, so nothing is taken for granted. */
export type Entry = {
  child_id: string | null
  number: number | null
  at: Buffer | null // eight bytes, as Postgres sends a moment
  act: string | null
  by_id: string | null
  thing_id: string | null
  previous_hash: Buffer | null
  hash: Buffer | null
}

export const beforeTheFirst: Buffer = Buffer.alloc(32)
const opening = Buffer.from('kitestring log 1')

/** The same bytes as `access.hash_of` in acts.sql. Undefined: a column is empty that never is. */
export function hashOf({ child_id, number, at, act, by_id, thing_id, previous_hash }: Entry): Buffer | undefined {
  if (child_id === null || number === null || at === null || act === null || previous_hash === null) return undefined
  const place = Buffer.alloc(4)
  place.writeInt32BE(number)
  return sha256(Buffer.concat([opening, previous_hash, bytesOf(child_id), place, at, perhaps(by_id), perhaps(thing_id), Buffer.from(act)]))
}

export function isWhole(entry: Entry): boolean {
  return entry.hash !== null && hashOf(entry)?.equals(entry.hash) === true
}

function perhaps(id: string | null): Buffer {
  return id === null ? Buffer.of(0) : Buffer.concat([Buffer.of(1), bytesOf(id)])
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
