// throw-away
import { after, before, describe, it } from 'node:test'
import { world, type World } from '../world.ts'
import { openDevices, type Devices } from './pages/browser.ts'
describe('shots', { timeout: 200_000 }, () => {
  let w: World
  let devices: Devices
  before(async () => {
    w = await world({ port: 0 })
    await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner("select access.announce_sunset(now() + interval '31 days')")
    devices = await openDevices(w)
  })
  after(async () => { await devices.close(); await w.close() })
  it('shoots', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 } })) {
        for (const [who, person, path] of [['dana', w.dana, '/family/'], ['dana-log', w.dana, `/family/children/${w.mia.id}/log`], ['mia', w.mia, '/'], ['mia-me', w.mia, '/me'], ['rosa', w.rosa, '/family/']] as const) {
          const { page, context } = await devices.device({ of: person, viewport, colorScheme })
          await page.goto(path)
          await page.waitForTimeout(1200)
          await page.screenshot({ path: `/work/hand/shots-growing/${who}-${size}-${colorScheme}.png` })
          await context.close()
        }
      }
  })
})
