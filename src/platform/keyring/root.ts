// The root key: the one key that opens every person's key, in a file of its own, outside the database.
import { type KeyObject, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keyFrom, sha256 } from '../crypto.ts'
import { createDurably, orUndefinedWhenMissing } from '../durable-file.ts'

export const ROOT_FILE = 'root.key'
const KEY = '\nkey '
const SUM = 'sum '

export type Root = { key: KeyObject; id: string }

/** The keyring is missing, damaged or not this instance's. The server does not start. */
export class KeyringFault extends Error {
  override name = 'KeyringFault'
}

export async function readRoot(folder: string): Promise<Root | undefined> {
  const bytes = await orUndefinedWhenMissing(readFile(join(folder, ROOT_FILE)))
  if (bytes === undefined) return undefined
  const mode = (await lstat(join(folder, ROOT_FILE))).mode
  if ((mode & 0o077) !== 0) {
    throw new KeyringFault(`others can read ${ROOT_FILE} in ${folder}: run chmod 600 on it, and make a new instance if somebody did`)
  }
  return rootFrom(bytes.toString(), folder)
}

/** Of a copy on a stick, which may not know who may read what. */
export async function readRootOfCopy(copy: string): Promise<Root | undefined> {
  const bytes = await orUndefinedWhenMissing(readFile(join(copy, ROOT_FILE)))
  return bytes && rootFrom(bytes.toString(), copy)
}

/** As it was written on paper. The bytes are taken over. */
export function rootOf(bytes: Buffer): Root {
  return { id: idOf(bytes), key: keyFrom(bytes) } // in this order: the key takes the bytes with it
}

/** A key of the whole instance, for one purpose; it says nothing about the root key. */
export function deriveKey(root: Root, purpose: string): KeyObject {
  return keyFrom(Buffer.from(hkdfSync('sha256', root.key, '', `kitestring ${purpose}`, 32)))
}

/** Never replaces a root key that is there: another process may have made it a moment ago. */
export async function makeRoot(folder: string, bytes: Buffer = randomBytes(32)): Promise<'created' | 'exists'> {
  const text = textOf(bytes)
  bytes.fill(0)
  return createDurably(folder, ROOT_FILE, Buffer.from(text))
}

// Whole is what we would write for the key in it, letter by letter.
function rootFrom(text: string, folder: string): Root {
  const bytes = Buffer.from(text.slice(text.indexOf(KEY) + KEY.length, text.indexOf(SUM)), 'base64url')
  if (text !== textOf(bytes)) {
    throw new KeyringFault(`${ROOT_FILE} in ${folder} is damaged: bring it back from the keyring's backup or the recovery code`)
  }
  return rootOf(bytes)
}

function textOf(root: Buffer): string {
  const lines = `kitestring-root 1\nid ${idOf(root)}${KEY}${root.toString('base64url')}\n`
  return `${lines}${SUM}${sha256(lines).toString('hex').slice(0, 16)}\n`
}

/** Public: the database remembers it, so that a wrong keyring is noticed before anything is written with it. */
function idOf(root: Uint8Array): string {
  return createHmac('sha256', root).update('kitestring keyring id').digest('hex').slice(0, 32)
}
