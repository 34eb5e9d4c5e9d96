// The root key: the one key that opens every person's key, in a file of its own, outside the database.
import { type KeyObject, createHmac, randomBytes } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSame, keyFrom, sha256 } from '../crypto.ts'
import { createDurably, orUndefinedWhenMissing } from '../durable-file.ts'

export const ROOT_FILE = 'root.key'
const FORMAT = 'kitestring-root 1'

export type Root = { key: KeyObject; id: string }

/** The keyring is missing, damaged or not this instance's. The server does not start. */
export class KeyringFault extends Error {
  override name = 'KeyringFault'
}

export async function readRoot(folder: string): Promise<Root | undefined> {
  const text = await orUndefinedWhenMissing(readFile(join(folder, ROOT_FILE), 'utf8'))
  if (text === undefined) return undefined
  const mode = (await lstat(join(folder, ROOT_FILE))).mode
  if ((mode & 0o077) !== 0) {
    throw new KeyringFault(`others can read ${ROOT_FILE} in ${folder}: run chmod 600 on it, and make a new instance if somebody did`)
  }
  return rootFrom(text, folder)
}

/** Never replaces a root key that is there: another process may have made it a moment ago. */
export async function makeRoot(folder: string, bytes: Buffer = randomBytes(32)): Promise<'created' | 'exists'> {
  const lines = `${FORMAT}\nid ${idOf(bytes)}\nkey ${bytes.toString('base64url')}\n`
  bytes.fill(0)
  return createDurably(folder, ROOT_FILE, Buffer.from(`${lines}sum ${sumOf(lines)}\n`))
}

/** Public: the database remembers it, so that a wrong keyring is noticed before anything is written with it. */
function idOf(root: Uint8Array): string {
  return createHmac('sha256', root).update('kitestring keyring id').digest('hex').slice(0, 32)
}

function rootFrom(text: string, folder: string): Root {
  const found = /^(kitestring-root 1\nid ([0-9a-f]{32})\nkey ([\w-]{43})\n)sum ([0-9a-f]{16})\n$/.exec(text)
  const [, lines = '', id = '', key = '', sum = ''] = found ?? []
  if (found === null || !isSame(sum, sumOf(lines))) {
    throw new KeyringFault(`${ROOT_FILE} in ${folder} is damaged: bring it back from the keyring's backup or the recovery code`)
  }
  const bytes = Buffer.from(key, 'base64url')
  if (idOf(bytes) !== id) throw new KeyringFault(`${ROOT_FILE} in ${folder} does not fit its own id`)
  return { key: keyFrom(bytes), id }
}

function sumOf(lines: string): string {
  return sha256(lines).toString('hex').slice(0, 16)
}
