// Whether somebody in it may be undressed. Only the strict rule is asked: the wider one takes every swimsuit, and many who are dressed, for it. SAF-6
import type { Nets } from './nets.ts'
import { laidOut, type Pixels, resized } from './pixels.ts'

const side = 224
const leastSure = 0.8 // at 0.6, summer clothes are taken for none
const order = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'] // as the net answers
const strict = ['hentai', 'porn']

export async function looksUndressed(pixels: Pixels, nets: Nets): Promise<boolean> {
  const size = { width: side, height: side }
  const said = await nets.ask(
    'skin',
    laidOut(resized(pixels, size), size, { mean: [0, 0, 0], scale: [1 / 255, 1 / 255, 1 / 255], order: 'rgb' }),
  )
  const sure = Object.values(said)[0]?.data ?? []
  return strict.reduce((sum, one) => sum + (sure[order.indexOf(one)] ?? 0), 0) >= leastSure
}
