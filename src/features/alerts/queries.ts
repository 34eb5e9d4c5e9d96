// What a guardian chose to hear of, and their devices that get a message. Whose they are was settled before.
import type { House } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import { publicKeyOf } from '../../platform/push.ts'
import { devicesOfMe } from '../sign-in/devices.ts'
import { alertKinds, waysOf, type AlertKind, type Alerts, type AlertWay } from './contract.ts'
import { recipientsInForce } from './recipients.ts'

type DeviceRow = { id: string; service: string; session_id: string | null; since: Date }

export async function alertsOf(db: Db, { keyring, config }: House, me: PersonId): Promise<Alerts> {
  const kinds = await db.rows<{ kind: AlertKind; way: AlertWay }>(sql`select kind, way from access.my_alert_ways(${alertKinds}::text[])`)
  const rows = await db.rows<DeviceRow>(
    sql`select id, service, session_id, date_bin('15 minutes', since, '2000-01-01') as since from push_subscriptions order by since, id`,
  )
  const signedIn = new Map((await devicesOfMe(db, keyring, me)).devices.map((device) => [device.id, device]))
  return {
    kinds: kinds.map(({ kind, way }) => ({ kind, way, ways: [...waysOf[kind]] })),
    devices: rows.map(({ id, service, session_id, since }) => {
      const device = signedIn.get(session_id ?? '')
      return { id, service, name: device?.name ?? null, since: since.toISOString(), here: device?.here ?? false }
    }),
    recipients: await recipientsInForce(config, db),
    key: publicKeyOf(keyring),
  }
}
