// One key in one small file: where it lies, what is in it, and how to tell a whole one from a wiped or damaged one.
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SealBroken, boundTo, keyFrom, open, seal } from '../crypto.ts'
import { createDurably, filesBelow, orUndefinedWhenMissing, wipeDurably } from '../durable-file.ts'
import { isId } from '../ids.ts'
import { KeyringFault } from './root.ts'

export const KINDS = ['person', 'photo', 'post', 'reply', 'form', 'hold'] as const
export type KeyKind = (typeof KINDS)[number]
export type KeyFile = { kind: KeyKind; id: string; owner: string }
export type Stored = { owner: string; sealed: Buffer } | 'wiped' | 'damaged'

// A key file is: mark, id of the person it belongs to (16 bytes), sealed key. A wiped one has the other mark and noise.
const MARK = Buffer.from('KSK1')
const WIPED = Buffer.from('GONE')
const OWNER_BYTES = 16

export function pathOf(kind: KeyKind, id: string): string {
  if (!isId(id)) throw new TypeError(`not an id: ${JSON.stringify(id)}`)
  return `${kind}/${id.slice(0, 2)}/${id}`
}

/** Never replaces a key that is there. */
export async function createKeyFile(folder: string, file: KeyFile, key: KeyObject, wrapping: KeyObject): Promise<void> {
  const owner = Buffer.from(file.owner.replaceAll('-', ''), 'hex')
  const bytes = Buffer.concat([MARK, owner, seal(wrapping, key.export(), placeOf(file))])
  await createDurably(folder, pathOf(file.kind, file.id), bytes)
}

/** Undefined when it was destroyed or never made. Anything else that stands in the way is thrown. */
export async function readKeyFile(folder: string, file: KeyFile, wrapping: KeyObject): Promise<KeyObject | undefined> {
  const bytes = await orUndefinedWhenMissing(readFile(join(folder, pathOf(file.kind, file.id))))
  const stored = bytes === undefined ? 'wiped' : parseKeyFile(bytes)
  if (stored === 'wiped') return undefined
  if (stored === 'damaged') throw new KeyringFault(`the key file of ${file.kind} ${file.id} is damaged`)
  return unwrap(stored.sealed, file, wrapping)
}

export function unwrap(sealed: Buffer, file: KeyFile, wrapping: KeyObject): KeyObject {
  try {
    return keyFrom(open(wrapping, sealed, placeOf(file)))
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    throw new KeyringFault(`the key file of ${file.kind} ${file.id} does not open for its owner`, { cause: error })
  }
}

export async function wipeKeyFile(folder: string, path: string): Promise<void> {
  await wipeDurably(folder, path, WIPED)
}

/** Every key file's path, kind by kind; persons first. */
export async function* keyFiles(folder: string): AsyncGenerator<{ kind: KeyKind; path: string }> {
  for (const kind of KINDS) {
    for await (const below of filesBelow(join(folder, kind))) yield { kind, path: `${kind}/${below}` }
  }
}

export async function* idsOf(folder: string, kind: KeyKind): AsyncGenerator<string> {
  for await (const path of filesBelow(join(folder, kind))) yield path.slice(path.lastIndexOf('/') + 1)
}

export function parseKeyFile(bytes: Buffer): Stored {
  if (bytes.subarray(0, WIPED.length).equals(WIPED)) return 'wiped'
  if (!bytes.subarray(0, MARK.length).equals(MARK)) return 'damaged'
  const owner = bytes.toString('hex', MARK.length, MARK.length + OWNER_BYTES)
  const id = owner.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return isId(id) ? { owner: id, sealed: bytes.subarray(MARK.length + OWNER_BYTES) } : 'damaged'
}

/** A person's key, that of a form by somebody who is nobody here yet, and that of a hold, which outlives who it is about, belong to no other key than the root. */
export function isOwnOwner(kind: KeyKind): boolean {
  return kind === 'person' || kind === 'form' || kind === 'hold'
}

// Bound to its kind, its own id, its owner and the key around it: swapping two files opens nothing.
function placeOf(file: KeyFile): Buffer {
  return boundTo({ table: 'keyring', row: file.id, owner: file.owner, variant: file.kind, keyId: wrappedBy(file) })
}

function wrappedBy(file: KeyFile): string {
  return isOwnOwner(file.kind) ? 'root' : file.owner
}
