// Sealed photos in a folder: whole or not at all, even when the power fails in the middle.
import { readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { clock } from '../clock.ts'
import { filesBelow, makeFolder, orUndefinedWhenMissing, sweepTemporary, syncFoldersAbove, writeDurably } from '../durable-file.ts'
import { type Storage, assertStorageKey } from './storage.ts'

export async function openDisk(folder: string): Promise<Storage> {
  await makeFolder(folder)
  await sweepTemporary(folder, clock.now())
  return {
    async put(key, bytes) {
      assertStorageKey(key)
      await writeDurably(folder, key, bytes)
    },
    async get(key) {
      assertStorageKey(key)
      return orUndefinedWhenMissing(readFile(join(folder, key)))
    },
    // Not overwritten: these are sealed bytes whose key the keyring destroys.
    async destroy(key) {
      assertStorageKey(key)
      await orUndefinedWhenMissing(unlink(join(folder, key)))
      await orUndefinedWhenMissing(syncFoldersAbove(folder, key))
    },
    keys: () => filesBelow(folder),
  }
}
