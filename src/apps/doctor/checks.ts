// Everything that may be unsafe or broken on a machine, each in a sentence that says what to do. What stops a start and what `npm run doctor` names is this one list. SEC-7
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isIP } from 'node:net'
import type pg from 'pg'
import { readHouseIdeas } from '../../features/ideas/house-ideas.ts'
import { isStale, oldestReading } from '../../features/law/profiles.ts'
import { lastScrubbed, type Scrubbed } from '../../features/photos/scrub.ts'
import { closeDecoders, decoderIsolation } from '../../features/photos/pixels/decoder.ts'
import { days, minutes, toDate, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { refuseOldServer, unknownMigration, type Migration } from '../../platform/db/migrate.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { readLists } from '../../platform/known-images/lists.ts'
import { keyringIsApartFrom } from '../../platform/keyring/copies.ts'
import { haltedBy } from '../../platform/space.ts'
import { BackupFault } from '../backup/fault.ts'
import { faultOfBlanks } from '../duties/blanks.ts'
import { lastBackups, type Lasts } from '../backup/places.ts'
import { passwordsOf, refuseStrongLogin, urlsOf } from '../house.ts'

/** `stops`: Kitestring does not start while it is so. */
type Check<G> = { stops: boolean; look(ground: G): string | undefined | Promise<string | undefined> }
export type Files = { config: Config; now: Instant }
export type Rows = Files & { client: pg.Client; ownerUrl: string }

const madeIn = Date.parse('2026-11-01') // before this month there was no Kitestring
const backupLasts = days(8)
const mayDiffer = minutes(1)
const weakest = 16 // letters of a password that a machine keeps

/** What can be seen without the database. */
export const ofFiles: readonly Check<Files>[] = [
  {
    stops: true,
    look: ({ now }) =>
      now < madeIn
        ? `The clock of this machine says ${dayOf(now)}. Set it right: by a wrong one photos are shared for longer than they were meant to be.`
        : undefined,
  },
  { stops: true, look: ({ config }) => withoutTls(config) },
  {
    stops: true,
    look: ({ config: { dataFolder } }) =>
      isOpen(join(dataFolder, 'logins.json'), 0o077)
        ? `Others on this machine can read the passwords of the database: run chmod 600 ${join(dataFolder, 'logins.json')}`
        : undefined,
  },
  {
    stops: true,
    look: ({ config }) => {
      const lasts = backupsOf(config)
      if (typeof lasts === 'string') return lasts
      const place = lasts.data?.place
      return place !== undefined && !keyringIsApartFrom(config.keyringFolder, place)
        ? `The keys (${config.keyringFolder}) and the backup (${place}) lie in one another: whoever finds the one has both. Move one of them.`
        : undefined
    },
  },
  {
    stops: true, // SAF-1: what cannot be read compares nothing
    look: ({ config: { knownImages } }) => knownImages && wordsOf(readLists(knownImages.lists)),
  },
  { stops: true, look: ({ config: { ideasFile } }) => wordsOf(readHouseIdeas(ideasFile)) },
  {
    stops: false, // the start opens the keyring itself, and makes one where there is none
    look: ({ config }) => wordsOf(openKeyring(config.keyringFolder, 'must-exist')),
  },
  { stops: false, look: () => wordsOf(decoderIsolation().finally(closeDecoders)) }, // the start begins one itself
  {
    stops: false,
    look: ({ config: { dataFolder } }) =>
      isOpen(dataFolder, 0o066) ? `Others on this machine can look into the data folder: run chmod go-rw ${dataFolder}` : undefined,
  },
  {
    stops: false,
    look: async ({ config }) =>
      (await haltedBy(config)) === 'full'
        ? 'The disk is nearly full, so nothing new is kept. Make space; taking back and erasing still work.'
        : undefined,
  },
  { stops: false, look: ({ config, now }) => faultOfBlanks(config, now) },
  { stops: false, look: (files) => tooOld('data', files, 'backup', 'npm run backup -- <folder>') },
  { stops: false, look: (files) => tooOld('keys', files, 'copy of the keys', 'npm run backup -- keys <folder>') },
  { stops: false, look: async ({ config }) => damageIn(await lastScrubbed(config)) },
  {
    stops: false,
    look: ({ config: { country }, now }) =>
      isStale(country, now)
        ? `Nobody has checked the law and the helplines since ${oldestReading(country)}. A newer Kitestring may have them; until then, look at them yourself.`
        : undefined,
  },
  { stops: true, look: ({ config }) => (leadsOutside(config) ? openLine : undefined) },
  { stops: false, look: ({ config }) => (leadsOutside(config) ? undefined : inTheOpen(config) ? openLine : undefined) },
  {
    stops: false,
    look: ({ config: { databaseUrl } }) => {
      const url = databaseUrl === undefined ? undefined : new URL(databaseUrl)
      return url && !isOwn(url.hostname) && decodeURIComponent(url.password).length < weakest
        ? `The password in DATABASE_URL is short or missing, and the database is on another machine. Give it one of ${weakest} letters or more.`
        : undefined
    },
  },
]

/** What the database says. */
export const ofRows: readonly Check<Rows>[] = [
  {
    stops: false, // it may be the standby that is broken, and then the site goes on
    look: async ({ client }) => {
      const { rows } = await client.query<{ behind: boolean }>(
        "select current_setting('synchronous_standby_names') = '' and exists (select from pg_stat_replication where application_name <> 'pg_basebackup') as behind",
      )
      return rows[0]?.behind
        ? 'The database has a copy that may be behind it: when the copy takes over, what was taken back a moment before is there again. Set synchronous_standby_names.'
        : undefined
    },
  },
  { stops: false, look: ({ client }) => wordsOf(refuseOldServer(client)) }, // the start asks before it changes anything
  {
    stops: false, // likewise
    look: async ({ client }) => {
      const { rows } = await client.query<Migration>('select name, checksum from migrations.applied order by name')
      const unknown = unknownMigration(rows)
      return (
        unknown &&
        `The database was changed by ${unknown.name}, which this Kitestring does not have or has otherwise. Fetch the version that made it.`
      )
    },
  },
  {
    stops: false, // likewise
    look: async ({ config, ownerUrl }) => {
      for (const url of Object.values(urlsOf(ownerUrl, await passwordsOf(config)))) {
        const fault = await wordsOf(refuseStrongLogin(url))
        if (fault !== undefined) return fault
      }
      return undefined
    },
  },
  {
    stops: false,
    look: async ({ client, now }) => {
      const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
      const database = rows[0]?.at.getTime() ?? 0
      return Math.abs(database - now) > mayDiffer
        ? `The clocks of this machine (${timeOf(now)}) and of the database (${timeOf(database)}) differ. Set both by the network.`
        : undefined
    },
  },
  {
    stops: false,
    look: async ({ client, now }) => {
      const { rows } = await client.query<{ at: Date | null }>('select max(at) as at from log_entries')
      const last = rows[0]?.at?.getTime() ?? 0
      return last - now > mayDiffer
        ? `The newest entry of the family log is of ${timeOf(last)}, which has not come yet (it is ${timeOf(now)}). The clock is wrong, or was: set it by the network.`
        : undefined
    },
  },
  {
    stops: false,
    look: async ({ client }) => {
      const { rows } = await client.query<{ id: string }>('select id from holds where reported_at is null order by at, id')
      return rows.length > 0
        ? `A photo that is on a list of known pictures of child abuse was sent and is sealed (${rows.map(({ id }) => id).join(', ')}). Report it today: npm run desk says how.`
        : undefined
    },
  },
  {
    stops: false,
    look: async ({ client, now }) => {
      const { rows } = await client.query<{ due_at: Date | null }>('select access.report_due() as due_at')
      const due = rows[0]?.due_at
      return due && due.getTime() < now
        ? `A report has waited for a word since ${timeOf(due.getTime())}, when it was due (SAF-7: 48 hours). npm run desk shows it.`
        : undefined
    },
  },
  {
    stops: false,
    look: async ({ client }) => {
      const { rows } = await client.query<{ promise: string }>(
        'select distinct i.promise from incidents i where not exists (select from incident_ends e where e.incident_id = i.id) order by 1',
      )
      return rows.length > 0
        ? `These promises are broken, and what they guard is closed: ${rows.map(({ promise }) => promise).join(', ')}. The page /family/promises says more.`
        : undefined
    },
  },
]

function damageIn(last: Scrubbed | undefined): string | undefined {
  const paths = [...(last?.damagedKeys ?? []), ...(last?.damagedPictures ?? [])]
  if (!last || paths.length === 0) return undefined
  const named = `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? `, and ${paths.length - 5} more` : ''}`
  return `Some of what is kept no longer opens, as of ${timeOf(Date.parse(last.at))}: ${named}. A disk may be failing. docs/operating.md says how to bring it back from the backup.`
}

// Passkeys do not work there, and whoever is on the way reads every photo. A name that only this house knows is no public one.
function withoutTls({ url }: Config): string | undefined {
  if (url.protocol === 'https:' || isOwn(url.hostname) || isOfTheHouse(url.hostname)) return undefined
  return `KITESTRING_URL (${url.origin}) is a public address without HTTPS: whoever is on the way reads every photo. Put a web server with HTTPS before Kitestring, such as Caddy.`
}

const openLine =
  'DATABASE_URL leads to another machine without sslmode=verify-full: whoever is on the way reads who knows whom, and can act as anybody. Add ?sslmode=verify-full&sslrootcert=<the file of the one who signed its certificate>.'

function leadsOutside(config: Config): boolean {
  return inTheOpen(config) && !isOfTheHouse(new URL(config.databaseUrl ?? '').hostname)
}

function inTheOpen({ databaseUrl }: Config): boolean {
  const url = databaseUrl === undefined ? undefined : new URL(databaseUrl)
  return url !== undefined && url.hostname !== '' && !isOwn(url.hostname) && url.searchParams.get('sslmode') !== 'verify-full'
}

function isOwn(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host)
}

function isOfTheHouse(host: string): boolean {
  if (isIP(host) === 4) return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
  if (host.startsWith('[')) return /^\[f[cde]/.test(host)
  return !host.includes('.') || /\.(local|lan|home|internal|home\.arpa|test)$/.test(host)
}

function isOpen(path: string, bits: number): boolean {
  return existsSync(path) && (statSync(path).mode & bits) !== 0
}

function backupsOf(config: Config): Lasts | string {
  try {
    return lastBackups(config)
  } catch (fault) {
    if (fault instanceof BackupFault) return fault.message
    throw fault
  }
}

function tooOld(which: keyof Lasts, { config, now }: Files, what: string, command: string): string | undefined {
  const lasts = backupsOf(config)
  if (typeof lasts === 'string') return undefined // that it cannot be read is said already, and stops the start
  const at = lasts[which]?.at
  if (at === undefined) return `There is no ${what} yet. Make one: ${command}`
  return now - Date.parse(at) > backupLasts ? `The last ${what} is of ${at.slice(0, 10)}. Make one each week: ${command}` : undefined
}

async function wordsOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function timeOf(at: number): string {
  return toDate(at as Instant).toISOString()
}
