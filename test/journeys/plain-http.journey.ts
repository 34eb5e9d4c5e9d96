// A home address without HTTPS: everything works with a password and a picked file, and the app says what HTTPS would add. CON-6
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { ensureSetUpCode } from '../../src/features/sign-in/codes.ts'
import { phoneJpeg, corners } from '../fixtures/make-photos.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { type Device, type Devices, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

describe('at a home address without HTTPS', { timeout: 120_000 }, () => {
  let house: TestHouse
  let devices: Devices
  let dana: Device
  let mia: Device

  before(async () => {
    house = await openTestHouse({ port: 0, worker: 'runs', hostname: 'kitestring.home' })
    devices = await openDevices(house, ['--host-resolver-rules=MAP kitestring.home 127.0.0.1'])
    ;[dana, mia] = [await devices.device(), await devices.device()]
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await house?.close()
  })

  it('PAR-8 a guardian signs up with a password and an app; a passkey is not offered, and the app says why', async () => {
    const { page } = dana
    await page.goto('/family/')
    assert.equal(await page.evaluate(() => window.isSecureContext), false)
    await guardian.comesWith(page, (await ensureSetUpCode(house.house.room.asDoor)) ?? '', 'Set-up code', { name: 'Dana', animal: 'Bear' })
    await page.getByText('Passkeys cannot be used here, because this address has no https.').waitFor()
    assert.equal(await page.getByRole('radio', { name: /passkey/i }).count(), 0)
    assert.equal(await page.getByRole('button', { name: /passkey/i }).count(), 0)
    await guardian.choosesPassword(page, 'dana')
    await guardian.makesProfile(page, { name: 'Mia', animal: 'Fox', band: '5 to 9' })
  })

  it('the tablet is paired by the address in the square code, and a photo is picked and asked for', async () => {
    const { address } = await guardian.shownCode(dana.page, 'Code to scan with the tablet')
    assert.equal(new URL(address).origin, house.config.url.origin)
    await mia.page.goto(address)
    await mia.page.getByRole('button', { name: 'Start' }).click()
    await child.learnsAndSaysYes(mia.page)
    await child.picks(mia.page, child.photoFile(await phoneJpeg(corners({ width: 1200, height: 900 }))))
    await seesScreen(mia.page, 'Check your photo')
    await child.writes(mia.page, { caption: 'four colours', alt: 'four fields of colour' })
    await child.asksFor(mia.page, [])
    await child.sends(mia.page)
  })

  it('the guardian allows it with the password, and reads what https would add', async () => {
    await guardian.goesTo(dana.page, 'To look at')
    await child.showsPicture(dana.page.getByRole('article').getByRole('img', { name: 'four fields of colour' }))
    await guardian.allows(dana.page, 'password')
    await guardian.goesTo(dana.page, 'You')
    await dana.page.getByRole('heading', { name: 'What https would add' }).waitFor()
    await seesScreen(dana.page, 'You')
    dana.expects(/^401 \/api\/ways-in$/) // the screen hears that it is signed out while it is still there
    await dana.page.getByRole('button', { name: 'Sign out' }).click()
    await seesScreen(dana.page, 'Sign in')
    await dana.page.getByText('Passkeys need a secure address (https), so they are not offered here.').waitFor()
  })
})
