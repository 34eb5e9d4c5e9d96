// The only ways to the families' database: as the person who looks, at the door while signing in, or as the worker.
import { sql, type Db } from '../platform/db/sql.ts'
import { openPool, type Pool } from '../platform/db/pool.ts'
import { refuse } from '../platform/refusal.ts'

export type Kind = 'child' | 'guardian' | 'relative' | 'staff'
export type Viewer = { kind: Kind; token: string } | { kind: 'visitor' }

/** `stop`: what closes, ends or erases, or at least keeps and opens no more (may.ts). */
export type Mode = 'read' | 'look' | 'act' | 'stop'

export type Room = {
  /** One transaction in which the database itself knows who looks, and shows what they may see. R13, R14 */
  asViewer<T>(viewer: Viewer, mode: Mode, work: (db: Db) => Promise<T>): Promise<T>
  /** Signing in and making accounts: tables of its own, and none of the families' photos or words. */
  asDoor<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const mostWaiting = 50 // of one session

/** Within one read every statement sees the same moment. A look is what follows the read of a grown-up: it is noted. */
const openings = {
  read: sql`begin isolation level repeatable read read only`,
  look: sql`begin`,
  act: sql`begin`,
  stop: sql`begin`,
}

export function openRoom(urls: { app: string; door: string }): Room {
  // A pool per kind: Postgres throws its plans away whenever the role of a connection changes, and making them anew takes longer than reading.
  const readers = {
    visitor: openPool(urls.app, 3),
    child: openPool(urls.app, 8),
    guardian: openPool(urls.app, 6),
    relative: openPool(urls.app, 3),
    staff: openPool(urls.app, 2),
  } satisfies Record<Viewer['kind'], Pool>
  // Of their own: neither a crowd that looks nor acts that wait for one another keep anybody from taking back. F19, I17
  const actors = openPool(urls.app, 5)
  const stoppers = openPool(urls.app, 4)
  const oneByOne = turns()
  const door = openPool(urls.door, 4)
  const poolOf = (viewer: Viewer, mode: Mode) =>
    ({ read: readers[viewer.kind], look: readers[viewer.kind], act: actors, stop: stoppers })[mode]
  return {
    asViewer(viewer, mode, work) {
      const transaction = () => poolOf(viewer, mode).transaction([plain(openings[mode]), entering(viewer)], work)
      return mode === 'stop' && viewer.kind !== 'visitor' ? oneByOne(viewer.token, transaction) : transaction()
    },
    asDoor: (work) => door.transaction([plain(openings.act)], work),
    close: async () => {
      await Promise.all([...Object.values(readers), actors, stoppers, door].map((pool) => pool.close()))
    },
  }
}

/** What one session stops is done one after another, so that whoever presses again and again behind a lock holds one connection, and not all. */
function turns(): <T>(token: string, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, { last: Promise<unknown>; waiting: number }>()
  return async (token, work) => {
    const queue = queues.get(token) ?? { last: Promise.resolve(), waiting: 0 }
    if (queue.waiting >= mostWaiting) refuse('busy') // I19
    const mine = queue.last.then(work, work)
    queue.last = mine
    queue.waiting += 1
    queues.set(token, queue)
    try {
      return await mine
    } finally {
      queue.waiting -= 1
      if (queue.waiting === 0) queues.delete(token)
    }
  }
}

export type Worker = { asWorker<T>(work: (db: Db) => Promise<T>): Promise<T>; close(): Promise<void> }

export function openWorkerRoom(url: string): Worker {
  const pool = openPool(url, 4)
  return { asWorker: (work) => pool.transaction([plain(openings.act)], work), close: () => pool.close() }
}

/** For the checks: canaries, and nobody else. */
export function openChecksRoom(url: string): { asChecks<T>(work: (db: Db) => Promise<T>): Promise<T>; close(): Promise<void> } {
  const pool = openPool(url, 2)
  return { asChecks: (work) => pool.transaction([plain(openings.act)], work), close: () => pool.close() }
}

function entering(viewer: Viewer) {
  const token = viewer.kind === 'visitor' ? '' : viewer.token
  return sql`select set_config('role', ${`kitestring_${viewer.kind}`}, true), set_config('app.session', ${token}, true)`
}

// begin takes no parameters, so it needs no name.
function plain(query: { text: string }) {
  return { name: '', text: query.text, values: [] }
}
