// F12: two thousand lines that send their headers or their words a byte at a time, or never read what they are sent. Whoever is honest waits little longer, and the others are cut off.
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Socket } from 'node:net'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, quantile, seconds, shareOf, type How, type Play, type Played } from './ground.ts'
import { openSite, shares, type Site } from './site.ts'

const kinds = ['headers', 'body', 'silent', 'blank lines', 'reads nothing'] as const
type Kind = (typeof kinds)[number]

const most: Record<Kind, number> = { headers: 10_000, body: 60_000, silent: 10_000, 'blank lines': 10_000, 'reads nothing': 125_000 }
const drops: Partial<Record<Kind, string>> = { headers: 'x', body: 'x', 'blank lines': '\r\n' } // each second
const readersOfNothing = 100 // one in so many: each asks for so much that it would lie in memory
const asksFor = 300

export const slowClients: Play = { id: 'F12', what: 'slow clients', play }

async function play(how: How): Promise<Played> {
  const wanted = shareOf(how, 2_000)
  const site = await openSite({ rounds: 'ended' })
  try {
    const { mia, leo, dana } = site.people
    const { photo } = await shares(site, mia, dana, await idPhoto(1, { width: 2000, height: 1500 }), [leo])
    await honest(site, 200) // warm
    const before = await honest(site, 600)
    const slow = new Slow(site, wanted, photo)
    const telling = every(15_000, how, () => `${slow.open()} slow lines, ${slow.lasted.length} cut so far`)
    try {
      await slow.begins()
      const during: number[] = []
      for (const until = performance.now() + 135_000; performance.now() < until; ) during.push(...(await honest(site, 100)))
      const [was, is] = [quantile(before, 0.95), quantile(during, 0.95)]
      const longest = Object.fromEntries(kinds.map((kind) => [kind, slow.longest(kind)])) as Record<Kind, number>
      return {
        seen: `${count(wanted)} lines at once, ${count(slow.lasted.length)} cut (${kinds.map((kind) => `${kind} after at most ${seconds(longest[kind])}`).join(', ')}); ${count(during.length)} honest feeds meanwhile, p95 ${is.toFixed(0)} ms, and ${was.toFixed(0)} ms before`,
        missed: missing({
          'honest p95 at most twice as long, or 50 ms': is <= Math.max(2 * was, 50),
          ...Object.fromEntries(kinds.map((kind) => [`${kind}: cut within ${most[kind] / 1000} s`, longest[kind] <= most[kind] + 500])),
        }),
      }
    } finally {
      telling.stop()
      slow.ends()
    }
  } finally {
    await site.close()
  }
}

/** Milliseconds of each of so many feeds, four at a time. */
async function honest(site: Site, times: number): Promise<number[]> {
  const took: number[] = []
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let left = times / 4; left > 0; left -= 1) {
        const began = performance.now()
        const { status } = await site.people.leo.get('/api/feed', { 'x-forwarded-for': `10.7.${took.length % 250}.1` })
        if (status !== 200) throw new Error(`an honest feed was answered ${status}`)
        took.push(performance.now() - began)
        await pause(20)
      }
    }),
  )
  return took
}

class Slow {
  /** For how long each that is over was kept. */
  lasted: { kind: Kind; milliseconds: number }[] = []
  #site: Site
  #wanted: number
  #photo: string
  #lines = new Map<Socket, { kind: Kind; began: number }>()
  #drip: NodeJS.Timeout | undefined
  #over = false

  constructor(site: Site, wanted: number, photo: string) {
    this.#site = site
    this.#wanted = wanted
    this.#photo = photo
  }

  async begins(): Promise<void> {
    for (let n = 0; n < this.#wanted; n += 1) {
      this.#opens(n % readersOfNothing === 0 ? 'reads nothing' : (kinds[n % 4] ?? 'headers'))
      if (n % 50 === 49) await pause(20)
    }
    this.#drip = setInterval(() => {
      for (const [line, { kind, began }] of this.#lines) {
        const knocks = kind === 'reads nothing' && performance.now() - began > 122_000 // who reads nothing hears by this that it was cut off
        if (line.writable && (drops[kind] || knocks)) line.write(drops[kind] ?? 'x')
      }
    }, 1_000)
  }

  ends(): void {
    this.#over = true
    clearInterval(this.#drip)
    for (const line of this.#lines.keys()) line.destroy()
  }

  open(): number {
    return this.#lines.size
  }

  /** Also of those that are not over yet. */
  longest(kind: Kind): number {
    const still = [...this.#lines.values()].filter((one) => one.kind === kind).map(({ began }) => performance.now() - began)
    return Math.max(0, ...still, ...this.lasted.filter((one) => one.kind === kind).map(({ milliseconds }) => milliseconds))
  }

  #opens(kind: Kind): void {
    const host = this.#site.url.host
    const line = connect({ host: '127.0.0.1', port: Number(this.#site.url.port) })
    const began = performance.now()
    this.#lines.set(line, { kind, began })
    line.on('connect', () => {
      if (kind === 'headers') line.write(`GET /api/me HTTP/1.1\r\nhost: ${host}\r\nx-slow: `)
      if (kind === 'body')
        line.write(
          `POST /api/sessions HTTP/1.1\r\nhost: ${host}\r\norigin: http://${host}\r\nx-forwarded-for: 10.9.${this.#lines.size % 250}.${Math.ceil(Math.random() * 250)}\r\ncontent-type: application/json\r\ncontent-length: 2000\r\n\r\n{"`,
        )
      if (kind === 'reads nothing') {
        line.pause()
        const asked = `GET /api/photos/${this.#photo}/screen HTTP/1.1\r\nhost: ${host}\r\ncookie: ${this.#site.people.leo.cookie}\r\nx-forwarded-for: 10.8.0.${this.#lines.size % 250}\r\n\r\n`
        line.write(asked.repeat(asksFor))
      }
    })
    if (kind !== 'reads nothing') line.resume()
    line.on('error', () => {})
    line.on('close', () => {
      this.lasted.push({ kind, milliseconds: performance.now() - began })
      this.#lines.delete(line)
      if (!this.#over) setTimeout(() => !this.#over && this.#opens(kind), 200)
    })
  }
}
