// Looks each night whether every key and every picture still opens: a bit that turned on a disk is found while a backup still has what lay there. F15
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Work } from '../../access/work.ts'
import { clock, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { sql } from '../../platform/db/sql.ts'
import { orUndefinedWhenMissing, writeDurably } from '../../platform/durable-file.ts'
import { parseId, type PhotoId } from '../../platform/ids.ts'
import { log } from '../../platform/log.ts'
import { opensWhole, renditionNames, storageKey, type PhotoKeyName } from './sealed.ts'

/** When it ended, how much it looked at, and what no longer opens, as paths. `next`: the night was over before this photo; the next begins with it. */
export type Scrubbed = { at: string; pictures: number; keys: number; damagedKeys: string[]; damagedPictures: string[]; next?: PhotoId }

const FILE = 'scrubbed.json'
const first = '00000000-0000-0000-0000-000000000000' as PhotoId
const together = 200 // photos whose rows are fetched at once

/** Undefined before the first night. */
export async function lastScrubbed({ dataFolder }: Config): Promise<Scrubbed | undefined> {
  const bytes = await orUndefinedWhenMissing(readFile(join(dataFolder, FILE), 'utf8'))
  try {
    return bytes === undefined ? undefined : (JSON.parse(bytes) as Scrubbed)
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined // the next night writes it anew
    throw fault
  }
}

/** One picture after another, so that nobody waits for it. Trouble at the store is no damage: it ends the look, which is tried again. */
export async function scrub(work: Work, until: Instant): Promise<void> {
  await work.keyring.tidy(clock.now())
  const { sound, damaged } = await work.keyring.check()
  const earlier = await lastScrubbed(work.config)
  let from = earlier?.next ?? first
  let pictures = 0
  const suspects = earlier?.next === undefined ? [] : earlier.damagedPictures.map(photoOf) // one look may take several nights
  for (;;) {
    const photos = await work.worker.asWorker((db) =>
      db.rows<PhotoKeyName>(sql`select id, child_id from photos where id >= ${from} order by id limit ${together + 1}`),
    )
    for (const photo of photos.slice(0, together)) {
      pictures += renditionNames.length
      if ((await damagedOf(work, photo)).length > 0) suspects.push(photo.id)
    }
    const next = photos[together]?.id
    if (next !== undefined && clock.now() < until) {
      from = next
      continue
    }
    const damagedPictures = await stillDamaged(work, suspects)
    for (const path of [...damaged, ...damagedPictures].slice(0, 100)) log.warn('scrub.damaged', { path })
    log.info('scrub.done', { damaged: damaged.length + damagedPictures.length })
    const found: Scrubbed = {
      at: new Date(clock.now()).toISOString(),
      pictures,
      keys: sound + damaged.length,
      damagedKeys: damaged,
      damagedPictures,
      ...(next !== undefined && { next }),
    }
    await writeDurably(work.config.dataFolder, FILE, Buffer.from(JSON.stringify(found)))
    return
  }
}

function photoOf(path: string): PhotoId {
  return parseId('photo', path.split('/')[2])
}

async function damagedOf({ keyring, storage }: Work, photo: PhotoKeyName): Promise<string[]> {
  const damaged: string[] = []
  for (const name of renditionNames) if (!(await opensWhole(keyring, storage, photo, name))) damaged.push(storageKey(photo.id, name))
  return damaged
}

// What was erased while it was looked at opens no more either, as it must.
async function stillDamaged(work: Work, suspects: PhotoId[]): Promise<string[]> {
  const left = await work.worker.asWorker((db) =>
    db.rows<PhotoKeyName>(sql`
    select p.id, p.child_id from photos p where p.id = any (${suspects}::uuid[])
      and not exists (select from receipts r where r.thing_id in (p.id, p.post_id)) and not exists (select from erasures e where e.child_id = p.child_id)`),
  )
  const paths: string[] = []
  for (const photo of left) paths.push(...(await damagedOf(work, photo)))
  return paths
}
