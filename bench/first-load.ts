// P9: a child's first look at the app on an old tablet and a slow line (Chromium, CPU six times slower, 1.6 Mbit/s, 150 ms), against a bare page with one picture.
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { closeDecoders, decodePhoto } from '../src/features/photos/pixels/decoder.ts'
import { phoneJpeg, scene } from '../test/fixtures/make-photos.ts'
import { fillCircle } from './filling.ts'
import { bounded, compared, inTurn, openBenchHouse, ratioOf, runAlone, type Bench } from './ground.ts'

type Loaded = { photo: number; script: number; requests: number; all: number }

export const firstLoad: Bench = async ({ quick, rounds }) => {
  const clean = await decodePhoto(await phoneJpeg(await scene({ width: 1600, height: 1200 })))
  closeDecoders()
  const card = clean.renditions.find((one) => one.name === 'card')?.bytes ?? Buffer.alloc(0)
  const house = await openBenchHouse()
  const bare = createServer((request, response) => {
    const isPicture = request.url === '/card.webp'
    response
      .writeHead(200, { 'content-type': isPicture ? 'image/webp' : 'text/html', 'cache-control': 'no-store' })
      .end(isPicture ? card : '<!doctype html><title>One picture</title><img src="/card.webp" width="400">')
  })
  await new Promise<void>((resolve) => {
    bare.listen(0, '127.0.0.1', resolve)
  })
  const address = bare.address()
  const bareUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const browser = await chromium.launch({
    executablePath: process.env['KITESTRING_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const { cookies } = await fillCircle(house, clean)
    const look = async (url: string, times: 1 | 2): Promise<Loaded> => {
      const context = await browser.newContext({ viewport: { width: 800, height: 1280 }, locale: 'en' })
      await context.addCookies([{ name: 'kitestring', value: cookies[0] ?? '', domain: 'localhost', path: '/' }])
      let seen: Loaded | undefined
      for (let time = 0; time < times; time += 1) {
        const page = await context.newPage()
        const line = await context.newCDPSession(page)
        await line.send('Network.enable')
        await line.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 150,
          downloadThroughput: 1_600_000 / 8,
          uploadThroughput: 750_000 / 8,
        })
        await line.send('Emulation.setCPUThrottlingRate', { rate: 6 })
        const loaded: Loaded = { photo: 0, script: 0, requests: 0, all: 0 }
        const scripts = new Set<string>()
        line.on('Network.responseReceived', ({ requestId, type }) => {
          loaded.requests += 1
          if (type === 'Script') scripts.add(requestId)
        })
        line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
          loaded.all += encodedDataLength
          if (scripts.has(requestId)) loaded.script += encodedDataLength
        })
        const began = performance.now()
        await page.goto(url, { waitUntil: 'commit' })
        await page.waitForFunction(
          () => [...document.images].some((image) => /card/.test(image.currentSrc) && image.complete && image.naturalWidth > 300),
          undefined,
          { timeout: 90_000, polling: 50 },
        )
        loaded.photo = performance.now() - began
        seen = { ...loaded }
        await page.waitForTimeout(time + 1 < times ? 4_000 : 0) // the service worker settles before the second look
        await page.close()
      }
      await context.close()
      if (!seen) throw new Error('nothing was looked at')
      return seen
    }
    const photosPage = new URL('/photos', house.url).href
    const turns = quick ? 2 : Math.min(rounds, 5)
    const cold = await inTurn(
      turns,
      () => look(bareUrl, 1),
      () => look(photosPage, 1),
    )
    const warm = await look(photosPage, 2)
    const first = cold.product[0]
    return [
      compared(
        'P9 first photo on the screen, cold',
        'ms',
        ratioOf(cold, (one) => one.photo),
        2,
      ),
      bounded('P9 the same, warm', warm.photo / 1000, 's', 2.3),
      bounded('P9 scripts on the wire until then', (first?.script ?? 0) / 1024, 'KB', 35),
      bounded('P9 requests until then', first?.requests ?? 0, '', 12),
      {
        work: 'P9 everything on the wire until then',
        limit: '',
        product: `${Math.round((first?.all ?? 0) / 1024)} KB`,
        ratio: '',
        goal: '',
        met: undefined,
      },
    ]
  } finally {
    await browser.close()
    bare.close()
    await house.stop()
  }
}

await runAlone(import.meta, firstLoad)
