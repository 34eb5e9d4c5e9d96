// Who else learns something, by name: what this Kitestring is set up to use, and the push services of the devices on which whoever asks turned messages on.
// With no set-up and nobody who turned anything on it is nobody. A notice can print it. NOT-2
import type { Config } from '../../platform/config.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { Recipient } from './contract.ts'

export async function recipientsInForce(config: Config, db: Db): Promise<Recipient[]> {
  const services = await db.rows<{ service: string }>(sql`select distinct service from push_subscriptions order by service`)
  return [
    ...(config.mail.kind === 'smtp' ? [{ host: hostOf(config.mail.url), what: 'mail' as const }] : []),
    ...(config.storage.kind === 's3' ? [{ host: hostOf(config.storage.endpoint), what: 'photos' as const }] : []),
    ...(config.databaseUrl ? [{ host: hostOf(config.databaseUrl), what: 'database' as const }] : []),
    ...services.map(({ service }) => ({ host: service, what: 'push' as const })),
  ]
}

function hostOf(address: string): string {
  return new URL(address).hostname
}
