// Pictures for the demo, drawn here and encoded as a phone would: real JPEG files, with the place a phone writes into them.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import sharp from 'sharp'

type Piece = { icon: string; x: number; y: number; size: number; turn?: number }
type Scene = { sky: [string, string]; ground: string; pieces: Piece[] }
type Icons = { icons: Record<string, { body: string }> }

const size = { width: 2400, height: 1800 }

export const scenes = {
  kite: {
    sky: ['#8fd3ff', '#e8f7ff'],
    ground: '#8ccf6e',
    pieces: [
      { icon: 'sun', x: 1900, y: 120, size: 320 },
      { icon: 'cloud', x: 240, y: 220, size: 420 },
      { icon: 'kite', x: 1080, y: 280, size: 640, turn: -14 },
      { icon: 'deciduous-tree', x: 160, y: 980, size: 620 },
      { icon: 'house', x: 1700, y: 1060, size: 520 },
    ],
  },
  beach: {
    sky: ['#aee4ff', '#fff3d6'],
    ground: '#f2d08b',
    pieces: [
      { icon: 'water-wave', x: 120, y: 760, size: 520 },
      { icon: 'castle', x: 880, y: 860, size: 620 },
      { icon: 'spiral-shell', x: 1720, y: 1320, size: 260 },
      { icon: 'crab', x: 380, y: 1360, size: 260 },
      { icon: 'sun', x: 1820, y: 140, size: 300 },
    ],
  },
  garden: {
    sky: ['#cfeeff', '#fffbe8'],
    ground: '#6fb35a',
    pieces: [
      { icon: 'sunflower', x: 300, y: 620, size: 760 },
      { icon: 'tulip', x: 1180, y: 980, size: 460 },
      { icon: 'butterfly', x: 1640, y: 420, size: 360, turn: 18 },
      { icon: 'lady-beetle', x: 1780, y: 1300, size: 240 },
    ],
  },
  cat: {
    sky: ['#ffe6c9', '#fff4e6'],
    ground: '#b98a63',
    pieces: [
      { icon: 'cat', x: 820, y: 760, size: 780 },
      { icon: 'yarn', x: 1740, y: 1260, size: 320 },
      { icon: 'potted-plant', x: 220, y: 820, size: 480 },
    ],
  },
  cake: {
    sky: ['#ffd9e8', '#fff1f7'],
    ground: '#d9b48f',
    pieces: [
      { icon: 'birthday-cake', x: 860, y: 700, size: 760 },
      { icon: 'balloon', x: 340, y: 260, size: 420 },
      { icon: 'party-popper', x: 1820, y: 420, size: 380 },
    ],
  },
} satisfies Record<string, Scene>

export async function picture(name: keyof typeof scenes): Promise<Buffer> {
  const { sky, ground, pieces }: Scene = scenes[name]
  const drawn = pieces.map(
    ({ icon, x, y, size, turn = 0 }) =>
      `<g transform="translate(${x} ${y}) rotate(${turn} ${size / 2} ${size / 2}) scale(${size / 32})">${bodyOf(icon)}</g>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/><ellipse cx="1200" cy="1840" rx="1900" ry="520" fill="${ground}"/>${drawn.join('')}</svg>`
  return sharp(Buffer.from(svg))
    .withExif({
      IFD0: { Make: 'Demo', Model: 'Telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 22/1 23/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 53/1 32/1' },
    })
    .jpeg({ quality: 90 })
    .toBuffer()
}

const icons: Icons = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@iconify-json/fluent-emoji-flat/icons.json'), 'utf8'))

function bodyOf(icon: string): string {
  const found = icons.icons[icon]
  if (!found) throw new Error(`no picture of ${icon}`)
  return found.body
}
