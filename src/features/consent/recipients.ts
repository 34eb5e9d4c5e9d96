// Whoever else gets something, by name, from the settings that are in force; by default nobody. NOT-2, LEG: 16 CFR 312.4(c)(1)(iv)
import type { Config } from '../../platform/config.ts'

/** `who` is a host or a company; `what` it is for; `gets` goes on from its name in the notice. */
export type Recipient = { who: string; what: 'mail' | 'photos' | 'database'; gets: string }
export type LiveConfig = Pick<Config, 'operator' | 'mail' | 'storage' | 'databaseUrl' | 'knownImages'>

/** Whatever is to get something stands here, or the notice does not name it. */
export function recipientsOf(config: LiveConfig): Recipient[] {
  return [mailServer(config), photoStore(config), databaseServer(config)].filter((one) => one !== undefined)
}

function mailServer({ mail }: LiveConfig): Recipient | undefined {
  if (mail.kind !== 'smtp') return undefined
  return {
    who: new URL(mail.url).hostname,
    what: 'mail',
    gets: 'carries mails to the e-mail address you gave: that something waits or has changed and, once a week, a mark of the log, so that you can tell if somebody changed it. No photo and no name is in them.',
  }
}

function photoStore({ storage }: LiveConfig): Recipient | undefined {
  if (storage.kind !== 's3') return undefined
  return { who: new URL(storage.endpoint).hostname, what: 'photos', gets: 'keeps the photos. They are sealed, and it has no key.' }
}

function databaseServer({ databaseUrl }: LiveConfig): Recipient | undefined {
  const host = databaseUrl === undefined ? '' : new URL(databaseUrl).hostname
  if (['', 'localhost', '127.0.0.1', '[::1]'].includes(host)) return undefined
  return {
    who: host,
    what: 'database',
    gets: 'keeps the database. It has no key to names and words, but could see who is connected with whom.',
  }
}
