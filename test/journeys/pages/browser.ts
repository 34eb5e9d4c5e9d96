// A real Chromium with one closed-off device for each person. It notices every fault on every screen: an error on the console,
// a request to somewhere else, anything axe finds. NOT-2
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import type { TestHouse } from '../../house.ts'
import type { Person } from '../../world.ts'

export type Device = {
  context: BrowserContext
  page: Page
  /** A line on the console this journey asks for, such as the network's note of a "no": `404 /api/photos/…`. Everything else is a fault. */
  expects(line: RegExp): void
  /** Another window of the same person. */
  tab(): Promise<Page>
}
export type Devices = {
  /**
   * `home`: the only place it may ask anything of, when that is not the server: for a page that is a file, 'null'.
   * `looks`: photos are looked at. A first look takes seconds, so elsewhere it is as on a device that cannot: the photo is unseen, and a guardian looks first.
   */
  device(options?: BrowserContextOptions & { of?: Person; home?: string; looks?: boolean }): Promise<Device>
  /** Fails when a fault was noticed since the last time. */
  isClean(): void
  close(): Promise<void>
}

export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export async function openDevices({ config }: Pick<TestHouse, 'config'>, moreFlags: string[] = []): Promise<Devices> {
  const executablePath = process.env['KITESTRING_CHROMIUM']
  if (!executablePath) throw new Error('Run journeys with: npm test -- <file>')
  const browser = await chromium.launch({ executablePath, args: [...flags, ...moreFlags] })
  const faults: string[] = []
  return {
    async device({ of, home = config.url.origin, looks = false, ...options } = {}) {
      const context = await browser.newContext({ baseURL: config.url.origin, viewport: { width: 820, height: 1180 }, ...options })
      context.setDefaultTimeout(30_000) // how quick something is says a benchmark; three journeys at once on two cores say nothing of it
      if (!looks) await context.addInitScript(cannotLook)
      if (of)
        await context.addCookies([
          { name: 'kitestring', value: of.cookie.slice('kitestring='.length), url: config.url.origin, httpOnly: true, sameSite: 'Strict' },
        ])
      const expected = noticeFaults(context, home, faults)
      const tab = () => context.newPage()
      return { context, page: await tab(), tab, expects: (line) => void expected.push(line) }
    },
    isClean() {
      assert.deepEqual(faults.splice(0), [])
    },
    close: () => browser.close(),
  }
}

/** In the page: as where the worker that looks at photos does not start. */
function cannotLook(): void {
  const Whole = window.Worker
  window.Worker = class extends Whole {
    constructor(address: string | URL, options?: WorkerOptions) {
      if (/look-at\.worker/.test(String(address))) throw new Error('it does not start here')
      super(address, options)
    }
  }
}

export function noticeFaults(context: BrowserContext, home: string, faults: string[]): RegExp[] {
  const expected: RegExp[] = []
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== home && !/^chrome(-untrusted)?:$/.test(protocol)) faults.push(`a request to ${request.url()}`)
  })
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const { url } = message.location()
    const line = `${/status of (\d+)/.exec(message.text())?.[1] ?? message.text()} ${url.startsWith(home) ? url.slice(home.length) : url}`
    if (!expected.some((one) => one.test(line))) faults.push(line)
  })
  context.on('weberror', (error) => faults.push(error.error().stack ?? error.error().message))
  return expected
}

/** The reader is on this screen; it has come to rest, and axe finds nothing on it. */
export async function seesScreen(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  await hasNoFlaw(page)
}

/** The same for what came up or changed without a new screen: an open sheet, an error. */
export async function hasNoFlaw(page: Page): Promise<void> {
  const window = page.viewportSize() ?? { width: 820, height: 1180 }
  let shown = window.height
  let found: string[]
  // What a bar at the edge covers now, a finger scrolls free: the window grows with the screen, also by what comes while axe reads it.
  for (let grown = 0; ; grown += 1) {
    assert.ok(grown < 10, `${page.url()} is taller than its window, however tall that is`)
    shown = Math.max(shown, await page.evaluate(heightAtRest))
    await page.setViewportSize({ ...window, height: shown })
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource) // not at every load: most pages are left before anybody reads them
    found = await page.evaluate(flaws, axeTags)
    if ((await page.evaluate(heightAtRest)) <= shown) break
  }
  await page.setViewportSize(window)
  assert.deepEqual(found, [], `what axe finds on ${page.url()}`)
}

async function heightAtRest(): Promise<number> {
  const ends = (one: Animation) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(ends)
      .map((one) => one.finished),
  )
  return document.documentElement.scrollHeight
}

async function flaws(values: string[]): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
  const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary?.slice(0, 300)}`),
  )
}

/** The names in a row of faces. */
export async function faces(where: Page | Locator, row: string): Promise<string[]> {
  const people = where.getByRole('list', { name: row }).getByRole('listitem')
  await people.first().waitFor()
  return people.allTextContents()
}

/** A device that keeps passkeys and asks its owner at once, as a phone with a finger on it. */
export async function keepsPasskeys({ context, page }: Device): Promise<void> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
