// Makes the stickers of the studio into data, one file for each set, so that an old tablet loads only what a child looks at.
import type { Plugin } from 'vite'
import { stickerSets, toolDrawings } from '../../features/studio/stickers.ts'
import { readEmoji } from './picture-sheet.ts'

const door = 'virtual:drawings/'

export function drawings(): Plugin {
  const sets: Record<string, string> = { ...stickerSets, tools: toolDrawings }
  return {
    name: 'drawings',
    resolveId: (id) => (id.startsWith(door) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${door}`)) return null
      const names = sets[id.slice(door.length + 1)]
      if (names === undefined) throw new Error(`There is no set of drawings called ${id}.`)
      const { draw } = readEmoji()
      const all = Object.fromEntries(names.split(' ').map((name) => [name, shapesOf(name, draw(name))]))
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(all))})` // read faster than code
    },
  }
}

type Shape = (string | number)[]

/** Colour, outline, how much of it is seen, and which side of a line is inside; a drawing that needs more than these would look wrong, so it is no sticker. */
export function shapesOf(name: string, body: string): Shape[] {
  const fills: string[] = []
  const shapes: Shape[] = []
  for (const [tag, end, kind = '', written = ''] of body.matchAll(/<(\/?)(\w+)([^>]*?)\/?>/g)) {
    const { fill, opacity, 'fill-rule': rule, 'clip-rule': _, ...own } = attributesOf(written)
    const colour = fill ?? fills.at(-1) ?? ''
    if (end) fills.pop()
    else if (kind === 'g' && Object.keys(own).length === 0) fills.push(colour)
    else if (!colour.startsWith('#')) throw new Error(`The drawing ${name} has a colour that is none: ${tag.slice(0, 80)}`)
    else if (rule) shapes.push([colour, outlineOf(name, kind, own), Number(opacity ?? 1), rule])
    else shapes.push([colour, outlineOf(name, kind, own), ...(opacity ? [Number(opacity)] : [])])
  }
  return shapes
}

function outlineOf(name: string, kind: string, { d, cx, cy, r, rx = r, ry = r, transform, ...more }: Record<string, string>): string {
  if (Object.keys(more).length > 0) throw new Error(`The drawing ${name} has a ${kind} with ${Object.keys(more)}.`)
  if (kind === 'path' && d && !transform) return d
  if (cx && cy && rx && ry) return ellipse([cx, cy, rx, ry].map(Number), transform ? turnOf(name, transform) : [0, 0, 0])
  throw new Error(`The drawing ${name} has a ${kind}, which is no plain shape.`)
}

function ellipse([x = 0, y = 0, across = 0, down = 0]: number[], [angle = 0, aroundX = 0, aroundY = 0]: number[]): string {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  const [atX, atY] = [aroundX + (x - aroundX) * cos - (y - aroundY) * sin, aroundY + (x - aroundX) * sin + (y - aroundY) * cos]
  const [toX, toY] = [across * cos, across * sin].map((value) => Number(value.toFixed(3)))
  const half = (sign: 1 | -1) => `a${across} ${down} ${angle} 1 0 ${2 * sign * (toX ?? 0)} ${2 * sign * (toY ?? 0)}`
  return `M${(atX - (toX ?? 0)).toFixed(3)} ${(atY - (toY ?? 0)).toFixed(3)}${half(1)}${half(-1)}z`
}

function turnOf(name: string, transform: string): number[] {
  const [, turn] = /^rotate\(([^)]*)\)$/.exec(transform) ?? []
  if (turn === undefined) throw new Error(`The drawing ${name} has a ${transform}.`)
  return turn.split(/[\s,]+/).map(Number)
}

function attributesOf(written: string): Record<string, string> {
  return Object.fromEntries([...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]))
}
