// A guardian hears that something waits: by a message without content, three taps from the yes; by mails whose links do nothing; and by one page a week. NOT-2, WEL-7
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { startWorker, type RunningWorker } from '../../src/apps/jobs.ts'
import { openPush } from '../../src/platform/push.ts'
import { dumpOf } from '../at-rest/scan.ts'
import { everyLetter } from '../letters.ts'
import { aBrowser, openPushService, type Browser, type StandIn } from '../push-service.ts'
import { good, mailsOf, world, type World } from '../world.ts'
import { type Device, type Devices, hasNoFlaw, keepsPasskeys, openDevices, seesScreen } from './pages/browser.ts'
import * as guardian from './pages/guardian.ts'
import { arrives, getsMessages, shown, taps } from './pages/messages.ts'

const phone = { width: 390, height: 844 }

describe('alerts', { timeout: 220_000 }, () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  let worker: RunningWorker
  let service: StandIn
  let devices: Devices
  let dana: Device
  let browser: Browser
  before(async () => {
    w = await world({ port: 0 })
    service = await openPushService()
    const opened = await openWork(w.config, w.urls.worker)
    work = { ...opened, push: openPush(w.config, opened.keyring, service.carrier) }
    worker = await startWorker(work, w.urls.worker)
    devices = await openDevices(w)
    dana = await devices.device({ of: w.dana, viewport: phone })
    browser = aBrowser()
    await getsMessages(dana, browser)
    await keepsPasskeys(dana)
  })
  afterEach(() => devices.isClean())
  after(async () => {
    await devices?.close()
    await work?.close()
    await service?.close()
    await w?.close()
  })
  const subscriptions = async () => (await w.asOwner('select from push_subscriptions')).length

  it('NOT-2 messages are off until a guardian has read whose service brings them to this very browser', async () => {
    const { page } = dana
    await page.goto('/family/you')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await guardian.confirms(page, 'password')
    await page.getByText('The passkey has been added.').waitFor()
    await page.getByRole('link', { name: 'Choose how' }).click()
    await seesScreen(page, 'Alerts')
    await page.getByText('Nobody: your Kitestring asks nobody else').waitFor()
    await page.getByRole('button', { name: 'Get messages on this device' }).click()
    await page.getByText('fcm.googleapis.com learns that this device gets a message').waitFor()
    await hasNoFlaw(page)
    assert.equal(await subscriptions(), 0, 'read first')
    await page.getByRole('button', { name: 'Not now' }).click()
    assert.equal(
      await page.evaluate(async () => (await (await navigator.serviceWorker.ready).pushManager.getSubscription()) === null),
      true,
    )
    await page.getByRole('button', { name: 'Get messages on this device' }).click()
    await page.getByRole('button', { name: 'Turn on messages' }).click()
    await page.getByText('This device gets messages now.').waitFor()
    await page.getByText('Brought by fcm.googleapis.com').waitFor()
    await page.getByText('fcm.googleapis.com brings messages to your devices').waitFor()
    await hasNoFlaw(page)
    assert.equal(await subscriptions(), 1)
  })

  it('PAR-8 a message says nothing, and from it to the yes there are three taps', async () => {
    const post = await w.mia.asks({ with: [w.leo], caption: 'Mia on the beach' })
    const [sent] = await until(() => service.sent)
    assert.ok(sent)
    const message = browser.opens(sent)
    assert.doesNotMatch(message, /Mia|beach|photo/)
    assert.ok(!message.includes(post))
    dana.expects(/^404 \/favicon\.ico/)
    await dana.page.goto('/api/health') // no window of Kitestring is open
    await arrives(dana, w.config.url.origin, message)
    assert.deepEqual(await until(() => shown(dana)), [
      { title: 'Something waits for you in Kitestring', body: '', tag: 'kitestring', silent: true },
    ])
    await arrives(dana, w.config.url.origin, message)
    assert.equal((await shown(dana)).length, 1, 'a second takes the place of the first')

    const page = await taps(dana) // one
    await allowsWithTwoTaps(page)
    await page.getByRole('heading', { name: 'Allowed' }).waitFor()
    assert.equal((await shown(dana)).length, 0)
    const told = mailsOf(w).filter((mail) => /^Subject: Something waits/m.test(mail))
    assert.deepEqual(
      told.map((mail) => /^To: (\w+)/m.exec(mail)?.[1]),
      ['omar'],
      'who has no device has a mail, who has one has none',
    )
  })

  it('PAR-8 from the link of a mail to the yes there are three taps as well', async () => {
    const earlier = mailsOf(w)
    const post = await w.mia.asks({ with: [w.leo] })
    const [mail = ''] = await until(() => mailsOf(w).filter((one) => !earlier.includes(one)))
    const [, link = ''] = /Open Kitestring: (\S+)/.exec(mail.replaceAll('=\r\n', '')) ?? [] // a mail's lines are short
    assert.equal(new URL(link).pathname, `/family/posts/${post}`)
    await dana.page.goto(link) // one
    await allowsWithTwoTaps(dana.page)
    await dana.page.getByRole('heading', { name: 'Allowed' }).waitFor()
  })

  it('PAR-1 one tap chooses how; what is about safety cannot be silenced, not even by many taps', async () => {
    const { page } = dana
    await page.goto('/family/you/alerts')
    const week = page.getByRole('radiogroup', { name: 'Your week, each Monday' })
    await week.getByRole('radio', { name: 'Only here' }).check()
    await until(async () => ((await w.asOwner("select from alert_ways where way = 'app'")).length === 1 ? [true] : []))
    const safety = page.getByRole('radiogroup', { name: 'When something may be wrong' })
    assert.deepEqual(
      await safety
        .getByRole('radio')
        .all()
        .then((all) => Promise.all(all.map((one) => one.getAttribute('value')))),
      ['both', 'mail'],
    )
    await page.reload()
    await seesScreen(page, 'Alerts')
    await week.getByRole('radio', { name: 'Only here', checked: true }).waitFor()
  })

  it('WEL-7 a child’s app has nothing that could get a message, and its page does not know how to ask', async () => {
    const tablet = await devices.device({ of: w.mia })
    const asked: string[] = []
    tablet.context.on('request', (request) => asked.push(request.url()))
    await tablet.page.goto('/')
    await tablet.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
    const code = await Promise.all(
      [...new Set([...asked.filter((url) => url.endsWith('.js')), `${w.config.url.origin}/service-worker.js`])].map(async (url) =>
        (await fetch(url)).text(),
      ),
    )
    assert.ok(code.length >= 2)
    for (const words of [/pushManager/, /requestPermission/, /showNotification/, /notificationclick/, /push-subscriptions/])
      for (const text of code) assert.doesNotMatch(text, words)
    const family = await (await fetch(`${w.config.url.origin}/family/service-worker.js`)).text()
    assert.match(family, /notificationclick/, 'or this would find nothing')
    await tablet.context.close()
  })

  it('SEC-8 the next person on this device gets nothing of the last one’s: the browser itself gives its address up', async () => {
    const shared = await devices.device({ of: w.omar, viewport: phone })
    await getsMessages(shared, browser)
    shared.expects(/^404 \/api\/push-subscriptions\/renewals/)
    await shared.page.goto('/family/')
    await shared.page.evaluate(async () => {
      localStorage.setItem('address-of-the-test', 'yes')
    })
    await shared.page.reload()
    await until(async () => ((await shared.page.evaluate(() => localStorage.getItem('address-of-the-test'))) === null ? [true] : []))
    await shared.context.close()
  })

  it('PAR-2 an ordinary week of two children is one page of paper', async () => {
    const { page } = dana
    await ordinaryWeek(w)
    const margin = { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } // as browsers have it
    await page.goto('/family/week')
    await page.getByText('That is the whole week.').waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(pagesOf(await page.pdf({ format: 'A4', margin })), 1)
    assert.equal(pagesOf(await page.pdf({ format: 'Letter', margin })), 1)
  })

  it('PAR-9 each mail about a child says how to talk about it; no link of any mail or message does anything when it is opened, by whomever and however often', async () => {
    await worker.stop()
    const { letters, subjects } = await everyLetter(w, work)
    assert.deepEqual(
      subjects.filter((subject) => !letters.some((letter) => letter.subject === subject)),
      [],
      'a mail that nobody looked at',
    )
    // PAR-9: what is about a child says how to talk about it; the rest is a grown-up's own.
    const silent = letters.filter(({ text }) => !/^How to talk about it: \w.+$/m.test(text)).map(({ subject }) => subject)
    assert.deepEqual([...new Set(silent)].sort(), [
      'A guardian came back to Kitestring with the code on paper',
      'A new device signed in to Kitestring',
      'How you sign in to Kitestring was changed',
      'Something may wait for you on Kitestring',
      'Your account on Kitestring is closed',
      'Your family log on Kitestring, this week',
    ])
    const message = JSON.parse(browser.opens(service.sent[0] ?? assert.fail()))
    const links = new Set([...letters.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []), message.notification.navigate])
    assert.ok(links.size > 6, [...links].join(' '))
    const before = await dumpOf(w.ownerUrl)
    for (const link of links) {
      const { origin, search, hash } = new URL(link)
      assert.deepEqual([origin, search, hash], [w.config.url.origin, '', ''], link)
      for (const cookie of ['', w.dana.cookie, w.omar.cookie, w.lena.cookie, w.mia.cookie])
        for (const method of ['GET', 'HEAD', 'GET']) {
          const { status } = await fetch(link, { method, headers: { cookie }, redirect: 'error' })
          assert.equal(status, 200, `${method} ${link}`)
        }
    }
    assert.ok(before.equals(await dumpOf(w.ownerUrl)), 'not one letter anywhere is another')
  })
})

async function allowsWithTwoTaps(page: Page): Promise<void> {
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Allow/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm with your passkey' }).click()
}

async function until<T>(look: () => T[] | Promise<T[]>): Promise<T[]> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    const found = await look()
    if (found.length > 0) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return assert.fail('nothing came')
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
}

/** Some photos asked for, allowed and sent back, one taken back, a connection, a relative who looked. */
async function ordinaryWeek(w: World): Promise<void> {
  for (let n = 0; n < 3; n += 1) await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
  const { post } = await w.shares(w.mia, w.omar, { with: [w.rosa] })
  await good(w.mia.takesBack(post))
  const back = await w.mia.asks({ with: [w.leo] })
  await good(w.omar.post(`/api/posts/${back}/sending-back`, { word: 'words', note: '' }))
  await w.rosa.feed()
  await w.connect([w.dana, w.mia], [w.aron, w.ana])
}
