// A child is in a friend's photo: one tap and the others lose it within seconds; both families read why, and keep it together, or it is gone. DEL-11
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Posts } from '../../src/features/posts/contract.ts'
import { corners, phoneJpeg } from '../fixtures/make-photos.ts'
import { good, world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

describe('in the picture', { timeout: 180_000 }, () => {
  let w: World
  let devices: Devices
  let mia: Device
  let leo: Device
  let ana: Device
  let lena: Device
  let dana: Device
  let post: string
  before(async () => {
    w = await world({ port: 0 })
    post = (await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], caption: 'At the pond' })).post
    devices = await openDevices(w)
    const phone = { width: 390, height: 844 }
    mia = await devices.device({ of: w.mia, viewport: phone })
    leo = await devices.device({ of: w.leo, viewport: phone })
    ana = await devices.device({ of: w.ana, viewport: phone })
    lena = await devices.device({ of: w.lena, viewport: phone })
    dana = await devices.device({ of: w.dana, viewport: phone })
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  it('DEL-11 Mia says that she is in it, and what Ana has open is gone in seconds; Leo reads that he did nothing wrong', async () => {
    await ana.page.goto('/photos')
    await ana.page.getByRole('article', { name: /Leo/ }).waitFor()
    await leo.page.goto(`/me/${post}`)
    await leo.page.getByRole('heading', { name: 'It is shared' }).waitFor()
    await mia.page.goto(`/photos/${post}`)
    await seesScreen(mia.page, 'From Leo')
    await mia.page.getByRole('button', { name: 'I am in this photo' }).click()
    await mia.page.getByRole('heading', { name: 'Are you in this photo?' }).waitFor()
    await hasNoFlaw(mia.page)
    await mia.page.getByRole('button', { name: 'Yes, hide it' }).click()
    await ana.page.getByRole('article', { name: /Leo/ }).waitFor({ state: 'detached', timeout: 5_000 })
    await leo.page.getByRole('heading', { name: 'Mia is in this photo' }).waitFor({ timeout: 5_000 })
    await leo.page.getByText('You did nothing wrong.').waitFor()
    await hasNoFlaw(leo.page)
    await mia.page.getByRole('heading', { name: 'You hid this photo' }).waitFor()
    await hasNoFlaw(mia.page)
    await leo.page.goto('/me')
    await leo.page.getByText('Hidden for now').waitFor()
  })

  it('DEL-11 both guardians find it among what waits; one asks to keep it, the other proves who they are and agrees, and Ana has it again', async () => {
    await dana.page.goto('/family/')
    const danas = dana.page.getByRole('article', { name: 'Mia is in one of Leo’s photos' })
    await danas.getByText('You need not do anything').waitFor()
    assert.equal(await danas.getByRole('button').count(), 0)
    await lena.page.goto('/family/')
    const lenas = lena.page.getByRole('article', { name: 'Mia is in one of Leo’s photos' })
    await lenas.waitFor()
    await hasNoFlaw(lena.page)
    await lenas.getByRole('button', { name: 'Ask to keep it' }).click()
    await lenas.getByText('Mia’s family was asked to keep it.').waitFor()
    await danas.getByText('Leo’s family asks to keep it.').waitFor({ timeout: 5_000 })
    await hasNoFlaw(dana.page)
    await danas.getByRole('button', { name: 'Yes, keep it' }).click()
    await guardian.confirms(dana.page, 'password')
    await danas.waitFor({ state: 'detached' })
    await lenas.waitFor({ state: 'detached', timeout: 5_000 })
    await ana.page.getByRole('article', { name: /Leo/ }).waitFor({ timeout: 5_000 })
  })

  it('DEL-11 Dana, who does not see the photo, says it for Mia; Ana loses it in seconds, Mia reads who hid it, and Dana proves who she is and shows it again', async () => {
    await mia.page.goto(`/photos/${post}`)
    await mia.page.getByRole('button', { name: 'I am in this photo' }).waitFor()
    await dana.page.goto(`/family/children/${w.mia.id}`)
    await dana.page.getByRole('button', { name: 'Say that Mia is in a photo of Leo' }).click()
    await dana.page.getByRole('heading', { name: 'Is Mia in a photo of Leo’s?' }).waitFor()
    await hasNoFlaw(dana.page)
    await dana.page.getByRole('button', { name: 'Yes, hide it' }).click()
    await ana.page.getByRole('article', { name: /Leo/ }).waitFor({ state: 'detached', timeout: 5_000 })
    await mia.page.getByRole('heading', { name: 'Dana hid this photo for you' }).waitFor({ timeout: 5_000 })
    await hasNoFlaw(mia.page)
    assert.equal(await mia.page.getByRole('button', { name: 'Show it again' }).count(), 0)
    await dana.page.getByText('Hidden: your child is in it').waitFor()
    await dana.page.goto('/family/')
    const card = dana.page.getByRole('article', { name: 'Mia is in one of Leo’s photos' })
    await card.getByText('You said so for Mia.').waitFor()
    await card.getByRole('button', { name: 'Show it again' }).click()
    await guardian.confirms(dana.page, 'password')
    await card.waitFor({ state: 'detached' })
    await ana.page.getByRole('article', { name: /Leo/ }).waitFor({ timeout: 5_000 })
  })

  it('PUB-5 Leo says that Mia is in his photo; she has it first, Ana when Dana has said yes, and Mia says no after all', async () => {
    await leo.page.goto('/')
    await child.plansTo(leo.page, 'Make a picture')
    await child.picks(leo.page, child.photoFile(await phoneJpeg(corners({ width: 320, height: 240 }))))
    await leo.page.getByRole('checkbox', { name: 'A face' }).check()
    await leo.page.getByRole('group', { name: 'Is a friend in this photo?' }).getByRole('checkbox', { name: 'Mia' }).check()
    await hasNoFlaw(leo.page)
    await leo.page.getByRole('button', { name: 'Next' }).click()
    await leo.page.getByRole('heading', { name: 'Mia: in the photo' }).waitFor()
    await leo.page.getByRole('group', { name: 'Tap the faces' }).getByRole('checkbox', { name: 'Ana' }).check()
    await hasNoFlaw(leo.page)
    await leo.page.getByRole('button', { name: 'Ask my grown-up' }).click()
    await leo.page.getByRole('heading', { name: 'I asked!' }).waitFor()
    await lena.page.goto('/family/')
    await lena.page.getByText('In the picture: Mia.').waitFor()
    await hasNoFlaw(lena.page)
    const { posts } = await good(w.lena.get<Posts>('/api/posts'))
    const waiting = posts[0]?.id ?? ''
    await good(w.lena.approves(waiting))
    await w.coolingOffEnds(waiting)
    assert.deepEqual(
      [(await w.ana.feed()).some(({ id }) => id === waiting), (await w.mia.feed()).some(({ id }) => id === waiting)],
      [false, true],
    )
    await mia.page.goto(`/photos/${waiting}`)
    await mia.page.getByRole('heading', { name: 'Leo says you are in this photo' }).waitFor()
    await hasNoFlaw(mia.page)
    await dana.page.goto('/family/')
    const card = dana.page.getByRole('article', { name: 'Leo shares a photo with Mia in it' })
    await card.getByText('Ask Mia to show it to you.').waitFor()
    await hasNoFlaw(dana.page)
    await card.getByRole('button', { name: 'Yes, they may see it' }).click()
    await guardian.confirms(dana.page, 'password')
    await card.waitFor({ state: 'detached' })
    assert.ok((await w.ana.feed()).some(({ id }) => id === waiting))
    await mia.page.getByText('Your grown-up said yes.').waitFor({ timeout: 5_000 })
    await mia.page.getByRole('button', { name: 'I do not want that' }).click()
    await mia.page.getByText('You or your grown-up said no.').waitFor()
    assert.ok(!(await w.ana.feed()).some(({ id }) => id === waiting))
    await good(w.leo.takesBack(waiting))
    await mia.page.goto(`/photos/${post}`)
  })

  it('DEL-11 Mia says it again, takes it back, and says it a third time; after 48 hours nobody has it', async () => {
    for (const word of ['hides', 'shows', 'hides'] as const) {
      if (word === 'shows') await mia.page.getByRole('button', { name: 'Show it again' }).click()
      else {
        await mia.page.getByRole('button', { name: 'I am in this photo' }).click()
        await mia.page.getByRole('button', { name: 'Yes, hide it' }).click()
      }
      await ana.page.getByRole('article', { name: /Leo/ }).waitFor({ state: word === 'shows' ? 'visible' : 'detached', timeout: 5_000 })
    }
    await lena.page.goto(`/family/posts/${post}`)
    await lena.page.getByText('Hidden: another child is in it.').waitFor()
    await lena.page.goto('/family/shared/receipts')
    await lena.page.getByRole('heading', { name: 'Nothing has been taken back.' }).waitFor()
    await w.asOwner("update claims set made_at = made_at - interval '48 hours', due_at = due_at - interval '48 hours'")
    await w.asOwner('select access.settle_claim(id) from claims')
    await mia.page.getByRole('heading', { name: 'This photo is not here any more' }).waitFor({ timeout: 5_000 })
    await lena.page.getByRole('article', { name: /Leo/ }).waitFor({ timeout: 5_000 })
    await hasNoFlaw(lena.page)
  })
})
