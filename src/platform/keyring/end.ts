// The end of a keyring: the root key first, so that nothing opens from then on, then every other key where it lies. GOV-12
import { rm, rmdir } from 'node:fs/promises'
import { filesBelow, orUndefinedWhenMissing, wipeDurably } from '../durable-file.ts'
import { wipeKeyFile, keyFiles } from './key-file.ts'
import { ROOT_FILE } from './root.ts'

/** May run twice. The folder itself stays when it is a disk of its own. */
export async function endKeyring(folder: string): Promise<void> {
  await wipeDurably(folder, ROOT_FILE)
  for await (const { path } of keyFiles(folder)) await wipeKeyFile(folder, path)
  for await (const path of filesBelow(folder)) await rm(`${folder}/${path}`)
  await emptyFolder(folder)
}

export async function countKeys(folder: string): Promise<number> {
  let keys = 0
  for await (const _key of keyFiles(folder)) keys += 1
  return keys
}

async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => orUndefinedWhenMissing(rmdir(folder)))
}
