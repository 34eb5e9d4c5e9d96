// Pictures whose words are known: signs, letters, screens and shirts, made of drawn letters on made scenes. No child and no real place is in them. PUB-2, BUL-5
import sharp from 'sharp'
import type { Seen } from '../../src/features/screening/photos/seen-kinds.ts'
import { type Font, fonts, wordsAsPicture } from '../fixtures/lettering.ts'
import { scene } from '../fixtures/make-photos.ts'

export const ways = ['clear', 'middling', 'hard'] as const
export type Way = (typeof ways)[number]
export type Sign = { kind: Seen | null; words: string }
export type Pictured = Sign & { way: Way; font: Font }

/** `|` begins a new line. */
export const signs: readonly Sign[] = [
  ...of('place', [
    'Elm Street',
    '14 Oakfield Road',
    'Birkenstraße',
    'Lindenweg 7',
    'Rue de la Paix',
    'Calle del Prado 3',
    'Maple Avenue',
    '10115 Berlin',
  ]),
  ...of('school', ['Hillside Primary School', 'Grundschule am See', 'École Jean Moulin', 'Colegio San Miguel', 'Riverside Middle School']),
  ...of('reach', [
    '0171 5552398',
    'Call 555 014 2298',
    'mia@kites.example',
    'Follow me @mia_kites',
    '+33 6 12 34 56 78',
    'Ruf an: 030 1234567',
  ]),
  ...of('name', ['HELLO|My name is Mia', 'Name: Mia Berger', 'Ich heiße Leo Sommer', 'Me llamo Ana Torres']),
  ...of('plate', ['B MW 4021', 'AB12 CDE', '1234 BCD', 'AB-123-CD']),
  ...of('hurt', ['You are stupid|and ugly', 'Leo is an idiot', 'Nobody likes you']),
  ...of('page', [page()]),
  ...of(null, [
    'Happy Birthday!',
    'ICE CREAM',
    'Best Dog Ever',
    'Welcome',
    'Zoo',
    'SALE 50%',
    'Bakery',
    'I love kites',
    'Football Club',
    'No. 10',
    '12:45',
    'Danger! Deep water',
    'Frohe Ostern',
    'Joyeux Noël',
    '¡Feliz cumpleaños!',
    'EXIT',
    'Milk and honey',
    'Once upon a time',
    'Age 8+',
    '1 2 3 4 5',
    'Our garden',
    'Level 7 complete',
    'Under the sea',
    'Team Rocket',
  ]),
]

function of(kind: Seen | null, words: readonly string[]): Sign[] {
  return words.map((one) => ({ kind, words: one }))
}

function page(): string {
  const line = 'We met at the lake and talked about the long way home'
  return Array.from({ length: 18 }, (_, n) => `${line.slice(n % 7)} ${n}`).join('|')
}

const looks: Readonly<Record<Way, { height: number; angle: number; ink: string; ground: string; blur: number; quality: number }>> = {
  clear: { height: 64, angle: 0, ink: '#102030', ground: '#f6f6f0', blur: 0, quality: 90 },
  middling: { height: 40, angle: -9, ink: '#ffffff', ground: '#205a9a', blur: 0, quality: 75 },
  hard: { height: 24, angle: 17, ink: '#5a4a3a', ground: '#c0a888', blur: 0.8, quality: 50 },
}
const size = { width: 1200, height: 900 }
const fontNames = Object.keys(fonts) as Font[]
const grounds = new Map<number, Promise<Buffer>>()

/** Each sign in each way, the letters in turn. */
export function pictured(): Pictured[] {
  return signs.flatMap((sign, n) => ways.map((way, turn) => ({ ...sign, way, font: fontNames[(n + turn) % fontNames.length] ?? 'andika' })))
}

/** As a JPEG. */
export async function pictureOf({ words, way, font }: Pictured): Promise<Buffer> {
  const { height, angle, ink, ground, blur, quality } = looks[way]
  const lines = words.split('|')
  const tall = lines.length > 4 ? Math.max(14, Math.round(height / 3)) : height
  const letters = await wordsAsPicture(lines.join('\n'), { font, height: tall, colour: ink })
  const board = await sharp(letters)
    .extend({ top: tall, bottom: tall, left: tall, right: tall, background: '#0000' })
    .flatten({ background: ground })
    .png()
    .toBuffer()
  const turned = await sharp(board)
    .ensureAlpha()
    .rotate(angle, { background: '#0000' })
    .resize({ width: size.width - 40, height: size.height - 40, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
  const seed = words.length % 3
  const scenery = grounds.get(seed) ?? scene(size, seed + 1).then((one) => one.png().toBuffer())
  grounds.set(seed, scenery)
  const picture = sharp(await scenery).composite([{ input: turned, gravity: 'centre' }])
  const flat = await picture.png().toBuffer()
  return (blur > 0 ? sharp(flat).blur(blur) : sharp(flat)).jpeg({ quality }).toBuffer()
}
