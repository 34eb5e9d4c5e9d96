// Which picture formats are let in, told from the first bytes alone: a name or a content type proves nothing. SEC-4
export type Format = 'jpeg' | 'png' | 'webp' | 'heic'

/** What the file says it is, or null for everything that is not one of the four (SVG, GIF, AVIF, HTML …). */
export function knownFormat(bytes: Uint8Array): Format | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (wordAt(bytes, 0) === 'RIFF' && wordAt(bytes, 8) === 'WEBP') return 'webp'
  return isHeic(bytes) ? 'heic' : null
}

/** Pictures that move: they would show more than the guardian saw when saying yes. */
export function isMoving(bytes: Uint8Array): boolean {
  if (wordAt(bytes, 0) === 'GIF8') return true
  const format = knownFormat(bytes)
  if (format === 'png') return pngParts(bytes).some((part) => part.name === 'acTL')
  if (format === 'webp')
    return webpParts(bytes).some((part) => part.name === 'ANIM' || part.name === 'ANMF' || hasAnimationFlag(bytes, part))
  return (
    wordAt(bytes, 4) === 'ftyp' &&
    (MOVING_BRANDS.has(wordAt(bytes, 8)) || boxesIn(bytes, 0, bytes.length).some((box) => box.name === 'moov'))
  )
}

/** Width and height as the header gives them, so that a picture far too large is refused before anything decodes it. T24 */
export function headerSize(bytes: Uint8Array): Size | null {
  const format = knownFormat(bytes)
  if (format === 'jpeg') return jpegSize(bytes)
  if (format === 'png') return bytes.length < 24 ? null : { width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) }
  if (format === 'webp') return webpSize(bytes)
  return format === 'heic' ? heicSize(bytes) : null
}

export type Size = { width: number; height: number }
export type Part = { name: string; start: number; end: number }

/** The chunks of a WebP file: name and where the content lies. */
export function webpParts(bytes: Uint8Array): Part[] {
  return partsOf(bytes, 12, (at) => ({
    name: wordAt(bytes, at),
    start: at + 8,
    length: view(bytes).getUint32(at + 4, true),
    padding: view(bytes).getUint32(at + 4, true) % 2,
  }))
}

/** One picture chunk that fills the file to its last byte, as our own encoder writes it: no place for a profile, a text, or anything behind. I13 */
export function isPlainPicture(bytes: Uint8Array): boolean {
  const [picture, ...more] = webpParts(bytes)
  if (knownFormat(bytes) !== 'webp' || picture?.name !== 'VP8 ' || more.length > 0) return false
  const length = view(bytes).getUint32(16, true)
  return view(bytes).getUint32(4, true) === bytes.length - 8 && 20 + length + (length % 2) === bytes.length
}

/** The ICC profile of a HEIC file, which its decoder does not apply by itself. */
export function heicColourProfile(bytes: Uint8Array): Uint8Array | null {
  const profile = heicProperties(bytes).find((box) => box.name === 'colr' && ['prof', 'rICC'].includes(wordAt(bytes, box.start)))
  return profile ? bytes.subarray(profile.start + 4, profile.end) : null
}

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis'])
const MOVING_BRANDS = new Set(['msf1', 'hevc', 'hevx', 'hevm', 'hevs', 'avis'])
const MOST_PARTS = 10_000

function isHeic(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || wordAt(bytes, 4) !== 'ftyp') return false
  const end = Math.min(view(bytes).getUint32(0), bytes.length, 256)
  const brands = [wordAt(bytes, 8)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(wordAt(bytes, at))
  return brands.some((brand) => HEIC_BRANDS.has(brand)) && !brands.some((brand) => brand === 'avif' || brand === 'avis')
}

function hasAnimationFlag(bytes: Uint8Array, part: Part): boolean {
  return part.name === 'VP8X' && ((bytes[part.start] ?? 0) & 0x02) !== 0
}

// The frame header (SOFn) is the only segment that holds the size; segments before it are skipped by their length.
function jpegSize(bytes: Uint8Array): Size | null {
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (isFrameHeader(marker)) return { height: view(bytes).getUint16(at + 5), width: view(bytes).getUint16(at + 7) }
    else at += 2 + Math.max(2, view(bytes).getUint16(at + 2))
  }
  return null
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function pngParts(bytes: Uint8Array): Part[] {
  return partsOf(bytes, 8, (at) => ({ name: wordAt(bytes, at + 4), start: at + 8, length: view(bytes).getUint32(at), padding: 4 }))
}

function webpSize(bytes: Uint8Array): Size | null {
  const part = webpParts(bytes)[0]
  if (part === undefined || part.start + 10 > bytes.length) return null
  const data = view(bytes)
  const at = part.start
  if (part.name === 'VP8X') return { width: 1 + uint24(data, at + 4), height: 1 + uint24(data, at + 7) }
  if (part.name === 'VP8L') {
    const bits = data.getUint32(at + 1, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return part.name === 'VP8 ' ? { width: data.getUint16(at + 6, true) & 0x3fff, height: data.getUint16(at + 8, true) & 0x3fff } : null
}

// A HEIC file gives the size of its whole and of each tile; the largest is what would be decoded.
function heicSize(bytes: Uint8Array): Size | null {
  const sizes = heicProperties(bytes)
    .filter((box) => box.name === 'ispe' && box.end - box.start >= 12)
    .map((box) => ({ width: view(bytes).getUint32(box.start + 4), height: view(bytes).getUint32(box.start + 8) }))
  return sizes.reduce<Size | null>(
    (largest, size) => (largest && largest.width * largest.height >= size.width * size.height ? largest : size),
    null,
  )
}

function heicProperties(bytes: Uint8Array): Part[] {
  const inside = (box: Part | undefined, name: string, skip: number) =>
    box && boxesIn(bytes, box.start + skip, box.end).find((inner) => inner.name === name)
  const meta = boxesIn(bytes, 0, bytes.length).find((box) => box.name === 'meta')
  const properties = inside(inside(meta, 'iprp', 4), 'ipco', 0)
  return properties ? boxesIn(bytes, properties.start, properties.end) : []
}

function boxesIn(bytes: Uint8Array, start: number, end: number): Part[] {
  const data = view(bytes)
  return partsOf(bytes.subarray(0, end), start, (at) => {
    const size = data.getUint32(at)
    if (size === 0) return { name: wordAt(bytes, at + 4), start: at + 8, length: end - at - 8, padding: 0 }
    if (size !== 1) return { name: wordAt(bytes, at + 4), start: at + 8, length: size - 8, padding: 0 }
    const large = at + 16 <= bytes.length ? Number(data.getBigUint64(at + 8)) : 0
    return { name: wordAt(bytes, at + 4), start: at + 16, length: large - 16, padding: 0 }
  })
}

// One walk for all formats made of parts: it always moves forward and ends, whatever lengths the file claims.
function partsOf(
  bytes: Uint8Array,
  from: number,
  read: (at: number) => { name: string; start: number; length: number; padding: number },
): Part[] {
  const parts: Part[] = []
  let at = from
  while (at + 8 <= bytes.length && parts.length < MOST_PARTS) {
    const { name, start, length, padding } = read(at)
    if (length < 0) return parts
    parts.push({ name, start, end: Math.min(start + length, bytes.length) })
    at = start + length + padding
  }
  return parts
}

function uint24(data: DataView, at: number): number {
  return data.getUint16(at, true) + data.getUint8(at + 2) * 65_536
}

function wordAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
