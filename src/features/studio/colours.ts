// Light, contrast, warmth, colour and a filter as one walk over the pixels: nine tables and a curve. The same numbers come out in every browser.
import type { Edit } from './edit.ts'
import { filters } from './filters.ts'
import { after, asIs, contrasted, type Matrix, saturation, tinted } from './matrices.ts'

export type ColourEdit = Pick<Edit, 'light' | 'contrast' | 'warmth' | 'colour' | 'filter'>
type Tables = { mix: Int32Array; out: Uint8ClampedArray }

const exact = 2 ** 10

export function changesColours({ light, contrast, warmth, colour, filter }: ColourEdit): boolean {
  return light !== 0 || contrast !== 0 || warmth !== 0 || colour !== 0 || (filter !== null && filter.strength > 0)
}

/** Changes the pixels where they lie. */
export function applyColours(pixels: Uint8ClampedArray, edit: ColourEdit): void {
  const { mix, out } = tablesOf(edit)
  const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2)
  const order = isLittle ? ([0, 8, 16] as const) : ([24, 16, 8] as const)
  const [toRed, toGreen, toBlue] = order
  const clear = ~((255 << toRed) | (255 << toGreen) | (255 << toBlue)) // how clear a pixel is stays
  // A pixel at once and without a list: this is what an old tablet does a million times for each picture it shows. P11
  for (let at = 0; at < whole.length; at += 1) {
    const pixel = whole[at] as number
    const red = (pixel >>> toRed) & 255
    const green = ((pixel >>> toGreen) & 255) + 256
    const blue = ((pixel >>> toBlue) & 255) + 512
    const reds = ((mix[red] as number) + (mix[green] as number) + (mix[blue] as number)) >> 10
    const greens = ((mix[red + 768] as number) + (mix[green + 768] as number) + (mix[blue + 768] as number)) >> 10
    const blues = ((mix[red + 1536] as number) + (mix[green + 1536] as number) + (mix[blue + 1536] as number)) >> 10
    whole[at] =
      (pixel & clear) |
      ((out[Math.min(255, Math.max(0, reds))] as number) << toRed) |
      ((out[256 + Math.min(255, Math.max(0, greens))] as number) << toGreen) |
      ((out[512 + Math.min(255, Math.max(0, blues))] as number) << toBlue)
  }
}

const isLittle = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

function tablesOf({ light, contrast, warmth, colour, filter }: ColourEdit): Tables {
  const { matrix, curves } = filter ? filters[filter.name] : { matrix: asIs, curves: undefined }
  const strength = filter?.strength ?? 0
  const whole = [
    saturation(1 + colour),
    warmed(warmth),
    contrasted(contrast > 0 ? 1 + contrast * 0.8 : 1 + contrast * 0.6),
    between(asIs, matrix, strength),
  ].reduce(after)
  const mix = new Int32Array(9 * 256)
  const out = new Uint8ClampedArray(3 * 256)
  for (let value = 0; value < 256; value += 1) {
    const lit = 255 * (value / 255) ** (2 ** -light)
    for (let channel = 0; channel < 3; channel += 1) {
      for (let from = 0; from < 3; from += 1) {
        const added = from === 0 ? (whole[channel * 4 + 3] ?? 0) : 0
        mix[channel * 768 + from * 256 + value] =
          Math.round(((whole[channel * 4 + from] ?? 0) * lit + added) * exact) + (from === 0 ? exact / 2 : 0)
      }
      out[channel * 256 + value] = value + ((curves?.[channel]?.(value) ?? value) - value) * strength
    }
  }
  return { mix, out }
}

function warmed(much: number): Matrix {
  return tinted([1 + 0.2 * much, 1 + 0.03 * much, 1 - 0.2 * much])
}

function between(one: Matrix, other: Matrix, part: number): Matrix {
  return one.map((value, at) => value + ((other[at] ?? 0) - value) * part)
}
