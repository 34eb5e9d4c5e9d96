// Finds in a list of 256-bit prints the nearest one, when it is near enough: exactly as looking at each would, and ten times sooner. SAF-1
/** Bits that may differ: what its makers advise, and most lists are made for. */
export const FARTHEST = 31
export const WORDS = 8

export type Near = { at: number; distance: number }

// Sixteen bands of sixteen bits: where two prints differ in 31 bits at most, one of the bands differs in one bit at most. So whoever is near stands under
// the same number in some band, or under one that is a single bit away, and nobody is missed.
const BANDS = 16
const BUCKETS = 1 << 16

type Band = { starts: Uint32Array; places: Uint32Array }

/** `words`: eight to a print. What comes back is where it stands. */
export function openNearest(words: Uint32Array): (print: Uint32Array) => Near | undefined {
  const bands = Array.from({ length: BANDS }, (_, band) => bandOf(words, band))
  return (print) => {
    const found: Near = { at: -1, distance: FARTHEST + 1 }
    for (const [band, { starts, places }] of bands.entries()) {
      const number = numberOf(print, 0, band)
      for (let bit = -1; bit < 16; bit += 1) {
        const bucket = bit < 0 ? number : number ^ (1 << bit)
        const end = starts[bucket + 1] ?? 0
        for (let next = starts[bucket] ?? 0; next < end; next += 1) {
          const at = places[next] ?? 0
          const distance = distanceOf(print, words, at * WORDS, found.distance)
          if (distance < found.distance) Object.assign(found, { at, distance })
        }
      }
    }
    return found.at < 0 ? undefined : found
  }
}

/** In how many bits a print differs from the one at a place; counting ends where `most` is reached. */
export function distanceOf(print: Uint32Array, words: Uint32Array, from: number, most: number): number {
  let distance = 0
  for (let word = 0; word < WORDS && distance < most; word += 1) distance += bitsIn((print[word] ?? 0) ^ (words[from + word] ?? 0))
  return distance
}

export function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length / 4 }, (_, word) => view.getUint32(word * 4))
}

// Counted first, so that all places of a band lie in one array, one bucket after another.
function bandOf(words: Uint32Array, band: number): Band {
  const prints = words.length / WORDS
  const starts = new Uint32Array(BUCKETS + 1)
  const places = new Uint32Array(prints)
  for (let at = 0; at < prints; at += 1) add(starts, numberOf(words, at * WORDS, band) + 1, 1)
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) add(starts, bucket + 1, starts[bucket] ?? 0)
  const next = starts.slice()
  for (let at = 0; at < prints; at += 1) places[add(next, numberOf(words, at * WORDS, band), 1) - 1] = at
  return { starts, places }
}

function add(counts: Uint32Array, at: number, more: number): number {
  const sum = (counts[at] ?? 0) + more
  counts[at] = sum
  return sum
}

function numberOf(words: Uint32Array, from: number, band: number): number {
  const word = words[from + (band >> 1)] ?? 0
  return band % 2 === 0 ? word >>> 16 : word & 0xffff
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
