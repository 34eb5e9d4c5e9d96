// Our promises, read by a child, a guardian and somebody who is not signed in; and what each sees when one does not hold. GOV-2, GOV-9
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { promises } from '../../src/safeguards/promises.ts'
import { world, type World } from '../world.ts'
import { type Device, type Devices, openDevices, seesScreen } from './pages/browser.ts'

describe('our promises', { timeout: 120_000 }, () => {
  let now: World
  let devices: Devices
  let dana: Device
  let mia: Device

  before(async () => {
    now = await world({ port: 0 })
    devices = await openDevices(now)
    ;[dana, mia] = [await devices.device({ of: now.dana }), await devices.device({ of: now.mia })]
    for (const device of [dana, mia]) device.expects(/^503 \/api\/feed/)
    for (const { id, guards } of promises)
      await now.asOwner('insert into checks (name, feature, attacks, held_at) values ($1, $2, 12, now())', [id, guards])
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await now?.close()
  })

  it('GOV-2 a child gets to them from Help with the keyboard; each has a sentence and a state in words', async () => {
    const { page } = mia
    await page.goto('/help')
    await presses(page, 'Our promises')
    await seesScreen(page, 'Our promises')
    await page.getByRole('heading', { name: 'We keep them all' }).waitFor()
    const said = await page.getByRole('main').getByRole('listitem').allTextContents()
    assert.equal(said.length, promises.length)
    assert.ok(said.every((words) => words.endsWith('Kept')))
    assert.doesNotMatch(said.join(' '), /\d|child\./)
  })

  it('GOV-2 a guardian gets to them with the keyboard, and reads what was tried', async () => {
    const { page } = dana
    await page.goto('/family/you')
    await presses(page, 'Our promises')
    await seesScreen(page, 'Our promises')
    await page.getByRole('heading', { name: 'Every promise held at the last try' }).waitFor()
    assert.equal(await page.getByText('12 attacks at the last try.').count(), promises.length)
    assert.doesNotMatch((await page.getByRole('main').textContent()) ?? '', /family\.[a-z]|undefined/)
    await page.getByText('Nothing has failed so far.').waitFor()
  })

  it('GOV-9 they can be read without signing in', async () => {
    const { page, context } = await devices.device()
    await page.goto('/family/')
    await presses(page, 'Our promises')
    await seesScreen(page, 'Our promises')
    await context.close()
  })

  it('GOV-3 when promises do not hold, the pages say so and the screens concerned are closed with a calm note', async () => {
    for (const [id, feature] of [
      ['strangers', 'viewing'],
      ['erased', 'sharing'],
    ]) {
      await now.asOwner("update checks set failed = 'by-hand', tried_at = now() where name = $1", [id])
      await now.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), $1, $2, 'by-hand')", [id, feature])
    }
    await mia.page.goto('/photos')
    await mia.page.getByText('Photos from friends are asleep for now.').first().waitFor()
    await seesScreen(mia.page, 'Photos')
    assert.equal(await mia.page.getByText('No photos yet').count(), 0)
    await mia.page.goto('/')
    await seesScreen(mia.page, 'What do you want to do?')
    await mia.page.getByText('You can ask when it is done.').waitFor()
    await presses(mia.page, 'See our promises')
    await mia.page.getByRole('heading', { name: 'We are fixing this' }).waitFor()
    await seesScreen(mia.page, 'Our promises')
    assert.equal(await mia.page.getByRole('listitem').filter({ hasText: 'Being fixed' }).count(), 2)

    await dana.page.goto('/family/')
    await seesScreen(dana.page, 'To look at')
    await dana.page.getByText('nobody sees friends’ photos until it does').waitFor()
    await dana.page.getByText('nothing can be asked or allowed until it does').waitFor()
    await presses(dana.page, 'See our promises, and whether they hold')
    await dana.page.getByRole('heading', { name: '2 promises do not hold' }).waitFor()
    await seesScreen(dana.page, 'Our promises')
    assert.equal(await dana.page.getByText(', and not mended yet.').count(), 2)
    await dana.page.goto('/family/connect')
    await dana.page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await dana.page.getByText('Closed for now').count(), 0) // connecting is open
  })
})

async function presses(page: Page, link: string): Promise<void> {
  const wanted = page.getByRole('main').getByRole('link', { name: link, exact: true })
  await wanted.first().waitFor()
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab')
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
  }
  assert.fail(`no Tab leads to ${link}`)
}
