// What the papers are written from: the settings in force, what the database says of its own columns, the checks and what broke, and what the operator has to count. Nothing is invented, and nobody's visits are counted.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { lastBackups, type Lasts } from '../backup/places.ts'
import { offered } from '../../features/consent/methods/methods.ts'
import { currentNotice } from '../../features/consent/notice.ts'
import { recipientsOf, type Recipient } from '../../features/consent/recipients.ts'
import { oldestReading } from '../../features/law/profiles.ts'
import { version } from '../../features/operator/version.ts'
import type { Config } from '../../platform/config.ts'
import type { Instant } from '../../platform/clock.ts'
import { pushServices } from '../../platform/push.ts'
import { register, promiseIds, type PromiseId } from '../../safeguards/register.ts'
import { readBlanks, type Filled } from './blanks.ts'

export type Column = { table: string; column: string; purpose: string; owner: string; retention: string }
export type PromiseFact = {
  id: PromiseId
  requirements: readonly string[]
  guards: string
  words: string
  triedAt: Date | null
  heldAt: Date | null
  failed: string | null
}
export type Incident = { promise: string; feature: string; code: string; began_at: Date; ended_at: Date | null }
export type Counts = {
  reports: number
  reports_decided: number
  reports_late: number
  takedowns: number
  holds: number
  holds_reported: number
  erasures: number
  erasures_open: number
  tries: number
}
export type Facts = {
  config: Config
  now: Instant
  version: string
  noticeVersion: string
  methods: readonly string[]
  recipients: readonly Recipient[]
  pushServices: readonly string[]
  lawRead: string
  backups: Lasts
  columns: readonly Column[]
  promises: readonly PromiseFact[]
  incidents: readonly Incident[]
  counts: Counts
  filled: Filled
}

export async function factsOf(config: Config, client: pg.Client, now: Instant): Promise<Facts> {
  await client.query('set role kitestring_room')
  return {
    config,
    now,
    version,
    noticeVersion: currentNotice(config).version,
    methods: offered(config).map(({ method }) => method),
    recipients: recipientsOf(config),
    pushServices,
    lawRead: oldestReading(config.country),
    backups: lastBackups(config),
    columns: await columnsOf(client),
    promises: await promisesOf(client),
    incidents: await incidentsOf(client),
    counts: await countsOf(client),
    filled: readBlanks(config),
  }
}

/** "as above" is what the column before it says. */
async function columnsOf(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<{ table: string; column: string; comment: string | null }>(`
    select c.relname as table, a.attname as column, col_description(c.oid, a.attnum) as comment
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`)
  let above = ''
  return rows.flatMap(({ table, column, comment }) => {
    const [, purpose = '', owner = '', retention = ''] = /^purpose: (.*?); owner: (.*?); retention: (.*)$/s.exec(comment ?? '') ?? []
    if (purpose === '') return []
    if (retention !== 'as above') above = retention
    return [{ table, column, purpose, owner, retention: above }]
  })
}

async function promisesOf(client: pg.Client): Promise<PromiseFact[]> {
  const { rows } = await client.query<{ name: string; tried_at: Date; held_at: Date | null; failed: string | null }>(
    'select name, tried_at, held_at, failed from checks',
  )
  const words = promiseWords()
  return promiseIds.map((id) => {
    const check = rows.find(({ name }) => name === id)
    return {
      id,
      ...register[id],
      words: words.get(id) ?? '',
      triedAt: check?.tried_at ?? null,
      heldAt: check?.held_at ?? null,
      failed: check?.failed ?? null,
    }
  })
}

function promiseWords(): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/promises.md'), 'utf8')
  return new Map([...text.matchAll(/^## (\S+)\n\n.*\n\n(.+)$/gm)].map(([, id = '', words = '']) => [id, words]))
}

async function incidentsOf(client: pg.Client): Promise<Incident[]> {
  const { rows } = await client.query<Incident>(`
    select i.promise, i.feature, i.code, i.began_at, e.at as ended_at from incidents i left join incident_ends e on e.incident_id = i.id order by i.began_at, i.id`)
  return rows
}

// Of the operator's side alone: what was held, what was erased. Never how many are here, or what they do. WEL-14
async function countsOf(client: pg.Client): Promise<Counts> {
  const { rows } = await client.query<Counts>(`
    select (select count(*) from holds)::int as holds, (select count(*) from holds where reported_at is not null)::int as holds_reported,
      (select count(*) from erasures where erased_at is not null)::int as erasures, (select count(*) from erasures where erased_at is null)::int as erasures_open,
      (select count(*) from reports)::int as reports, (select count(*) from reports where first_at is not null)::int as reports_decided,
      (select count(*) from reports where coalesce(first_at, now()) > made_at + interval '48 hours')::int as reports_late, (select count(*) from takedowns)::int as takedowns,
      (select coalesce(sum(attacks), 0) from checks)::int as tries`)
  return (
    rows[0] ?? {
      reports: 0,
      reports_decided: 0,
      reports_late: 0,
      takedowns: 0,
      holds: 0,
      holds_reported: 0,
      erasures: 0,
      erasures_open: 0,
      tries: 0,
    }
  )
}
