// Without a mouse, without motion, with large letters, on a narrow phone, in the dark, with small fingers, and in another language: the same app.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../db/seed.ts'
import { type Language, languages } from '../../src/ui/languages.ts'
import { catalogues, readWords } from '../../src/ui/words/read-words.ts'
import { todays } from '../covered.ts'
import { corners } from '../fixtures/make-photos.ts'
import { world, type World } from '../world.ts'
import { type Device, type Devices, openDevices, seesScreen, hasNoFlaw } from './pages/browser.ts'
import { photoFile } from './pages/child.ts'
import { aVoiceOnThisDevice, notForPreReaders } from './pages/voice.ts'

const phone = { width: 360, height: 740 }
const tablet = { width: 768, height: 1024 }
const smallestTarget = 64 // px
const narrow = [390, 320] // px
const languageOfTheDay = todays(Object.keys(languages) as Language[], Object.keys(languages).length)[0] ?? 'en'
const preReader = 60

describe('everybody can use it', { timeout: 420_000 }, () => {
  let now: World
  let devices: Devices
  let large: Devices
  let childScreens: string[]
  let guardianScreens: string[]

  before(async () => {
    now = await world({ port: 0, worker: 'runs' })
    const { post } = await now.shares(now.mia, now.dana, {
      caption: 'A long caption without any spaceinitthatwouldletitbreakoveralineofasmallphone',
      with: [now.leo],
    })
    await now.shares(now.leo, now.lena, { with: [now.mia] })
    devices = await openDevices(now)
    large = await openDevices(now, ['--blink-settings=defaultFontSize=32'])
    childScreens = [
      '/',
      '/photos',
      '/me',
      `/me/${post}`,
      '/me/looks',
      '/me/done',
      '/me/may',
      '/me/receipts',
      '/me/tablets',
      '/help',
      '/promises',
      '/about-me',
      '/lesson',
      '/nothing/here',
      '/ideas',
      '/collage',
      '/camera',
    ]
    const family = [
      '',
      'children',
      'children/new',
      `children/${now.mia.id}`,
      `children/${now.mia.id}/log`,
      `children/${now.mia.id}/book`,
      `children/${now.mia.id}/kept`,
      `children/${now.mia.id}/tablet`,
      `children/${now.mia.id}/connect`,
      'week',
      'connect',
      'shared',
      'shared/receipts',
      'people',
      'people/invite',
      'you',
      'you/devices',
      'you/password',
      'you/paper',
      'you/alerts',
      'notice',
      'promises',
      `posts/${post}`,
    ]
    guardianScreens = family.map((place) => `/family/${place}`)
  })
  afterEach(() => {
    devices.isClean()
    large.isClean()
  })
  after(async () => {
    await devices?.close()
    await large?.close()
    await now?.close()
  })

  it('a child gets from making to asking with the keyboard alone, and the focus lands on each heading', async () => {
    const { page, context } = await devices.device({ of: now.mia, reducedMotion: 'reduce' })
    page.on('filechooser', () => {}) // Chromium takes a moment to be told that we want to hear of it
    await page.goto('/')
    await seesScreen(page, 'What do you want to do?')
    await tabsTo(page, page.getByRole('button', { name: 'Make a picture' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'Make something')
    await tabsTo(page, page.getByLabel('Pick a photo'))
    const picker = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await picker).setFiles(photoFile(await corners().jpeg().toBuffer()))
    await landsOn(page, 'Make it yours')
    await tabsTo(page, page.getByRole('button', { name: 'Stickers' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'Stickers')
    await tabsTo(page, page.getByRole('button', { name: 'Fox' }))
    await page.keyboard.press('Enter')
    await tabsTo(page, page.getByRole('button', { name: 'Fox', pressed: true }))
    await page.keyboard.press('ArrowLeft')
    await tabsTo(page, page.getByRole('button', { name: 'Done' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'Make it yours')
    await tabsTo(page, page.getByRole('button', { name: 'Go on' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'Check your photo')
    await tabsTo(page, page.getByLabel('What do you want to say?'))
    await page.keyboard.type('hello Leo')
    await tabsTo(page, page.getByLabel('What can you see in the photo?'))
    await page.keyboard.type('four colours')
    await tabsTo(page, page.getByRole('button', { name: 'Next' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'Who is it for?')
    await tabsTo(page, page.getByRole('checkbox', { name: 'Leo' }))
    await page.keyboard.press('Space')
    await tabsTo(page, page.getByRole('button', { name: 'Ask my grown-up' }))
    await page.keyboard.press('Enter')
    await landsOn(page, 'I asked!')
    for (const [place, heading] of [
      ['Photos', 'Photos'],
      ['Me', 'Mia'],
      ['Help', 'Help'],
    ] as const) {
      await tabsTo(page, page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }))
      await page.keyboard.press('Enter')
      await landsOn(page, heading)
    }
    await context.close()
  })

  it('PAR-8 a guardian allows it with the keyboard alone, and the focus goes into the question and to its outcome', async () => {
    const { page, context } = await devices.device({ of: now.dana, reducedMotion: 'reduce' })
    await page.goto('/family/')
    const allow = page.getByRole('article', { name: 'Mia wants to share a photo' }).getByRole('button', { name: /^Allow/ })
    await allow.waitFor()
    await tabsTo(page, allow)
    await page.keyboard.press('Enter')
    await isFocused(page.getByRole('heading', { name: 'Allow Mia’s post?' }))
    await page.keyboard.press('Escape')
    await isFocused(allow)
    await page.keyboard.press('Enter')
    await tabsTo(page, page.getByLabel('Your password'))
    await page.keyboard.type(demoPassword)
    await page.keyboard.press('Enter')
    await isFocused(page.getByRole('heading', { name: 'Allowed' }))
    const undo = page.getByRole('button', { name: 'Undo your yes to Mia’s post' })
    await undo.waitFor()
    await page.keyboard.press('Tab')
    await isFocused(undo)
    await page.keyboard.press('Enter')
    await isFocused(page.getByRole('heading', { name: 'Mia wants to share a photo' }))
    await context.close()
  })

  it('a question that is closed and asked again before the browser has said so is there', async () => {
    const { page, context } = await devices.device({ of: now.dana, reducedMotion: 'reduce' })
    await page.goto('/family/')
    const allow = page.getByRole('article', { name: 'Mia wants to share a photo' }).getByRole('button', { name: /^Allow/ })
    await allow.click()
    await isFocused(page.getByRole('heading', { name: 'Allow Mia’s post?' }))
    await allow.evaluate(async (button: HTMLButtonElement) => {
      document.querySelector<HTMLDialogElement>('dialog[open]')?.requestClose() // what Escape does
      while (document.activeElement !== button) await Promise.resolve()
      button.click()
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await isFocused(page.getByRole('heading', { name: 'Allow Mia’s post?' }))
    await context.close()
  })

  it('PAR-8 of several that wait one is there at a time, the next comes by arrow, swipe, button or small picture, and one proof is enough', async () => {
    for (const caption of ['the pond', 'the boat']) await now.mia.asks({ caption, with: [now.leo] })
    const dana = await devices.device({ of: now.dana, viewport: phone, hasTouch: true, reducedMotion: 'reduce' })
    const { page, context } = dana
    const post = page.getByRole('article')
    const row = page.getByRole('navigation', { name: 'Everything that waits' })
    const sees = async (caption: string) => {
      await post.getByText(caption).waitFor()
      assert.equal(await post.count(), 1)
      assert.equal(await row.getByRole('button').and(page.locator('[aria-current]')).count(), 1)
      await isFocused(post.getByRole('heading'))
    }
    const allow = post.getByRole('button', { name: /^Allow/ })
    const proves = async () => {
      await page.getByLabel('Your password').fill(demoPassword)
      await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    }
    await page.goto('/family/')
    await post.getByText('the boat').waitFor()
    await hasNoFlaw(page)
    await fitsInWidth(page, 'several that wait')
    await page.keyboard.press('ArrowRight')
    await sees('the pond')
    await page.keyboard.press('ArrowLeft')
    await sees('the boat')
    await swipes(page, { from: 300, to: 60 })
    await sees('the pond')
    await page.getByRole('button', { name: 'The next one' }).click()
    await sees('hello Leo')
    assert.equal(await page.getByRole('button', { name: 'The next one' }).count(), 0, 'an end is an end')
    await row
      .getByRole('button', { name: /^Mia’s post/ })
      .first()
      .click()
    await sees('the boat')
    await allow.click()
    await proves()
    await post.getByText('the pond').waitFor()
    await allow.press('Enter') // no further proof
    await post.getByText('hello Leo').waitFor()
    await isFocused(page.getByRole('heading', { name: 'Allowed' }))
    await page.getByText('That is everything.').waitFor()
    assert.equal(await row.count(), 0)
    dana.expects(/^403 \/api\/posts\/[\w-]+\/approval$/) // the proof is too old, and is asked for again
    await now.asOwner("update fresh_checks set made_at = made_at - interval '5 minutes'")
    await allow.click()
    await proves()
    await post.waitFor({ state: 'detached' })
    for (const place of ['Children', 'Shared', 'People', 'You']) {
      await tabsTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }))
      await page.keyboard.press('Enter')
      await landsOn(page, place)
    }
    await context.close()
  })

  it('a child whose tablet speaks Arabic reads from the right, makes and asks, has its words without internet, and finds the way to another language', async () => {
    const mia = await devices.device({ of: now.mia, locale: 'ar', viewport: { width: 390, height: 844 } })
    const { page, context } = mia
    const arabic = wordsIn('ar')
    const sees = async (id: string) => {
      await page.getByRole('heading', { level: 1, name: said(arabic, id), exact: true }).waitFor()
      await fitsInWidth(page, id)
    }
    const presses = (id: string) => page.getByRole('button', { name: said(arabic, id), exact: true }).click()
    await page.goto('/')
    await sees('child.plan.title')
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl'])
    await presses('child.plan.make')
    await sees('child.make.title')
    await page.getByLabel(said(arabic, 'child.pick.choose')).setInputFiles(photoFile(await corners().jpeg().toBuffer()))
    await sees('child.studio.title')
    await presses('child.make.go-on')
    await sees('child.check.title')
    await hasNoFlaw(page)
    await page.getByLabel(said(arabic, 'child.check.caption')).fill('طائرتي')
    await page.getByLabel(said(arabic, 'child.check.alt')).fill('أربعة ألوان')
    await presses('child.check.next')
    await sees('child.ask.title')
    const leo = page.getByRole('checkbox', { name: 'Leo' })
    await leo.check()
    await hasNoFlaw(page)
    const [face, window] = [await leo.boundingBox(), page.viewportSize()]
    assert.ok((face?.x ?? 0) > (window?.width ?? 0) / 2, 'the first face stands on the right')
    await presses('child.ask.send')
    await sees('child.asked.title')

    assert.deepEqual(await page.evaluate(wordsKept, true), ['child', 'kit', 'studio'])
    assert.deepEqual(await page.evaluate(wordsKept, false), [])
    mia.expects(/ERR_INTERNET_DISCONNECTED/)
    await context.setOffline(true)
    await page.goto('/help')
    await sees('child.help.title')
    await context.setOffline(false)
    await page.goto('/me')
    await page.getByRole('link', { name: said(arabic, 'kit.language'), exact: true }).click()
    await sees('kit.language')
    await hasNoFlaw(page)
    await page.getByRole('radio', { name: 'English' }).check()
    await page.getByRole('heading', { level: 1, name: 'Language' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Language' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'ltr')
    await context.close()
  })

  it(`on a narrow phone in the dark nothing is cut off, and every colour can be read; today in ${languages[languageOfTheDay]}`, async () => {
    const look = { viewport: phone, colorScheme: 'dark', locale: languageOfTheDay } as const
    const [mia, dana] = [await devices.device({ of: now.mia, ...look }), await devices.device({ of: now.dana, ...look })]
    for (const [device, screens] of [
      [mia, childScreens],
      [dana, guardianScreens],
    ] as const) {
      for (const path of todays(screens, 2)) {
        await opens(device, path)
        await hasNoFlaw(device.page)
        for (const width of narrow) await device.page.setViewportSize({ ...phone, width }).then(() => fitsInWidth(device.page, path))
        await device.page.setViewportSize(phone)
      }
      if (device === mia) await inStudio(mia, (tool) => hasNoFlaw(mia.page).then(() => fitsInWidth(mia.page, tool)))
      await device.context.close()
    }
  })

  it('with letters twice as large and no motion wanted, nothing is cut off and nothing moves', async () => {
    const still = { viewport: tablet, reducedMotion: 'reduce' } as const
    const [mia, dana] = [await large.device({ of: now.mia, ...still }), await large.device({ of: now.dana, ...still })]
    for (const [device, screens] of [
      [mia, childScreens],
      [dana, guardianScreens],
    ] as const) {
      for (const path of todays(screens, 2)) {
        await opens(device, path)
        await fitsInWidth(device.page, path)
        assert.deepEqual(await device.page.evaluate(moving), [], path)
      }
      if (device === mia) await inStudio(mia, (tool) => fitsInWidth(mia.page, tool))
      await device.context.close()
    }
  })

  it('KID-1 everything a child presses is large enough for a small finger', async () => {
    const mia = await devices.device({ of: now.mia, viewport: tablet, hasTouch: true })
    for (const path of childScreens) {
      await opens(mia, path)
      assert.deepEqual(await mia.page.evaluate(smallerThan, smallestTarget), [], path)
    }
    await inStudio(mia, async (tool) => assert.deepEqual(await mia.page.evaluate(smallerThan, smallestTarget), [], tool))
    await mia.context.close()
  })

  it('KID-4 a child who does not read makes, sends and takes back a photo by pictures and voice alone: what is tapped says what it is, and again, does it', async () => {
    const mia = await devices.device({ of: now.mia, viewport: tablet, hasTouch: true })
    await mia.context.addInitScript(aVoiceOnThisDevice)
    const { page } = mia
    const says = (words: string) =>
      page.waitForFunction((words) => (window as unknown as { said: string[] }).said.at(-1)?.includes(words), words)
    const onScreen = async (title: string) => {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      await says(title)
      assert.deepEqual(await page.evaluate(notForPreReaders, preReader), [], title)
    }
    const hearsAndTaps = async (what: Locator, words: string) => {
      const before = page.url()
      await what.click()
      await says(words)
      assert.equal(page.url(), before, 'it only spoke')
      await what.click()
    }
    await page.goto('/')
    await page.getByRole('button', { name: 'Listen' }).click()
    await says('Tap a thing and I say what it is.')
    await hearsAndTaps(page.getByRole('button', { name: 'Make a picture' }), 'Make a picture')
    await onScreen('Make something')
    await page.getByText('Take a photo or pick one.').click()
    await says('Take a photo or pick one. Nobody sees it yet.')
    const door = page.locator('label.door').last()
    await door.click()
    await says('Pick a photo')
    const choosing = page.waitForEvent('filechooser')
    await door.click()
    await (await choosing).setFiles(photoFile(await corners().jpeg().toBuffer()))
    await onScreen('Make it yours')
    await hearsAndTaps(page.getByRole('button', { name: 'Go on' }), 'Go on')
    await onScreen('Check your photo')
    const face = page.locator('label', { hasText: 'A face' })
    await face.click()
    await says('A face')
    assert.ok(!(await face.getByRole('checkbox').isChecked()))
    await hasNoFlaw(page)
    await hearsAndTaps(page.getByRole('button', { name: 'Next' }), 'Next')
    await onScreen('Who is it for?')
    await hearsAndTaps(page.getByRole('group', { name: 'Tap the faces' }).locator('label', { hasText: 'Leo' }), 'Leo')
    assert.ok(await page.getByRole('checkbox', { name: 'Leo' }).isChecked())
    await hearsAndTaps(page.getByRole('button', { name: 'Ask my grown-up' }), 'Ask my grown-up')
    await onScreen('I asked!')
    await hearsAndTaps(page.getByRole('link', { name: 'See my photos' }), 'See my photos')
    const mine = page.getByRole('link', { name: /grown-up looks|looked yet/ }).first()
    await hearsAndTaps(mine, 'grown-up')
    await onScreen('My photo')
    await hearsAndTaps(page.getByRole('button', { name: 'Take it back' }), 'Take it back')
    await hearsAndTaps(page.getByRole('button', { name: 'Yes, take it back' }), 'Yes, take it back')
    await page.getByText('Done. I took it back.').waitFor()
    assert.deepEqual(await page.evaluate(notForPreReaders, preReader), [], 'Me')
    await mia.context.close()
  })
})

/** Every tool of the studio, with something on the photo to take hold of. */
async function inStudio({ page }: Device, look: (tool: string) => Promise<void>): Promise<void> {
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const words = await wordsOn(page)
  const presses = (id: string) => page.getByRole('button', { name: said(words, id), exact: true }).click()
  await presses('child.plan.make')
  await page.getByLabel(said(words, 'child.pick.choose')).setInputFiles(photoFile(await corners().jpeg().toBuffer()))
  await page.getByRole('heading', { level: 1, name: said(words, 'child.studio.title') }).waitFor()
  await look('the studio')
  for (const tool of ['crop', 'light', 'filters', 'cover', 'stickers', 'text', 'draw', 'frames']) {
    await presses(`child.studio.tool.${tool}`)
    if (tool === 'cover') await presses('child.studio.cover.add')
    if (tool === 'stickers')
      await page
        .getByRole('button', { name: said(words, 'child.sticker.panda').split(/[ ,،]/)[0] ?? '' })
        .first()
        .click()
    await look(tool)
    await presses('child.studio.done')
  }
}

async function opens({ page }: Device, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const words = await wordsOn(page)
  for (const waiting of ['kit.wait']) await page.getByText(said(words, waiting)).first().waitFor({ state: 'detached' })
}

/** Which catalogues the service worker keeps on this device, in Arabic or in another language that is not in the app already. */
async function wordsKept(arabic: boolean): Promise<string[]> {
  await navigator.serviceWorker.ready
  const files = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).matchAll()))
  const texts = await Promise.all(files.flat().map(async (file) => [file.url, await file.text()] as const))
  return texts
    .flatMap(
      ([url, text]) =>
        /\/(child|kit|studio)-[^/]*\.js$/.exec(text.includes(' as messages') && /[\u0600-\u06ff]/.test(text) === arabic ? url : '')?.[1] ??
        [],
    )
    .sort()
}

function wordsOn(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => document.documentElement.lang).then(wordsIn)
}

function wordsIn(language: string): Record<string, string> {
  return Object.assign({}, ...catalogues.map((name) => readWords(name, language)))
}

function said(words: Record<string, string>, id: string): string {
  return words[id] ?? assert.fail(`there are no words for ${id}`)
}

async function tabsTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor({ state: 'attached' })
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement && element.matches(':focus-visible'))) return
  }
  assert.fail(`no Tab leads to ${wanted}`)
}

async function landsOn(page: Page, heading: string): Promise<void> {
  const title = page.getByRole('heading', { level: 1, name: heading, exact: true })
  await title.waitFor()
  await isFocused(title)
  await hasNoFlaw(page)
}

async function isFocused(wanted: Locator): Promise<void> {
  await wanted.waitFor()
  const isThere = await wanted.evaluate(async (element) => {
    for (let waited = 0; waited < 2000 && element !== document.activeElement; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50))
    return element === document.activeElement
  })
  assert.ok(isThere, `the focus is on ${wanted}`)
}

/** With one finger, sideways over what is shown. */
async function swipes(page: Page, { from, to }: { from: number; to: number }): Promise<void> {
  const fingers = await page.context().newCDPSession(page)
  for (const [type, x] of [
    ['touchStart', from],
    ['touchMove', (from + to) / 2],
    ['touchMove', to],
  ] as const)
    await fingers.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y: 400 }] })
  await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await fingers.detach()
}

async function fitsInWidth(page: Page, path: string): Promise<void> {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }))
  assert.ok(content <= window, `${path} is ${content} px wide in a window of ${window} px`)
}

function moving(): string[] {
  const takes = (times: string) => Math.max(...times.split(',').map((time) => Number.parseFloat(time)))
  return [...document.querySelectorAll('*')].flatMap((element) => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(element)
    return (animationName !== 'none' && takes(animationDuration) > 0.01) || takes(transitionDuration) > 0.01
      ? [element.outerHTML.slice(0, 120)]
      : []
  })
}

// A tick box or a file field is pressed by its whole label. The link past the navigation is for keyboards only.
function smallerThan(smallest: number): string[] {
  return [...document.querySelectorAll('button, a:not([href="#screen"]), label:has(input), textarea, input:not(label input)')].flatMap(
    (element) => {
      const { width, height, bottom } = element.getBoundingClientRect()
      const isShown = width > 1 && height > 1 && bottom > 0 && element.checkVisibility()
      return isShown && Math.min(width, height) < smallest
        ? [`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`]
        : []
    },
  )
}
