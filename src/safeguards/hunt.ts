// Looks through files byte by byte, as somebody who stole the disk would: for words in any usual form. I10
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../platform/clock.ts'

export type Needle = { name: string; bytes: Buffer }

/** A word as it may lie on a disk: plain, UTF-16, hexadecimal, and Base64 at each of its three places. */
export function formsOf(word: string | Buffer, name = word.toString()): Needle[] {
  const plain = Buffer.from(word)
  const form = (kind: string, bytes: Buffer | string): Needle => ({ name: `${name} (${kind})`, bytes: Buffer.from(bytes) })
  const wide = Buffer.from(plain.toString('latin1'), 'utf16le')
  return [
    form('plain', plain),
    form('UTF-16', wide),
    form('UTF-16 BE', Buffer.from(wide).swap16()),
    form('hex', plain.toString('hex')),
    form('HEX', plain.toString('hex').toUpperCase()),
    ...[0, 1, 2].flatMap((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift), plain])
        .toString('base64')
        .replace(/=+$/, '')
      const sure = whole.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + plain.length) * 4) / 3))
      return [form('Base64', sure), form('Base64 for URLs', sure.replaceAll('+', '-').replaceAll('/', '_'))]
    }),
  ]
}

export function foundIn(bytes: Buffer, needles: readonly Needle[]): string[] {
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ name }) => name)
}

export function filesBelow(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
}

/** The names of the needles that lie in any file written since then. What was written earlier cannot hold a word that is younger. */
export async function hunt(
  folders: readonly string[],
  since: Instant,
  needles: readonly Needle[],
): Promise<{ files: number; found: Set<string> }> {
  const found = new Set<string>()
  const files = filesBelow(...folders).filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since)
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length))
  for (const file of files) {
    let before = Buffer.alloc(0)
    try {
      for await (const piece of createReadStream(file, { highWaterMark: 4_194_304 })) {
        const bytes = Buffer.concat([before, piece as Buffer])
        for (const name of foundIn(bytes, needles)) found.add(name)
        before = bytes.subarray(Math.max(0, bytes.length - longest))
      }
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault // a file may be recycled between two looks
    }
  }
  return { files: files.length, found }
}
