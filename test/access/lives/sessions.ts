// Two to four sessions at the database itself, each doing one act in its own transaction, statement by statement in a given order.
// A session that must wait for another is waited for later; that is a right outcome, and so is a refusal.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** What a session says, one after another: it enters, acts and commits. */
export type Script = { as: 'viewer' | 'owner'; statements: readonly string[] }
/** `rows`: what it was given, one list for each thing it said between entering and leaving. */
export type Outcome = { yes: boolean; began: number; ended: number; rows: unknown[][] }
export type Sessions = { play(scripts: readonly Script[], order: readonly number[]): Promise<Outcome[]>; close(): Promise<void> }

type Session = { client: pg.Client; pid: number; busy: boolean; tail: Promise<void> }

/** Those who look come with the app's login; what has no act yet, or is the worker's and the door's to do, is done by the database's owner. */
export async function openSessions(url: string, ownerUrl: string): Promise<Sessions> {
  const open = async (where: string): Promise<Session> => {
    const client = new pg.Client({ connectionString: where })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return { client, pid: rows[0]?.pid ?? 0, busy: false, tail: Promise.resolve() }
  }
  const viewers = await Promise.all([url, url, url, url].map(open))
  const owners = await Promise.all([ownerUrl, ownerUrl, ownerUrl, ownerUrl].map(open))
  const onlooker = await open(ownerUrl)
  return {
    play: (scripts, order) =>
      play(
        scripts.flatMap(({ as }, n) => (as === 'owner' ? owners : viewers)[n] ?? []),
        onlooker.client,
        scripts,
        order,
      ),
    close: async () => {
      await Promise.all([...viewers, ...owners, onlooker].map(({ client }) => client.end()))
    },
  }
}

async function play(sessions: Session[], onlooker: pg.Client, scripts: readonly Script[], order: readonly number[]): Promise<Outcome[]> {
  const outcomes = scripts.map((): Outcome => ({ yes: true, began: 0, ended: 0, rows: [] }))
  const said = scripts.map(() => 0)
  const faults: unknown[] = []
  let moment = 0
  for (const n of order) {
    const [session, script, outcome] = [sessions[n], scripts[n], outcomes[n]]
    const text = script?.statements[said[n] ?? 0]
    if (!session || !script || !outcome || text === undefined) throw new Error('an order for other scripts')
    const first = (said[n] ?? 0) === 0
    said[n] = (said[n] ?? 0) + 1
    const last = said[n] === script.statements.length
    session.tail = session.tail.then(async () => {
      session.busy = true
      outcome.began ||= ++moment
      try {
        const { rows } = await session.client.query(text)
        if (!first && !last) outcome.rows.push(rows)
      } catch (fault) {
        if (!(fault instanceof pg.DatabaseError) || fault.code !== 'KS001') faults.push(fault)
        outcome.yes = false
      }
      if (last) outcome.ended = ++moment
      session.busy = false
    })
    await settled(sessions, onlooker)
  }
  await Promise.all(sessions.map(({ tail }) => tail))
  if (faults.length > 0) throw faults[0]
  return outcomes
}

/** Until each session has done what it was told, or waits for another. */
async function settled(sessions: readonly Session[], onlooker: pg.Client): Promise<void> {
  await Promise.race([Promise.all(sessions.map(({ tail }) => tail)), pause(8)])
  for (let busy = sessions.filter((one) => one.busy); busy.length > 0; busy = sessions.filter((one) => one.busy)) {
    const { rows } = await onlooker.query<{ pid: number }>(
      'select pid from unnest($1::int[]) pid where cardinality(pg_blocking_pids(pid)) > 0',
      [busy.map(({ pid }) => pid)],
    )
    if (rows.length === sessions.filter((one) => one.busy).length) return
    await pause(1)
  }
}

/** Every order in which so many statements of each session can be said, each session's own in their order. */
export function everyOrder(lengths: readonly number[]): number[][] {
  if (lengths.every((length) => length === 0)) return [[]]
  return lengths.flatMap((length, n) => (length === 0 ? [] : everyOrder(lengths.with(n, length - 1)).map((order) => [n, ...order])))
}
