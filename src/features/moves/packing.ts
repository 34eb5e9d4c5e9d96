// The file itself: made while it is sent, one photo in memory at a time, and nothing of it ever lies on this machine. DEL-8
import { createHash } from 'node:crypto'
import { makeZip } from 'client-zip'
import type { Viewer } from '../../access/as-viewer.ts'
import type { House } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId, PhotoId } from '../../platform/ids.ts'
import { KeyGone } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import { openRendition } from '../photos/sealed.ts'
import { gatherWorld, type PackedPhoto } from './gather.ts'
import { viewerPage } from './viewer.ts'

export type Taking = { house: House; viewer: Viewer; moveId: string; child: PersonId }
type Piece = { name: string; input: Uint8Array; lastModified: Date }

export function zipOf(taking: Taking): ReadableStream<Uint8Array> {
  return makeZip(piecesOf(taking))
}

type PhotoRow = { id: PhotoId; asked_at: Date; width: number; height: number }

async function* piecesOf(taking: Taking): AsyncGenerator<Piece> {
  const { house, child } = taking
  const now = new Date(house.clock.now())
  const sums = new Map<string, string>()
  const packed = new Map<string, PackedPhoto>()
  function* summed(name: string, input: Uint8Array, lastModified: Date): Generator<Piece> {
    if (sums.has(name)) return // the very same photo, asked for twice on one day
    sums.set(name, sumOf(input))
    yield { name, input, lastModified }
  }
  for (const { id, asked_at, width, height } of await photosOf(taking)) {
    const bytes = await photoNow(taking, id)
    if (!bytes) continue
    const sha256 = sumOf(bytes)
    const file = `photos/${asked_at.toISOString().slice(0, 10)}-${sha256.slice(0, 16)}.webp`
    packed.set(id, { file, sha256, width, height })
    yield* summed(file, bytes, asked_at)
  }
  const world = await asTaker(taking, (db) => gatherWorld(db, house.keyring, child, packed, house.clock.now()))
  yield* summed('world.json', Buffer.from(`${JSON.stringify(world, null, 2)}\n`), now)
  yield* summed('index.html', Buffer.from(viewerPage(world)), now)
  yield { name: 'SHA256SUMS', input: Buffer.from([...sums].map(([name, sum]) => `${sum}  ${name}\n`).join('')), lastModified: now }
}

/** Each step asks again: whose guardianship or session has ended, or whose day is over, gets nothing more. */
function asTaker<T>({ house, viewer, moveId }: Taking, read: (db: Db) => Promise<T>): Promise<T> {
  return house.room.asViewer(viewer, 'read', async (db) => {
    const move = await db.one(sql`select from access.my_moves() where move_id = ${moveId} and what = 'export-child'`)
    return move ? read(db) : refuse('not-found')
  })
}

function photosOf(taking: Taking): Promise<PhotoRow[]> {
  return asTaker(taking, (db) =>
    db.rows<PhotoRow>(sql`
      select f.id, p.asked_at, f.width, f.height from photos f join posts p on p.id = f.post_id
      where p.child_id = ${taking.child} order by p.asked_at, p.id, f.position`),
  )
}

/** The largest size there is. Undefined: it was taken back meanwhile, and is not in the file. */
async function photoNow(taking: Taking, id: PhotoId): Promise<Buffer | undefined> {
  const { house, child } = taking
  if (!(await isSeen(taking, id))) return undefined
  const bytes = await openRendition(house.keyring, house.storage, { id, child_id: child }, 'screen').catch(orUndefinedWhenGone)
  if (!bytes && (await isSeen(taking, id))) throw new Error('a rendition is missing from the store') // half a world is no whole one
  return bytes
}

function isSeen(taking: Taking, id: PhotoId): Promise<boolean> {
  return asTaker(taking, async (db) => Boolean(await db.one(sql`select from access.rendition(${id}, 'screen')`)))
}

function orUndefinedWhenGone(fault: unknown): undefined {
  if (fault instanceof KeyGone) return undefined
  throw fault
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
