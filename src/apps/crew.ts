// The workers of several nodes on one queue: what one of them holds is freed when it is gone and not before, and what is to be done by one alone is.
import pg from 'pg'
import { seconds } from '../platform/clock.ts'
import { log } from '../platform/log.ts'

export type Crew = {
  /** By this name the queue locks our jobs from now on. */
  isCalled(name: string): Promise<void>
  /** Jobs of workers that are gone. A job may run twice; it must not do so while the first one is well. */
  freeJobs(): Promise<void>
  /** Nothing, when another worker is at it. */
  alone(work: () => Promise<void>): Promise<void>
  leave(): Promise<void>
}

const mark = 'kitestring worker'

export async function joinCrew(url: string): Promise<Crew> {
  let name = 'new'
  let client = await connect()
  let turn = Promise.resolve()
  return {
    isCalled(given) {
      name = given
      return inTurn(() => client.query(`set application_name = ${pg.escapeLiteral(`${mark} ${name}`)}`)).then(() => {})
    },
    // Whoever has just taken its first job may not have said its name yet, so a young lock is left alone unless nobody else is here. Each waits as one that failed does, and none as
    // long as another: one of them may be what killed its worker, and would kill every next one before anything else is done. F6
    freeJobs: () =>
      inTurn(async () => {
        const { rows } = await client.query<{ id: string; by: string; seconds: number }>(`
          select j.id, j.locked_by as by, exp(least(10, j.attempts - 1)) * (1 + random()) as seconds from graphile_worker._private_jobs j
          where j.locked_by is not null and not exists (select from pg_stat_activity a where a.application_name = '${mark} ' || j.locked_by)
            and (j.locked_at < now() - interval '15 seconds'
              or not exists (select from pg_stat_activity a where a.datname = current_database() and a.application_name like '${mark} %' and a.pid <> pg_backend_pid()))`)
        if (rows.length === 0) return
        await client.query('select graphile_worker.force_unlock_workers($1::text[])', [[...new Set(rows.map(({ by }) => by))]])
        await client.query(
          `select graphile_worker.reschedule_jobs(array[j.id], run_at => now() + j.seconds * interval '1 second')
          from jsonb_to_recordset($1::jsonb) j (id bigint, seconds double precision)`,
          [JSON.stringify(rows)],
        )
      }),
    async alone(work) {
      const mine = await inTurn(() => client.query<{ mine: boolean }>('select pg_try_advisory_lock(8429) as mine'))
      if (!mine.rows[0]?.mine) return
      try {
        await work()
      } finally {
        await inTurn(() => client.query('select pg_advisory_unlock(8429)')).catch(() => {}) // lost with its connection
      }
    },
    leave: () => inTurn(() => client.end().catch(() => {})),
  }

  /** One word after another, over a new connection where the last one broke. */
  function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = turn.then(ask).catch(async (fault: unknown) => {
      await client.end().catch(() => {})
      client = await connect()
      log.warn('crew.joined-again')
      throw fault
    })
    turn = answer.then(
      () => {},
      () => {},
    )
    return answer
  }

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: url,
      application_name: `${mark} ${name}`,
      keepAlive: true,
      query_timeout: seconds(15),
      connectionTimeoutMillis: seconds(15),
    })
    next.on('error', () => {}) // the next word says so
    await next.connect()
    return next
  }
}
