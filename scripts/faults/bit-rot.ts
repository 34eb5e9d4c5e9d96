// F15: one bit is turned over, in a sealed picture, in a key or in a page of the database, a thousand times. Each time it is found, and nothing that is not whole is given to anybody.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { clock, hours, later } from '../../src/platform/clock.ts'
import { startPostgres } from '../../src/platform/db/launcher.ts'
import { filesBelow } from '../../test/at-rest/scan.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import type { World } from '../../test/world.ts'
import { newFolder } from '../throwaway.ts'
import { count, missing, shareOf, type How, type Play, type Played } from './ground.ts'

export const bitRot: Play = { id: 'F15', what: 'bit rot', play }

type Rot = { flips: number; found: number; served: string[] }

async function play(how: How): Promise<Played> {
  const { world } = await import('../../test/world.ts')
  const w = await world()
  const rot: Record<string, Rot> = {}
  try {
    const { mia, dana, leo } = w
    const shared = await Promise.all(
      [1, 2, 3].map(async (n) => w.shares(mia, dana, { with: [leo], photo: await idPhoto(n, { width: 320, height: 240 }) })),
    )
    const whole = new Map(
      await Promise.all(shared.map(async ({ photo }) => [photo, (await leo.get(`/api/photos/${photo}/card`)).raw] as const)),
    )
    const files = (folder: string, name: RegExp) =>
      filesBelow(folder).filter((file) => name.test(file) && shared.some(({ photo }) => file.includes(photo)))
    rot['sealed pictures'] = await turnedIn(w, files(join(w.folder, 'blobs'), /card$/), whole, shareOf(how, 400))
    how.tell('the pictures are done')
    rot['keys'] = await turnedIn(w, files(w.config.keyringFolder, /./), whole, shareOf(how, 300))
    how.tell('the keys are done')
    rot['one night of looking'] = await turnedBeforeTheNight(w, [
      ...files(join(w.folder, 'blobs'), /card$/),
      ...files(w.config.keyringFolder, /./).slice(0, 1),
    ])
  } finally {
    await w.close()
  }
  rot['pages of the database'] = await turnedInPages(shareOf(how, 300))
  const all = Object.values(rot)
  const [flips, found] = [all.reduce((sum, one) => sum + one.flips, 0), all.reduce((sum, one) => sum + one.found, 0)]
  const served = all.flatMap((one) => one.served)
  return {
    seen: `${count(flips)} bits (${Object.entries(rot)
      .map(([what, one]) => `${one.flips} in ${what}`)
      .join(', ')}): ${count(found)} found, ${served.length} served; what is turned while nobody looks is found by the next night`,
    missed: [...served.slice(0, 10), ...missing({ 'each is found': found === flips })],
  }
}

/** Found: whoever asks for the picture gets an error, and never other bytes. */
async function turnedIn(w: World, files: string[], whole: Map<string, Buffer>, flips: number): Promise<Rot> {
  const rot: Rot = { flips: 0, found: 0, served: [] }
  if (files.length === 0) throw new Error('there is nothing to turn a bit in')
  for (let n = 0; n < flips; n += 1) {
    const file = files[n % files.length] ?? ''
    const sound = readFileSync(file)
    writeFileSync(file, withOneBitTurned(sound))
    w.house.keyring.forget()
    const [photo, bytes] = [...whole].find(([id]) => file.includes(id)) ?? ['', Buffer.alloc(0)]
    const answer = await w.leo.get(`/api/photos/${photo}/card`)
    rot.flips += 1
    if (answer.status >= 400) rot.found += 1
    else if (!answer.raw.equals(bytes)) rot.served.push(`${file}: other bytes were served`)
    else if ((await w.house.keyring.check()).damaged.some((path) => file.endsWith(path))) rot.found += 1 // whose key it is stands there for a restore, and no reader asks
    writeFileSync(file, sound)
  }
  w.house.keyring.forget()
  for (const [photo, bytes] of whole)
    if (!(await w.leo.get(`/api/photos/${photo}/card`)).raw.equals(bytes)) rot.served.push(`${photo} is not whole afterwards`)
  return rot
}

/** A bit in each of these while nobody looks. Found: the next night names them. */
async function turnedBeforeTheNight(w: World, files: string[]): Promise<Rot> {
  const { openWork } = await import('../../src/apps/house.ts')
  const { lastScrubbed, scrub } = await import('../../src/features/photos/scrub.ts')
  const sound = files.map((file) => readFileSync(file))
  for (const [nth, file] of files.entries()) writeFileSync(file, withOneBitTurned(sound[nth] ?? Buffer.alloc(0)))
  const work = await openWork(w.config, w.urls.worker)
  await scrub(work, later(clock.now(), hours(1)))
  await work.close()
  const named = await lastScrubbed(w.config)
  const paths = [...(named?.damagedKeys ?? []), ...(named?.damagedPictures ?? [])]
  for (const [nth, file] of files.entries()) writeFileSync(file, sound[nth] ?? Buffer.alloc(0))
  w.house.keyring.forget()
  return { flips: files.length, found: files.filter((file) => paths.some((path) => file.endsWith(path))).length, served: [] }
}

function withOneBitTurned(bytes: Buffer): Buffer {
  const bit = Math.floor(Math.random() * bytes.length * 8)
  const turned = Buffer.from(bytes)
  turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return turned
}

/** One bit in each of so many pages of a table, while the server is down; then each page is read. Found: the database refuses the page. */
async function turnedInPages(pages: number): Promise<Rot> {
  const folder = newFolder('kitestring-faults-pages')
  let postgres = await startPostgres({ dataFolder: folder })
  const rot: Rot = { flips: pages, found: 0, served: [] }
  try {
    const path = await asked(postgres.url, async (client) => {
      await client.query(
        'create table kept (words text); insert into kept select repeat(md5(n::text), 60) from generate_series(1, 4000) n; ',
      )
      await client.query('vacuum full kept')
      await client.query('checkpoint')
      const { rows } = await client.query<{ path: string; pages: number }>(
        "select pg_relation_filepath('kept') as path, (pg_relation_size('kept') / 8192)::int as pages",
      )
      if ((rows[0]?.pages ?? 0) < pages) throw new Error(`there are ${rows[0]?.pages} pages only`)
      return rows[0]?.path ?? ''
    })
    await postgres.stop()
    const file = join(folder, readdirSync(folder).find((name) => /^postgres-\d+$/.test(name)) ?? '', 'data', path)
    const bytes = readFileSync(file)
    for (let page = 0; page < pages; page += 1) {
      const at = page * 8192 + 24 + Math.floor(Math.random() * 8168)
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(Math.random() * 8)), at)
    }
    const { uid, gid } = statSync(file)
    writeFileSync(file, bytes)
    if (statSync(file).uid !== uid || statSync(file).gid !== gid) throw new Error('the file is another’s now')
    postgres = await startPostgres({ dataFolder: folder })
    await asked(postgres.url, async (client) => {
      for (let page = 0; page < pages; page += 1) {
        const answer = await client
          .query(`select words from kept where ctid >= '(${page},0)' and ctid < '(${page + 1},0)'`)
          .catch((fault: Error & { code?: string }) => fault.code)
        if (answer === 'XX001') rot.found += 1
        else rot.served.push(`page ${page}: ${typeof answer === 'string' ? answer : 'it was read'}`)
      }
    })
    return rot
  } finally {
    await postgres.stop()
  }
}

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
