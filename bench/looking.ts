// P4: the server's own look at photos, and the feed beside it. The limit of the feed is its own quiet time in the same run.
import sharp from 'sharp'
import { lookAtAll } from '../src/features/screening/photos/looker.ts'
import { scene } from '../test/fixtures/make-photos.ts'
import { pictured, pictureOf } from '../test/screening/pictures.ts'
import { fillCircle } from './filling.ts'
import {
  bounded,
  childrenOf,
  commandOf,
  compared,
  inTurn,
  measure,
  median,
  memoryOf,
  openBenchHouse,
  quantile,
  ratioOf,
  runAlone,
  startGenerator,
  treeOf,
  type Bench,
  type Loaded,
} from './ground.ts'

const beside = 20 // photos

/** What the server looks at: photos of twelve megapixels as they are kept. In half of them something is written, which is then read. */
async function photosToLookAt(count: number): Promise<Buffer[]> {
  const signs = pictured().filter(({ kind }) => kind !== null)
  const wide = await (await scene({ width: 2200, height: 1650 })).png({ compressionLevel: 1 }).toBuffer()
  return Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const photo = sharp(wide).extract({ left: nth, top: nth, width: 2048, height: 1536 })
      const sign = nth % 2 === 0 ? signs[nth % signs.length] : undefined
      const put = sign ? photo.composite([{ input: await pictureOf(sign), gravity: 'centre' }]) : photo
      return put.webp().toBuffer()
    }),
  )
}

export const looking: Bench = async ({ quick, rounds }) => {
  const each = quick ? 6 : 20
  const turns = Math.min(rounds, 3)
  const photos = await photosToLookAt(each + turns * beside)
  const house = await openBenchHouse()
  const generator = await startGenerator()
  try {
    const { cookies } = await fillCircle(house)
    const alone: number[] = []
    let most = 0
    const scale = setInterval(() => {
      most = Math.max(
        most,
        memoryOf(childrenOf(process.pid).filter((root) => treeOf(root).some((pid) => commandOf(pid).includes('looker-child')))),
      )
    }, 100)
    await lookAtAll([Promise.resolve(photos.at(-1) ?? Buffer.alloc(0))]) // the first opens the nets
    for (const photo of photos.slice(0, each)) {
      const began = performance.now()
      const noted = await lookAtAll([Promise.resolve(photo)])
      if (noted.includes('unseen')) throw new Error('a photo could not be looked at, so nothing was measured')
      alone.push(performance.now() - began)
    }
    clearInterval(scale)
    const asking = { paths: ['/api/feed'], cookies, clients: 1, requests: quick ? 300 : 1_000, url: house.url.href }
    const quiet = () => measure(generator, asking, house.cpu)
    let next = each
    const busy = async () => {
      const some = photos.slice(next, next + beside)
      next += beside
      let isOver = false
      const looked = Promise.all(some.map((photo) => lookAtAll([Promise.resolve(photo)]))).finally(() => {
        isOver = true
      })
      const seen = []
      while (!isOver) seen.push(await quiet())
      await looked
      return { milliseconds: (seen.length > 1 ? seen.slice(0, -1) : seen).flatMap((one) => one.milliseconds) } // in the last they came to their end
    }
    await quiet()
    const seen = await inTurn(turns, quiet, busy)
    return [
      bounded(`P4 a look at a photo, median of ${each}`, median(alone) / 1000, 's', 1.5),
      bounded('P4 memory of who looks, at its most', most / 2 ** 20, 'MB', 750),
      compared(
        `P4 feed, p95, while ${beside} photos are looked at, against quiet`,
        'ms',
        ratioOf<Pick<Loaded, 'milliseconds'>>(seen, (one) => quantile(one.milliseconds, 0.95)),
        2,
      ),
    ]
  } finally {
    await generator.stop()
    await house.stop()
  }
}

await runAlone(import.meta, looking)
