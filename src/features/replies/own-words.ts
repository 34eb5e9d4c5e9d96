// A reply in a child's own words: sealed under a key of its own, and what exactly a guardian says yes to, as one keyed hash. DEL-2, I3
import type { KeyObject } from 'node:crypto'
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import type { PersonId, ReplyId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { keyedHash } from '../photos/sealed.ts'

/** `person`: who writes; `owner`: the child whose photo it is about. */
export type Written = { id: ReplyId; person: PersonId; owner: string }

export async function sealWords(keyring: Keyring, written: Written, words: string): Promise<{ sealed: Buffer; hash: Buffer }> {
  const key = await keyring.makeKey('reply', written.id, written.person)
  return { sealed: sealText(key, words, placeOf(written)), hash: wordsHash(key, written, words) }
}

export async function openWords(keyring: Keyring, written: Written, sealed: Buffer): Promise<{ words: string; hash: Buffer }> {
  const key = await keyring.key('reply', written.id, written.person)
  const words = openText(key, sealed, placeOf(written))
  return { words, hash: wordsHash(key, written, words) }
}

function wordsHash(key: KeyObject, { id, owner }: Written, words: string): Buffer {
  return keyedHash(key, Buffer.from(JSON.stringify(['kitestring reply 1', id, owner, words])))
}

function placeOf({ id, person }: Written): Uint8Array {
  return boundTo({ table: 'own_words', row: id, owner: person, variant: 'words_sealed', keyId: id })
}
