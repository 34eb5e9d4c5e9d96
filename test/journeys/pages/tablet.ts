// A child's tablet that can be switched off, lose its power and be found by somebody: one Chromium with a profile on the disk, started as a
// person starts it, so that its back button, its session and its caches are the real ones.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { TestHouse } from '../../house.ts'
import type { Person } from '../../world.ts'
import { flags, noticeFaults } from './browser.ts'

export type Tablet = {
  /** All that the browser ever writes: its profile, what it puts aside, its home. */
  folder: string
  context: BrowserContext
  /** `left`: with the windows of the last time. `app`: as the installed app starts. */
  switchOn(way?: 'new' | 'left' | 'app'): Promise<Page>
  switchOff(): Promise<void>
  losesPower(): Promise<void>
  /** Signed in, as after pairing. */
  belongsTo(person: Person): Promise<void>
  /** Whoever comes back to a page that the browser kept whole sees this for a moment: one line for each time. */
  shownAgain: string[]
}

type Running = { process: ChildProcess; ended: Promise<void>; browser: Browser; context: BrowserContext }

export function newTablet({ config }: Pick<TestHouse, 'config'>, faults: string[], expected: RegExp): Tablet {
  const folder = mkdtempSync(join(tmpdir(), 'tablet-'))
  const home = config.url.origin
  const shownAgain: string[] = []
  let running: Running | undefined
  const on = () => running ?? assertOn()
  return {
    folder,
    shownAgain,
    get context() {
      return on().context
    },
    async switchOn(way = 'new') {
      running = await start(folder, { new: 'about:blank', left: '--restore-last-session', app: `--app=${home}${startOfApp()}` }[way])
      const { context } = running
      context.setDefaultTimeout(30_000)
      noticeFaults(context, home, faults).push(expected)
      context.on('console', (message) => message.text().startsWith('shown again') && shownAgain.push(message.text()))
      await context.addInitScript(sayWhatIsShownAgain)
      return context.pages()[0] ?? context.waitForEvent('page')
    },
    async switchOff() {
      const devtools = await on().browser.newBrowserCDPSession()
      await Promise.race([devtools.send('Browser.close').catch(() => {}), on().ended]) // its answer may not come any more
      await on().ended
    },
    async losesPower() {
      if (!running) return
      const { process: browser, ended } = running
      if (browser.pid !== undefined && browser.exitCode === null && browser.signalCode === null) process.kill(-browser.pid, 'SIGKILL')
      await ended
    },
    async belongsTo(person) {
      const value = person.cookie.slice('kitestring='.length)
      const expires = Math.floor(Date.now() / 1000) + 86_400
      await on().context.addCookies([{ name: 'kitestring', value, url: home, httpOnly: true, sameSite: 'Strict', expires }])
    },
  }
}

async function start(folder: string, what: string): Promise<Running> {
  const executable = process.env['KITESTRING_CHROMIUM']
  if (!executable) throw new Error('Run journeys with: npm test -- <file>')
  const [profile, aside] = [join(folder, 'profile'), join(folder, 'aside')]
  for (const place of [profile, aside]) mkdirSync(place, { recursive: true })
  const door = join(profile, 'DevToolsActivePort')
  rmSync(door, { force: true })
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--password-store=basic', '--window-size=820,1180']
  const browser = spawn(executable, [...flags, ...own, what], {
    detached: true, // a group of its own, so that all of it ends at one moment
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, TMPDIR: aside },
  })
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()))
  for (let waited = 0; !(existsSync(door) && readFileSync(door, 'utf8').includes('\n')); waited += 50) {
    if (waited > 20_000) throw new Error('Chromium did not start')
    await pause(50)
  }
  const [port] = readFileSync(door, 'utf8').split('\n')
  const connected = await connect(`http://127.0.0.1:${port}`)
  return { process: browser, ended, browser: connected, context: connected.contexts()[0] ?? assertOn() }
}

// A worker that ends while it is being connected to never answers; so it is asked once more.
async function connect(address: string): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(address, { timeout: 10_000 })
  } catch {
    return chromium.connectOverCDP(address)
  }
}

// Where the manifest says that the installed app starts.
function startOfApp(): string {
  const manifest = join(import.meta.dirname, '../../../dist/child/manifest.webmanifest')
  return JSON.parse(readFileSync(manifest, 'utf8')).start_url
}

function sayWhatIsShownAgain(): void {
  const say = () => console.info(`shown again: ${document.images.length} pictures, ${document.body.textContent}, ${document.title}`)
  window.addEventListener('pageshow', (event) => event.persisted && say(), true)
}

function assertOn(): never {
  throw new Error('the tablet is off')
}
