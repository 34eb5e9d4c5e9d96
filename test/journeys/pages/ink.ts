// A photo in an ink that nothing else on a screen has: a screenshot tells whether one spot of it is to be seen, and whose it is.
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { idPhoto, readPhotoId } from '../../fixtures/make-photos.ts'

/** A picture that carries a number, drawn in light and dark magenta. */
export async function inkPhoto(number: number): Promise<Buffer> {
  const [light, dark] = [
    [255, 150, 255],
    [80, 0, 80],
  ] as const
  const factors = light.map((value, channel) => (value - (dark[channel] ?? 0)) / 192)
  const grey = await idPhoto(number)
  return sharp(grey)
    .linear(
      factors,
      factors.map((factor, channel) => (dark[channel] ?? 0) - 32 * factor),
    )
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** How much ink is to be seen, and the number that it spells, if it does. */
export async function inkOn(page: Page): Promise<{ spots: number; number: number | null }> {
  await page.bringToFront() // what lies behind another window is not painted
  // A unicorn has a spot of it: what may be tapped to open a tablet is drawn by the app, and no photo can lie in there.
  const shot = await page.screenshot({ mask: [page.locator('.pad-key > :is(svg, .avatar:has(> svg:only-child))')], maskColor: '#000' })
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const box = { left: info.width, top: info.height, right: -1, bottom: -1 }
  let spots = 0
  for (let at = 0; at < data.length; at += 3) {
    if (!isInk(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue
    const [x, y] = [(at / 3) % info.width, Math.floor(at / 3 / info.width)]
    spots += 1
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  if (spots === 0) return { spots, number: null }
  const area = { left: box.left, top: box.top, width: box.right - box.left + 1, height: box.bottom - box.top + 1 }
  return { spots, number: await readPhotoId(await sharp(shot).extract(area).png().toBuffer()) }
}

function isInk(red: number, green: number, blue: number): boolean {
  return red - green > 60 && blue - green > 60 && Math.abs(red - blue) < 40
}
