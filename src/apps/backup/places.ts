// Where a backup may lie and where copies of the keys may: never one beside the other. Together they are box and key. security.md 5
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { writeDurably } from '../../platform/durable-file.ts'
import { keyringIsApartFrom } from '../../platform/keyring/copies.ts'
import { readFrameHead } from '../../platform/sealed-frames.ts'
import { blobFolder, databaseFile, magic } from './contents.ts'
import { BackupFault } from './fault.ts'

const FILE = 'backups.json'

export type Last = { place: string; at: string }
export type Lasts = { data?: Last; keys?: Last }

/** Where the last ones went, and when. When that cannot be read, nobody knows whether they lie apart. @throws {BackupFault} */
export function lastBackups({ dataFolder }: Config): Lasts {
  const file = join(dataFolder, FILE)
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lasts
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    throw new BackupFault(
      `${file} is damaged, so nothing says any more where the backup and the copies of the keys are. See that they lie apart, remove that file, and make both anew: npm run backup -- <folder>, npm run backup -- keys <other folder>`,
    )
  }
}

export async function rememberBackup(config: Config, last: Lasts): Promise<void> {
  await writeDurably(config.dataFolder, FILE, Buffer.from(JSON.stringify({ ...lastBackups(config), ...last })))
}

export async function refuseForData(config: Config, place: string): Promise<void> {
  refuseUnfit(config, place)
  const keys = lastBackups(config).keys?.place
  if ((keys !== undefined && isBeside(config, keys, place)) || aroundAndIn(place).some(holdsKeys))
    throw new BackupFault(
      `Copies of the keys lie at ${keys ?? place}, on the same stick or disk. Whoever finds it would have the box and its key. Take another one for the backup.`,
    )
  const names = existsSync(place) ? readdirSync(place) : []
  const isOurs = names.every((name) => name === databaseFile || name === blobFolder || name.endsWith('.part'))
  if (!isOurs) throw new BackupFault(`${place} has other things in it. Name a folder of its own, such as ${join(place, 'kitestring')}.`)
}

export async function refuseForKeys(config: Config, place: string): Promise<void> {
  refuseUnfit(config, place)
  const data = lastBackups(config).data?.place
  if ((data !== undefined && isBeside(config, place, data)) || (await anyHoldsData(aroundAndIn(place))))
    throw new BackupFault(
      `The backup lies at ${data ?? place}, on the same stick or disk. Whoever finds it would have the box and its key. Take another one for the keys.`,
    )
}

function refuseUnfit({ dataFolder, keyringFolder, storage }: Config, place: string): void {
  for (const folder of [dataFolder, keyringFolder, ...(storage.kind === 'disk' ? [storage.folder] : [])])
    if (!keyringIsApartFrom(folder, place))
      throw new BackupFault(`${place} and ${folder} lie in one another. Name a folder on another disk or stick.`)
  if (!existsSync(dirname(place)))
    throw new BackupFault(
      `There is no folder ${dirname(place)}. Is the stick plugged in? Look where it appears, such as /media/… , and name that.`,
    )
}

// One in the other; or on one stick or disk that is not the one Kitestring itself is on.
function isBeside({ dataFolder }: Config, keys: string, data: string): boolean {
  if (!keyringIsApartFrom(keys, data)) return true
  const [own, one, other] = [dataFolder, keys, data].map(diskOf)
  return one !== undefined && one === other && one !== own
}

function diskOf(place: string): number | undefined {
  if (existsSync(place)) return statSync(place).dev
  return dirname(place) === place ? undefined : diskOf(dirname(place))
}

/** The place, what lies in it, and each folder above it. */
function aroundAndIn(place: string): string[] {
  const above = relative(sep, resolve(place))
    .split(sep)
    .map((_, at, all) => join(sep, ...all.slice(0, at + 1)))
  const below =
    existsSync(place) && statSync(place).isDirectory() ? readdirSync(place, { withFileTypes: true }).filter((one) => one.isDirectory()) : []
  return [...above, ...below.map(({ name }) => join(place, name))].filter((folder) => existsSync(folder) && statSync(folder).isDirectory())
}

function holdsKeys(folder: string): boolean {
  return namesIn(folder).some((name) => name === 'root.key' || /^keyring-\d{8}T\d{6}Z/.test(name))
}

async function anyHoldsData(folders: readonly string[]): Promise<boolean> {
  for (const folder of folders)
    if (
      namesIn(folder).includes(databaseFile) &&
      statSync(join(folder, databaseFile)).isFile() &&
      (await readFrameHead(join(folder, databaseFile), magic))
    )
      return true
  return false
}

// A folder that is nobody's to look into holds nothing of ours.
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
