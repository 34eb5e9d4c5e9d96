// Who else learns something, by name: what the notice names, and the push services of the devices on which whoever asks turned messages on.
// With no set-up and nobody who turned anything on it is nobody. NOT-2
import type { Config } from '../../platform/config.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { recipientsOf } from '../consent/recipients.ts'
import type { Recipient } from './contract.ts'

export async function recipientsInForce(config: Config, db: Db): Promise<Recipient[]> {
  const services = await db.rows<{ service: string }>(sql`select distinct service from push_subscriptions order by service`)
  return [
    ...recipientsOf(config).map(({ who, what }) => ({ host: who, what })),
    ...services.map(({ service }) => ({ host: service, what: 'push' as const })),
  ]
}
