// A day of a child: what it plans, the end of that, the night that falls while it is making, the morning, and the end of the day; and what its guardian reads of it. WEL-8, WEL-9, WEL-13
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { idPhoto } from '../fixtures/make-photos.ts'
import { zoneWhereItIs } from '../house.ts'
import { world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'

const words = { caption: 'My kite', alt: 'a kite' }

describe('a day', { timeout: 160_000 }, () => {
  let w: World
  let devices: Devices
  let mia: Device
  let dana: Device
  before(async () => {
    w = await world({ port: 0 })
    devices = await openDevices(w)
    await w.shares(w.leo, w.lena, { with: [w.mia], caption: 'from Leo' })
    await w.shares(w.mia, w.dana, { with: [w.leo], alt: 'mine' })
    await w.asOwner("delete from settings where child_id = $1 and setting in ('hours', 'budget')", [w.mia.id]) // as nobody has ever set it
    mia = await devices.device({ of: w.mia })
    mia.expects(/^403 \/api\//)
    dana = await devices.device({ of: w.dana, viewport: { width: 390, height: 844 } })
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  const itIs = async (hour: number) => {
    await w.asOwner('update clocks set time_zone = $1', [zoneWhereItIs(hour)])
    await looksAgain()
  }
  /** As every few minutes by itself. */
  const looksAgain = async () => {
    const answered = mia.page.waitForResponse((response) => response.url().endsWith('/api/me'))
    await w.asOwner("select pg_notify('changed', $1)", [w.mia.id])
    await answered
  }
  const places = () => mia.page.getByRole('navigation', { name: 'Places' }).getByRole('link').allTextContents()

  it('WEL-9, WEL-13 a visit opens with a question, making first, before anything is fetched; when what was planned is done nothing further is offered', async () => {
    const { page, context } = mia
    const fetched: string[] = []
    context.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    await page.goto('/')
    await seesScreen(page, 'What do you want to do?')
    assert.deepEqual(await page.getByRole('main').getByRole('listitem').allTextContents(), [
      'Make a picture',
      'Look at photos',
      'See my own photos',
    ])
    assert.deepEqual(
      fetched.filter((path) => /^\/api\/(feed|photos|posts)/.test(path)),
      [],
    )
    await child.plansTo(page, 'Look at photos')
    await page.getByText('from Leo').waitFor()
    assert.deepEqual(await page.getByRole('main').getByRole('link').allTextContents(), [''], 'only the photo itself leads on')
    await page.getByRole('button', { name: 'All done' }).click()
    await seesScreen(page, 'All done!')
    await page.getByText('Go outside.').waitFor()
    assert.deepEqual(await page.getByRole('main').getByRole('button').allTextContents(), ['One more thing'])
    await page.getByRole('button', { name: 'One more thing' }).click()
    await child.plansTo(page, 'See my own photos')
    await page.getByRole('heading', { level: 1, name: 'Mia' }).waitFor()
    await page.getByRole('button', { name: 'All done' }).click()
    await page.getByRole('heading', { level: 1, name: 'All done!' }).waitFor()
    assert.deepEqual(await w.asOwner('select begun from visits'), [{ begun: 1 }])
  })

  it('WEL-8 night falls while Mia is making: nothing is taken from her hands, the next step sleeps, and in the morning it is all there', async () => {
    const { page } = mia
    await child.goesTo(page, 'Make')
    await child.picks(page, child.photoFile(await idPhoto(5)))
    await page.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor()
    await itIs(20)
    await child.writes(page, words)
    await page.getByRole('button', { name: 'Next' }).click()
    await seesScreen(page, 'The photos are asleep')
    await page.getByText('What you made waits for you here.').waitFor()
    assert.equal(await page.locator('img').count(), 0)
    assert.doesNotMatch((await page.getByRole('main').textContent()) ?? '', /\d|minute|soon|tomorrow/)
    assert.deepEqual(await places(), ['Me', 'Help'])
    await page.getByRole('main').getByRole('link', { name: 'Help' }).click()
    await seesScreen(page, 'Help')
    await page.getByRole('region', { name: 'People who help children' }).waitFor()
    await child.goesTo(page, 'Me')
    await child.showsPicture(page.getByRole('img', { name: 'mine' }))
    await page.getByRole('button', { name: 'Lock this tablet' }).waitFor()
    await hasNoFlaw(page)
    await page.goto('/photos')
    await seesScreen(page, 'The photos are asleep')
    await page.getByText('What you made waits for you here.').waitFor() // also after the page was away
    await itIs(12)
    await page.getByText('from Leo').waitFor()
    await child.goesTo(page, 'Make')
    await page.getByRole('img', { name: words.alt }).waitFor()
    await page.getByRole('link', { name: 'Go on' }).click()
    await child.writes(page, words)
    await child.asksFor(page, ['Leo'])
    await child.sends(page)
  })

  it('WEL-8 who looks when night falls has it with the next touch', async () => {
    const { page } = mia
    await child.goesTo(page, 'Photos')
    await page.getByText('from Leo').waitFor()
    await itIs(21)
    await page.keyboard.press('ArrowDown')
    await seesScreen(page, 'The photos are asleep')
    await itIs(12)
    await page.getByText('from Leo').waitFor()
  })

  it('WEL-9, WEL-14 when the time of a day is used nothing new opens; Mia and Dana read the same of it, and nothing more', async () => {
    const { page } = mia
    await w.asOwner("update visits set begun = 2, ends_at = now() - interval '1 minute'")
    await looksAgain()
    await seesScreen(page, 'That is all for today')
    await child.goesTo(page, 'Me')
    assert.deepEqual(await places(), ['Me', 'Help'])
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'That is all for today' }).waitFor()
    await page.goto('/me/may')
    await seesScreen(page, 'What I may do')
    for (const line of [
      'Quiet time starts at 8 at night. It ends at 7.',
      'You can be here for half an hour a day.',
      'Your time for today is used.',
    ])
      await page.getByText(line).waitFor()
    await dana.page.goto(`/family/children/${w.mia.id}`)
    const card = dana.page.getByRole('region', { name: 'What Mia may do' })
    await card.getByText('closed from 20:00 to 7:00').waitFor()
    await card.getByText('Today: the time is used.').waitFor()
    await hasNoFlaw(dana.page)
  })
})
