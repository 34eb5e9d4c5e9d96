// How the machine does: its jobs, disks, backups and checks, for the operator's desk and for what is measured. Nothing about people. WEL-14
import type pg from 'pg'
import { lastScrubbed, type Scrubbed } from '../../features/photos/scrub.ts'
import type { Config } from '../../platform/config.ts'
import type { Instant } from '../../platform/clock.ts'
import { freeOn } from '../../platform/space.ts'
import { lastBackups, type Lasts } from '../backup/places.ts'

export type Jobs = { due: number; again: number; given_up: number; oldest: number; mail_failed: number }
export type Checks = { last: Date | null; failed: string[] }
export type Machine = {
  jobs: Jobs
  checks: Checks
  free: { data: number; keys: number }
  backups: { data: Instant | undefined; keys: Instant | undefined }
  kept: Scrubbed | undefined
}

export async function machineNow(config: Config, client: pg.Client): Promise<Machine> {
  const lasts = lastBackups(config)
  return {
    jobs: await jobsIn(client),
    checks: await checksIn(client),
    free: { data: await freeOn(config.dataFolder), keys: await freeOn(config.keyringFolder) },
    backups: { data: momentOf(lasts.data), keys: momentOf(lasts.keys) },
    kept: await lastScrubbed(config),
  }
}

/** Which task a job has says what somebody did, so all of them are one number; only those that tell people by mail or message stand apart. */
async function jobsIn(client: pg.Client): Promise<Jobs> {
  const { rows } = await client.query<Jobs>(`
    select count(*) filter (where j.run_at <= now() and j.attempts < j.max_attempts)::int as due,
      count(*) filter (where j.last_error is not null and j.attempts < j.max_attempts)::int as again,
      count(*) filter (where j.attempts >= j.max_attempts)::int as given_up,
      coalesce(extract(epoch from now() - min(j.run_at) filter (where j.run_at <= now() and j.attempts < j.max_attempts)), 0)::float as oldest,
      count(*) filter (where j.last_error is not null and (k.identifier like 'alerts.%' or k.identifier = 'family-log.mail'))::int as mail_failed
    from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id`)
  return rows[0] ?? { due: 0, again: 0, given_up: 0, oldest: 0, mail_failed: 0 }
}

export async function checksIn(client: pg.Client): Promise<Checks> {
  const { rows } = await client.query<Checks>(
    "select max(tried_at) as last, coalesce(array_agg(name order by name) filter (where failed is not null), '{}') as failed from checks",
  )
  return rows[0] ?? { last: null, failed: [] }
}

function momentOf(last: Lasts['data']): Instant | undefined {
  return last && (Date.parse(last.at) as Instant)
}
