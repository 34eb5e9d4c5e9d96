// Copies of the keyring: a backup with its own seal, which ends after 30 days at the latest, so that erased stays erased.
import { createHmac } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type Instant, days, instant } from '../clock.ts'
import { isSame, sha256 } from '../crypto.ts'
import { filesBelow, makeFolder, orUndefinedWhenMissing, syncFolder, wipeDurably } from '../durable-file.ts'
import { keyFiles, parseKeyFile } from './key-file.ts'
import { ROOT_FILE, type Root } from './root.ts'

const MANIFEST = 'MANIFEST' // readable by `sha256sum --check`
const MANIFEST_SEAL = 'MANIFEST.seal'
const NAME = /^keyring-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(\.unfinished)?$/
const LONGEST_LIFE = 30 // days; what guardians are promised. DEL-3

/** Answers the folder of the finished copy. */
export async function copyKeyring(source: { folder: string; root: Root }, to: string, now: Instant): Promise<string> {
  const name = `keyring-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`
  const unfinished = join(to, `${name}.unfinished`)
  await makeFolder(to)
  await mkdir(unfinished, { mode: 0o700 })
  const lines: string[] = [await copyFile(source.folder, unfinished, ROOT_FILE)]
  // The keys of signed forms are in no copy: what they seal lives two weeks at most, and is gone once it was looked at. CON-3
  for await (const { kind, path } of keyFiles(source.folder))
    if (kind !== 'form') lines.push(await copyFile(source.folder, unfinished, path))
  const manifest = lines.join('')
  await write(unfinished, MANIFEST, Buffer.from(manifest))
  await write(unfinished, MANIFEST_SEAL, Buffer.from(`${sealOf(source.root, manifest)}\n`))
  await syncTree(unfinished)
  await rename(unfinished, join(to, name))
  await syncFolder(to)
  return join(to, name)
}

/** What is wrong with a copy, as sentences; an empty list says it is whole and was made by this keyring. */
export async function checkCopy(copy: string, root: Root): Promise<string[]> {
  const manifest = (await orUndefinedWhenMissing(readFile(join(copy, MANIFEST))))?.toString()
  const seal = (await orUndefinedWhenMissing(readFile(join(copy, MANIFEST_SEAL))))?.toString()
  if (manifest === undefined || seal === undefined || !isSame(seal.trim(), sealOf(root, manifest)))
    return ['the list of files is missing, altered, or of another keyring']
  const listed = new Map(manifest.split('\n').map((line) => [line.slice(66), line.slice(0, 64)]))
  const faults: string[] = []
  for await (const path of filesBelow(copy)) {
    if (path === MANIFEST || path === MANIFEST_SEAL) continue
    if (listed.get(path) !== sha256(await readFile(join(copy, path))).toString('hex'))
      faults.push(`${path} is altered or does not belong here`)
    listed.delete(path)
  }
  return [...faults, ...[...listed.keys()].filter((path) => path !== '').map((path) => `${path} is missing`)]
}

/** Wipes copies older than the given days, finished or not. Answers their names. */
export async function pruneCopies(folder: string, now: Instant, keepDays = LONGEST_LIFE): Promise<string[]> {
  if (!(keepDays >= 0 && keepDays <= LONGEST_LIFE)) throw new RangeError(`copies of the keyring live ${LONGEST_LIFE} days at most`)
  const names = await orUndefinedWhenMissing(readdir(folder))
  if (names === undefined) return []
  const old = names.filter((name) => madeAt(name) < now - days(keepDays))
  for (const name of old) {
    for await (const path of filesBelow(join(folder, name))) await wipeDurably(join(folder, name), path)
    await rm(join(folder, name), { recursive: true })
  }
  await syncFolder(folder)
  return old
}

/** The newest finished copy in a folder of copies, or the folder itself when it is one. */
export async function newestCopy(folder: string): Promise<string | undefined> {
  if (Number.isFinite(madeAt(basename(folder)))) return folder
  const names = (await orUndefinedWhenMissing(readdir(folder))) ?? []
  const newest = names
    .filter((name) => Number.isFinite(madeAt(name)) && !name.endsWith('.unfinished'))
    .sort()
    .at(-1)
  return newest === undefined ? undefined : join(folder, newest)
}

/** When it was made, as its name says. */
export function copyMadeAt(copy: string): Instant {
  return instant(madeAt(basename(copy)))
}

/** The keys of a copy, put into a folder that has none. A stick may not know who may read what: here nobody else can. */
export async function bringCopyBack(copy: string, folder: string): Promise<void> {
  await makeFolder(folder)
  for await (const path of filesBelow(copy))
    if (path !== MANIFEST && path !== MANIFEST_SEAL) await write(folder, path, await readFile(join(copy, path)))
  await syncTree(folder)
}

/** False when one lies in the other: a thief of that backup would have the locked box and its key. */
export function keyringIsApartFrom(keyringCopies: string, dataCopies: string): boolean {
  return leadsAside(keyringCopies, dataCopies) && leadsAside(dataCopies, keyringCopies)
}

function leadsAside(from: string, to: string): boolean {
  return relative(resolve(from), resolve(to)).startsWith(`..${sep}`)
}

// A name that is not a copy's is never old: what we did not make, we do not touch.
function madeAt(name: string): number {
  const found = NAME.exec(name)
  if (found === null) return Number.POSITIVE_INFINITY
  const [, year, month, day, hour, minute, second] = found
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

// A key destroyed while the copy is made is left out of it.
async function copyFile(from: string, to: string, path: string): Promise<string> {
  const bytes = await orUndefinedWhenMissing(readFile(join(from, path)))
  if (bytes === undefined || parseKeyFile(bytes) === 'wiped') return ''
  await write(to, path, bytes)
  return `${sha256(bytes).toString('hex')}  ${path}\n`
}

async function write(folder: string, path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
  await writeFile(join(folder, path), bytes, { mode: 0o600, flush: true })
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncTree(join(folder, entry.name))
  }
  await syncFolder(folder)
}

function sealOf(root: Root, manifest: string): string {
  return createHmac('sha256', root.key).update('kitestring keyring copy\n').update(manifest).digest('hex')
}
