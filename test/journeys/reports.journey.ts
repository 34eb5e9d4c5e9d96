// Something feels wrong: two taps, without a word; it is covered, grown-ups read it, somebody who helps here looks at that alone and decides, and everybody reads what became of it. BUL-4, SAF-7
import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import { after, afterEach, before, describe, it } from 'node:test'
import { deskServer } from '../../src/apps/desk-server.ts'
import { withClient } from '../../src/apps/owner.ts'
import { machineNow } from '../../src/apps/watch/machine.ts'
import { openMail } from '../../src/platform/mail.ts'
import { world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'

describe('something is wrong', { timeout: 180_000 }, () => {
  let w: World
  let devices: Devices
  let leo: Device
  let lena: Device
  let dana: Device
  let mia: Device
  let post: string
  let server: Server
  let desk: string
  before(async () => {
    w = await world({ port: 0 })
    const shared = w.shares(w.mia, w.dana, { with: [w.leo], caption: 'At the pond' })
    devices = await openDevices(w)
    const phone = { width: 390, height: 844 }
    ;[leo, lena, dana, mia] = await Promise.all([
      devices.device({ of: w.leo, viewport: phone }),
      devices.device({ of: w.lena, viewport: phone }),
      devices.device({ of: w.dana, viewport: phone }),
      devices.device({ of: w.mia, viewport: phone }),
    ])
    post = (await shared).post
    const mail = await openMail(w.config.mail)
    server = deskServer({ ...w.house, mail }, { operator: 'the-secret', staff: 'of-staff' }, () =>
      withClient(w.ownerUrl, (client) => machineNow(w.config, client)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    desk = `http://127.0.0.1:${(server.address() as { port: number }).port}/the-secret/`
  })
  afterEach(() => devices.isClean())
  after(async () => {
    server?.closeAllConnections()
    server?.close()
    await devices?.close()
    await w?.close()
  })

  it('BUL-4, SAF-7 Leo says so in two taps: it is covered for him, his guardian reads it, and Mia’s screen is as it was; somebody without an account needs no script, and reads the answer with a code', async () => {
    await Promise.all([leoSays(), somebodyAsks()])
  })

  it('SAF-10 at the desk a picture is shown only when somebody chooses to look, and blurred until they lift that too; what they take down is gone at once', async () => {
    const operator = await devices.device({ home: new URL(desk).origin })
    operator.expects(/favicon/)
    await operator.page.goto(desk)
    await operator.page.getByRole('link', { name: 'Open the reports' }).click()
    await operator.page.getByRole('heading', { name: 'It feels weird' }).waitFor()
    assert.equal(await operator.page.locator('img').count(), 0)
    await shot(operator, 'desk-queue')
    await operator.page.getByRole('button', { name: 'Look at it' }).click()
    const picture = operator.page.getByRole('img')
    const filter = () => picture.evaluate((image) => getComputedStyle(image).filter)
    assert.equal(await filter(), 'blur(28px) grayscale(1)')
    await shot(operator, 'desk-look')
    await operator.page.getByRole('checkbox').check()
    assert.equal(await filter(), 'grayscale(1)')
    await operator.page.getByRole('radio', { name: /It is taken down/ }).check()
    await operator.page.getByRole('button', { name: 'That is my word' }).click()
    await operator.page.getByRole('heading', { name: 'Their child is in the picture' }).waitFor() // Leo's was the first
    const leoReads = async () => {
      await leo.page.goto(`/photos/${post}`)
      await leo.page
        .getByText('This photo is not here')
        .or(leo.page.getByRole('heading', { name: /gone|not here/i }))
        .first()
        .waitFor()
      await leo.page.goto('/me')
      await leo.page.getByText('They took it down.').waitFor()
    }
    const miaReads = async () => {
      await mia.page.getByRole('heading', { name: 'The helpers here took this down' }).waitFor()
      await hasNoFlaw(mia.page)
      await shot(mia, 'child-taken')
    }
    const danaAsks = async () => {
      await dana.page.goto(`/family/children/${w.mia.id}`)
      await dana.page.getByRole('heading', { name: /Staff took down a photo of .*Mia/ }).waitFor()
      await shot(dana, 'guardian-taken')
      await dana.page.getByRole('button', { name: 'Ask for another look' }).click()
      await dana.page.getByText('Another person looks at it again.').waitFor()
      await hasNoFlaw(dana.page)
    }
    await Promise.all([leoReads(), danaAsks()])
    await miaReads()
  })

  async function leoSays(): Promise<void> {
    await mia.page.goto(`/me/${post}`)
    await mia.page.getByRole('heading', { name: 'It is shared' }).waitFor()
    await leo.page.goto(`/photos/${post}`)
    await seesScreen(leo.page, 'From Mia')
    await leo.page.getByRole('button', { name: 'Something is wrong' }).click()
    await leo.page.getByRole('heading', { name: 'What is it? Tap one.' }).waitFor()
    await hasNoFlaw(leo.page)
    await shot(leo, 'child-why')
    await leo.page.getByRole('button', { name: 'It feels weird' }).click()
    await leo.page.getByRole('heading', { name: 'You told us about this' }).waitFor()
    await hasNoFlaw(leo.page)
    await shot(leo, 'child-covered')
    const reads = async () => {
      await leo.page.goto('/me')
      await leo.page.getByText('It is on its way.').waitFor()
      await hasNoFlaw(leo.page)
      await shot(leo, 'child-told')
    }
    const hears = async () => {
      await lena.page.goto(`/family/children/${w.leo.id}`)
      await lena.page.getByText(/It feels weird: said by .*Leo.* about .*Mia/).waitFor()
      await hasNoFlaw(lena.page)
      await shot(lena, 'guardian-report')
    }
    await Promise.all([reads(), hears()])
    await mia.page.getByRole('heading', { name: 'It is shared' }).waitFor()
  }

  async function somebodyAsks(): Promise<void> {
    const nobody = await devices.device({ viewport: { width: 390, height: 844 } })
    await nobody.page.goto('/family/')
    await nobody.page.getByRole('link', { name: 'Take a picture down' }).click()
    await nobody.page.getByRole('heading', { name: 'Take a picture down' }).waitFor()
    await hasNoFlaw(nobody.page)
    const without = await devices.device({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
    await without.page.goto('/removal')
    await shot(without, 'removal')
    await without.page.getByLabel('My child is in it').check()
    await without.page.getByLabel(/Which picture is it/).fill('a pond, on a tablet at school')
    await without.page.getByRole('button', { name: 'Ask to take it down' }).click()
    const code = await without.page.locator('.code').textContent()
    await shot(without, 'removal-code')
    await without.page.getByRole('link', { name: 'Back' }).click()
    await without.page.getByLabel('The code that you were given').fill(code ?? '')
    await without.page.getByRole('button', { name: 'Read it' }).click()
    await without.page.getByText('There is no answer yet for this code.').waitFor()
  }
})

async function shot({ page }: Device, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 } }))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(250)
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true })
    }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'light' })
}
