// A tired parent saves everything of a child on a phone, the child looks at it without internet, and it comes in where the child has a new page. DEL-8
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, afterEach, before, describe, it } from 'node:test'
import { good, makesChild, Person, world, type World } from '../world.ts'
import { opened } from '../moves/moving.ts'
import { type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import { showsPicture } from './pages/child.ts'
import * as guardian from './pages/guardian.ts'

const phone = { width: 390, height: 844 }

describe('taking everything along', { timeout: 220_000 }, () => {
  let w: World
  let devices: Devices
  let zip: Buffer
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-taken-'))
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    await w.shares(w.ana, w.aron, { with: [w.leo], caption: 'my kite', alt: 'a red kite' })
    await w.ana.asks({ caption: 'only for us', alt: 'a snail' })
    await w.asOwner("update children set grows_up_on = date_trunc('month', now()) + interval '3 months' where child_id = $1", [w.ana.id])
    devices = await openDevices(w)
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await w?.close()
  })

  it('DEL-8 an only guardian reads what is in it, confirms, and saves the file; the child reads that they did', async () => {
    const { page } = await devices.device({ of: w.aron, viewport: phone })
    await page.goto(`/family/children/${w.ana.id}`)
    await page.getByRole('link', { name: 'Take everything with you' }).click()
    await seesScreen(page, 'Take everything with you')
    await page.getByText('photos of other children, because those are theirs').waitFor()
    await page.getByRole('button', { name: 'Get it ready' }).click()
    await guardian.confirms(page, 'password')
    await page.getByRole('heading', { name: 'You can save it now' }).waitFor()
    await hasNoFlaw(page)
    await page.getByRole('button', { name: 'Save the file' }).click()
    const [saved] = await Promise.all([page.waitForEvent('download'), guardian.confirms(page, 'password')])
    assert.match(saved.suggestedFilename(), /^kitestring-\d{4}-\d\d-\d\d\.zip$/)
    zip = readFileSync(await saved.path())
    await page.getByText('Saved on this device').waitFor()
    const tablet = await devices.device({ of: w.ana })
    await tablet.page.goto('/me/done')
    await tablet.page.getByText('Kept a copy of all your photos').waitFor()
    await hasNoFlaw(tablet.page)
  })

  it('DEL-8 a keepsake: a guardian chooses a time, and each photo of it has its page on paper or in a PDF', async () => {
    await good(w.aron.approves(await w.ana.asks({ caption: 'أنا والقطة 🐈', alt: 'a cat' }))) // a caption that no PDF library of ours could write
    const { page } = await devices.device({ of: w.aron, viewport: phone, colorScheme: 'dark' })
    await page.goto(`/family/children/${w.ana.id}`)
    await page.getByRole('link', { name: 'Photo book' }).click()
    await seesScreen(page, 'Photo book')
    await page.getByRole('heading', { name: 'Ana’s photos' }).waitFor()
    assert.equal(await page.getByText('only for us').count(), 0, 'what waits is in no book')
    await showsPicture(page.getByRole('img', { name: 'a cat' }))
    await page.locator('button[aria-busy]').waitFor({ state: 'detached' })
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 3, 'a cover, and a page for each post')
    assert.ok((pdf.match(/\/Subtype \/Image/g)?.length ?? 0) >= 2, 'with its photo')
    await page.getByRole('textbox', { name: 'From', exact: true }).fill('2030-01-01')
    await page.getByText('There is no photo from these days').waitFor()
    await hasNoFlaw(page)
  })

  it('DEL-8, NOT-2 the page in it opens anywhere without internet, with keys alone, and shows every photo', async () => {
    for (const [name, bytes] of opened(zip)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await devices.device({ home: 'null', offline: true, viewport: phone, colorScheme })
      await page.goto(pathToFileURL(join(folder, 'index.html')).href)
      await seesScreen(page, 'Ana: my photos')
      await showsPicture(page.getByRole('img', { name: 'a red kite' }))
      await showsPicture(page.getByRole('img', { name: 'a snail' }))
      await page.getByText('Shared with Leo until').waitFor()
      await page.getByText('Not shared. Only you and your grown-ups saw it.').waitFor()
      await page.getByText('What was done').click()
      await page.getByText('Kept a copy of all your photos').first().waitFor()
      await hasNoFlaw(page)
      await page.reload()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter') // past the beginning
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter') // the newest photo, large
      await page.waitForURL(/\/photos\/[\w-]+\.webp$/)
      await page.context().close()
    }
  })

  it('DEL-8 where the child has a new page, its guardian brings the file in; a spoiled one says why not', async () => {
    const lia = await makesChild(w.lena, new Person(w, 'Lia'), 'owl')
    const { page } = await devices.device({ of: w.lena, viewport: phone, colorScheme: 'dark' })
    await page.goto(`/family/children/${lia.id}`)
    await page.getByRole('link', { name: 'Bring in a file' }).click()
    await seesScreen(page, 'Bring in a file')
    await page.getByRole('button', { name: 'Get ready to bring it in' }).click()
    await guardian.confirms(page, 'password')
    await page.getByRole('heading', { name: 'You can bring it in now' }).waitFor()
    await hasNoFlaw(page)
    const field = page.getByLabel('The file (.zip)')
    const spoiled = Buffer.from(zip)
    spoiled.writeUInt8((spoiled[200] ?? 0) ^ 1, 200)
    await field.setInputFiles({ name: 'spoiled.zip', mimeType: 'application/zip', buffer: spoiled })
    await page.getByText('Something in this file is not as it was saved.').waitFor()
    await hasNoFlaw(page)
    await field.setInputFiles({ name: 'kitestring.zip', mimeType: 'application/zip', buffer: zip })
    await page.getByText('2 posts are here now, among Lia’s own photos.').waitFor()
    await page.getByText(/^In the file stands that Lia turns 13 in /).waitFor()
    await page.getByRole('link', { name: 'When does Lia turn 13?' }).waitFor()
    await hasNoFlaw(page)
    const { page: tablet } = await devices.device({ of: lia })
    await tablet.goto('/me')
    await showsPicture(tablet.getByRole('img', { name: 'a red kite' }))
    await tablet.getByText('It came here with you').first().waitFor()
    await hasNoFlaw(tablet)
    await page.goto('/family/shared')
    await page.getByText('Brought in. Nobody else sees it').first().waitFor()
    await hasNoFlaw(page)
  })

  it('DEL-8, CON-10 with a second home it waits: the other reads what is asked and says no', async () => {
    const dana = await devices.device({ of: w.dana, viewport: phone })
    const omar = await devices.device({ of: w.omar, viewport: phone, colorScheme: 'dark' })
    await dana.page.goto(`/family/children/${w.mia.id}/take`)
    await dana.page.getByText('Omar will be told and have a day to say no.').waitFor()
    await dana.page.getByRole('button', { name: 'Ask for it' }).click()
    await guardian.confirms(dana.page, 'password')
    await dana.page.getByRole('article', { name: 'You asked to take along a copy of everything of Mia' }).waitFor()
    await hasNoFlaw(dana.page)
    await omar.page.goto('/family/')
    const card = omar.page.getByRole('article', { name: 'Dana asks to take along a copy of everything of Mia' })
    await card.getByText(/No copy is made before/).waitFor()
    await hasNoFlaw(omar.page)
    await card.getByRole('button', { name: /^Say no/ }).click()
    await card.waitFor({ state: 'detached' })
    assert.equal((await good(w.dana.get<{ moves: unknown[] }>('/api/moves'))).moves.length, 0)
  })

  it('DEL-10 from 13 on Ana asks to take all along and Aron says yes; he asks to erase all, Ana says yes, and takes it back', async () => {
    await w.asOwner("update children set grows_up_on = date_trunc('month', now()) - interval '1 month' where child_id = $1", [w.ana.id])
    const { page: tablet } = await devices.device({ of: w.ana })
    const { page } = await devices.device({ of: w.aron, viewport: phone })
    await page.goto(`/family/children/${w.ana.id}/erase`)
    await page.getByText('Ana is 13 now, so this needs Ana’s own yes as well as yours.').waitFor()
    await page.goto('/family/')
    await tablet.goto('/me')
    await tablet.getByRole('link', { name: 'Choose now' }).click()
    await seesScreen(tablet, 'You choose too')
    await hasNoFlaw(tablet)
    await tablet.getByRole('button', { name: 'Ask for it Take all my photos along' }).click()
    await tablet.getByText('You asked. Now a grown-up has to say yes.').waitFor()
    const wish = page.getByRole('article', { name: 'Ana asks to take everything along' })
    await wish.waitFor({ timeout: 5_000 })
    await hasNoFlaw(page)
    await wish.getByRole('button', { name: /^Say yes/ }).click()
    await guardian.confirms(page, 'password')
    await tablet.getByText('Now your grown-up can save the file.').waitFor({ timeout: 5_000 })
    await page.goto(`/family/children/${w.ana.id}/take`)
    await page.getByRole('heading', { name: 'You can save it now' }).waitFor()
    await page.goto(`/family/children/${w.ana.id}/together`)
    await seesScreen(page, 'Decide together with Ana')
    await page.getByRole('button', { name: 'Ask Ana Erase everything' }).click()
    await guardian.confirms(page, 'password')
    await page.getByText('It waits for Ana’s yes').waitFor()
    await hasNoFlaw(page)
    await tablet.getByText('Aron asks you. You can say yes or no.').waitFor({ timeout: 5_000 })
    await tablet.getByRole('button', { name: 'Yes Erase all I have here' }).click()
    await tablet.getByRole('heading', { name: 'Erase all of it?' }).waitFor()
    await hasNoFlaw(tablet)
    await tablet.getByRole('button', { name: 'Yes, erase it' }).click()
    await tablet.getByText('You both said yes. It is gone in a day. You can stop it.').first().waitFor()
    await hasNoFlaw(tablet)
    await page.getByText('It is done after a day, if nobody takes it back.').waitFor({ timeout: 5_000 })
    await tablet.getByRole('button', { name: 'Take it back Erase all I have here' }).click()
    await page.getByRole('button', { name: 'Ask Ana Erase everything' }).waitFor({ timeout: 5_000 })
    await hasNoFlaw(page)
  })
})
