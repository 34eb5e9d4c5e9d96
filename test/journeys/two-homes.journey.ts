// Two homes that disagree once: a guardian is proposed, the other home says no; then yes. A guardian asks to leave and thinks again. CON-10
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import * as guardian from './pages/guardian.ts'

const phone = { width: 390, height: 844 }

describe('two homes', { timeout: 220_000 }, () => {
  let w: World
  let devices: Devices
  let dana: Device
  let omar: Device
  let lena: Device
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    devices = await openDevices(w)
    dana = await devices.device({ of: w.dana, viewport: phone })
    omar = await devices.device({ of: w.omar, viewport: phone, colorScheme: 'dark' })
    lena = await devices.device({ of: w.lena, viewport: phone })
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  it('CON-10 Dana asks a relative to help out for a week, Omar agrees; she says yes to what waits, the child reads who it is, and Omar ends it', async () => {
    await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.mia.asks({ with: [w.leo], caption: 'My kite' })
    const rosa = await devices.device({ of: w.rosa, viewport: phone, colorScheme: 'dark' })
    const mia = await devices.device({ of: w.mia, viewport: { width: 1024, height: 768 } })
    await rosa.page.goto('/family/')
    await dana.page.goto(`/family/children/${w.mia.id}`)
    await dana.page.getByRole('link', { name: 'Ask somebody to help out' }).click()
    await seesScreen(dana.page, 'Who helps out for Mia?')
    await dana.page.getByRole('radio', { name: 'Rosa' }).check()
    await dana.page.getByRole('radio', { name: /^A week, until / }).check()
    await hasNoFlaw(dana.page)
    await dana.page.getByRole('button', { name: 'Ask', exact: true }).click()
    await guardian.confirms(dana.page, 'password')
    await dana.page.getByText('The other guardians were asked.').waitFor()
    await omar.page.goto('/family/')
    const card = omar.page.getByRole('article', { name: /^Dana asks that Rosa may say yes for Mia until / })
    await hasNoFlaw(omar.page)
    await card.getByRole('button', { name: /^Say yes/ }).click()
    await guardian.confirms(omar.page, 'password')
    await rosa.page.getByRole('link', { name: 'To look at' }).click() // it is there by itself
    await rosa.page.getByRole('heading', { name: /^You help out for Mia until / }).waitFor()
    await rosa.page.getByText('My kite').waitFor()
    await hasNoFlaw(rosa.page)
    await rosa.page.getByRole('button', { name: /^Allow/ }).click()
    await guardian.confirms(rosa.page, 'password')
    await rosa.page.getByRole('button', { name: /^Undo/ }).waitFor()
    await hasNoFlaw(rosa.page)
    await mia.page.goto('/about-me')
    await mia.page.getByText(/^Rosa may say yes until /).waitFor()
    await hasNoFlaw(mia.page)
    await omar.page.goto(`/family/children/${w.mia.id}`)
    await hasNoFlaw(omar.page)
    await omar.page.getByRole('button', { name: 'End it Rosa' }).click()
    await rosa.page.getByRole('heading', { name: /^You helped until .* Thank you\.$/ }).waitFor()
    assert.equal(await rosa.page.getByText('My kite').count(), 0)
    await hasNoFlaw(rosa.page)
    await rosa.context.close()
    await mia.context.close()
  })

  const lenaJoins = async () => {
    const { page } = dana
    await page.goto(`/family/children/${w.mia.id}`)
    await page.getByRole('link', { name: 'Add somebody who looks after this child too' }).click()
    await seesScreen(page, 'Add somebody who looks after this child too')
    await page.getByText('Omar will be told and have a day to say no.').waitFor()
    await page.getByRole('radio', { name: 'A video call' }).check()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Make an invitation' }).click()
    await guardian.confirms(page, 'password')
    const { code } = await guardian.shownCode(page, 'Invitation to scan')
    await lena.page.goto('/family/join')
    await lena.page.getByLabel('Your code').fill(code)
    await lena.page.getByRole('button', { name: 'Look what it opens' }).click()
    await seesScreen(lena.page, 'An invitation')
    await lena.page.getByText('Dana asks you to look after Mia too.').waitFor()
    await hasNoFlaw(lena.page)
    await lena.page.getByRole('button', { name: 'Look after Mia too' }).click()
    await lena.page.getByRole('heading', { name: 'You said yes for Mia' }).waitFor()
  }

  it('CON-10 one home proposes a guardian, the other says no on its first page, and everybody sees that it stays as it was', async () => {
    await omar.page.goto('/family/')
    await seesScreen(omar.page, 'To look at')
    await lenaJoins()
    const card = omar.page.getByRole('article', { name: 'Dana asks that Lena looks after Mia too' })
    await card.getByText(/^Nothing changes before .*If nobody says no, it happens then\.$/).waitFor()
    await hasNoFlaw(omar.page)
    await card.getByRole('button', { name: /^Say no/ }).click()
    await omar.page.getByText('Everything stays as it was.').waitFor()
    await card.waitFor({ state: 'detached' })
    await lena.page.goto('/family/children')
    await seesScreen(lena.page, 'Children')
    assert.equal(await lena.page.getByText('Mia').count(), 0)
    await dana.page.goto(`/family/children/${w.mia.id}`)
    await dana.page.getByText('Settled in the last 30 days').click()
    await dana.page.getByText('Somebody said no').waitFor()
    await hasNoFlaw(dana.page)
  })

  it('CON-10 the second time the other home agrees by the keyboard, and it begins at once', async () => {
    await lenaJoins()
    const { page } = omar
    const card = page.getByRole('article', { name: 'Dana asks that Lena looks after Mia too' })
    await card.getByRole('button', { name: /^Say yes/ }).focus()
    await page.keyboard.press('Enter')
    await guardian.confirms(page, 'password')
    await page.getByText('You said yes.').waitFor()
    await card.waitFor({ state: 'detached' })
    await lena.page.goto('/family/children')
    await lena.page.getByRole('link', { name: /^Mia/ }).click()
    await seesScreen(lena.page, 'Mia')
    await lena.page.getByText('Lena (you)').waitFor()
  })

  it('CON-10 who asks to remove another reads what it takes; who wants to leave can think again', async () => {
    const { page } = dana
    await page.goto(`/family/children/${w.mia.id}`)
    await page.getByRole('link', { name: 'Remove Omar' }).click()
    await page.getByRole('heading', { name: 'Should Omar no longer look after Mia?' }).waitFor()
    await page.getByText('It only happens if one more guardian says yes who has been here for 30 days.').waitFor()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Ask for it' }).click()
    await guardian.confirms(page, 'password')
    await seesScreen(page, 'Mia')
    const mine = page.getByRole('article', { name: 'Dana asks that Omar no longer looks after Mia' })
    await mine.getByText('With no answer, everything stays as it is.').waitFor()
    await omar.page.getByRole('article', { name: 'Dana asks that you no longer look after Mia' }).waitFor()
    await hasNoFlaw(omar.page)
    await mine.getByRole('button', { name: /^Take it back/ }).click()
    await mine.waitFor({ state: 'detached' })

    await lena.page.getByRole('link', { name: 'Leave Lena' }).click()
    await lena.page.getByRole('heading', { name: 'Do you want to stop looking after Mia?' }).waitFor()
    await lena.page.getByRole('button', { name: 'Leave tomorrow' }).click()
    await guardian.confirms(lena.page, 'password')
    const leaving = lena.page.getByRole('article', { name: 'You stop looking after Mia' })
    await leaving.waitFor()
    await hasNoFlaw(lena.page)
    await leaving.getByRole('button', { name: /^Take it back/ }).click()
    await leaving.waitFor({ state: 'detached' })
    await lena.page.getByRole('link', { name: 'Leave Lena' }).waitFor()
  })

  it('CON-7, CON-10 one home withdraws and it closes at once; the other gives it again and is told that it waits', async () => {
    await omar.page.goto(`/family/children/${w.mia.id}`)
    await omar.page.getByRole('button', { name: 'Withdraw Sharing' }).click()
    await omar.page
      .getByRole('button', { name: /Sharing$/ })
      .and(omar.page.getByRole('button', { name: /^(?!Withdraw)/ }))
      .waitFor()
    const { page } = dana
    await page.goto(`/family/children/${w.mia.id}`)
    await page
      .getByRole('button', { name: /Sharing$/ })
      .and(page.getByRole('button', { name: /^(?!Withdraw)/ }))
      .click()
    await page.getByRole('article', { name: 'Dana wants to say yes again for Mia: Sharing' }).waitFor()
    await omar.page.goto('/family/')
    const card = omar.page.getByRole('article', { name: 'Dana wants to say yes again for Mia: Sharing' })
    await card.getByRole('button', { name: /^Say yes/ }).click()
    await guardian.confirms(omar.page, 'password')
    await card.waitFor({ state: 'detached' })
  })
})
