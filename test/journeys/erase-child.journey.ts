// A tired parent erases everything about a child on a phone: three steps, a receipt to keep, and a tablet that has forgotten who it was. DEL-6
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, afterEach, before, describe, it } from 'node:test'
import { readReceipt, receiptSigner } from '../../src/features/erasure/receipt.ts'
import { guardianInvitationFrom, invitationFrom } from '../../db/seed.ts'
import { good, makesChild, Person, signsUp, world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import { showsPicture } from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

const phone = { width: 390, height: 844 }

describe('erasing a child', { timeout: 220_000 }, () => {
  let w: World
  let devices: Devices
  let iris: Device
  let zoe: Person
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    const parent = new Person(w, 'Iris')
    await signsUp(parent, await invitationFrom(w.dana))
    zoe = await makesChild(parent, new Person(w, 'Zoe'), 'fox')
    await w.connect([parent, zoe], [w.lena, w.leo])
    await w.shares(zoe, parent, { with: [w.leo], caption: 'my kite' })
    devices = await openDevices(w)
    iris = await devices.device({ of: parent, viewport: phone })
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  it('DEL-6 an only guardian reads what goes and what others may have kept, confirms, and saves the receipt', async () => {
    const tablet = await devices.device({ of: zoe, viewport: { width: 820, height: 1180 } })
    tablet.expects(/^401 \/api\//) // signed out while it looks
    await tablet.page.goto('/me')
    await seesScreen(tablet.page, 'Zoe')
    await showsPicture(tablet.page.getByRole('img', { name: 'a drawing' }))
    iris.expects(new RegExp(`^404 /api/children/${zoe.id}`)) // the open line can say that all of it went before the answer does
    const { page } = iris
    await page.goto(`/family/children/${zoe.id}`)
    await page.getByRole('link', { name: 'Erase everything about Zoe' }).click() // one
    await seesScreen(page, 'Erase everything about Zoe')
    await page.getByText('You are Zoe’s only guardian here, so it begins at once').waitFor()
    await page.getByText('These people can see something that Zoe shared.').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Leo' }).waitFor()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Erase everything' }).click() // two
    await guardian.confirms(page, 'password') // three
    await seesScreen(page, 'Erased')
    await page.getByRole('heading', { name: 'Nothing is left' }).waitFor({ timeout: 60_000 })
    await hasNoFlaw(page)
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the receipt' }).click()])
    assert.equal(saved.suggestedFilename(), 'kitestring-receipt.json')
    assert.ok(readReceipt(receiptSigner(w.house.keyring), readFileSync(await saved.path(), 'utf8')))

    await seesScreen(tablet.page, 'Hello!')
    assert.equal((await tablet.page.getByText('Zoe').count()) + (await tablet.page.getByRole('img', { name: 'a drawing' }).count()), 0)
    const left = await tablet.page.evaluate(async () => ({
      stores: [localStorage.length, sessionStorage.length],
      caches: (
        await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))
      ).flat(),
      databases: (await indexedDB.databases()).length,
    }))
    assert.deepEqual([left.stores, left.databases], [[0, 0], 0])
    assert.deepEqual(
      left.caches.filter((url) => /\/api\//.test(url)),
      [],
    )

    await page.goto('/family/shared/receipts')
    await page.getByRole('heading', { name: 'Everything about a child was erased' }).waitFor()
    await hasNoFlaw(page)
    await page.goto('/family/children')
    await seesScreen(page, 'Children')
    assert.equal(await page.getByText('Zoe').count(), 0)
  })

  it('DEL-6, CON-10 with a second home it waits: the other reads it and says no, and the child is told meanwhile', async () => {
    const dana = await devices.device({ of: w.dana, viewport: phone, colorScheme: 'dark' })
    const omar = await devices.device({ of: w.omar, viewport: phone })
    const mia = await devices.device({ of: w.mia, viewport: { width: 820, height: 1180 } })
    const { page } = dana
    await page.goto(`/family/children/${w.mia.id}/erase`)
    await page.getByText('Omar will be told and have a day to say no.').waitFor()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Ask to erase everything' }).click()
    await guardian.confirms(page, 'password')
    await page.getByRole('article', { name: 'You asked to erase everything about Mia' }).waitFor()
    await hasNoFlaw(page)
    await page.goto(`/family/children/${w.mia.id}/erase`) // asked once; now it waits
    await page.getByRole('article', { name: 'You asked to erase everything about Mia' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Ask to erase everything' }).count(), 0)
    await hasNoFlaw(page)
    await mia.page.goto('/')
    await mia.page.getByRole('heading', { name: 'All of this may go away' }).waitFor()
    await hasNoFlaw(mia.page)
    await omar.page.goto('/family/')
    const card = omar.page.getByRole('article', { name: 'Dana asks to erase everything about Mia' })
    await card.getByText(/nobody can bring them back/).waitFor()
    await hasNoFlaw(omar.page)
    await card.getByRole('button', { name: /^Say no/ }).click()
    await card.waitFor({ state: 'detached' })
    await mia.page.getByRole('heading', { name: 'All of this may go away' }).waitFor({ state: 'detached' })
    assert.equal((await good(w.dana.get<{ name: string }>(`/api/children/${w.mia.id}`))).name, 'Mia')
  })

  it('DEL-6 a guardian closes their account in three steps: their own child goes with it, the other home’s stays, and for a while they can keep it', async () => {
    const parent = new Person(w, 'Pia')
    await signsUp(parent, await guardianInvitationFrom(w.lena, w.leo)) // nobody else could object: at once
    const own = await makesChild(parent, new Person(w, 'Kim'), 'owl')
    const { page, expects } = await devices.device({ of: parent, viewport: phone })
    expects(/^40[14] \/api\//) // what is shown is erased, and in the end who looks is nobody
    await page.goto('/family/you')
    await page.getByRole('link', { name: 'Close your account' }).click() // one
    await seesScreen(page, 'Close your account')
    await page.getByText('You are Kim’s only guardian here.').waitFor()
    await page.getByText('Leo stays with Lena.').waitFor()
    await page.getByRole('button', { name: 'Close my account' }).click() // two
    await guardian.confirms(page, 'password') // three
    await page.getByRole('heading', { name: 'Your account is closing' }).waitFor()
    await page.getByRole('article', { name: 'You stop looking after Leo' }).waitFor()
    await page.getByRole('heading', { name: 'Everything about a child was erased' }).waitFor()
    await hasNoFlaw(page)
    assert.equal((await own.get('/api/feed')).status, 401)

    await page.getByRole('button', { name: 'Keep my account' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Your account stays.').waitFor()
    await page.getByText('Leo stays with Lena.').waitFor()
    await page.getByRole('button', { name: 'Close my account' }).click()
    await guardian.confirms(page, 'password')
    await page.getByRole('article', { name: 'You stop looking after Leo' }).waitFor()
    await w.asOwner("update account_closings set asked_at = asked_at - interval '15 minutes' where person_id = $1", [parent.id])
    const [leaving] = await w.asOwner<{ id: string }>('select id from proposals where by_id = $1 and ended_at is null', [parent.id])
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      leaving?.id,
    ])
    await w.asOwner("select access.enqueue('proposals.settle', jsonb_build_object('proposalId', $1::text))", [leaving?.id])
    await w.asOwner("select access.enqueue('accounts.close', jsonb_build_object('personId', $1::text), now() + interval '2 seconds')", [
      parent.id,
    ])
    await seesScreen(page, 'Sign in')
    assert.equal((await good(w.lena.get<{ name: string }>(`/api/children/${w.leo.id}`))).name, 'Leo')
  })

  it('DEL-6 a relative closes theirs by the keyboard alone, in the dark', async () => {
    const { page, expects } = await devices.device({ of: w.rosa, viewport: phone, colorScheme: 'dark' })
    expects(/^401 \/api\//)
    await page.goto('/family/you/close')
    await seesScreen(page, 'Close your account')
    await page.getByText('You part from every child at once').waitFor()
    await page.getByRole('button', { name: 'Close my account' }).focus()
    await page.keyboard.press('Enter')
    await guardian.confirms(page, 'password')
    await page.getByRole('heading', { name: 'Your account is closing' }).waitFor()
    await hasNoFlaw(page)
    await page.goto('/family/people')
    await page.getByRole('heading', { name: 'Nobody is connected with you right now.' }).waitFor()
    await w.asOwner("update account_closings set asked_at = asked_at - interval '15 minutes' where person_id = $1", [w.rosa.id])
    await w.asOwner("select access.enqueue('accounts.close', jsonb_build_object('personId', $1::text))", [w.rosa.id])
    await seesScreen(page, 'Sign in')
  })
})
