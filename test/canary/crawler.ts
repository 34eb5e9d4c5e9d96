// Asks every address with every id, as one person after another, and notes which planted things come back by any way.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { routes } from '../../src/apps/routes.ts'
import { readPhotoId } from '../fixtures/make-photos.ts'
import type { Person } from '../world.ts'

/** What reached one person: the planted numbers and words, each with the address it came by. */
export type Haul = Map<string, string>
export type Crawl = { hauls: Map<string, Haul>; urls: Set<string>; reads: number }

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

/** Follows every id until nothing new turns up. `words` are the planted texts. */
export async function crawl(people: readonly Person[], ids: Iterable<string>, words: readonly string[]): Promise<Crawl> {
  const known = new Set(ids)
  const asked = new Set<string>()
  const found: Crawl = { hauls: new Map(people.map((person) => [person.name, new Map()])), urls: new Set(), reads: 0 }
  for (;;) {
    const urls = addresses([...known]).filter((url) => !asked.has(url))
    if (urls.length === 0) return found
    for (const url of urls) asked.add(url)
    for (const person of people) {
      for (const text of await replay(person, urls, words, found)) for (const id of text.match(uuid) ?? []) known.add(id)
    }
  }
}

/** Asks for these addresses as this person. Answers every text that came back. */
export async function replay(person: Person, urls: readonly string[], words: readonly string[], found: Crawl): Promise<string[]> {
  const texts: string[] = []
  const left = [...urls]
  const haul = found.hauls.get(person.name) ?? new Map<string, string>()
  found.hauls.set(person.name, haul)
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let url = left.pop(); url !== undefined; url = left.pop()) {
        const { status, raw, headers } = await patient(person, url)
        if (status === 429 || status >= 500) throw new Error(`${person.name} asked ${url} and heard ${status}`)
        found.reads += 1
        if (status === 200) found.urls.add(url)
        const text = `${JSON.stringify(headers)}\n${raw.toString('utf8')}`
        texts.push(text)
        note(haul, url, text, words)
        const number = String(headers['content-type']).startsWith('image/') ? await numberIn(raw) : null
        if (number !== null) haul.set(`pixels ${number}`, url)
      }
    }),
  )
  return texts
}

export function note(haul: Haul, way: string, text: string, words: readonly string[]): void {
  for (const word of words) if (text.includes(word)) haul.set(word, way)
}

// Every GET of the site map, with each id in each place. The open line is heard separately: it does not end.
function addresses(ids: readonly string[]): string[] {
  return routes
    .filter(({ method, answer }) => method === 'GET' && answer !== 'changes')
    .flatMap(({ url }) => {
      if (!url.includes(':')) return [url, `${url}?before=2999-01-01 00:00:00%2B00_ffffffff-ffff-4fff-bfff-ffffffffffff`]
      const ends = url.includes(':rendition') ? ['card', 'screen', 'original'].map((name) => url.replace(':rendition', name)) : [url]
      return ends.flatMap((end) => ids.map((id) => end.replace(/:\w+/, id)))
    })
}

// A machine that is busy for a moment says so; then the question is asked again.
async function patient(person: Person, url: string): ReturnType<Person['get']> {
  for (let tries = 0; ; tries += 1) {
    const answer = await person.get(url)
    if (answer.status !== 503 || tries === 10) return answer
    await pause(300)
  }
}

const numbers = new Map<string, Promise<number | null>>()

function numberIn(bytes: Buffer): Promise<number | null> {
  const name = createHash('sha256').update(bytes).digest('hex')
  const number = numbers.get(name) ?? readPhotoId(bytes)
  numbers.set(name, number)
  return number
}
