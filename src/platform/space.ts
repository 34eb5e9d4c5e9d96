// Whether there is still space on the disks. A reserve, kept back while there is plenty, lets people close and erase when there is none. F3, I17
import { randomBytes } from 'node:crypto'
import { stat, statfs, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seconds } from './clock.ts'
import type { Config } from './config.ts'
import { orUndefinedWhenMissing } from './durable-file.ts'
import { log } from './log.ts'

const MiB = 1024 * 1024
/** Below this nothing new is kept: the log of the database, and what is being done already, still fit into it. */
const enough = 256 * MiB
const reserve = { name: 'reserve', bytes: 64 * MiB, neededBelow: 32 * MiB }

/** Why nothing new is kept right now, if so. */
export async function haltedBy(config: Config): Promise<'full' | 'read-only' | undefined> {
  if (config.readOnly) return 'read-only'
  const free = await Promise.all(disksOf(config).map(freeOn))
  return free.some((bytes) => bytes < enough) ? 'full' : undefined
}

/** Where a Kitestring keeps what is its own. */
export function disksOf({ dataFolder, keyringFolder }: Config): readonly string[] {
  return [dataFolder, keyringFolder]
}

/** Keeps a reserve on the disk of each folder: given up when somebody else fills the disk, made again once there is space. */
export async function keepReserves(folders: readonly string[]): Promise<{ stop(): Promise<void> }> {
  const disks = new Map<number, string>()
  for (const folder of folders) disks.set((await stat(folder)).dev, folder)
  let looking = Promise.resolve()
  const look = async () => {
    for (const folder of disks.values()) await lookAt(folder).catch((fault) => log.error('space.look-failed', fault))
  }
  await look()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, seconds(1))
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

async function lookAt(folder: string): Promise<void> {
  const [free, kept] = [await freeOn(folder), await sizeOf(join(folder, reserve.name))]
  if (free < reserve.neededBelow && kept !== undefined) {
    await unlink(join(folder, reserve.name))
    log.warn('space.reserve-given-up')
  } else if (kept === undefined && free > enough + reserve.bytes) {
    await writeFile(join(folder, reserve.name), randomBytes(reserve.bytes), { mode: 0o600 }) // noise: some disks make zeros small
  }
}

/** Bytes that are free on the disk of a folder. */
export async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await orUndefinedWhenMissing(stat(path)))?.size
}
