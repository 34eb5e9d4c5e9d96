// A picture in which a telephone number can be read, another one each time: whoever looks at photos must find it. PUB-2
import { randomInt } from 'node:crypto'
import sharp from 'sharp'

/** Rows of five dots, from the top down. */
const digits = [
  '01110 10001 10011 10101 11001 10001 01110',
  '00100 01100 00100 00100 00100 00100 01110',
  '01110 10001 00001 00110 01000 10000 11111',
  '11111 00010 00100 00010 00001 10001 01110',
  '00010 00110 01010 10010 11111 00010 00010',
  '11111 10000 11110 00001 00001 10001 01110',
  '00110 01000 10000 11110 10001 10001 01110',
  '11111 00001 00010 00100 01000 01000 01000',
  '01110 10001 10001 01110 10001 10001 01110',
  '01110 10001 10001 01111 00001 00010 01100',
].map((rows) => rows.split(' '))
const [wide, tall, margin, dot] = [5, 7, 3, 6]

/** One of the numbers that British phone companies give to nobody. */
export function numbered(): Promise<Buffer> {
  const words = `07700 900${String(randomInt(1000)).padStart(3, '0')}`
  const [width, height] = [words.length * (wide + 1) + 2 * margin, tall + 2 * margin]
  const dots = Buffer.alloc(width * height, 235)
  for (const [n, sign] of [...words].entries())
    for (const [y, row] of (digits[Number.parseInt(sign, 10)] ?? []).entries())
      for (const [x, is] of [...row].entries()) if (is === '1') dots[(margin + y) * width + margin + n * (wide + 1) + x] = 20
  const size = { width: width * dot, height: height * dot }
  return sharp(dots, { raw: { width, height, channels: 1 } })
    .resize({ ...size, kernel: 'cubic' })
    .blur(2)
    .jpeg()
    .toBuffer()
}
