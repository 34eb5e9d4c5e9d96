// What Chromium's own formats pack away: cache entries, LevelDB, compressed answers, pictures written as Base64. A word that is compressed is still at rest.
import { brotliDecompressSync, constants, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'

/** The file as it lies, and everything that can be taken out of it. */
export function unpacked(bytes: Buffer): Buffer[] {
  const layers = [bytes, ...cacheEntry(bytes), ...levelTable(bytes), levelLog(bytes), ...packedValues(bytes)]
  const opened = layers.flatMap((layer) => gzipped(layer))
  return [...layers, ...opened, ...[...layers, ...opened].flatMap((layer) => base64Pictures(layer))]
}

const cacheStart = Buffer.from('305c72a71b6dfbfc', 'hex')
const cacheEnd = Buffer.from('d8410d97456ffaf4', 'hex')

// One file of the simple cache (HTTP cache, Cache Storage, code cache): header, address, body, end mark, headers of the answer.
function cacheEntry(bytes: Buffer): Buffer[] {
  if (!bytes.subarray(0, 8).equals(cacheStart)) return []
  const from = 24 + bytes.readUInt32LE(12)
  const to = bytes.indexOf(cacheEnd, from)
  const body = bytes.subarray(from, to === -1 ? undefined : to)
  return [body, ...opened(body)]
}

function opened(body: Buffer): Buffer[] {
  if (body.length === 0) return []
  const endless = { finishFlush: constants.Z_SYNC_FLUSH }
  const ways = [
    () => gunzipSync(body, endless),
    () => inflateSync(body, endless),
    () => brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
    () => zstdDecompressSync(body, { finishFlush: constants.ZSTD_e_flush }),
  ]
  return ways.flatMap((way) => orNothing(way))
}

function gzipped(bytes: Buffer): Buffer[] {
  return placesOf(bytes, Buffer.from([0x1f, 0x8b, 0x08])).flatMap((at) =>
    orNothing(() => gunzipSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH })),
  )
}

const tableEnd = Buffer.from('57fb808b247547db', 'hex')

// A sorted table of LevelDB: its blocks are compressed, and a key leaves out what it shares with the one before.
function levelTable(bytes: Buffer): Buffer[] {
  if (bytes.length < 48 || !bytes.subarray(-8).equals(tableEnd)) return []
  return orNothing(() => {
    const footer = new Reader(bytes.subarray(-48))
    const [, , at, size] = [footer.number(), footer.number(), footer.number(), footer.number()]
    const index = entriesOf(blockAt(bytes, at ?? 0, size ?? 0))
    const lines = index.flatMap(({ value }) => {
      const handle = new Reader(value)
      return entriesOf(blockAt(bytes, handle.number(), handle.number())).flatMap((entry) => [entry.key, entry.value])
    })
    return Buffer.concat(lines)
  })
}

function blockAt(bytes: Buffer, at: number, size: number): Buffer {
  const block = bytes.subarray(at, at + size)
  if (bytes[at + size] === 1) return unsnapped(block)
  return bytes[at + size] === 2 ? zstdDecompressSync(block) : block
}

function entriesOf(block: Buffer): { key: Buffer; value: Buffer }[] {
  const restarts = block.readUInt32LE(block.length - 4)
  const reader = new Reader(block.subarray(0, block.length - 4 - restarts * 4))
  const entries: { key: Buffer; value: Buffer }[] = []
  let key: Buffer = Buffer.alloc(0)
  while (reader.isNotDone()) {
    const [shared, own, length] = [reader.number(), reader.number(), reader.number()]
    key = Buffer.concat([key.subarray(0, shared), reader.take(own)])
    entries.push({ key, value: reader.take(length) })
  }
  return entries
}

// The log of LevelDB (and of nothing else that begins so) is cut into pieces of 32 KB; put together, no word is cut.
function levelLog(bytes: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let block = 0; block < bytes.length; block += 32_768) {
    const end = Math.min(block + 32_768, bytes.length)
    for (let at = block; at + 7 <= end; ) {
      const [length, kind] = [bytes.readUInt16LE(at + 4), bytes[at + 6] ?? 0]
      if (kind > 4 || at + 7 + length > end) return Buffer.concat(pieces)
      pieces.push(bytes.subarray(at + 7, at + 7 + length))
      at += 7 + length
    }
  }
  return Buffer.concat(pieces)
}

// A value of IndexedDB that Blink compressed says so in its first three bytes.
function packedValues(bytes: Buffer): Buffer[] {
  return placesOf(bytes, Buffer.from([0xff, 0x11, 0x02])).flatMap((at) => orNothing(() => unsnapped(bytes.subarray(at + 3))))
}

/** Snappy, as far as it goes: what follows the packed part is not looked at. */
function unsnapped(bytes: Buffer): Buffer {
  const reader = new Reader(bytes)
  const whole = Buffer.alloc(Math.min(reader.number(), 64_000_000))
  let filled = 0
  while (filled < whole.length && reader.isNotDone()) {
    const tag = reader.byte()
    if ((tag & 3) === 0) {
      const short = tag >> 2
      filled += reader.take((short < 60 ? short : reader.little(short - 59)) + 1).copy(whole, filled)
      continue
    }
    const near = (tag & 3) === 1
    const length = near ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
    const back = near ? ((tag >> 5) << 8) | reader.byte() : reader.little((tag & 3) === 2 ? 2 : 4)
    if (back === 0 || back > filled) break
    for (const end = filled + length; filled < end; filled += 1) whole[filled] = whole[filled - back] ?? 0
  }
  return whole.subarray(0, filled)
}

const letters = /[A-Za-z0-9+/_-]{200,}/g

// A picture in a text, as data: addresses and stored JSON have it, in letters of one byte or of two.
function base64Pictures(bytes: Buffer): Buffer[] {
  const starts = ['/9j/', 'iVBORw0K', 'UklGR'].flatMap((start) => [Buffer.from(start), Buffer.from(start, 'utf16le')])
  return starts.flatMap((start) =>
    placesOf(bytes, start).flatMap((at) => {
      const rest = bytes.subarray(at, at + 16_000_000)
      const text = rest[1] === 0 ? rest.subarray(0, rest.length & ~1).toString('utf16le') : rest.toString('latin1')
      letters.lastIndex = 0
      const run = letters.exec(text)
      return run?.index === 0 ? [Buffer.from(run[0], 'base64')] : []
    }),
  )
}

export function placesOf(bytes: Buffer, what: Buffer): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(what); at !== -1; at = bytes.indexOf(what, at + 1)) places.push(at)
  return places
}

// Most bytes that begin like something are not it.
function orNothing(open: () => Buffer): Buffer[] {
  try {
    return [open()]
  } catch {
    return []
  }
}

class Reader {
  #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  isNotDone(): boolean {
    return this.#at < this.#bytes.length
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0
  }

  take(length: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return taken
  }

  little(length: number): number {
    return this.take(length).readUIntLE(0, length)
  }

  number(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 127) * 2 ** shift
      if (byte < 128) break
    }
    return value
  }
}
