// A browser's whole profile, looked through as somebody would who found the tablet: words in any form, and pictures that carry a number. T6, T22, I15
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { readPhotoId } from '../fixtures/make-photos.ts'
import { filesBelow, foundIn, type Needle } from './scan.ts'
import { placesOf, unpacked } from './unpack.ts'

export type Look = { files: number; bytes: number; found: string[] }

const starts = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('RIFF'), Buffer.from('\x89PNG\r\n', 'latin1'), Buffer.from('ftyp')]

/** `found` says in which file what was found, each once. */
export async function lookThrough(folder: string, needles: readonly Needle[]): Promise<Look> {
  const look: Look = { files: 0, bytes: 0, found: [] }
  for (const file of filesBelow(folder)) {
    const bytes = readOrNothing(file)
    const found = new Set<string>()
    for (const layer of unpacked(bytes)) {
      for (const name of foundIn(layer, needles)) found.add(name)
      for (const number of await numbersIn(layer)) found.add(`the picture ${number}`)
    }
    look.files += 1
    look.bytes += bytes.length
    look.found.push(...[...found].map((what) => `${relative(folder, file)}: ${what}`))
  }
  return look
}

async function numbersIn(bytes: Buffer): Promise<number[]> {
  const numbers: number[] = []
  for (const start of starts) {
    for (const at of placesOf(bytes, start)) {
      const from = start.toString('latin1') === 'ftyp' ? Math.max(0, at - 4) : at
      const number = await readPhotoId(bytes.subarray(from, from + 8_000_000))
      if (number !== null) numbers.push(number)
    }
  }
  return numbers
}

// A browser that runs puts files away between two looks.
function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}
