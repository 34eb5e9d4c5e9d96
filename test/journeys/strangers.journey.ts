// Whoever has no why gets the same as for an address that never existed: on the screen and in the bytes. PUB-1, AUD-9
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { world, type Person, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices } from './pages/browser.ts'

describe('somebody types the address of a photo that is not for them', { timeout: 120_000 }, () => {
  let now: World
  let devices: Devices
  let shared: { post: string; photo: string }

  before(async () => {
    now = await world({ port: 0, worker: 'runs' })
    shared = await now.shares(now.mia, now.dana, { caption: 'our secret den', alt: 'a den of branches', with: [now.leo] })
    devices = await openDevices(now)
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await now?.close()
  })

  it('CNT-3 Ana, a friend of the friend', () => seesNoTrace(now.ana))
  it('SEC-2 Aron, a guardian of another family', () => seesNoTrace(now.aron))
  it('SEC-2 Lena, whose child may see it, but who is no guardian of its owner', () => seesNoTrace(now.lena))
  it('SEC-2 Rosa, a relative who was not picked', () => seesNoTrace(now.rosa))
  it('SEC-2 Sam, staff', () => seesNoTrace(now.sam))
  it('SEC-2 a visitor who is not signed in', () => seesNoTrace(now.visitor))

  it('Leo, for whom it is, sees it at the same address', async () => {
    const leo = await devices.device({ of: now.leo })
    await leo.page.goto(`/photos/${shared.post}`)
    await leo.page.getByRole('img', { name: 'a den of branches' }).waitFor()
    await leo.context.close()
  })

  async function seesNoTrace(person: Person): Promise<void> {
    const device = await devices.device(person.cookie ? { of: person } : {})
    device.expects(/^40[134] \/api\//)
    const nonsense = { post: randomUUID(), photo: randomUUID() }
    const beside = await device.tab()
    await device.page.goto(`/photos/${shared.post}`)
    await device.page.getByRole('heading', { level: 1 }).waitFor()
    await hasNoFlaw(device.page)
    for (const path of ['/photos/POST', '/me/POST', '/asked/POST', '/family/posts/POST', '/family/children/POST'])
      assert.equal(...(await Promise.all([screen(device.page, path, shared), screen(beside, path, nonsense)])), path)
    for (const path of ['/api/photos/PHOTO/card', '/api/photos/PHOTO/screen', '/api/posts/POST', '/api/posts/POST/approval'])
      assert.deepEqual(await bytes(device, path, shared), await bytes(device, path, nonsense), path)
    await device.context.close()
  }
})

type Address = { post: string; photo: string }

async function screen(page: Page, path: string, address: Address): Promise<string> {
  await page.goto(filled(path, address))
  await page.getByRole('heading', { level: 1 }).waitFor()
  return settled(page)
}

/** What stands there when it has stopped changing: a screen may still be about to ask. */
async function settled(page: Page): Promise<string> {
  let [before, since] = ['', performance.now()]
  for (const until = performance.now() + 15_000; performance.now() < until; await page.waitForTimeout(100)) {
    const now = `${await page.title()}\n${await page.getByRole('main').ariaSnapshot()}`
    if (now !== before) [before, since] = [now, performance.now()]
    if (!now.includes('One moment.') && performance.now() - since > 700) return now
  }
  return before
}

async function bytes({ context }: Device, path: string, address: Address): Promise<unknown> {
  const answer = await context.request.get(filled(path, address))
  const headers = answer.headersArray().filter(({ name }) => !/^(date|x-ratelimit-)/i.test(name))
  return { status: answer.status(), body: (await answer.body()).toString('latin1'), headers }
}

function filled(path: string, { post, photo }: Address): string {
  return path.replace('POST', post).replace('PHOTO', photo)
}
