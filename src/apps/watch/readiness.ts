// Whether everything is as it must be, and if not, what is not. For the machine's own supervisor; a load balancer asks /api/health, which stays open while a promise is broken: who takes back must get in. I17
import type pg from 'pg'
import { minutes, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { missingMigration, unknownMigration, type Migration } from '../../platform/db/migrate.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { checksIn } from './machine.ts'

export const reasons = ['leaving', 'server', 'worker', 'database', 'migrations', 'keyring', 'checks'] as const
export type Reason = (typeof reasons)[number]

const checksLast = minutes(60) // by then the database has closed what they guard. GOV-3
const firstRound = minutes(15)

export type Watched = {
  config: Config
  since: Instant
  isLeaving(): boolean
  /** Which parts answer. */
  answering: { server: boolean; worker: boolean }
}

/** Nothing, when it is ready. `client` is undefined where the database cannot be reached. */
export async function whatIsNotReady(client: pg.Client | undefined, watched: Watched, now: Instant): Promise<Reason[]> {
  const { isLeaving, answering, config } = watched
  const found: Reason[] = []
  if (isLeaving()) found.push('leaving')
  if (!answering.server) found.push('server')
  if (!answering.worker) found.push('worker')
  if (!client) found.push('database')
  else {
    const { rows } = await client.query<Migration>('select name, checksum from migrations.applied order by name')
    if (unknownMigration(rows) ?? missingMigration(rows)) found.push('migrations')
    const { last } = await checksIn(client)
    if (now - Math.max(last?.getTime() ?? 0, watched.since) > (last ? checksLast : firstRound)) found.push('checks')
  }
  if (!(await isOpen(config.keyringFolder))) found.push('keyring')
  return found
}

async function isOpen(folder: string): Promise<boolean> {
  return openKeyring(folder, 'must-exist').then(
    () => true,
    () => false, // the doctor says why
  )
}
