// The only ways to the families' database: as the person who looks, at the door while signing in, or as the worker.
import { sql, type Db } from '../platform/db/sql.ts'
import { openPool, type Pool } from '../platform/db/pool.ts'

export type Kind = 'child' | 'guardian' | 'relative' | 'staff'
export type Viewer = { kind: Kind; token: string } | { kind: 'visitor' }

export type Room = {
  /** One transaction in which the database itself knows who looks, and shows what they may see. R13, R14 */
  asViewer<T>(viewer: Viewer, mode: 'read' | 'look' | 'act', work: (db: Db) => Promise<T>): Promise<T>
  /** Signing in and making accounts: tables of its own, and none of the families' photos or words. */
  asDoor<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Within one read every statement sees the same moment. A look is what follows the read of a grown-up: it is noted. */
const openings = {
  read: sql`begin isolation level repeatable read read only`,
  look: sql`begin`,
  act: sql`begin`,
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
  const actors = openPool(urls.app, 5) // of their own: a crowd that looks must not keep anybody from taking back. F19
  const door = openPool(urls.door, 4)
  return {
    asViewer: (viewer, mode, work) =>
      (mode === 'act' ? actors : readers[viewer.kind]).transaction([plain(openings[mode]), entering(viewer)], work),
    asDoor: (work) => door.transaction([plain(openings.act)], work),
    close: async () => {
      await Promise.all([...Object.values(readers), actors, door].map((pool) => pool.close()))
    },
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
