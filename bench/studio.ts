// P11: the studio on an old tablet (Chromium, CPU six times slower, a dense screen): pictures a second while a slider of a filter is pulled; and, at full
// speed, from "Go on" to the flat picture of a 12-megapixel photo.
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { phoneJpeg, scene } from '../test/fixtures/make-photos.ts'
import { fillCircle } from './filling.ts'
import { type Bench, bounded, openBenchHouse, runAlone } from './ground.ts'

const pulls = 90

export const studio: Bench = async ({ rounds }) => {
  const photo = { name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: await phoneJpeg(await scene()) }
  const house = await openBenchHouse()
  const browser = await chromium.launch({
    executablePath: process.env['KITESTRING_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const { cookies } = await fillCircle(house)
    const context = await browser.newContext({ viewport: { width: 768, height: 1024 }, deviceScaleFactor: 2, locale: 'en' })
    await context.addCookies([{ name: 'kitestring', value: cookies[0] ?? '', domain: 'localhost', path: '/' }])
    await context.addInitScript(noteWhenSent)
    const page = await context.newPage()
    const line = await context.newCDPSession(page)
    const [rates, works, exports]: [number[], number[], number[]] = [[], [], []]
    await line.send('Performance.enable', { timeDomain: 'threadTicks' })
    for (let round = 0; round < rounds; round += 1) {
      await page.goto(house.url.href)
      await page.getByLabel('Pick a photo').setInputFiles(photo)
      await page.getByRole('button', { name: 'Filters' }).click({ timeout: 60_000 })
      await page.getByRole('radio', { name: 'Comic' }).check()
      await line.send('Emulation.setCPUThrottlingRate', { rate: 6 })
      rates.push((await pullsSlider(page)).rate)
      await line.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      const before = await workOf(line)
      const { pictures } = await pullsSlider(page)
      works.push((((await workOf(line)) - before) * 1000) / pictures)
      await page.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('button', { name: 'Cover up' }).click()
      await page.getByRole('button', { name: 'Put a cover on' }).click()
      await page.getByRole('button', { name: 'Done' }).click()
      exports.push(await page.evaluate(timeToFlat))
      await page.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Pick a new photo' }).click()
    }
    const [rate, work, flat] = [middle(rates), middle(works) * 6, middle(exports) / 1000]
    return [
      {
        work: 'P11 pictures a second while a filter is pulled, CPU six times slower',
        limit: '',
        product: rate.toFixed(0),
        ratio: '',
        goal: '≥ 30',
        met: rate >= 30,
      },
      bounded('P11 the same, work of the page for one picture, six times', work, 'ms', 33),
      bounded('P11 a 12 MP edit with filter and cover to a flat picture', flat, 's', 1.5),
    ]
  } finally {
    await browser.close()
    await house.stop()
  }
}

/** One pull for each frame that the browser has, as with a finger; what counts is how many were drawn. */
async function pullsSlider(page: Page): Promise<{ rate: number; pictures: number }> {
  return page.evaluate(async (pulls) => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range]')
    if (!slider) throw new Error('no slider')
    const drawn = CanvasRenderingContext2D.prototype.putImageData
    let [pictures, all] = [0, 0]
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
      pictures += 1
      all += 1
      Reflect.apply(drawn, this, given)
    }
    let began = 0
    for (let pull = -20; pull < pulls; pull += 1) {
      if (pull === 0) [began, pictures] = [performance.now(), 0] // before that it finds out how fine this device can draw
      slider.value = String(0.3 + 0.6 * Math.abs(Math.sin(pull / 15)))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise(requestAnimationFrame)
      await new Promise((resolve) => setTimeout(resolve)) // a finger's news comes between two frames
    }
    CanvasRenderingContext2D.prototype.putImageData = drawn
    return { rate: (pictures * 1000) / (performance.now() - began), pictures: all }
  }, pulls)
}

/** Seconds that the page's own thread has worked: other programs of the machine are not counted. */
async function workOf(line: CDPSession): Promise<number> {
  const { metrics } = await line.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

async function timeToFlat(): Promise<number> {
  const noted = window as unknown as { sent: Promise<number> }
  const began = performance.now()
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('Go on'))
  button?.click()
  return (await noted.sent) - began
}

function noteWhenSent(): void {
  const { promise, resolve } = Promise.withResolvers<number>()
  Object.assign(window, { sent: promise })
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    if (body instanceof Blob) resolve(performance.now())
    send.call(this, body as XMLHttpRequestBodyInit)
  }
}

function middle(values: number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

await runAlone(import.meta, studio)
