// How the server and the decoder talk: one short header in JSON, then raw bytes, each with its length in front.
// Not V8's own serialisation: what a decoder answers after a hostile picture is not to be trusted.
export type Frame = { header: unknown; payload: Buffer }

export function frameOf(header: unknown, payloads: readonly Uint8Array[] = []): Buffer[] {
  const text = Buffer.from(JSON.stringify(header))
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32LE(text.length, 0)
  lengths.writeUInt32LE(
    payloads.reduce((sum, payload) => sum + payload.length, 0),
    4,
  )
  return [lengths, text, ...payloads.map((payload) => Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength))]
}

/** Collects bytes as they come and calls back with each whole frame; a frame above the limit is a fault of the sender. */
export function frameReader(largest: number, onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let held = 0
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    for (let need = needed(chunks, largest); held >= need; need = needed(chunks, largest)) {
      const whole = Buffer.concat(chunks)
      const textEnd = 8 + whole.readUInt32LE(0)
      const header: unknown = JSON.parse(whole.toString('utf8', 8, textEnd))
      const payload = whole.subarray(textEnd, need)
      chunks = [whole.subarray(need)]
      held -= need
      onFrame({ header, payload })
    }
  }
}

function needed(chunks: Buffer[], largest: number): number {
  const start = (chunks[0]?.length ?? 0) >= 8 ? chunks[0] : Buffer.concat(chunks)
  if (start === undefined || start.length < 8) return Number.POSITIVE_INFINITY
  const size = 8 + start.readUInt32LE(0) + start.readUInt32LE(4)
  if (size > largest) throw new RangeError('frame too large')
  return size
}
