// What the tests of files that leave and come in have in common: asking, fetching, opening, and a whole import as the screen does it.
import type { House } from '../../src/access/door.ts'
import type { BegunMove, BroughtPost } from '../../src/features/moves/contract.ts'
import { joinPost } from '../../src/features/moves/one-post.ts'
import { zipOf } from '../../src/features/moves/packing.ts'
import { openFile } from '../../src/features/moves/read-file.ts'
import { parseId } from '../../src/platform/ids.ts'
import { viewerOf } from '../access/looking.ts'
import { good, type Answer, type Person } from '../world.ts'

export async function asksToMove(guardian: Person, child: Person, what: 'export' | 'import'): Promise<BegunMove> {
  const freshCheckId = await guardian.fresh(`${what}.make`, child.id)
  return good(guardian.post<BegunMove>(`/api/children/${child.id}/${what}s`, { freshCheckId }))
}

export async function takes(guardian: Person, move: string): Promise<Buffer> {
  const answer = await guardian.post(`/api/exports/${move}/file`, { freshCheckId: await guardian.fresh('export.take', move) })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.raw}`)
  return answer.raw
}

/** As `takes`, from a house of which one part is watched; and what became of it. */
export async function takesWith(house: House, guardian: Person, move: string, child: string): Promise<{ bytes: Buffer; fault: string }> {
  const pieces: Uint8Array[] = []
  const stream = zipOf({ house, viewer: viewerOf(guardian), moveId: move, child: parseId('person', child) })
  const fault = await (async () => {
    for await (const piece of stream) pieces.push(piece)
  })().then(
    () => 'none',
    (fault: unknown) => (fault instanceof Error ? fault.message : 'odd'),
  )
  return { bytes: Buffer.concat(pieces), fault }
}

/** A ZIP ends with its list; one that was broken off has none. */
export function whole(zip: Buffer): boolean {
  return zip.length > 22 && zip.readUInt32LE(zip.length - 22) === 0x06054b50
}

/** The parts of a file by name, as it lists them at its end. */
export function opened(zip: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  let at = zip.readUInt32LE(zip.length - 6)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, length, begins] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const start = begins + 30 + length
    parts.set(zip.toString('utf8', at + 46, at + 46 + length), zip.subarray(start, start + size))
    at += 46 + length
  }
  return parts
}

/** All of a file, one post after the other, and what of it is kept together. */
export async function brings(guardian: Person, move: string, zip: Buffer): Promise<Answer<BroughtPost & { code?: string }>[]> {
  const { posts, collections, photosOf } = await openFile(new Blob([new Uint8Array(zip)]))
  const answers = []
  for (const post of posts) {
    const body = Buffer.from(await joinPost(post, await photosOf(post)).arrayBuffer())
    answers.push(await guardian.post<BroughtPost & { code?: string }>(`/api/imports/${move}/posts`, body))
  }
  for (const { posts: places, ...look } of collections)
    await guardian.post(`/api/imports/${move}/collections`, { ...look, posts: places.map((place) => posts[place]) })
  return answers
}
