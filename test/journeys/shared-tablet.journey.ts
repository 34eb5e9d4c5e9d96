// A tablet that two children share, or that somebody finds: however the first child's turn ends, nothing of it is on the screens that follow,
// behind the back button, or anywhere in the browser's profile. T22, I15, SEC-8
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { connects } from '../../db/seed.ts'
import type { Child } from '../../src/features/people/contract.ts'
import { lookThrough } from '../at-rest/profile.ts'
import { formsOf } from '../at-rest/scan.ts'
import { covered } from '../covered.ts'
import { good, makesChild, Person, world, type World } from '../world.ts'
import { type Canary, newCanary, newWord, planted, seesCanary, showsNothingOf } from './pages/canary.ts'
import * as child from './pages/child.ts'
import { comesBack, goesAway } from './pages/server.ts'
import { newTablet, type Tablet } from './pages/tablet.ts'

const ways = [
  'every open window',
  'the back button',
  'a page kept whole for the back button',
  "the next child's screens",
  'switched on again',
  'the whole profile',
] as const
type Way = (typeof ways)[number]
type Windows = Record<'making' | 'drawing' | 'joining' | 'sending' | 'looking' | 'frozen', Page> & { connectsAgain(): Promise<void> }

describe('a tablet that two children share', { timeout: 420_000 }, () => {
  const faults: string[] = []
  const cases = new Set<string>()
  const scanned = { files: 0, bytes: 0 }
  let now: World
  let tablet: Tablet
  let mia: Person
  let words: string[]
  let shown: Canary
  let own: Canary
  let draft: Canary

  before(async () => {
    now = await world({ port: 0, worker: 'runs' })
    mia = await makesChild(now.dana, new Person(now, newWord()), 'fox')
    await connects([now.dana, mia], [now.lena, now.leo])
    ;[shown, own, draft] = [await newCanary(), await newCanary(), await newCanary()]
    await now.shares(now.leo, now.lena, { ...shown, with: [mia] })
    await now.shares(mia, now.dana, { ...own, with: [now.leo] })
    words = [mia.name, ...[shown, own, draft].flatMap(({ caption, alt }) => [caption, alt])]
    tablet = newTablet(
      now,
      faults,
      /^40[14] \/api\/|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_FAILED/,
    )
  })
  afterEach(async () => {
    await tablet.losesPower() // also after a fault: two browsers cannot have one profile
    assert.deepEqual(faults.splice(0), [])
  })
  after(() => now?.close())

  it('SEC-8 the child locks the tablet, and could open it again with its pictures', async () => {
    const windows = await inTheMiddleOfThings()
    await good(mia.post('/api/picture-lock', { pictures: ['key', 'bus', 'bell', 'key'] }))
    await windows.making.bringToFront()
    await child.goesTo(windows.making, 'Me')
    await windows.making.getByRole('button', { name: 'Lock this tablet' }).click()
    await windows.making.getByRole('button', { name: 'Yes, lock it' }).click()
    await nothingIsLeft('locked', windows)
  })

  it('SEC-8 a guardian signs the tablet out from afar', async () => {
    const windows = await inTheMiddleOfThings()
    const { devices } = await good(now.dana.get<Child>(`/api/children/${mia.id}`))
    for (const { id } of devices) await good(now.dana.ask('DELETE', `/api/devices/${id}`))
    await nothingIsLeft('signed out from afar', windows)
  })

  it('T22 the power is gone while there is no connection, and somebody finds the tablet', async () => {
    const { making, looking } = await inTheMiddleOfThings()
    assert.ok(await making.evaluate(keepsSomething), 'there is something on the disk, sealed')
    await tablet.context.setOffline(true)
    await making.waitForTimeout(1000) // whatever a browser writes a little later
    await looking.bringToFront()
    await tablet.losesPower()
    await holdsNothing('found')
    await goesAway(now)
    const page = await tablet.switchOn('left')
    for (const window of [page, ...tablet.context.pages()]) {
      await window.goto(`${now.config.url.origin}/check`)
      await window.getByText('No internet right now').waitFor()
      await showsNothingOf(window, words, 'switched on again without connection')
      await goesBackAndBack(window)
    }
    isCase('found', 'switched on again')
    isCase('found', 'the back button')
    await tablet.losesPower()
    await comesBack(now)
    await holdsNothing('found')
  })

  it('I15 every ending was looked at in every way', () => {
    covered('test/journeys/shared-tablet.journey.ts', { cases: cases.size, ...scanned })
  })

  // A friend's photo is open, an own one was seen, words are typed for a third, a fourth is in the studio with words on it, two are put together, and one is on its way.
  async function inTheMiddleOfThings(): Promise<Windows> {
    const making = await tablet.switchOn()
    const { code } = await good(now.dana.post<{ code: string }>(`/api/children/${mia.id}/pairings`))
    await good(mia.post('/api/sessions', { way: { kind: 'code', code } }))
    await tablet.belongsTo(mia)
    const [drawing, joining, sending, looking, frozen] = [await tab(), await tab(), await tab(), await tab(), await tab()]
    for (const window of [looking, frozen]) {
      await window.bringToFront()
      await window.goto(`${now.config.url.origin}/photos`)
      await window.getByRole('link', { name: 'Open the photo from Leo' }).click()
      await seesCanary(window, shown)
    }
    await frozen.evaluate(() => location.assign('/family/'))
    await frozen.getByRole('heading', { level: 1 }).waitFor()
    await sending.bringToFront()
    await sending.goto(now.config.url.origin)
    await sending.getByRole('button', { name: 'Make a picture' }).click()
    await sending.getByRole('heading', { level: 1, name: 'Make something' }).waitFor()
    const connectsAgain = await isCutOff(sending)
    await child.picks(sending, child.photoFile(draft.photo))
    await sending.getByRole('img', { name: 'The photo you picked' }).waitFor()

    await drawing.bringToFront()
    await drawing.goto(now.config.url.origin)
    await drawing.getByRole('button', { name: 'Make a picture' }).click()
    await child.picksToEdit(drawing, child.photoFile(draft.photo))
    await drawing.getByRole('button', { name: 'Words' }).click()
    await drawing.getByLabel('Your words').fill(draft.caption.slice(0, 60))
    await drawing.getByRole('button', { name: 'Put it on' }).click()
    await drawing.getByRole('button', { name: draft.caption.slice(0, 60), pressed: true }).waitFor()

    await joining.bringToFront()
    await joining.goto(`${now.config.url.origin}/collage`)
    await joining.getByLabel('Add a photo').setInputFiles([child.photoFile(draft.photo), child.photoFile(own.photo)])
    await joining.getByRole('button', { name: 'Photo 2' }).waitFor()

    await making.bringToFront()
    await making.goto(`${now.config.url.origin}/me`)
    await making
      .getByRole('link', { name: /It is shared/ })
      .first()
      .click()
    await seesCanary(making, own)
    await child.goesTo(making, 'Make')
    await child.picks(making, child.photoFile(draft.photo))
    await making.getByRole('heading', { level: 1, name: 'Check your photo' }).waitFor()
    await child.writes(making, draft)
    await child.showsPicture(making.getByRole('img', { name: draft.alt }))
    await making.getByRole('button', { name: 'Next' }).click()
    await making.getByRole('checkbox', { name: 'Leo' }).check()
    await making.waitForFunction(keepsSomething)
    return { making, drawing, joining, sending, looking, frozen, connectsAgain }
  }

  async function nothingIsLeft(ending: string, windows: Windows): Promise<void> {
    const { making, drawing, joining, sending, looking, frozen } = windows
    await windows.connectsAgain()
    const began = performance.now()
    for (const window of [making, drawing, joining, sending, looking])
      await window.getByRole('heading', { level: 1, name: 'Hello!' }).waitFor()
    assert.ok(performance.now() - began < 5000, 'every window is empty within 5 seconds')
    for (const window of [making, drawing, joining, sending, looking]) await showsNothingOf(window, words, `${ending}, every open window`)
    await making.waitForFunction(async () => (await indexedDB.databases()).length === 0) // not even sealed
    isCase(ending, 'every open window')
    for (const window of [making, drawing, looking]) await goesBackAndBack(window)
    isCase(ending, 'the back button')
    tablet.shownAgain.length = 0
    await frozen.evaluate(() => history.back())
    await frozen.getByRole('heading', { level: 1, name: 'Hello!' }).waitFor()
    await showsNothingOf(frozen, words, `${ending}, a page kept whole`)
    assert.match(tablet.shownAgain[0] ?? '', /^shown again: 0 pictures/)
    assert.ok(!tablet.shownAgain.some((line) => line.includes(planted)))
    isCase(ending, 'a page kept whole for the back button')

    await anaComes(sending)
    for (const place of ['/', '/photos', '/me', '/check', '/ask']) {
      await sending.goto(`${now.config.url.origin}${place}`)
      await sending.getByRole('heading', { level: 1 }).waitFor()
      await showsNothingOf(sending, words, `${ending}, the next child at ${place}`)
    }
    for (const window of [making, looking, frozen]) {
      await window.bringToFront()
      await showsNothingOf(window, words, `${ending}, a window of the first child while the next one is here`)
    }
    await goesBackAndBack(looking)
    isCase(ending, "the next child's screens")
    await tablet.switchOff()
    await holdsNothing(ending)
    await tablet.switchOn('left')
    for (const window of tablet.context.pages()) {
      await window.bringToFront() // the browser may leave a window of the last time unloaded until somebody looks at it
      await window.getByRole('heading', { level: 1 }).waitFor()
      await showsNothingOf(window, words, `${ending}, switched on again`)
    }
    isCase(ending, 'switched on again')
    await tablet.context.clearCookies()
    await tablet.switchOff()
  }

  async function anaComes(window: Page): Promise<void> {
    const { code } = await good(now.aron.post<{ code: string }>(`/api/children/${now.ana.id}/pairings`))
    const byCode = window.getByRole('button', { name: 'I have a code' })
    await window.getByLabel('Your code').or(byCode).waitFor()
    if (await byCode.isVisible()) await byCode.click()
    await window.getByLabel('Your code').fill(code)
    await window.getByRole('button', { name: 'Start' }).click()
    await window.getByRole('heading', { level: 1, name: 'What do you want to do?' }).waitFor()
    await showsNothingOf(window, words, "the next child's first screen")
  }

  async function goesBackAndBack(window: Page): Promise<void> {
    for (let steps = 0; steps < 4; steps += 1) {
      await window.evaluate(() => history.back()).catch(() => {}) // the page it was asked of may be gone
      await window.waitForTimeout(150)
      const fault = await showsNothingOf(window, words, `back ${steps + 1} at ${window.url()}`).catch((fault: unknown) => fault)
      if (fault instanceof assert.AssertionError) throw fault
      if (!window.url().startsWith(now.config.url.origin)) {
        await window.goForward() // before the app there is nothing, and no page that could be asked
        return showsNothingOf(window, words, `forward again at ${window.url()}`)
      }
      if (fault) throw fault
    }
  }

  async function holdsNothing(ending: string): Promise<void> {
    const { files, bytes, found } = await lookThrough(tablet.folder, formsOf(planted))
    assert.deepEqual(found, [], ending)
    scanned.files += files
    scanned.bytes += bytes
    isCase(ending, 'the whole profile')
  }

  function tab(): Promise<Page> {
    return tablet.context.newPage()
  }

  function isCase(ending: string, way: Way): void {
    cases.add(`${ending}: ${way}`)
  }
})

async function keepsSomething(): Promise<boolean> {
  return (await indexedDB.databases()).length > 0
}

// Only this window: what it sends does not arrive, and it hears nothing, until the answer is called.
async function isCutOff(window: Page): Promise<() => Promise<void>> {
  const devtools = await window.context().newCDPSession(window)
  const network = (offline: boolean) =>
    devtools.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 })
  await devtools.send('Network.enable')
  await network(true)
  return () => network(false).then(() => {})
}
