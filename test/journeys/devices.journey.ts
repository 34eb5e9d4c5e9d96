// A tablet gets a name, is lost, signed out by the other home and paired again; a child locks its other tablet; a grown-up leaves a lost phone. SEC-8
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { codeLetters } from '../../src/features/sign-in/codes.ts'
import { newCode, sha256, showCode } from '../../src/platform/crypto.ts'
import { good, world, type Person, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, keepsPasskeys, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

const phone = { width: 390, height: 844 }

describe('devices', { timeout: 160_000 }, () => {
  let w: World
  let devices: Devices
  let dana: Device
  let omar: Device
  let kitchen: Device
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    devices = await openDevices(w)
    dana = await devices.device({ of: w.dana, viewport: phone })
    omar = await devices.device({ of: w.omar, viewport: phone, colorScheme: 'dark' })
    kitchen = await devices.device()
    kitchen.expects(/^401 \/api\//) // it is signed out while it is open
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  it('SEC-8 a name is offered when a tablet is paired; the child reads it, and the other home sees it', async () => {
    await omar.page.goto(`/family/children/${w.mia.id}`)
    await seesScreen(omar.page, 'Mia')
    await dana.page.goto(`/family/children/${w.mia.id}/tablet`)
    const { code } = await guardian.shownCode(dana.page, 'Code to scan with the tablet')
    await child.startsWithCode(kitchen.page, code)
    await kitchen.page.getByRole('heading', { level: 1, name: 'What do you want to do?' }).waitFor()
    const name = dana.page.getByLabel('What is it called?')
    await name.waitFor()
    await hasNoFlaw(dana.page)
    assert.equal(await name.inputValue(), 'Mia’s tablet')
    await name.fill('x'.repeat(41))
    await dana.page.getByRole('button', { name: 'Save the name' }).click()
    await dana.page.getByText('This is too long.').waitFor()
    await hasNoFlaw(dana.page)
    await name.fill('Kitchen tablet')
    await dana.page.getByRole('button', { name: 'Save the name' }).click()
    await seesScreen(dana.page, 'Mia')
    await rowOf(dana.page, 'Kitchen tablet').getByText('It signs itself out on').waitFor()
    await rowOf(omar.page, 'Kitchen tablet').waitFor()
    await child.goesTo(kitchen.page, 'Me')
    await kitchen.page.getByRole('link', { name: 'My tablets' }).click()
    await seesScreen(kitchen.page, 'My tablets')
    await rowOf(kitchen.page, 'Kitchen tablet').getByText('This is the one you hold.').waitFor()
    await rowOf(kitchen.page, /^Tablet from \d+ \w+$|^Tablet from \w+ \d+$/)
      .getByRole('button', { name: /^Lock it/ })
      .waitFor()
  })

  it('SEC-8 it is lost: the other home signs it out by the keyboard, it is empty at once, and everybody can read who did it', async () => {
    const { page } = omar
    await rowOf(page, 'Kitchen tablet')
      .getByRole('button', { name: /^Lost\? Sign it out/ })
      .focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sign out “Kitchen tablet”?' }).waitFor()
    await page.getByText('If it has no internet right now').waitFor()
    await hasNoFlaw(page)
    await page.keyboard.press('Escape')
    await rowOf(page, 'Kitchen tablet').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign it out', exact: true }).focus()
    await page.keyboard.press('Enter')
    await rowOf(page, 'Kitchen tablet').waitFor({ state: 'detached' })
    await kitchen.page.getByLabel('Your code').waitFor()
    await seesScreen(kitchen.page, 'Hello!')
    await rowOf(dana.page, 'Kitchen tablet').waitFor({ state: 'detached' })
    await dana.page.goto(`/family/children/${w.mia.id}/log`)
    await dana.page.getByText('A tablet was signed out').first().waitFor()
    await dana.page.getByText('A tablet was given a name').waitFor()
    const mia = await devices.device({ of: w.mia })
    await mia.page.goto('/me/done')
    await mia.page.getByRole('heading', { name: 'Locked your tablet' }).waitFor()
    await mia.page.getByRole('heading', { name: 'Gave your tablet a name' }).waitFor()
    await mia.context.close()
  })

  it('SEC-8 it is found and paired again as a new one, and the child locks it from its other tablet', async () => {
    const { code } = await good(w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))
    await kitchen.page.getByLabel('Your code').fill(code)
    await kitchen.page.getByRole('button', { name: 'Start' }).click()
    await kitchen.page.getByRole('heading', { level: 1, name: 'What do you want to do?' }).waitFor()
    const mia = await devices.device({ of: w.mia, colorScheme: 'dark' })
    await mia.page.goto('/me/tablets')
    await seesScreen(mia.page, 'My tablets')
    await mia.page.getByRole('button', { name: /^Lock it Tablet from/ }).click()
    await mia.page.getByText('It needs a new code to open.').waitFor()
    await hasNoFlaw(mia.page)
    await mia.page.getByRole('button', { name: 'Yes, lock it' }).click()
    await mia.page.getByRole('button', { name: /^Lock it Tablet/ }).waitFor({ state: 'detached' })
    await kitchen.page.getByLabel('Your code').waitFor()
    await mia.context.close()
  })

  it('SEC-8, KID-4 a child chooses pictures, locks the tablet, and opens it again without a letter; a guardian takes them away', async () => {
    const { page } = kitchen
    const { code } = await good(w.dana.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))
    await page.getByLabel('Your code').fill(code)
    await page.getByRole('button', { name: 'Start' }).click()
    await child.goesTo(page, 'Me')
    await page.getByRole('link', { name: 'My pictures' }).click()
    await seesScreen(page, 'My pictures')
    await page.getByRole('button', { name: 'Pick my pictures' }).click()
    await page.getByRole('heading', { name: 'Tap four pictures' }).waitFor()
    await hasNoFlaw(page)
    await child.taps(page, ['Key', 'Key', 'Bus', 'Bus'])
    await page.getByText('Pick at least three that are not the same.').waitFor()
    await child.taps(page, ['Key', 'Bus', 'Bell', 'Key'])
    await page.getByRole('heading', { name: 'Now tap the same four again' }).waitFor()
    await child.taps(page, ['Key', 'Bus', 'Key', 'Bell'])
    await page.getByText('Those were not the same.').waitFor()
    await hasNoFlaw(page)
    for (const title of ['Tap four pictures', 'Now tap the same four again']) {
      await page.getByRole('heading', { name: title }).waitFor()
      await child.taps(page, ['Key', 'Bus', 'Bell', 'Key'])
    }
    await page.getByText('You can lock this tablet.').waitFor()
    await child.goesTo(page, 'Me')
    await page.getByRole('button', { name: 'Lock this tablet' }).click()
    await page.getByText('Your pictures open it again.').waitFor()
    await page.getByRole('button', { name: 'Yes, lock it' }).click()

    await page.getByRole('heading', { name: 'Tap your animal' }).waitFor()
    await seesScreen(page, 'Hello!')
    await omar.page.reload() // when a child locks its tablet no guardian is told
    await rowOf(omar.page, /^Tablet paired on/)
      .first()
      .waitFor()
    await omar.page.getByText('Mia can lock it, and opens it with four pictures.').waitFor()
    await page.getByRole('button', { name: 'Fox' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tap your four pictures' }).waitFor()
    await hasNoFlaw(page)
    await child.taps(page, ['Key', 'Bus', 'Bell', 'Bell'])
    await page.getByText('That was not it.').waitFor()
    await hasNoFlaw(page)
    await child.taps(page, ['Key', 'Bus', 'Bell', 'Key'])
    await seesScreen(page, 'What do you want to do?')

    await omar.page.getByRole('button', { name: 'Take the pictures away' }).click()
    await hasNoFlaw(omar.page)
    await omar.page.getByRole('dialog').getByRole('button', { name: 'Take the pictures away' }).click()
    await omar.page.getByText('The pictures are gone.').waitFor()
    await child.goesTo(page, 'Me')
    await page.getByRole('button', { name: 'Lock this tablet' }).click()
    await page.getByText('You need a new code to come back.').waitFor()
    await page.getByRole('button', { name: 'Yes, lock it' }).click()
    await page.getByLabel('Your code').waitFor()
  })

  it('SEC-8 a relative names the phone they hold, and signs out everywhere else: the lost one asks who is there', async () => {
    const here = await devices.device({ of: w.rosa, viewport: phone, colorScheme: 'dark' })
    const lost = await devices.device({ viewport: phone })
    lost.expects(/^401 \/api\//)
    await lost.page.goto(`/family/sign-in#${await signInCode(w.rosa)}`)
    await lost.page.getByRole('button', { name: 'Sign in' }).click()
    await lost.page.getByRole('navigation', { name: 'Main' }).waitFor()
    await here.page.goto('/family/you')
    await here.page.getByRole('link', { name: 'Look where' }).click()
    await seesScreen(here.page, 'Where you are signed in')
    await here.page.getByRole('button', { name: 'Name it This device' }).click()
    await here.page.getByLabel('What is it called?').fill('Blue phone')
    await hasNoFlaw(here.page)
    await here.page.keyboard.press('Enter')
    await rowOf(here.page, 'Blue phone').getByText('This device', { exact: true }).waitFor()
    await here.page.getByRole('button', { name: /^Sign out Signed in on/ }).waitFor()
    await here.page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await here.page.getByText('You are signed in here and nowhere else.').waitFor()
    await lost.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  })

  it('T19 a guardian changes the password, writes a code down, loses everything, and comes back with the paper: what opens waits for a day', async () => {
    dana.expects(/^422 \/api\/password$|^401 \/api\//)
    await dana.page.goto('/family/you')
    await dana.page.getByRole('link', { name: 'Change it' }).click()
    await seesScreen(dana.page, 'Your password')
    await hasNoFlaw(dana.page)
    await dana.page.getByLabel('Sign-in name').fill('dana')
    await dana.page.getByLabel('New password').fill('manchesterunited')
    await dana.page.getByRole('button', { name: 'Change my password' }).click()
    await guardian.confirms(dana.page, 'password')
    await dana.page.getByText('This password is too easy to guess').waitFor()
    await hasNoFlaw(dana.page)
    await dana.page.getByLabel('New password').fill('seven green umbrellas sing')
    await dana.page.getByRole('button', { name: 'Change my password' }).click()
    await guardian.confirms(dana.page, 'password')
    await dana.page.getByText('Your password has changed.').waitFor()
    await dana.page.getByRole('link', { name: 'Write down a code' }).click()
    await seesScreen(dana.page, 'A code on paper')
    await dana.page.getByRole('button', { name: 'Show me a code' }).click()
    const sheet = dana.page.getByRole('dialog')
    await sheet.getByLabel('Your password').fill('seven green umbrellas sing')
    await sheet.getByRole('button', { name: 'Confirm' }).click()
    const code =
      (await dana.page
        .getByRole('status')
        .filter({ hasText: /^[A-Z2-9-]{20,}$/ })
        .textContent()) ?? ''
    await hasNoFlaw(dana.page)
    await dana.page.getByRole('link', { name: 'I wrote it down' }).click()
    await dana.page.getByText(/^You wrote one down on /).waitFor()
    await hasNoFlaw(dana.page)

    const found = await devices.device({ viewport: phone, colorScheme: 'dark' })
    found.expects(/^403 \/api\/fresh-checks\/challenge$/)
    await keepsPasskeys(found)
    await found.page.goto('/family/')
    await found.page.getByRole('link', { name: 'I lost my phone or password' }).click()
    await seesScreen(found.page, 'Come back with your code')
    await hasNoFlaw(found.page)
    await found.page.getByLabel('The code on your paper').fill(code.toLowerCase())
    await found.page.getByRole('button', { name: 'Next' }).click()
    await seesScreen(found.page, 'How will you sign in?')
    await hasNoFlaw(found.page)
    await found.page.getByRole('button', { name: 'Make a passkey' }).click()
    await found.page.getByRole('navigation', { name: 'Main' }).waitFor()
    await dana.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await found.page.goto('/family/you/paper')
    await found.page.getByRole('button', { name: 'Show me a code' }).click()
    await found.page.getByText('You came back with your code on paper').waitFor()
    await hasNoFlaw(found.page)
  })

  function rowOf(page: Page, name: string | RegExp) {
    return page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
  }

  async function signInCode(person: Person): Promise<string> {
    const code = newCode(codeLetters.invitation)
    await w.asOwner(
      "insert into codes (id, code_hash, opens, person_id, expires_at) values ($1, $2, 'sign-in', $3, now() + interval '1 day')",
      [randomUUID(), sha256(code), person.id],
    )
    return showCode(code)
  }
})
