// The devices that people are signed in on. What a person calls one is sealed under the key of whose device it is, as a name of people is.
import { boundTo, openText, sealText } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Device } from '../people/contract.ts'
import type { NameOfDevice, OwnDevices } from './contract.ts'

type Row = { id: string; name_sealed: Buffer | null; since: Date; until: Date; locked: boolean }
type Sealed = { id: string; of: PersonId }

/** To the quarter of an hour: enough to tell two tablets apart, too little to read a guardian's day from it. T18 */
export async function devicesOf(db: Db, keyring: Keyring, person: PersonId): Promise<Device[]> {
  const rows = await db.rows<Row>(sql`
    select id, name_sealed, date_bin('15 minutes', created_at, '2000-01-01') as since, date_bin('15 minutes', expires_at, '2000-01-01') as until,
      exists (select from access.my_devices m where m.session_id = id and m.locked) as locked
    from sessions where person_id = ${person} order by created_at, id`)
  return Promise.all(rows.map((row) => deviceOf(keyring, person, row)))
}

export async function devicesOfMe(db: Db, keyring: Keyring, me: PersonId): Promise<OwnDevices> {
  const here = await db.one<{ id: string }>(sql`select session_id as id from access.my_devices where here`)
  const devices = await devicesOf(db, keyring, me)
  return { devices: devices.map((device) => ({ ...device, here: device.id === here?.id })) }
}

export async function nameDevice(db: Db, keyring: Keyring, id: string, { name }: NameOfDevice): Promise<void> {
  const of = (await db.one<{ of: PersonId }>(sql`select person_id as of from sessions where id = ${id}`))?.of ?? refuse('not-found')
  const sealed = name === null ? null : sealText(await keyring.key('person', of), name, placeOf({ id, of }))
  await db.rows(sql`select access.name_session(${id}, ${sealed})`)
}

async function deviceOf(keyring: Keyring, of: PersonId, { id, name_sealed, since, until, locked }: Row): Promise<Device> {
  const name = name_sealed && openText(await keyring.key('person', of), name_sealed, placeOf({ id, of }))
  return { id, name, since: since.toISOString(), until: until.toISOString(), locked }
}

function placeOf({ id, of }: Sealed): Uint8Array {
  return boundTo({ table: 'sessions', row: id, owner: of, variant: 'name_sealed', keyId: of })
}
