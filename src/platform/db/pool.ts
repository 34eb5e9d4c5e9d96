// Connections to Postgres, for the doors only: every transaction begins by saying who it is for.
import pg from 'pg'
import { metrics } from '../metrics.ts'
import { Refusal } from '../refusal.ts'
import type { Db, Sql } from './sql.ts'

export type Pool = { transaction<T>(opening: Sql[], work: (db: Db) => Promise<T>): Promise<T>; close(): Promise<void> }
export type Login = 'kitestring_app' | 'kitestring_door' | 'kitestring_worker' | 'kitestring_checks'

export function openPool(url: string, size: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    pipeline: true,
    // Whose rows are meant is said anew each time, so a plan for these values is no better than one for any; finding it was half of the database's work.
    options: '-c timezone=UTC -c plan_cache_mode=force_generic_plan',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    query_timeout: 30_000, // a server that is gone without a word, or one that waits for its standby: the answer is not known, and whoever asks again with the same key hears it
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    onConnect: refuseCopy,
    allowExitOnIdle: false,
  })
  pool.on('error', () => {}) // an idle connection that broke is replaced; the next query reports what matters
  const forget = metrics.pool(() => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }))
  return {
    transaction: (opening, work) => inTransaction(pool, opening, work),
    async close() {
      forget()
      await pool.end()
    },
  }
}

/** A streaming copy is a moment behind: it would still show what was taken back. Nothing is ever read from one, whatever leads to it. AUD-9, decision 0063 */
async function refuseCopy(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ copy: boolean }>('select pg_is_in_recovery() as copy')
  if (rows[0]?.copy !== false) throw new CopyFault()
}

class CopyFault extends Error {
  override name = 'CopyFault'
  code = 'copy'
  constructor() {
    super('the database that answers is a copy of another one, and may be behind it')
  }
}

// The opening statements and the first query travel together; a failed opening fails everything after it.
async function inTransaction<T>(pool: pg.Pool, opening: Sql[], work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that breaks while it is lent says so here as well as to its queries; unheard, it would end the whole server. F2
  const breaks = (fault: Error) => {
    broken = fault
  }
  client.on('error', breaks)
  try {
    const opened = Promise.all(opening.map((query) => client.query(query)))
    opened.catch(() => {}) // awaited below; the work may fail first
    const result = await work(dbOf(client))
    await opened
    const end = await client.query('commit')
    if (end.command !== 'COMMIT') throw new Error('the transaction was rolled back') // a failed pipelined commit resolves
    return result
  } catch (fault) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw refusalOf(fault)
  } finally {
    client.off('error', breaks)
    client.release(broken)
  }
}

function dbOf(client: pg.PoolClient): Db {
  return {
    rows: async <R>(query: Sql) => (await client.query(query)).rows as R[],
    one: async <R>(query: Sql) => (await client.query(query)).rows[0] as R | undefined,
  }
}

/** An act refuses with SQLSTATE KS001 and the code as its message. Every other error keeps no detail: it may quote a row. R15 */
function refusalOf(fault: unknown): unknown {
  if (!(fault instanceof pg.DatabaseError)) return fault
  if (fault.code === 'KS001') return new Refusal(fault.message)
  return new DatabaseFault(fault.code ?? 'none', fault.where)
}

/** What went wrong in the database: its SQLSTATE and the function it stood in, and no word of the row. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
  code: string
  constructor(code: string, where: string | undefined) {
    super(`the database said ${code} ${/PL\/pgSQL function [\w.]+/.exec(where ?? '')?.[0] ?? ''}`.trim())
    this.code = code
  }
}
