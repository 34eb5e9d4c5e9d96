import { it } from 'node:test'
import sharp from 'sharp'
import { world } from '../world.ts'
import { openDevices } from './pages/browser.ts'
import * as child from './pages/child.ts'
const out = '/work/hand/shots-studio'
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#6db7f2"/><stop offset="1" stop-color="#dff1ff"/></linearGradient></defs><rect width="1600" height="1200" fill="url(#s)"/><rect y="800" width="1600" height="400" fill="#5fae57"/><circle cx="1300" cy="220" r="110" fill="#ffe27a"/><path d="M0 820 L400 500 L760 820Z" fill="#7f97a8"/><path d="M500 820 L900 430 L1300 820Z" fill="#93a9b8"/><g><ellipse cx="620" cy="900" rx="130" ry="190" fill="#d84a4a"/><circle cx="620" cy="660" r="105" fill="#f0c39a"/><circle cx="585" cy="645" r="12" fill="#333"/><circle cx="655" cy="645" r="12" fill="#333"/><path d="M580 695 q40 40 80 0" stroke="#333" stroke-width="8" fill="none"/><path d="M515 640 q20 -110 105 -100 q95 0 105 100 q-60 -60 -105 -55 q-50 0 -105 55" fill="#4a2f1c"/></g><g><rect x="1000" y="640" width="240" height="330" fill="#b5713f"/><rect x="1030" y="690" width="180" height="70" fill="#fff"/><text x="1120" y="742" font-size="46" text-anchor="middle" font-family="sans-serif">School</text></g></svg>`
it('shots', { timeout: 600_000 }, async () => {
  const w = await world({ port: 0, worker: 'runs' })
  const devices = await openDevices(w)
  const photo = await sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer()
  const only = (process.env['SHOTS'] ?? 'phone-light,tablet-light,phone-dark,wide-dark').split(',')
  for (const name of only) {
    const [kind, colour] = name.split('-')
    const viewport =
      kind === 'phone' ? { width: 390, height: 844 } : kind === 'tablet' ? { width: 820, height: 1180 } : { width: 1180, height: 820 }
    const of = colour === 'dark' ? w.leo : w.mia
    const { page, context } = await devices.device({
      of,
      viewport,
      colorScheme: colour as 'light' | 'dark',
      hasTouch: true,
      deviceScaleFactor: 1,
    })
    const shot = async (what: string, full = false) => {
      await page.waitForTimeout(350)
      await page.screenshot({ path: `${out}/${name}-${what}.png`, fullPage: full })
    }
    try {
      await page.goto('/')
      await child.picksToEdit(page, child.photoFile(photo))
      await shot('0-tools')
      const use = (tool: string) => page.getByRole('button', { name: tool, exact: true }).click()
      await use('Cut and turn')
      await page.getByRole('radio', { name: 'Square', exact: true }).check()
      await shot('1-crop', true)
      await use('Done')
      await use('Light')
      await page.getByRole('button', { name: 'Warm: more' }).click()
      await shot('2-light', true)
      await use('Done')
      await use('Filters')
      await shot('3-filters')
      await page.getByRole('radio', { name: 'Honey', exact: true }).check()
      await shot('3-filters-2', true)
      await use('Done')
      await use('Cover up')
      await use('Put a cover on')
      await page.locator('.stage canvas').click({ position: { x: 120, y: 190 } })
      await shot('4-cover', true)
      await use('One more')
      await page.getByRole('radio', { name: 'Fog', exact: true }).check()
      await shot('4-cover-2')
      await use('Done')
      await use('Stickers')
      await shot('5-stickers')
      await use('Unicorn')
      await use('Bigger')
      await shot('5-stickers-2', true)
      await use('Done')
      await use('Words')
      await page.getByLabel('Your words').fill('Best day!')
      await use('Put it on')
      await page.waitForTimeout(300)
      await page.locator('.stage canvas').click({ position: { x: 200, y: 60 } })
      await shot('6-words', true)
      await use('Done')
      await use('Draw')
      const box = await page.locator('.stage').boundingBox()
      if (box) {
        await page.mouse.move(box.x + 60, box.y + 200)
        await page.mouse.down()
        for (let i = 0; i < 40; i++) await page.mouse.move(box.x + 60 + i * 6, box.y + 200 + Math.sin(i / 4) * 30)
        await page.mouse.up()
      }
      await shot('7-draw', true)
      await use('Done')
      await use('Frames')
      await page.getByRole('radio', { name: 'Rainbow', exact: true }).check()
      await shot('8-frames', true)
      await use('Done')
      await shot('9-end')
      await use('Go on')
      await page.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor()
      await page.getByRole('checkbox', { name: 'A face' }).check()
      await shot('a-check', true)
    } catch (e) {
      console.log(name, e)
      await shot('fault', true)
    }
    await context.close()
  }
  try {
    devices.isClean()
  } catch (e) {
    console.log(e)
  }
  await devices.close()
  await w.close()
})
