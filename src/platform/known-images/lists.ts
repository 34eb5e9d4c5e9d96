// Reads the operator's lists: a print a line, as 64 letters of hex, and behind it whatever the list says of it. A list with one bad line is no list: nobody knows what else is wrong. SAF-1, SAF-9
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { WORDS } from './nearest.ts'

export type List = { name: string; words: Uint32Array }

/** Never repeats a line: what stands in a list goes nowhere. */
export class ListFault extends Error {
  override name = 'ListFault'
}

const HEX = 64
const MOST_BYTES = 1_000_000_000
const [NEWLINE, RETURN, SPACE, TAB, COMMA, SEMICOLON, MARK] = [...'\n\r \t,;#'].map((letter) => letter.charCodeAt(0))

export async function readLists(paths: readonly string[]): Promise<List[]> {
  const lists: List[] = []
  for (const path of paths) lists.push({ name: nameOf(path), words: printsIn(await bytesOf(path), path) })
  return lists
}

/** As a hold names it. */
function nameOf(path: string): string {
  const name = basename(path)
  if (!/^[\w.-]{1,60}$/.test(name)) throw new ListFault(`The list ${path} needs a name of letters, digits, dots and dashes.`)
  return name
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    const status = await stat(path)
    if (!status.isFile()) throw new ListFault(`The list ${path} is not a file.`)
    if (status.size > MOST_BYTES) throw new ListFault(`The list ${path} is too large: divide it.`)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof ListFault) throw cause
    throw new ListFault(`The list ${path} cannot be read. Mend that, or take it out of KITESTRING_KNOWN_IMAGES.`, { cause })
  }
}

// Over the bytes, not over a million strings.
function printsIn(bytes: Buffer, path: string): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / HEX) * WORDS)
  let prints = 0
  let line = 1
  for (let at = bytes.indexOf('\ufeff') === 0 ? 3 : 0; at < bytes.length; line += 1) {
    const found = bytes.indexOf('\n', at)
    const end = found < 0 ? bytes.length : found
    if (!isEmptyOrRemark(bytes, at, end)) {
      if (!readPrint(bytes, at, end, words, prints * WORDS))
        throw new ListFault(`The list ${path}, line ${line}: a print has 64 letters of hex, and a comma or a space before what follows.`)
      prints += 1
    }
    at = end + 1
  }
  if (prints === 0) throw new ListFault(`The list ${path} is empty.`)
  return words.slice(0, prints * WORDS)
}

function isEmptyOrRemark(bytes: Buffer, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === MARK) return true
    if (bytes[at] !== SPACE && bytes[at] !== TAB && bytes[at] !== RETURN) return false
  }
  return true
}

function readPrint(bytes: Buffer, from: number, end: number, into: Uint32Array, word: number): boolean {
  if (end - from < HEX) return false
  const next = bytes[from + HEX]
  if (end - from > HEX && ![RETURN, SPACE, TAB, COMMA, SEMICOLON, MARK, NEWLINE].includes(next)) return false
  for (let at = 0; at < HEX; at += 1) {
    const digit = digitOf(bytes[from + at] ?? 0)
    if (digit < 0) return false
    const place = word + (at >> 3)
    into[place] = ((into[place] ?? 0) << 4) | digit
  }
  return true
}

function digitOf(letter: number): number {
  if (letter >= 48 && letter <= 57) return letter - 48
  const small = letter | 0x20
  return small >= 97 && small <= 102 ? small - 87 : -1
}
