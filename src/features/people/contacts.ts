// The address a grown-up gave for alerts: ciphertext under their own key, opened only to send a mail.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'

export type ContactRow = { person_id: PersonId; email_sealed: Buffer }

export async function sealEmail(keyring: Keyring, person: PersonId, email: string): Promise<Buffer> {
  return sealText(await keyring.key('person', person), email, placeOf(person))
}

export async function openEmail(keyring: Keyring, { person_id, email_sealed }: ContactRow): Promise<string> {
  return openText(await keyring.key('person', person_id), email_sealed, placeOf(person_id))
}

function placeOf(person: PersonId): Uint8Array {
  return boundTo({ table: 'contacts', row: person, owner: person, variant: 'email_sealed', keyId: person })
}
