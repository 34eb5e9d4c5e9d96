// One post of a file on its way in: what it says as JSON, then the bytes of its photos, one after the other. The screen puts it together, the server takes it apart. DEL-8
type Bytes = Uint8Array<ArrayBuffer>
type Parts = { post: unknown; photos: Bytes[] }

const HEAD_BYTES = 4

export function joinPost(post: { photos: readonly unknown[] }, photos: readonly Bytes[]): Blob {
  const words = new TextEncoder().encode(JSON.stringify({ post, sizes: photos.map(({ length }) => length) }))
  const head = new DataView(new ArrayBuffer(HEAD_BYTES))
  head.setUint32(0, words.length)
  return new Blob([head.buffer, words, ...photos])
}

/** Undefined: it is not put together like that. Nothing is believed of what it says but the lengths, and these must fit to the byte. */
export function splitPost(bytes: Bytes): Parts | undefined {
  if (bytes.length < HEAD_BYTES) return undefined
  const end = HEAD_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const { post, sizes } = readWords(bytes.subarray(HEAD_BYTES, end)) ?? {}
  if (end > bytes.length || !isSizes(sizes) || end + sizes.reduce((sum, size) => sum + size, 0) !== bytes.length) return undefined
  const starts = sizes.map((_, n) => end + sizes.slice(0, n).reduce((sum, size) => sum + size, 0))
  return { post, photos: starts.map((start, n) => bytes.subarray(start, start + (sizes[n] ?? 0))) }
}

function readWords(bytes: Uint8Array): { post?: unknown; sizes?: unknown } | undefined {
  try {
    return Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return undefined
  }
}

function isSizes(sizes: unknown): sizes is number[] {
  return Array.isArray(sizes) && sizes.length > 0 && sizes.length <= 10 && sizes.every((size) => Number.isSafeInteger(size) && size > 0)
}
