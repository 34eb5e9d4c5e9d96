// Hears from the database whose screens should look again, and tells those who listen. A message is one person's id, never content.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { seconds } from '../clock.ts'
import { log } from '../log.ts'

export type Changes = {
  hear(person: string, look: () => void): () => void
  /** Open lines of one person. */
  lines(person: string): number
  close(): Promise<void>
}

const nothingHeard =
  'Nothing is heard from the database: DATABASE_URL must lead to it directly, or through a pooler that lends its connections by session.'
// A machine that lost its power says no word of farewell, and who only listens would never know.
const beat = { every: seconds(5), patience: seconds(15) } // a machine that is very busy is not gone

export async function openChanges(url: string): Promise<Changes> {
  const listeners = new Map<string, Set<() => void>>()
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
    next.on('notification', ({ payload }) => {
      for (const look of listeners.get(payload ?? '') ?? []) look()
    })
    try {
      await next.connect()
      await next.query('listen changed')
      await hearsOthers(next)
    } catch (fault) {
      next.end().catch(() => {})
      throw fault
    }
    const beating = setInterval(() => next.query('select').catch(() => next.end()), beat.every)
    next.on('end', () => {
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
    lines: (person) => listeners.get(person)?.size ?? 0,
    async close() {
      closed = true
      await client?.end()
    },
  }
}
