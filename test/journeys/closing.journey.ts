// Four ways to close what was shared. Each empties the friend's open screen within 5 seconds, and nothing of it comes back by any way. AUD-9
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it, type TestContext } from 'node:test'
import { good, world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, openDevices, seesScreen } from './pages/browser.ts'
import * as child from './pages/child.ts'
import { keptByBrowser } from './pages/kept.ts'

const words = { caption: 'our secret den', alt: 'a den of branches' }

describe('closing what was shared', { timeout: 200_000 }, () => {
  let now: World
  let devices: Devices
  let dana: Device
  let mia: Device
  let leo: Device

  before(async () => {
    now = await world({ port: 0, worker: 'runs' })
    devices = await openDevices(now)
    ;[dana, mia, leo] = [
      await devices.device({ of: now.dana }),
      await devices.device({ of: now.mia }),
      await devices.device({ of: now.leo }),
    ]
    leo.expects(/ERR_INTERNET_DISCONNECTED/)
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await now?.close()
  })

  it('DEL-5 a guardian takes it back', async (t) => {
    const { post } = await sharesWithLeo()
    await dana.page.goto('/family/shared')
    const shared = dana.page.getByRole('article').filter({ hasText: words.caption })
    await shared.getByRole('button', { name: /^Take it back/ }).click()
    await hasNoFlaw(dana.page)
    for (const one of [mia, dana]) one.expects(/^404 \/api\/(photos|posts)\//) // their screens ask once more
    await closesWithin5Seconds(t, () => dana.page.getByRole('button', { name: 'Take it back now' }).click())
    await leavesNothing(post)
  })

  it('CON-9 a child says no after all', async (t) => {
    const { post } = await sharesWithLeo()
    await mia.page.goto('/me')
    await mia.page.getByRole('button', { name: 'Stop sharing' }).click()
    await hasNoFlaw(mia.page)
    await closesWithin5Seconds(t, () => mia.page.getByRole('button', { name: 'Yes, stop sharing' }).click())
    await mia.page.getByRole('link', { name: 'See how sharing works' }).waitFor()
    await seesScreen(mia.page, 'Mia')
    await leavesNothing(post)
    await good(now.mia.post('/api/assents', { lesson: '2026-11' }))
    await good(now.mia.takesBack(post))
  })

  it('CON-7 a guardian withdraws the consent to sharing', async (t) => {
    const { post } = await sharesWithLeo()
    await dana.page.goto('/family/children')
    await dana.page.getByRole('link', { name: 'Mia' }).click()
    const withdraw = dana.page.getByRole('button', { name: 'Withdraw Sharing' })
    await withdraw.waitFor()
    await closesWithin5Seconds(t, () => withdraw.click())
    await dana.page.getByRole('button', { name: 'Give Sharing' }).waitFor()
    await seesScreen(dana.page, 'Mia')
    await leavesNothing(post)
    const { version } = await good(now.dana.get<{ version: string }>('/api/notice'))
    await good(now.dana.post(`/api/children/${now.mia.id}/consents`, { noticeVersion: version, purposes: ['sharing'] }))
    await good(now.mia.takesBack(post))
  })

  it('CNT-1 a guardian ends the connection', async (t) => {
    const { post } = await sharesWithLeo()
    await dana.page.goto('/family/people')
    await seesScreen(dana.page, 'People')
    await dana.page.getByRole('button', { name: 'End Mia and Leo' }).click()
    await hasNoFlaw(dana.page)
    await closesWithin5Seconds(t, () => dana.page.getByRole('button', { name: 'End the connection' }).click())
    await leavesNothing(post)
  })

  it('I11 the guardian reads in the family log what was done', async () => {
    await dana.page.goto('/family/children')
    await dana.page.getByRole('link', { name: 'Mia' }).click()
    await dana.page.getByRole('link', { name: 'See the list' }).click()
    await seesScreen(dana.page, 'What was done')
    const rows = await dana.page
      .getByRole('listitem')
      .filter({ hasText: /^(A|The|Asked)/ })
      .allTextContents()
    const newest = rows.findIndex((row) => row.startsWith('A connection was ended'))
    assert.ok(newest >= 0 && /By Dana/.test(rows[newest] ?? ''), rows.join('\n'))
    for (const earlier of ['A grown-up’s yes was withdrawn', 'The child said no', 'A post was taken back', 'The profile was made'])
      assert.ok(rows.findIndex((row) => row.startsWith(earlier)) > newest, `${earlier} in\n${rows.join('\n')}`)
  })

  it('AUD-9 taken back while the friend’s first answer is still on its way', async () => {
    await now.connect([now.dana, now.mia], [now.lena, now.leo])
    const { post, photo } = await now.shares(now.mia, now.dana, { with: [now.leo], ...words })
    await leo.page.goto('/me')
    await leo.page.getByRole('button', { name: 'Stop sharing' }).waitFor()
    const [onItsWay, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    leo.expects(new RegExp(`^404 /api/photos/${photo}`)) // what came too late names a photo that is gone
    await leo.page.route(
      '**/api/feed',
      async (route) => {
        const response = await route.fetch()
        onItsWay.resolve()
        await arrives.promise
        await route.fulfill({ response })
      },
      { times: 1 },
    )
    await leo.page.getByRole('link', { name: 'Photos', exact: true }).click()
    await onItsWay.promise
    await good(now.mia.takesBack(post))
    await leo.page.waitForTimeout(1_000) // the open line has said so by now
    arrives.resolve()
    await leo.page.getByRole('heading', { name: 'No photos yet' }).waitFor()
    await showsNothing('an answer from before')
  })

  // Shared anew, and open on Leo's screen as a whole photo, then in the feed.
  async function sharesWithLeo(): Promise<{ post: string }> {
    const { post } = await now.shares(now.mia, now.dana, { ...words, with: [now.leo] })
    await leo.page.goto('/photos')
    await leo.page.getByRole('link', { name: 'Open the photo from Mia' }).click()
    await leo.page.getByRole('heading', { level: 1, name: 'From Mia' }).waitFor()
    await child.showsPicture(leo.page.getByRole('img', { name: words.alt }))
    await leo.page.getByRole('button', { name: 'Back' }).click()
    await child.showsPicture(child.cardFrom(leo.page, 'Mia').getByRole('img', { name: words.alt }))
    return { post }
  }

  async function closesWithin5Seconds(t: TestContext, act: () => Promise<void>): Promise<void> {
    const took = await child.timeUntilGone(leo.page.getByRole('img', { name: words.alt }), act)
    t.diagnostic(`gone from the friend's open screen after ${Math.round(took)} ms`)
    assert.ok(took < 5000, `${took} ms`)
  }

  async function leavesNothing(post: string): Promise<void> {
    const { page, context } = leo
    await leo.page.getByRole('heading', { name: 'No photos yet' }).waitFor()
    await showsNothing('the open feed')
    await page.goBack()
    await seesScreen(page, 'Not here')
    await showsNothing('the back button')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Not here' }).waitFor()
    await showsNothing('a reload')
    await context.setOffline(true)
    await page.reload()
    await page.getByText('No internet right now').waitFor()
    await showsNothing('a reload without connection')
    await hasNoFlaw(page)
    await context.setOffline(false)
    const second = await leo.tab()
    await second.goto('/photos')
    await second.getByRole('heading', { name: 'No photos yet' }).waitFor()
    assert.equal(await second.getByRole('img', { name: words.alt }).count(), 0)
    const kept = await keptByBrowser(second)
    await second.close()
    assert.deepEqual(
      kept.filter(
        ({ place, type, text }) =>
          place.includes('/api/') || /image\/(?!png|svg)/.test(type) || text.includes(words.caption) || text.includes(post),
      ),
      [],
    )
    assert.deepEqual(
      kept.filter(({ type }) => type === 'image/png').map(({ place }) => place),
      ['/icon-192.png'],
      'the app keeps one picture: its own',
    )
  }

  async function showsNothing(way: string): Promise<void> {
    assert.equal(await leo.page.getByRole('img', { name: words.alt }).count(), 0, way)
    assert.equal(await leo.page.getByText(words.caption).count(), 0, way)
  }
})
