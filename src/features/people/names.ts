// Names are sealed under their owner's own key before the database sees them, and opened only for those whom sight has let through.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import type { PersonId } from '../../platform/ids.ts'
import { KeyGone, type Keyring } from '../../platform/keyring.ts'
import type { Face } from './contract.ts'

export type PersonRow = { id: PersonId; kind: Face['kind']; name_sealed: Buffer; avatar: string }

export async function sealName(keyring: Keyring, person: PersonId, name: string): Promise<Buffer> {
  return sealText(await keyring.key('person', person), name, placeOf(person))
}

export async function openName(keyring: Keyring, person: PersonId, sealed: Buffer): Promise<string> {
  return openText(await keyring.key('person', person), sealed, placeOf(person))
}

/** A row that sight let through, as a face. */
export async function faceOf(keyring: Keyring, row: PersonRow): Promise<Face> {
  return {
    id: row.id,
    kind: row.kind,
    avatar: row.avatar,
    name: await openName(keyring, row.id, row.name_sealed),
  }
}

/** Somebody whose key is being destroyed has no face any more. DEL-2 */
export async function facesOf(keyring: Keyring, rows: readonly PersonRow[]): Promise<Map<string, Face>> {
  const faces = await Promise.all(rows.map((row) => faceOf(keyring, row).catch(goneIsNobody)))
  return new Map(faces.filter((face) => face !== undefined).map((face) => [face.id, face]))
}

function goneIsNobody(fault: unknown): undefined {
  if (fault instanceof KeyGone) return undefined
  throw fault
}

function placeOf(person: PersonId): Uint8Array {
  return boundTo({ table: 'people', row: person, owner: person, variant: 'name_sealed', keyId: person })
}
