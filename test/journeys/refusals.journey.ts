// Every "no" in the words of its reader, and nothing typed or picked is lost by it.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { demoPassword } from '../../db/seed.ts'
import { corners, hostileFiles, phoneJpeg } from '../fixtures/make-photos.ts'
import { good, world, type World } from '../world.ts'
import { type Device, type Devices, faces, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

const words = { caption: 'my kite', alt: 'a kite with a tail' }

describe('when something is refused', { timeout: 200_000 }, () => {
  let now: World
  let devices: Devices
  let dana: Device

  before(async () => {
    now = await world({ port: 0, worker: 'runs' })
    devices = await openDevices(now)
    dana = await devices.device({ of: now.dana })
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await now?.close()
  })

  it('a child reads why a file is not taken, and what they wrote is still there for the next photo', async () => {
    const mia = await devices.device({ of: now.mia })
    const { page } = mia
    mia.expects(/^4(13|15|22) \/api\/photos$/)
    await page.goto('/')
    await child.plansTo(page, 'Make a picture')
    await child.picks(page, child.photoFile(await corners().jpeg().toBuffer()))
    await page.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor()
    await child.writes(page, words)
    await page.getByRole('button', { name: 'Pick a new photo' }).click()
    const files = new Map((await hostileFiles()).map(({ name, bytes }) => [name, fileOf(name, bytes)]))
    const refused: [file: string, words: string][] = [
      ['half a JPEG', 'This photo can not be used. Please pick a new one.'],
      ['an SVG called photo.jpg', 'I can not open this. Please pick a photo.'],
      ['30 MB', 'This photo is too big. Please pick a new one.'],
      ['a moving GIF', 'This one moves. Please pick a photo that stays still.'],
      ['nothing at all', 'This photo has nothing in it. Please pick a new one.'],
    ]
    for (const [name, said] of refused) {
      await page.getByLabel('Pick a photo').setInputFiles(files.get(name) ?? [])
      const alert = page.getByRole('alert').getByText(said)
      const drawn = page.getByRole('heading', { level: 1, name: 'Make it yours' }) // this browser is content with it; the server is not
      await alert.or(drawn).waitFor({ timeout: 20_000 })
      if (await drawn.isVisible()) await page.getByRole('button', { name: 'Go on' }).click()
      await alert.waitFor({ timeout: 20_000 })
      await hasNoFlaw(page)
      await page.getByRole('button', { name: 'Pick a new photo' }).click()
    }
    await child.picks(page, child.photoFile(await corners().png().toBuffer(), 'kite.png', 'image/png'))
    await seesScreen(page, 'Check your photo')
    assert.equal(await page.getByLabel('What do you want to say?').inputValue(), words.caption)
    assert.equal(await page.getByLabel('What can you see in the photo?').inputValue(), words.alt)
  })

  it('a photo whose answer was lost is there once, not twice', async () => {
    const mia = await devices.device({ of: now.mia, serviceWorkers: 'block' }) // what passes through the service worker cannot be stopped here
    const { page } = mia
    mia.expects(/ERR_FAILED|Service Worker/)
    await page.goto('/')
    await child.plansTo(page, 'Make a picture')
    const before = await photosOfMia()
    let tries = 0
    await page.route('**/api/photos', async (route) => {
      tries += 1
      if (tries > 1) return route.fallback()
      await route.fetch()
      return route.abort()
    })
    await child.picks(page, child.photoFile(await phoneJpeg(corners({ width: 800, height: 600 }))))
    await seesScreen(page, 'Check your photo')
    await page.unroute('**/api/photos')
    assert.equal(tries, 2)
    assert.equal(await photosOfMia(), before + 1)
  })

  it('a connection lost while sending is said kindly, and the photo goes on by itself when it is back', async () => {
    const mia = await devices.device({ of: now.mia, serviceWorkers: 'block' }) // what passes through the service worker cannot be stopped here
    const { page } = mia
    mia.expects(/ERR_INTERNET_DISCONNECTED|Service Worker/)
    await page.goto('/')
    await child.plansTo(page, 'Make a picture')
    const before = await photosOfMia()
    await page.route('**/api/photos', (route) => route.abort('internetdisconnected'))
    await child.picks(page, child.photoFile(await corners().jpeg().toBuffer()))
    await page.getByRole('progressbar', { name: 'Getting your photo in' }).waitFor()
    await page.getByText('No internet right now. Your photo goes when it is back.').waitFor()
    await hasNoFlaw(page)
    await page.unroute('**/api/photos')
    await page.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor({ timeout: 20_000 })
    assert.equal(await photosOfMia(), before + 1)
  })

  it('PAR-8 a wrong code and a code that was used say the same, and the code stays to be mended', async () => {
    const { code } = await good(now.dana.post<{ code: string }>(`/api/children/${now.mia.id}/pairings`))
    const [first, second] = [await devices.device(), await devices.device()]
    for (const one of [first, second]) one.expects(/^40\d \/api\/sessions$/)
    await child.startsWithCode(first.page, 'ABCD-EFGH-JK')
    const said = first.page.getByRole('alert').getByText('This code does not work. Ask for a new one.')
    await said.waitFor()
    await hasNoFlaw(first.page)
    assert.equal(await first.page.getByLabel('Your code').inputValue(), 'ABCD-EFGH-JK')
    await first.page.getByLabel('Your code').fill(code)
    await first.page.getByRole('button', { name: 'Start' }).click()
    await seesScreen(first.page, 'What do you want to do?')
    await child.startsWithCode(second.page, code)
    await second.page.getByRole('alert').getByText('This code does not work. Ask for a new one.').waitFor()
  })

  it('PAR-8 with a wrong password nothing is allowed, and the right one still works after it', async () => {
    const { page } = dana
    dana.expects(/^40[13] \/api\/fresh-checks$/)
    const post = await now.mia.asks({ ...words, with: [now.leo] })
    await page.goto('/family/')
    await page
      .getByRole('article')
      .getByRole('button', { name: /^Allow/ })
      .click()
    await page.getByLabel('Your password').fill('not the password at all')
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByText('This password is not right. Try again.').waitFor()
    await hasNoFlaw(page)
    assert.deepEqual(await now.asOwner('select from approvals where post_id = $1', [post]), [])
    await page.getByLabel('Your password').fill(demoPassword)
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByRole('heading', { name: 'Allowed' }).waitFor()
  })

  it('PUB-1 a photo sent back with a kind word is read, changed and asked for again, with its words and faces', async () => {
    await now.mia.asks({ ...words, with: [now.leo] })
    await guardian.sendsBack(dana.page, { child: 'Mia', word: 'Change the words', note: 'Which kite is it?' })
    const { page } = await devices.device({ of: now.mia })
    await page.goto('/me')
    await page.getByRole('link', { name: /Your grown-up wrote to you/ }).click()
    await page.getByText('Can you change the words?').waitFor()
    await page.getByText('Which kite is it?').waitFor()
    await seesScreen(page, 'My photo')
    await page.getByRole('button', { name: 'Change it' }).click()
    await seesScreen(page, 'Check your photo')
    assert.equal(await page.getByLabel('What can you see in the photo?').inputValue(), words.alt)
    await page.getByLabel('What do you want to say?').fill('my red kite')
    await child.asksFor(page, [])
    assert.deepEqual(await faces(page, 'Who will see it'), ['Leo', 'Dana', 'Omar'])
    await child.sends(page)
    await guardian.goesTo(dana.page, 'To look at')
    await dana.page.getByRole('article').getByText('my red kite').waitFor()
  })

  // A file on the disk of the tablet, always called photo.jpg.
  function fileOf(name: string, bytes: Buffer): string {
    const folder = join(now.folder, name)
    mkdirSync(folder)
    writeFileSync(join(folder, 'photo.jpg'), bytes)
    return join(folder, 'photo.jpg')
  }

  async function photosOfMia(): Promise<number> {
    return (await now.asOwner('select from photos where child_id = $1', [now.mia.id])).length
  }
})
