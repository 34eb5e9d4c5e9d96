// The sealed photos of a backup: one that is there already is not written again, one that ended on the site goes from here too. DEL-3
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../platform/crypto.ts'
import { filesBelow, orUndefinedWhenMissing, wipeDurably, writeDurably } from '../../platform/durable-file.ts'
import { assertStorageKey, type Storage } from '../../platform/storage/storage.ts'
import { BackupFault } from './fault.ts'
import type { Blob } from './contents.ts'

export type Copied = { blobs: Blob[]; added: number }

/** `before`: what the former backup says of its own. Whatever is written is read back. */
export async function copyBlobs(
  storage: Storage,
  folder: string,
  before: ReadonlyMap<string, Blob>,
  tell: (copied: number) => void,
): Promise<Copied> {
  const copied: Copied = { blobs: [], added: 0 }
  for await (const key of storage.keys()) {
    assertStorageKey(key)
    if (key.startsWith('forms/')) continue // their keys are in no copy. CON-3
    const earlier = before.get(key)
    if (earlier && (await sizeOf(join(folder, key))) === earlier[1]) {
      copied.blobs.push(earlier)
      continue
    }
    const bytes = await storage.get(key)
    if (!bytes) continue // erased a moment ago
    await writeDurably(folder, key, bytes)
    const blob: Blob = [key, bytes.length, sha256(bytes).toString('hex')]
    if (await faultOf(folder, blob))
      throw new BackupFault(`${join(folder, key)} does not read as it was written. Use another stick or disk.`)
    copied.blobs.push(blob)
    copied.added += 1
    tell(copied.added)
  }
  return copied
}

/** What is wrong with one that is kept, as a word. */
export async function faultOf(folder: string, [key, , hash]: Blob): Promise<'missing' | 'damaged' | undefined> {
  const bytes = await orUndefinedWhenMissing(readFile(join(folder, key)))
  if (!bytes) return 'missing'
  return sha256(bytes).toString('hex') === hash ? undefined : 'damaged'
}

/** Only what this backup does not name; called once it is in place. Answers how many went. */
export async function dropOthers(folder: string, blobs: readonly Blob[]): Promise<number> {
  const named = new Set(blobs.map(([key]) => key))
  let gone = 0
  for await (const key of filesBelow(folder)) {
    if (named.has(key)) continue
    await wipeDurably(folder, key)
    gone += 1
  }
  return gone
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await orUndefinedWhenMissing(stat(path)))?.size
}
