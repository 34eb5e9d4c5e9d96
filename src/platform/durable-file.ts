// Writing and wiping files so that a power cut leaves either the whole file or none, and what was wiped stays wiped.
import { constants } from 'node:fs'
import { type FileHandle, link, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname, join, sep } from 'node:path'
import { minutes } from './clock.ts'

const TEMPORARY = /\.[0-9a-f]{16}\.part$/

/** Puts the file in place of any earlier one. Returns once it would survive a power cut. */
export async function writeDurably(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = await writeTemporary(root, path, bytes)
  await rename(temporary, join(root, path))
  await syncFoldersAbove(root, path)
}

/** As writeDurably, but never replaces: answers 'exists' when another was first. */
export async function createDurably(root: string, path: string, bytes: Uint8Array): Promise<'created' | 'exists'> {
  const temporary = await writeTemporary(root, path, bytes)
  const outcome = await linkOrExists(temporary, join(root, path))
  await unlink(temporary)
  await syncFoldersAbove(root, path)
  return outcome
}

/** Adds a line at the end of the file. What an interrupted addition left behind the last line break goes first. */
export async function appendDurably(root: string, path: string, line: Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true, mode: 0o700 })
  const file = await open(join(root, path), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
  try {
    const end = (await file.readFile()).lastIndexOf('\n') + 1
    await file.truncate(end)
    await file.write(line, 0, line.length, end)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFoldersAbove(root, path)
}

/** Overwrites the file where it lies, then removes it. A file that is not there is already wiped. */
export async function wipeDurably(root: string, path: string, mark: Uint8Array = Buffer.alloc(0)): Promise<void> {
  const file = await orUndefinedWhenMissing(open(join(root, path), constants.O_RDWR | constants.O_NOFOLLOW))
  if (file !== undefined) {
    await overwrite(file, mark)
    await orUndefinedWhenMissing(unlink(join(root, path)))
  }
  await orUndefinedWhenMissing(syncFolder(dirname(join(root, path)))) // an earlier, interrupted wipe is made durable too
}

/** Every finished file below the folder, as paths with forward slashes; leftovers of interrupted writes are left out. */
export async function* filesBelow(root: string): AsyncGenerator<string> {
  for await (const path of everyFile(root, '')) if (!TEMPORARY.test(path)) yield path
}

/** Wipes what interrupted writes left behind. A young one may still be in another process's hands, so it stays. */
export async function sweepTemporary(root: string, now: number, olderThan = minutes(10)): Promise<number> {
  let swept = 0
  for await (const path of everyFile(root, '')) {
    if (!TEMPORARY.test(path)) continue
    const status = await orUndefinedWhenMissing(lstat(join(root, path)))
    if (status === undefined || now - status.mtimeMs < olderThan) continue
    await unlink(join(root, path)) // not overwritten: it may be a second name of a finished file
    swept += 1
  }
  return swept
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await syncFolder(folder)
  await syncFolder(dirname(folder))
}

export async function orUndefinedWhenMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function writeTemporary(root: string, path: string, bytes: Uint8Array): Promise<string> {
  const temporary = `${join(root, path)}.${randomBytes(8).toString('hex')}.part`
  await mkdir(dirname(temporary), { recursive: true, mode: 0o700 })
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}

async function linkOrExists(from: string, to: string): Promise<'created' | 'exists'> {
  try {
    await link(from, to)
    return 'created'
  } catch (error) {
    if (isCode(error, 'EEXIST')) return 'exists'
    throw error
  }
}

async function overwrite(file: FileHandle, mark: Uint8Array): Promise<void> {
  try {
    const { size } = await file.stat()
    const noise = randomBytes(size)
    noise.set(mark.subarray(0, size))
    await file.write(noise, 0, size, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

// Each folder on the way down is synced: another process may have made it a moment ago and not got to that.
export async function syncFoldersAbove(root: string, path: string): Promise<void> {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) await syncFolder(join(root, folder))
  await syncFolder(root)
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* everyFile(root: string, below: string): AsyncGenerator<string> {
  const entries = (await orUndefinedWhenMissing(readdir(join(root, below), { withFileTypes: true }))) ?? []
  for (const entry of entries) {
    const path = below === '' ? entry.name : join(below, entry.name)
    if (entry.isDirectory()) yield* everyFile(root, path)
    else yield path.split(sep).join('/')
  }
}
