// The print of a picture: 256 bits that stay nearly the same when it is shrunk, blurred or encoded anew. Runs only inside the decoder's own process. SAF-1
// It is PDQ, written anew from what Facebook published in 2019 under the BSD licence: github.com/facebook/ThreatExchange, pdq/, with "The TMK+PDQF and PDQ algorithms".
import type { Print } from '../../../platform/known-images.ts'

export type Rgb = { data: Uint8Array; width: number; height: number }

const SMALLEST = 5 // a side shorter than this has nothing to tell apart
const BLOCKS = 64
const WAVES = 16
const BYTES = (WAVES * WAVES) / 8
const FORMS = 8

/** A picture of some hundred points a side; with its seven mirrored and turned forms: turning a picture must not hide it, and none of them needs its pixels again. */
export function printOf({ data, width, height }: Rgb): Print {
  if (Math.min(width, height) < SMALLEST) return { quality: 0, forms: Buffer.alloc(FORMS * BYTES) }
  const blocks = blocksOf(blurred(lumaOf(data), width, height), width, height)
  return { quality: qualityOf(blocks), forms: Buffer.concat(formsOf(slowWaves(blocks)).map(bitsOf)) }
}

function lumaOf(rgb: Uint8Array): Float32Array {
  const luma = new Float32Array(rgb.length / 3)
  for (let at = 0; at < luma.length; at += 1)
    luma[at] = 0.299 * (rgb[at * 3] ?? 0) + 0.587 * (rgb[at * 3 + 1] ?? 0) + 0.114 * (rgb[at * 3 + 2] ?? 0)
  return luma
}

// Two passes of a box along rows and columns make a tent as wide as a block (Jarosz, "Fast Image Convolutions", 2001).
function blurred(luma: Float32Array, width: number, height: number): Float32Array {
  const between = new Float32Array(luma.length)
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1) box(luma, between, { start: y * width, step: 1, count: width })
    for (let x = 0; x < width; x += 1) box(between, luma, { start: x, step: width, count: height })
  }
  return luma
}

// The mean of the values around each one; at both ends, of those that are there.
function box(from: Float32Array, to: Float32Array, { start, step, count }: { start: number; step: number; count: number }): void {
  const whole = Math.floor((count + 2 * BLOCKS - 1) / (2 * BLOCKS))
  const ahead = Math.floor(whole / 2)
  const behind = whole - ahead - 1
  let sum = 0
  for (let at = 0; at < ahead; at += 1) sum += from[start + at * step] ?? 0
  for (let at = 0; at < count; at += 1) {
    if (at + ahead < count) sum += from[start + (at + ahead) * step] ?? 0
    if (at > behind) sum -= from[start + (at - behind - 1) * step] ?? 0
    to[start + at * step] = sum / (Math.min(count - 1, at + ahead) - Math.max(0, at - behind) + 1)
  }
}

function blocksOf(luma: Float32Array, width: number, height: number): Float32Array {
  const blocks = new Float32Array(BLOCKS * BLOCKS)
  for (let row = 0; row < BLOCKS; row += 1)
    for (let column = 0; column < BLOCKS; column += 1) {
      const y = Math.floor(((row + 0.5) * height) / BLOCKS)
      const x = Math.floor(((column + 0.5) * width) / BLOCKS)
      blocks[row * BLOCKS + column] = luma[y * width + x] ?? 0
    }
  return blocks
}

// How much there is to see, from 0 to 100: the sum of the steps between neighbouring blocks, small ones left out.
function qualityOf(blocks: Float32Array): number {
  let steps = 0
  for (let row = 0; row < BLOCKS; row += 1)
    for (let column = 0; column < BLOCKS; column += 1) {
      const here = blocks[row * BLOCKS + column] ?? 0
      if (row + 1 < BLOCKS) steps += stepOf(here, blocks[(row + 1) * BLOCKS + column] ?? 0)
      if (column + 1 < BLOCKS) steps += stepOf(here, blocks[row * BLOCKS + column + 1] ?? 0)
    }
  return Math.min(100, Math.floor(steps / 90))
}

function stepOf(one: number, other: number): number {
  return Math.abs(Math.trunc(((one - other) * 100) / 255))
}

// Row by row the first sixteen waves of the cosine transform, both ways, without the constant.
const WAVE = Array.from({ length: WAVES }, (_, wave) =>
  Float64Array.from({ length: BLOCKS }, (_, at) => Math.sqrt(2 / BLOCKS) * Math.cos((Math.PI / 2 / BLOCKS) * (wave + 1) * (2 * at + 1))),
)

function slowWaves(blocks: Float32Array): Float64Array {
  const down = new Float64Array(WAVES * BLOCKS)
  const waves = new Float64Array(WAVES * WAVES)
  for (const [wave, values] of WAVE.entries())
    for (let column = 0; column < BLOCKS; column += 1)
      down[wave * BLOCKS + column] = values.reduce((sum, value, row) => sum + value * (blocks[row * BLOCKS + column] ?? 0), 0)
  for (let row = 0; row < WAVES; row += 1)
    for (const [wave, values] of WAVE.entries())
      waves[row * WAVES + wave] = values.reduce((sum, value, column) => sum + value * (down[row * BLOCKS + column] ?? 0), 0)
  return waves
}

// A mirror turns the sign of every other wave, a turn swaps rows and columns besides. As it is comes first.
function formsOf(waves: Float64Array): Float64Array[] {
  const forms: Float64Array[] = []
  for (const isSwapped of [false, true])
    for (const down of [1, -1])
      for (const across of [1, -1])
        forms.push(
          waves.map((_, at) => {
            const [row, column] = [Math.floor(at / WAVES), at % WAVES]
            const wave = waves[isSwapped ? column * WAVES + row : at] ?? 0
            return wave * (row % 2 === 0 ? down : 1) * (column % 2 === 0 ? across : 1)
          }),
        )
  return forms
}

// One bit a wave: whether it is above the middle one. The first is the last bit of the last byte, as it is written everywhere.
function bitsOf(waves: Float64Array): Buffer {
  const middle = waves.toSorted()[waves.length / 2 - 1] ?? 0
  const bits = Buffer.alloc(BYTES)
  for (const [at, wave] of waves.entries())
    if (wave > middle) bits[BYTES - 1 - (at >> 3)] = (bits[BYTES - 1 - (at >> 3)] ?? 0) | (1 << (at & 7))
  return bits
}
