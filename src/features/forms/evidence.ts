// The picture of a signed form and the address of who sent it: ciphertext under a key of the form's own, which is destroyed first. CON-3
import { boundTo, open, openText, seal, sealText } from '../../platform/crypto.ts'
import type { FormId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import type { Storage } from '../../platform/storage/storage.ts'

export async function keepEvidence(keyring: Keyring, storage: Storage, form: FormId, picture: Buffer): Promise<void> {
  const key = await keyring.makeFormKey(form)
  await storage.put(storageKey(form), seal(key, picture, place(form, 'picture')))
}

/** Undefined: it is destroyed. */
export async function openEvidence(keyring: Keyring, storage: Storage, form: FormId): Promise<Buffer | undefined> {
  const sealed = await storage.get(storageKey(form))
  return sealed && open(await keyring.key('form', form), sealed, place(form, 'picture'))
}

export async function destroyEvidence(keyring: Keyring, storage: Storage, form: FormId): Promise<void> {
  await keyring.destroy('form', form)
  await storage.destroy(storageKey(form))
}

export async function sealAddress(keyring: Keyring, form: FormId, email: string): Promise<Buffer> {
  return sealText(await keyring.key('form', form), email, place(form, 'email_sealed'))
}

export async function openAddress(keyring: Keyring, form: FormId, sealed: Buffer): Promise<string> {
  return openText(await keyring.key('form', form), sealed, place(form, 'email_sealed'))
}

function storageKey(form: FormId): string {
  return `forms/${form.slice(0, 2)}/${form}`
}

function place(form: FormId, variant: string): Uint8Array {
  return boundTo({ table: 'forms', row: form, owner: form, variant, keyId: form })
}
