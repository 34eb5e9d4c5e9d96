// Draws all pictures and icons of src/ui/pictures.ts into one file that a screen loads once.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { icons, pictures } from '../pictures.ts'
import { faceParts } from './face-parts.ts'

const sheet = 'virtual:picture-sheet'
// Filled, these would be a box.
const lines: string[] = [
  ...['left', 'right', 'up', 'down', 'clockwise', 'counter-clockwise'].map((way) => `arrow-${way}`),
  'arrows-horizontal',
  'arrows-vertical',
  'check',
  'list',
  'minus',
  'plus',
  'x',
]
const find = createRequire(import.meta.url)

export function pictureSheet(): Plugin {
  return {
    name: 'picture-sheet',
    resolveId: (id) => (id === sheet ? `\0${sheet}` : null),
    load(id) {
      if (id !== `\0${sheet}`) return null
      const file = this.emitFile({ type: 'asset', name: 'pictures.svg', source: drawSheet() })
      return `export default import.meta.ROLLUP_FILE_URL_${file}`
    },
  }
}

function drawSheet() {
  const emoji = readEmoji()
  const drawn = pictures.map((name) => symbol(name, `0 0 ${emoji.width} ${emoji.height}`, emoji.draw(name)))
  const parts = faceParts(emoji.draw).map(({ id, viewBox, body }) => symbol(id, viewBox, body))
  const filled = icons.map((name) => symbol(`icon-${name}`, '0 0 256 256', readIcon(name)))
  return `<svg xmlns="http://www.w3.org/2000/svg">${[...drawn, ...parts, ...filled].join('')}</svg>`
}

function symbol(id: string, viewBox: string, body: string) {
  return `<symbol id="${id}" viewBox="${viewBox}">${body}</symbol>`
}

export function readEmoji() {
  type Drawings = { width: number; height: number; icons: Record<string, { body: string }> }
  const all: Drawings = JSON.parse(readFileSync(find.resolve('@iconify-json/fluent-emoji-flat/icons.json'), 'utf8'))
  return { width: all.width, height: all.height, draw }

  function draw(name: string) {
    const body = all.icons[name]?.body
    if (body === undefined) throw new Error(`There is no picture called ${name}.`)
    return body
  }
}

function readIcon(name: string) {
  const weight = lines.includes(name) ? 'bold' : 'fill'
  const file = readFileSync(find.resolve(`@phosphor-icons/core/${weight}/${name}-${weight}.svg`), 'utf8')
  return file.replace(/^<svg[^>]*>/, '').replace('</svg>', '')
}
