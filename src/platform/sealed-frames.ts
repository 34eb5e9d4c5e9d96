// A long file in sealed pieces: each is bound to its file and its place in it, and the last says that it is the last, so that none can be changed, moved, left out or cut off.
import type { KeyObject } from 'node:crypto'
import { open as openFile, type FileHandle } from 'node:fs/promises'
import { boundTo, open, seal } from './crypto.ts'

/** Whose the file is and which: stands before the pieces, for everybody to read. */
export type FrameHead = { magic: string; owner: string; id: string }

/** Returns when the file would survive a power cut. */
export async function writeFrames(path: string, key: KeyObject, head: FrameHead, frames: AsyncIterable<Buffer>): Promise<void> {
  const file = await openFile(path, 'wx', 0o600)
  try {
    await file.write(lineOf(head))
    let number = 0
    let waiting: Buffer | undefined
    for await (const frame of frames) {
      if (waiting) await writeFrame(file, seal(key, waiting, placeOf(head, number++, 'more')))
      waiting = frame
    }
    await writeFrame(file, seal(key, waiting ?? Buffer.alloc(0), placeOf(head, number, 'last')))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Who made it and which it is; undefined for any other file. */
export async function readFrameHead(path: string, magic: string): Promise<FrameHead | undefined> {
  const file = await openFile(path, 'r')
  try {
    const line = (await file.read(Buffer.alloc(200), 0, 200, 0)).buffer.toString('latin1').split('\n')[0] ?? ''
    const [found, owner = '', id = ''] = line.split(' ')
    return found === magic && owner !== '' && id !== '' ? { magic, owner, id } : undefined
  } finally {
    await file.close()
  }
}

/** Throws SealBroken at the first piece that is not as it was written, and when the end is missing. */
export async function* readFrames(path: string, key: KeyObject, head: FrameHead): AsyncGenerator<Buffer> {
  const file = await openFile(path, 'r')
  try {
    const { size } = await file.stat()
    let at = lineOf(head).length
    for (let number = 0; ; number += 1) {
      const length = (await readExactly(file, 4, at)).readUInt32BE()
      const sealed = await readExactly(file, Math.min(length, size), at + 4)
      at += 4 + length
      yield open(key, sealed, placeOf(head, number, at === size ? 'last' : 'more'))
      if (at === size) return
    }
  } finally {
    await file.close()
  }
}

async function writeFrame(file: FileHandle, sealed: Buffer): Promise<void> {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(sealed.length)
  await file.writev([length, sealed])
}

// What is not there reads as zeros, which open for nobody.
async function readExactly(file: FileHandle, length: number, at: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  await file.read(bytes, 0, length, at)
  return bytes
}

function lineOf({ magic, owner, id }: FrameHead): Buffer {
  return Buffer.from(`${magic} ${owner} ${id}\n`)
}

function placeOf({ magic, owner, id }: FrameHead, number: number, which: 'more' | 'last'): Buffer {
  return boundTo({ table: magic, row: id, owner, variant: `${number} ${which}`, keyId: 'root' })
}
