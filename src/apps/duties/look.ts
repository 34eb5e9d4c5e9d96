// Looks at what a community owes: its settings, what was written down, who is staff, and the certificate that browsers meet. LEG-3
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type pg from 'pg'
import type { Role } from '../../features/reports/contract.ts'
import { days, minutes, seconds, type Instant } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { inRoom, withOwner } from '../owner.ts'
import { readBlanks } from './blanks.ts'
import { faultOfAddress, missingOf, type Certificate, type Missing } from './owed.ts'

const patience = seconds(3)
const renewsIn = days(14)
const remembers = minutes(5)

/** By the owner's connection; before there is a database nobody is staff. */
export async function missingDuties(config: Config, client: pg.Client | undefined): Promise<Missing[]> {
  if (config.mode === 'household') return []
  const [staff, { certificate }] = [client ? await staffIn(client) : [], await certificateOf(config)]
  return missingOf({ config, filled: readBlanks(config), staff, certificate })
}

/** For a start, which has no database open yet. */
export async function missingBeforeStart(config: Config): Promise<Missing[]> {
  if (config.mode === 'household') return []
  if (!isBegun(config)) return missingDuties(config, undefined)
  return withOwner(config, 'start', (client) => missingDuties(config, client))
}

/** Whether there is a Kitestring in the folder, started or not. */
export function isBegun({ dataFolder }: Config): boolean {
  return existsSync(join(dataFolder, 'logins.json'))
}

/** What is not good about the way to it and keeps nothing from starting: from here nobody can tell, or there is time. */
export async function warningOfCertificate(config: Config, now: Instant): Promise<string | undefined> {
  if (config.mode === 'household' || faultOfAddress(config.url) !== undefined) return undefined
  const { certificate, until } = await certificateOf(config)
  if (certificate === 'not-reached')
    return `${config.url.origin} cannot be reached from this machine, so nobody can tell whether its certificate is good. Is the web server before Kitestring running? Where only the way back is missing, name the address in /etc/hosts as 127.0.0.1.`
  return certificate === 'good' && until !== undefined && until - now < renewsIn
    ? `The certificate of ${config.url.origin} ends on ${new Date(until).toISOString().slice(0, 10)}. Let the web server renew it; without it Kitestring does not start.`
    : undefined
}

type Met = { certificate: Certificate; until?: number }
const remembered = new Map<string, { met: Promise<Met>; until: number }>() // a Prometheus asks twice a minute

async function certificateOf(config: Config): Promise<Met> {
  if (faultOfAddress(config.url) !== undefined) return { certificate: 'not-reached' }
  const last = remembered.get(config.url.origin)
  if (last && last.until > performance.now()) return last.met
  const met = meetCertificate(config.url)
  remembered.set(config.url.origin, { met, until: performance.now() + remembers })
  return met
}

/** As a browser that comes to the address. Only the greeting: nothing is asked of the site. */
export function meetCertificate(url: URL): Promise<Met> {
  const { promise, resolve } = Promise.withResolvers<Met>()
  const socket = connect({ host: url.hostname, port: Number(url.port || 443), servername: url.hostname, rejectUnauthorized: false })
  const end = (met: Met) => {
    clearTimeout(late)
    socket.destroy()
    resolve(met)
  }
  const late = setTimeout(() => end({ certificate: 'not-reached' }), patience)
  socket.once('error', () => end({ certificate: 'not-reached' }))
  socket.once('secureConnect', () => {
    const until = Date.parse(socket.getPeerCertificate().valid_to)
    const { authorized, authorizationError: fault } = socket
    end({ certificate: authorized ? 'good' : { fault: fault instanceof Error ? fault.message : String(fault) }, until })
  })
  return promise
}

async function staffIn(client: pg.Client): Promise<Role[]> {
  const { rows: there } = await client.query<{ is: boolean }>("select to_regclass('public.staff') is not null as is")
  if (!there[0]?.is) return [] // a database from before there was staff
  const { rows } = await inRoom(client, () =>
    client.query<{ role: Role }>('select role from staff where ended_at is null and secret_hash is not null'),
  )
  return rows.map(({ role }) => role)
}
