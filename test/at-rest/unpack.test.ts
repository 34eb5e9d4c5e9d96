// What Chromium packs away is taken out again: a word that the packing cut in two is whole. T6
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unpacked } from './unpack.ts'

const restarts = Buffer.from([0, 0, 0, 0, 1, 0, 0, 0]) // the end of every block of LevelDB
const copies = Buffer.from([1, 5, 1, 14]) // Snappy: once more what stood 5 bytes before, then what stood 14 before

describe('unpacking', () => {
  it('Snappy, in a value of IndexedDB', () => {
    finds(Buffer.concat([Buffer.from([7, 0xff, 0x11, 0x02, 18]), literal('tail kite '), copies]))
  })

  it('a table of LevelDB with a packed block', () => {
    const block = Buffer.concat([Buffer.from([32]), literal('\0\x03\x12keytail kite '), copies, literal(restarts)])
    const index = Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from('z'), Buffer.from([0, block.length]), restarts])
    const footer = Buffer.alloc(48)
    footer.set([0, 0, block.length + 5, index.length])
    footer.set(Buffer.from('57fb808b247547db', 'hex'), 40)
    finds(Buffer.concat([block, Buffer.from([1, 0, 0, 0, 0]), index, Buffer.alloc(5), footer]))
  })

  it('a log of LevelDB, cut in the middle of the word', () => {
    finds(Buffer.concat([piece(2, `${'y'.repeat(32_768 - 7 - 4)}kite`), piece(4, 'tail')]))
  })
})

function finds(bytes: Buffer): void {
  assert.ok(!bytes.includes('kitetail'))
  assert.ok(unpacked(bytes).some((layer) => layer.includes('kitetail')))
}

function literal(text: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from([(text.length - 1) << 2]), Buffer.from(text)])
}

function piece(kind: number, text: string): Buffer {
  return Buffer.from([0, 0, 0, 0, text.length & 255, text.length >> 8, kind, ...Buffer.from(text)])
}
