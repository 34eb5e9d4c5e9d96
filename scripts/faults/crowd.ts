// F11: ten times as many requests as five hundred families make, while two thousand lines for live changes are open; then the server dies, and all of them come back at once.
import { Agent, get, request, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { childrenOf, commandOf, memoryOf, openBenchHouse } from '../../bench/ground.ts'
import { fillCircle, type Filled } from '../../bench/filling.ts'
import { closeDecoders, decodePhoto } from '../../src/features/photos/pixels/decoder.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, quantile, seconds, shareOf, until, type How, type Play, type Played } from './ground.ts'

const circles = 5 // of thirty-one children each, who see one another and nobody else
const linesEach = 13
const load = { base: 20, crowd: 200 } // requests a second

export const crowd: Play = { id: 'F11', what: 'ten times the load, and 2,000 open lines', play }

type Circle = Filled & { picture: Buffer; nth: number; posts: { post: string; photo: string; child: string; cookie: string }[] }
type Seen = {
  feeds: number[]
  pictures: number
  mixedUp: string[]
  shed: number
  failed: number
  all: number
  revokes: number[]
  late: string[]
}

async function play(how: How): Promise<Played> {
  const house = await openBenchHouse()
  const ending = setInterval(() => {
    for (const pid of childrenOf(process.pid)) if (commandOf(pid).includes('apps/checks.ts')) process.kill(pid, 'SIGKILL')
  }, 200)
  const agent = new Agent({ keepAlive: true, maxSockets: 400 })
  const lines = new Lines(house.url)
  try {
    const all: Circle[] = []
    for (let nth = 0; nth < circles; nth += 1) {
      const clean = await decodePhoto(await idPhoto(1000 + nth, { width: 800, height: 600 }))
      const filled = await fillCircle(house, clean)
      const { rows } = await house.owner.query<{ post: string; photo: string; child: string }>(
        'select post_id as post, id as photo, child_id as child from photos where id = any ($1)',
        [filled.photos],
      )
      const cookieOf = (child: string) => filled.cookies[filled.viewers.findIndex((viewer) => viewer === child)] ?? ''
      all.push({
        ...filled,
        posts: rows.map((row) => ({ ...row, cookie: cookieOf(row.child) })),
        picture: clean.renditions.find(({ name }) => name === 'card')?.bytes ?? Buffer.alloc(0),
        nth,
      })
      how.tell(`circle ${nth + 1} of ${circles}`)
    }
    closeDecoders()
    const base = await requests(house.url, agent, all, load.base, shareOf(how, 60), how)
    for (const circle of all)
      for (let n = 0; n < 31; n += 1) for (let line = 0; line < linesEach; line += 1) lines.wants(circle.cookies[n * 8 + (line % 8)] ?? '')
    await until('all lines are open', 120_000, () => lines.open() >= lines.wanted(), 200)
    const wanted = lines.wanted()
    const seen = await requests(house.url, agent, all, load.crowd, shareOf(how, 600), how, () => `${lines.open()} lines open`)
    const memory = memoryOf([house.server]) / 2 ** 20
    process.kill(house.server, 'SIGKILL')
    const back = await until('all lines are back', 180_000, () => lines.reconnected() >= wanted && lines.open() >= wanted * 0.99, 100)
    const [p95, was, revoke] = [quantile(seen.feeds, 0.95), quantile(base.feeds, 0.95), quantile(seen.revokes, 0.99)]
    const shed = base.shed / Math.max(1, base.all)
    return {
      seen: `${wanted} lines open, ${count(seen.all)} requests at ${load.crowd} a second: ${count(seen.pictures)} pictures, ${seen.mixedUp.length} of somebody else; feed p95 ${seconds(p95)} (at ${load.base} a second ${seconds(was)}), ${seen.shed} turned away, ${seen.failed} failed (at ${load.base} a second ${base.shed}); ${seen.revokes.length} taken back, p99 ${seconds(revoke)}, ${seen.late.length} seen afterwards; ${memory.toFixed(0)} MiB; after kill -9 all lines were back in ${seconds(back)}`,
      missed: [
        ...[...seen.mixedUp, ...base.mixedUp, ...seen.late].slice(0, 10),
        ...missing({
          'feed p95 within 1 s': p95 <= 1_000,
          'at base at most 1% turned away': shed <= 0.01,
          'taking back: p99 within 2 s': revoke <= 2_000,
          'at most 1 GiB': memory <= 1_024,
          'nothing failed': seen.failed === 0,
        }),
      ],
    }
  } finally {
    clearInterval(ending)
    lines.ends()
    agent.destroy()
    await house.stop()
  }
}

/** So many a second for so many seconds, whether earlier ones were answered or not: a crowd does not wait for itself. */
async function requests(
  url: URL,
  agent: Agent,
  circles: readonly Circle[],
  aSecond: number,
  forSeconds: number,
  how: How,
  more = () => '',
): Promise<Seen> {
  const seen: Seen = { feeds: [], pictures: 0, mixedUp: [], shed: 0, failed: 0, all: 0, revokes: [], late: [] }
  const going = new Set<Promise<void>>()
  const telling = every(
    20_000,
    how,
    () => `${count(seen.all)} requests, ${going.size} on their way, feed p95 ${quantile(seen.feeds, 0.95).toFixed(0)} ms ${more()}`,
  )
  const began = performance.now()
  const total = aSecond * forSeconds
  for (let n = 0; n < total; ) {
    const due = Math.min(total, ((performance.now() - began) / 1000) * aSecond)
    for (; n < due && going.size < 2_000; n += 1) {
      const one = onRequest(n).catch(() => {
        seen.failed += 1
      })
      going.add(one)
      void one.finally(() => going.delete(one))
    }
    await pause(5)
  }
  await Promise.all(going)
  telling.stop()
  return seen

  async function onRequest(n: number): Promise<void> {
    const circle = circles[n % circles.length]
    if (!circle) return
    seen.all += 1
    const at = Math.floor(Math.random() * circle.cookies.length)
    const cookie = circle.cookies[at] ?? ''
    if (n % (aSecond * 2) === aSecond) return takesBack(circle)
    const asked = performance.now()
    if (n % 2 === 0) {
      const { status, bytes } = await ask(url, agent, 'GET', '/api/feed', cookie)
      if (status !== 200) return turnedAway(status)
      seen.feeds.push(performance.now() - asked)
      const others = circles.filter((other) => other !== circle)
      if (others.some(({ viewers }) => bytes.includes(viewers[0] ?? '-')))
        seen.mixedUp.push(`a feed of circle ${circle.nth} names a child of another`)
      return
    }
    const photo = circle.photos[Math.floor(Math.random() * circle.photos.length)] ?? ''
    const { status, bytes } = await ask(url, agent, 'GET', `/api/photos/${photo}/card`, cookie)
    if (status === 404) return // taken back
    if (status !== 200) return turnedAway(status)
    seen.pictures += 1
    if (!bytes.equals(circle.picture)) seen.mixedUp.push(`circle ${circle.nth} was given other bytes`)
  }

  async function takesBack(circle: Circle): Promise<void> {
    const one = circle.posts.pop()
    if (!one) return
    const asked = performance.now()
    const { status } = await ask(url, agent, 'POST', `/api/posts/${one.post}/taking-back`, one.cookie)
    if (status >= 300) return void seen.late.push(`taking back was answered ${status}`)
    seen.revokes.push(performance.now() - asked)
    const friend = circle.cookies.find((_, at) => circle.viewers[at] !== one.child) ?? ''
    const after = await ask(url, agent, 'GET', `/api/photos/${one.photo}/card`, friend)
    if (after.status === 200) seen.late.push(`${one.photo} was seen after it was taken back`)
  }

  function turnedAway(status: number): void {
    if ([429, 503].includes(status)) seen.shed += 1
    else seen.failed += 1
  }
}

function ask(url: URL, agent: Agent, method: 'GET' | 'POST', path: string, cookie: string): Promise<{ status: number; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: `kitestring=${cookie}`,
      'x-forwarded-for': `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.7`,
      ...(method === 'POST' && { origin: url.origin, 'content-type': 'application/json' }),
    }
    const sent = request(new URL(path, url), { method, agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(parts) }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(method === 'POST' ? '{}' : undefined)
  })
}

/** Lines for live changes, each opened again a second after it broke, as a browser does. */
class Lines {
  #url: URL
  #open = new Set<IncomingMessage>()
  #wanted = 0
  #again = 0
  #over = false
  constructor(url: URL) {
    this.#url = url
  }
  wants(cookie: string): void {
    this.#wanted += 1
    setTimeout(() => this.#opens(cookie), this.#wanted * 3)
  }
  wanted(): number {
    return this.#wanted
  }
  open(): number {
    return this.#open.size
  }
  reconnected(): number {
    return this.#again
  }
  ends(): void {
    this.#over = true
    for (const line of this.#open) line.destroy()
  }
  #opens(cookie: string, again = false): void {
    if (this.#over) return
    let done = false
    const broke = () => {
      if (done) return
      done = true
      setTimeout(() => this.#opens(cookie, true), 1_000)
    }
    const headers = {
      cookie: `kitestring=${cookie}`,
      'x-forwarded-for': `10.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.8`,
    }
    get(new URL('/api/events', this.#url), { agent: false, headers }, (line) => {
      if (line.statusCode !== 200) {
        line.resume()
        return broke()
      }
      this.#open.add(line)
      if (again) this.#again += 1
      line.resume()
      line.on('error', () => {})
      line.on('close', () => {
        this.#open.delete(line)
        broke()
      })
    }).on('error', broke)
  }
}
