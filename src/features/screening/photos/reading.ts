// Reads the lines that were found, as far as Latin letters go. What was read is looked through and let go. PUB-2
import type { Nets } from './nets.ts'
import { cutOut, laidOut, type Pixels, type Region } from './pixels.ts'

export type Line = { words: string; region: Region; sure: number }

const tall = 48 // as the net takes it
const widths = { least: 96, most: 960 } as const
const leastSure = 0.6
const clearEnough = 0.85
const aside = 0.3 // of its height: with some ground beside it, fewer words are run together
const look = { mean: [127.5, 127.5, 127.5], scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], order: 'bgr' } as const

/** Those in which nothing could be read are left out. `signs`: what the net's numbers stand for. */
export async function readLine(
  pixels: Pixels,
  region: Region,
  { nets, signs }: { nets: Nets; signs: readonly string[] },
): Promise<Line | null> {
  let best = await readAs(region)
  // It may stand on its head, or a steep line may run up instead of down.
  if (best.sure < clearEnough) {
    const turned = await readAs({ ...region, angle: region.angle + 180 })
    if (turned.sure > best.sure) best = turned
  }
  return best.sure < leastSure || best.words === '' ? null : { ...best, region }

  async function readAs(found: Region) {
    const region = { ...found, width: found.width + found.height * aside }
    const width = Math.min(widths.most, Math.max(8, Math.ceil(((region.width / region.height) * tall) / 8) * 8))
    const line = cutOut(pixels, region, { width, height: tall })
    const said = await nets.ask('reading', laidOut(line, { width: Math.max(width, widths.least), height: tall }, look))
    return spelled(Object.values(said)[0] ?? { data: new Float32Array(), dims: [1, 0, 1] }, signs)
  }
}

/** At each place the likeliest sign; the same twice, with nothing between, is one. */
function spelled(
  { data, dims }: { data: Float32Array; dims: readonly number[] },
  signs: readonly string[],
): { words: string; sure: number } {
  const [, places = 0, all = 1] = dims
  let [words, before, sum, count] = ['', 0, 0, 0]
  for (let place = 0; place < places; place += 1) {
    let best = 0
    for (let n = 1; n < all; n += 1) if ((data[place * all + n] ?? 0) > (data[place * all + best] ?? 0)) best = n
    if (best !== 0 && best !== before) {
      words += signs[best - 1] ?? ' '
      sum += data[place * all + best] ?? 0
      count += 1
    }
    before = best
  }
  return { words: words.trim(), sure: count === 0 ? 0 : sum / count }
}
