// What stands at this moment, by ids alone: who guards whom, who is connected. It lies beside the keys, because it must be newer than any backup: a restore lets nothing stand
// that does not stand here. It counts only where it was written: in a copy of the folder it is as old as the copy, and so it says nothing there. Decision 0050
import type { KeyObject } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SealBroken, boundTo, open, seal } from '../crypto.ts'
import { orUndefinedWhenMissing, writeDurably } from '../durable-file.ts'
import { ROOT_FILE, type Root, deriveKey } from './root.ts'

const FILE = 'standing'

export type Standing = { guardianships: readonly string[]; connections: readonly string[] }
type Source = { folder: string; root: Root }

export async function keepStanding(source: Source, { guardianships, connections }: Standing): Promise<void> {
  const text = JSON.stringify({ place: await placeOf(source.folder), guardianships, connections })
  await writeDurably(source.folder, FILE, seal(deriveKey(source.root, 'standing'), Buffer.from(text), boundToRoot(source.root)))
}

/** Undefined when there is none, when it does not open, and when it was written in another place: then nobody knows what has ended. */
export async function readStanding(source: Source): Promise<Standing | undefined> {
  const sealed = await orUndefinedWhenMissing(readFile(join(source.folder, FILE)))
  const text = sealed && openOrUndefined(deriveKey(source.root, 'standing'), sealed, boundToRoot(source.root))
  if (!text) return undefined
  const { place, guardianships, connections } = JSON.parse(text.toString()) as Standing & { place: string }
  return place === (await placeOf(source.folder)) ? { guardianships, connections } : undefined
}

// Which file on its disk the root key is, and since when: `mv` keeps both, and no program that copies files can.
async function placeOf(folder: string): Promise<string> {
  const { ino, birthtimeNs } = await stat(join(folder, ROOT_FILE), { bigint: true })
  return `${ino} ${birthtimeNs}`
}

function openOrUndefined(key: KeyObject, sealed: Buffer, place: Buffer): Buffer | undefined {
  try {
    return open(key, sealed, place)
  } catch (fault) {
    if (fault instanceof SealBroken) return undefined
    throw fault
  }
}

function boundToRoot({ id }: Root): Buffer {
  return boundTo({ table: 'keyring', row: FILE, owner: id, variant: 'standing', keyId: 'root' })
}
