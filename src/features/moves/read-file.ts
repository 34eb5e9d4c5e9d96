// Opens a file that a Kitestring made, on the guardian's own device, before a byte of it is sent. It reads that one form and no other: nothing is
// unpacked, so that no file grows; no name leads anywhere; every byte belongs to one part; and every sum must fit. The server checks all of it again. DEL-8
import type { refusals } from './contract.ts'
import type { AlbumCollection, AlbumPost } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Entry = { name: string; start: number; size: number }
type Entries = ReadonlyMap<string, Entry>

export type FileRefusal = Extract<keyof typeof refusals, 'import.not-ours' | 'import.changed' | 'import.newer'>
export class FileFault extends Error {
  override name = 'FileFault'
  code: FileRefusal
  constructor(code: FileRefusal) {
    super(code)
    this.code = code
  }
}

/** `growsUpOn`: as it was said where the file was made. It is shown to the guardian and never taken in by itself. DEL-10 */
export type OpenedFile = {
  posts: AlbumPost[]
  collections: AlbumCollection[]
  growsUpOn: string | null
  photosOf(post: AlbumPost): Promise<Bytes[]>
}

export async function openFile(file: Blob): Promise<OpenedFile> {
  const entries = await entriesOf(file)
  await checkSums(file, entries)
  const world = await jsonOf(file, entries, 'world.json')
  const posts = albumIn(world)
  for (const { photos } of posts) for (const photo of photos) if (!entries.has(photo.file)) fail('import.not-ours')
  return {
    posts,
    collections: collectionsIn(world, posts.length),
    growsUpOn: monthIn(world),
    photosOf: ({ photos }) => Promise.all(photos.map((photo) => bytesOf(file, entries, photo.file))),
  }
}

const parts: [RegExp, most: number][] = [
  [/^photos\/\d{4}-\d\d-\d\d-[0-9a-f]{16}\.webp$/, 8_000_000],
  [/^(world\.json|index\.html)$/, 100_000_000],
  [/^SHA256SUMS$/, 10_000_000],
]
const END = 22
const CENTRAL = 46
const LOCAL = 30
const AFTER = 16 // behind each part once more its sum and sizes

/** The parts as the list at the end of the file says, if they lie one behind the other and fill it. */
async function entriesOf(file: Blob): Promise<Entries> {
  if (file.size < END) fail('import.not-ours')
  const end = await viewOf(file, file.size - END, file.size)
  const [count, size, from] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)]
  if (end.getUint32(0, true) !== 0x06054b50 || from + size + END !== file.size) fail('import.not-ours')
  const list = await viewOf(file, from, from + size)
  const entries = new Map<string, Entry>()
  let next = 0 // where the next part must begin
  let at = 0
  while (at + CENTRAL <= size) {
    const entry = entryAt(list, at)
    if (entry.begins !== next || entries.has(entry.name)) fail('import.not-ours')
    entries.set(entry.name, { name: entry.name, start: entry.start, size: entry.size })
    next = entry.start + entry.size + AFTER
    at += CENTRAL + entry.length
  }
  if (at !== size || next !== from || entries.size !== count) fail('import.not-ours')
  return entries
}

function entryAt(list: DataView, at: number): Entry & { begins: number; length: number } {
  const [method, packed, size] = [list.getUint16(at + 10, true), list.getUint32(at + 20, true), list.getUint32(at + 24, true)]
  const length = list.getUint16(at + 28, true)
  const hasMore = list.getUint16(at + 30, true) + list.getUint16(at + 32, true) > 0
  if (list.getUint32(at, true) !== 0x02014b50 || method !== 0 || packed !== size || hasMore) fail('import.not-ours')
  if (at + CENTRAL + length > list.byteLength) fail('import.not-ours')
  const name = new TextDecoder().decode(new Uint8Array(list.buffer, list.byteOffset + at + CENTRAL, length))
  const [, most = 0] = parts.find(([form]) => form.test(name)) ?? []
  if (size > most) fail('import.not-ours')
  const begins = list.getUint32(at + 42, true)
  return { name, begins, start: begins + LOCAL + length, size, length }
}

/** Each part has its line and each line its part. */
async function checkSums(file: Blob, entries: Entries): Promise<void> {
  const text = new TextDecoder().decode(await bytesOf(file, entries, 'SHA256SUMS'))
  const sums = new Map(text.split('\n').flatMap((line) => (line ? [[line.slice(66), line.slice(0, 64)] as const] : [])))
  if (sums.size !== entries.size - 1) fail('import.changed')
  for (const name of entries.keys())
    if (name !== 'SHA256SUMS' && sums.get(name) !== (await sumOf(await bytesOf(file, entries, name)))) fail('import.changed')
}

async function sumOf(bytes: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function albumIn(world: { format?: unknown; version?: unknown; album?: unknown }): AlbumPost[] {
  const { format, version, album } = world
  if (format !== 'kitestring-world') fail('import.not-ours')
  if (version !== 1) fail(typeof version === 'number' && version > 1 ? 'import.newer' : 'import.not-ours')
  return isAlbum(album) ? album : fail('import.not-ours')
}

/** Those whose places are in the album; the server reads the rest of each. */
function collectionsIn({ collections }: { collections?: unknown }, length: number): AlbumCollection[] {
  const isPlace = (place: unknown) => Number.isSafeInteger(place) && Number(place) >= 0 && Number(place) < length
  const isOne = (one: unknown): one is AlbumCollection => Array.isArray(Object(one).posts) && Object(one).posts.every(isPlace)
  return Array.isArray(collections) ? collections.filter(isOne) : []
}

/** Nothing, where it is no month; a file that was made before it could be said has none. */
function monthIn({ about }: { about?: unknown }): string | null {
  const said: unknown = Object(Object(about).child).growsUpOn
  return typeof said === 'string' && /^20\d\d-(0[1-9]|1[0-2])-01T00:00:00\.000Z$/.test(said) ? said : null
}

/** As far as this device needs it; the server reads each post by the whole of the form. */
function isAlbum(album: unknown): album is AlbumPost[] {
  const isPhoto = (photo: unknown) => typeof Object(photo).file === 'string'
  const isPost = (post: unknown) => Array.isArray(Object(post).photos) && Object(post).photos.every(isPhoto)
  return Array.isArray(album) && album.every(isPost)
}

async function jsonOf(file: Blob, entries: Entries, name: string): Promise<object> {
  const text = new TextDecoder().decode(await bytesOf(file, entries, name))
  try {
    return Object(JSON.parse(text))
  } catch {
    fail('import.not-ours')
  }
}

async function bytesOf(file: Blob, entries: Entries, name: string): Promise<Bytes> {
  const { start, size } = entries.get(name) ?? fail('import.not-ours')
  return new Uint8Array(await file.slice(start, start + size).arrayBuffer())
}

async function viewOf(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(from, to).arrayBuffer())
}

function fail(code: FileRefusal): never {
  throw new FileFault(code)
}
