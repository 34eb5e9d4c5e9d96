// The open lines of a viewer, one in each house, heard to the last word that was said to them: a mark is said after it, and nothing overtakes. T4
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { TestHouse } from '../house.ts'
import type { Person } from '../world.ts'
import type { Name, Twin, Twins } from './twins.ts'

type Line = { heard: string; over: boolean; end(): void }
/** How often the database told each person to look again, counted where the server hears it too. */
type Told = { count(person: string): number; close(): Promise<void> }
type Pair = { bare: Line; laden: Line; toldBefore: number[] }

const said = 'event: changed\ndata:\n\n'
const patience = 60_000

export class Lines {
  #twins: Twins
  #told: readonly [Told, Told]
  #lines = new Map<Name, Pair>()
  private constructor(twins: Twins, told: readonly [Told, Told]) {
    this.#twins = twins
    this.#told = told
  }

  static async open(twins: Twins, viewers: readonly Name[]): Promise<Lines> {
    const lines = new Lines(twins, [await countTold(twins.bare), await countTold(twins.laden)])
    for (const name of viewers) await lines.#open(name)
    return lines
  }

  /** Fails when the two lines of this viewer did not say the same. Gives how often they said it. */
  async compare(name: Name, after: string): Promise<number> {
    const pair = this.#lines.get(name) ?? assert.fail(name)
    await Promise.all([this.#heardAll(name, 'bare', 0), this.#heardAll(name, 'laden', 1)])
    const [bare, laden] = [pair.bare, pair.laden]
    assert.deepEqual(wordsOf(laden), wordsOf(bare), `${name}'s open line tells what is hidden, after: ${after}`)
    const events = eventsOf(bare)
    this.#end(pair)
    await this.#open(name) // anew: who signed out has none any more
    return events
  }

  /** A line ends with its session. Until both have, the session must not be there again: one of them might have asked too late to notice. */
  async areCut(name: Name): Promise<void> {
    const { bare, laden } = this.#lines.get(name) ?? assert.fail(name)
    await until(() => bare.over && laden.over, `${name}'s lines end with the session`)
  }

  async close(): Promise<void> {
    for (const pair of this.#lines.values()) this.#end(pair)
    await Promise.all(this.#told.map((one) => one.close()))
  }

  async #open(name: Name): Promise<void> {
    const [bare, laden] = await Promise.all([
      listen(this.#twins.bare, this.#twins.bare.people[name]),
      listen(this.#twins.laden, this.#twins.laden.people[name]),
    ])
    const { id } = this.#twins.bare.people[name]
    this.#lines.set(name, { bare, laden, toldBefore: this.#told.map((one) => one.count(id)) })
  }

  async #heardAll(name: Name, world: 'bare' | 'laden', at: 0 | 1): Promise<void> {
    const { [world]: line, toldBefore } = this.#lines.get(name) ?? assert.fail(name)
    if (!line.heard.startsWith('200')) return
    const { id } = this.#twins[world].people[name]
    const before = this.#told[at].count(id)
    await this.#twins[world].asOwner("select pg_notify('changed', $1)", [id])
    await until(() => this.#told[at].count(id) > before, `${name}'s mark reaches the database's listeners`)
    // One was said when it opened.
    const wanted = () => 1 + this.#told[at].count(id) - (toldBefore[at] ?? 0)
    await until(() => line.over || eventsOf(line) >= wanted(), `${name}'s line says what it was told, ${wanted()} times`)
  }

  #end({ bare, laden }: Pair): void {
    bare.end()
    laden.end()
  }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (const late = Date.now() + patience; !holds(); await pause(5)) if (Date.now() > late) throw new Error(`Not within a minute: ${what}`)
}

// The beat that keeps a line open is of the clock: it comes every twenty seconds, whatever happens.
function wordsOf({ heard, over }: Line): { heard: string; over: boolean } {
  return { heard: heard.replaceAll(/^:\n\n/gm, ''), over }
}

function eventsOf({ heard }: Line): number {
  return heard.split(said).length - 1
}

async function countTold(house: Twin): Promise<Told> {
  const counts = new Map<string, number>()
  const client = new pg.Client({ connectionString: house.ownerUrl })
  client.on('error', () => {})
  client.on('notification', ({ payload = '' }) => counts.set(payload, (counts.get(payload) ?? 0) + 1))
  await client.connect()
  await client.query('listen changed')
  return { count: (person) => counts.get(person) ?? 0, close: () => client.end() }
}

/** What this person's open line hears from now on. */
async function listen(house: TestHouse, person: Person): Promise<Line> {
  const stop = new AbortController()
  const answer = await fetch(`http://localhost:${house.config.port}/api/events`, {
    headers: { cookie: person.cookie },
    signal: stop.signal,
  })
  const line: Line = { heard: `${answer.status}\n`, over: false, end: () => stop.abort() }
  const read = async () => {
    for await (const chunk of answer.body ?? []) line.heard += Buffer.from(chunk).toString('utf8')
    line.over = true
  }
  read().catch(() => {}) // it is cut when its owner has heard enough
  return line
}
