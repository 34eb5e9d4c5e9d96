// Hears from the database whose screens should look again, and tells those who listen. A message is one person's id, never content.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { clock, minutes, seconds, type Instant } from '../clock.ts'
import { log } from '../log.ts'

export type Changes = {
  hear(person: string, look: () => void): () => void
  /** Whether for certain nothing was said to this person since then, by the clock of this machine. What is more than a minute ago nobody remembers. */
  wasQuiet(person: string, since: Instant): boolean
  /** Open lines of one person. */
  lines(person: string): number
  close(): Promise<void>
}

const nothingHeard =
  'Nothing is heard from the database: DATABASE_URL must lead to it directly, or through a pooler that lends its connections by session.'
// A machine that lost its power says no word of farewell, and who only listens would never know.
const remembered = minutes(1)
const apart = seconds(5) // how much the clock of another node, which gave the page its first answer, may differ
const beat = { every: seconds(5), patience: seconds(15) } // a machine that is very busy is not gone

export async function openChanges(url: string): Promise<Changes> {
  const listeners = new Map<string, Set<() => void>>()
  const said = new Map<string, number>() // when last, by performance.now(): no clock that is set back makes a change older
  const forgetting = setInterval(() => {
    for (const [person, at] of said) if (at < performance.now() - 2 * remembered) said.delete(person)
  }, remembered).unref()
  let listensSince = Number.POSITIVE_INFINITY
  let client: pg.Client | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      query_timeout: beat.patience,
      connectionTimeoutMillis: beat.patience,
    })
    next.on('error', () => {}) // 'end' follows
    next.on('notification', ({ payload = '' }) => {
      said.set(payload, performance.now())
      for (const look of listeners.get(payload) ?? []) look()
    })
    try {
      await next.connect()
      await next.query('listen changed')
      await hearsOthers(next)
      listensSince = performance.now()
    } catch (fault) {
      next.end().catch(() => {})
      throw fault
    }
    const beating = setInterval(() => next.query('select').catch(() => next.end()), beat.every)
    next.on('end', () => {
      listensSince = Number.POSITIVE_INFINITY
      clearInterval(beating)
      if (!closed) retry()
    }) // only one that has listened: a try that failed is tried again by whoever made it
    client = next
  }

  // Through a pooler that lends a connection for one transaction, listening succeeds and nothing is ever heard: screens would go on showing what was taken back. So another one says a word.
  async function hearsOthers(next: pg.Client): Promise<void> {
    const word = randomUUID()
    const other = new pg.Client({ connectionString: url, query_timeout: beat.patience, connectionTimeoutMillis: beat.patience })
    other.on('error', () => {}) // the query that it breaks says so
    const { promise: heard, resolve, reject } = Promise.withResolvers<void>()
    const late = setTimeout(() => reject(new Error(nothingHeard)), beat.patience)
    next.on('notification', ({ payload }) => {
      if (payload === word) resolve()
    })
    try {
      await other.connect()
      await Promise.all([other.query("select pg_notify('changed', $1)", [word]), heard])
    } finally {
      clearTimeout(late)
      await other.end()
    }
  }

  // What was said while nobody heard is unknown, so everybody looks again.
  function retry(): void {
    log.warn('changes.lost')
    setTimeout(
      () =>
        connect().then(tellEverybody, () => {
          if (!closed) retry()
        }),
      500,
    ).unref()
  }

  function tellEverybody(): void {
    for (const looks of listeners.values()) for (const look of looks) look()
  }

  await connect()
  return {
    hear(person, look) {
      const looks = listeners.get(person) ?? new Set()
      listeners.set(person, looks.add(look))
      return () => {
        looks.delete(look)
        if (looks.size === 0) listeners.delete(person)
      }
    },
    wasQuiet(person, since) {
      const ago = clock.now() - since + apart
      if (!(ago > 0 && ago < remembered)) return false // it may have been another clock, or another time
      const from = performance.now() - ago
      return listensSince < from && (said.get(person) ?? Number.NEGATIVE_INFINITY) < from
    },
    lines: (person) => listeners.get(person)?.size ?? 0,
    async close() {
      closed = true
      clearInterval(forgetting)
      await client?.end()
    },
  }
}
