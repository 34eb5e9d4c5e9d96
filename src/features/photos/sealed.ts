// A photo under its own key: renditions, blur and alt text are ciphertext before they reach the store or the database. DEL-2
import { createHmac, type KeyObject } from 'node:crypto'
import { boundTo, open, openText, seal, sealText } from '../../platform/crypto.ts'
import type { PersonId, PhotoId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { CleanPhoto, RenditionName } from './pixels/clean-photo.ts'

export type PhotoKeyName = { id: PhotoId; child_id: PersonId }
export type SealedPhoto = { thumbhash: Buffer; digest: Buffer }

export const renditionNames: readonly RenditionName[] = ['card', 'screen']

/** Returns when key and renditions would survive a power cut; only then is the photo promised to anybody. I12 */
export async function sealPhoto(keyring: Keyring, storage: Storage, photo: PhotoKeyName, clean: CleanPhoto): Promise<SealedPhoto> {
  const key = await keyring.makeKey('photo', photo.id, photo.child_id)
  await Promise.all(
    clean.renditions.map(({ name, bytes }) => storage.put(storageKey(photo.id, name), seal(key, bytes, place(photo, 'renditions', name)))),
  )
  return {
    thumbhash: seal(key, clean.thumbhash, place(photo, 'photos', 'thumbhash_sealed')),
    digest: keyedHash(
      key,
      Buffer.concat(clean.renditions.map(({ name, bytes }) => keyedHash(key, Buffer.concat([Buffer.from(name), bytes])))),
    ),
  }
}

export async function openRendition(
  keyring: Keyring,
  storage: Storage,
  photo: PhotoKeyName,
  name: RenditionName,
): Promise<Buffer | undefined> {
  const [key, sealed] = await Promise.all([keyring.key('photo', photo.id, photo.child_id), storage.get(storageKey(photo.id, name))])
  if (!sealed) await keyring.key('photo', photo.id, photo.child_id) // wiped meanwhile: the key goes before the bytes, so it is gone by now
  return sealed && open(key, sealed, place(photo, 'renditions', name))
}

/** Whether what lies in the store is what was put there. Trouble at the store is an error. F15 */
export async function opensWhole(keyring: Keyring, storage: Storage, photo: PhotoKeyName, name: RenditionName): Promise<boolean> {
  const sealed = await storage.get(storageKey(photo.id, name))
  if (!sealed) return false
  try {
    open(await keyring.key('photo', photo.id, photo.child_id), sealed, place(photo, 'renditions', name))
    return true
  } catch {
    return false
  }
}

export async function sealAlt(keyring: Keyring, photo: PhotoKeyName, alt: string): Promise<Buffer> {
  return sealText(await keyring.key('photo', photo.id, photo.child_id), alt, place(photo, 'photos', 'alt_sealed'))
}

export async function openWords(
  keyring: Keyring,
  photo: PhotoKeyName & { thumbhash_sealed: Buffer; alt_sealed: Buffer | null },
): Promise<{ thumbhash: string; alt: string }> {
  const key = await keyring.key('photo', photo.id, photo.child_id)
  return {
    thumbhash: open(key, photo.thumbhash_sealed, place(photo, 'photos', 'thumbhash_sealed')).toString('base64'),
    alt: photo.alt_sealed ? openText(key, photo.alt_sealed, place(photo, 'photos', 'alt_sealed')) : '',
  }
}

export async function eraseBytes(storage: Storage, photo: PhotoId): Promise<void> {
  await Promise.all(renditionNames.map((name) => storage.destroy(storageKey(photo, name))))
}

/** A hash that says nothing without the key, so a stolen row cannot be guessed at; the hashing key is its own. I3 */
export function keyedHash(key: KeyObject, bytes: Uint8Array): Buffer {
  const hashing = createHmac('sha256', key).update('kitestring keyed hash').digest()
  return createHmac('sha256', hashing).update(bytes).digest()
}

export function storageKey(photo: PhotoId, name: RenditionName): string {
  return `photos/${photo.slice(0, 2)}/${photo}/${name}`
}

function place(photo: PhotoKeyName, table: string, variant: string): Uint8Array {
  return boundTo({ table, row: photo.id, owner: photo.child_id, variant, keyId: photo.id })
}
