// Everything of each child as one file, the same that a guardian could take along, read back whole before anything is erased. GOV-12, DEL-8
import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { House } from '../../access/door.ts'
import { zipOf } from '../../features/moves/packing.ts'
import { openFile } from '../../features/moves/read-file.ts'
import { openName } from '../../features/people/names.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { syncFolder, writeDurably } from '../../platform/durable-file.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { openHouse, StartFault } from '../house.ts'
import { keepProgress, type Progress } from './progress.ts'
import type { Owner, Site } from './site.ts'

type Packed = Progress['packed'][number]

/** Every child who is still here anew: what was packed before may be old by now. */
export async function packChildren({ config, owner, urls }: Site, folder: string, before: Progress): Promise<Progress> {
  const house = await openHouse(config, urls)
  try {
    let now = await keepProgress(folder, before) // first: a folder with half a file in it is known again
    for (const name of await readdir(folder)) if (name.endsWith('.zip.part')) await rm(join(folder, name))
    for (const { id } of await childrenHere(owner)) {
      const earlier = now.packed.find(({ child }) => child === id)
      const packed = await packChild(house, owner, folder, id, earlier?.file.match(/^\d+-/)?.[0] ?? numberAfter(now.packed))
      if (earlier && earlier.file !== packed.file) await rm(join(folder, earlier.file), { force: true })
      now = await keepProgress(folder, { ...now, packed: [...now.packed.filter(({ child }) => child !== id), packed] })
    }
    await keepLists(folder, now.packed)
    return now
  } finally {
    await house.close()
  }
}

function childrenHere(owner: Owner): Promise<{ id: PersonId }[]> {
  return owner.rows(`select c.child_id as id from children c
    where not access.is_canary(c.child_id) and not exists (select from erasures e where e.child_id = c.child_id) order by c.child_id`)
}

async function packChild(house: House, owner: Owner, folder: string, child: PersonId, number: string): Promise<Packed> {
  const { name, guardians } = await namesOf(house, owner, child)
  const file = `${number}${fileName(name)}.zip`
  const part = join(folder, `${file}.part`)
  const [packing, session, token] = [newId('proposal'), newId('session'), randomToken()]
  await owner.rows('select access.pack_for_sunset($1, $2, $3, $4)', [child, packing, session, sha256(token)])
  try {
    await writeAll(part, zipOf({ house, viewer: { kind: 'guardian', token }, moveId: packing, child }))
  } finally {
    await owner.rows('select access.end_packing($1, $2)', [packing, session])
  }
  const digest = await readBack(part, await photosOf(owner, child))
  await rename(part, join(folder, file))
  await syncFolder(folder)
  return { child, file, whose: `${name}, with ${guardians.join(' and ')}`, sha256: digest }
}

async function writeAll(path: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of stream) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Every sum in it fits, and no photo is missing; answers the sum of the whole. */
async function readBack(path: string, photos: number): Promise<string> {
  const blob = await openAsBlob(path)
  const { posts } = await openFile(blob)
  const found = posts.reduce((sum, post) => sum + post.photos.length, 0)
  if (found !== photos) throw new StartFault(`${path} holds ${found} photos, and there are ${photos}. Nothing was erased.`)
  const hash = createHash('sha256')
  for await (const piece of blob.stream()) hash.update(piece)
  return hash.digest('hex')
}

async function photosOf(owner: Owner, child: PersonId): Promise<number> {
  const [row] = await owner.rows<{ photos: number }>(
    `select count(*)::integer as photos from photos f join posts p on p.id = f.post_id
      where p.child_id = $1 and not exists (select from receipts r where r.thing_id = p.id)`,
    [child],
  )
  return row?.photos ?? 0
}

type NameRow = { id: PersonId; name_sealed: Buffer; is_child: boolean }

async function namesOf({ keyring }: House, owner: Owner, child: PersonId): Promise<{ name: string; guardians: string[] }> {
  const rows = await owner.rows<NameRow>(
    `select p.id, p.name_sealed, p.id = $1 as is_child from people p
      where p.id = $1 or p.id in (select g.guardian_id from guardianships g where g.child_id = $1 and g.ended_at is null) order by p.id`,
    [child],
  )
  const names = { name: '', guardians: [] as string[] }
  for (const row of rows) {
    const name = await openName(keyring, row.id, row.name_sealed)
    if (row.is_child) names.name = name
    else names.guardians.push(name)
  }
  return names
}

function numberAfter(packed: readonly Packed[]): string {
  const last = Math.max(0, ...packed.map(({ file }) => Number.parseInt(file, 10)))
  return `${String(last + 1).padStart(2, '0')}-`
}

/** A nickname as a name that every disk takes. */
function fileName(name: string): string {
  return name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '') || 'child'
}

async function keepLists(folder: string, packed: readonly Packed[]): Promise<void> {
  const lines = (line: (one: Packed) => string) => Buffer.from(packed.map((one) => `${line(one)}\n`).join(''))
  await writeDurably(
    folder,
    'SHA256SUMS',
    lines(({ file, sha256 }) => `${sha256}  ${file}`),
  )
  await writeDurably(
    folder,
    'whose.txt',
    lines(({ file, whose }) => `${file}: ${whose}`),
  )
}
