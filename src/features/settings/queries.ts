// What holds for a child, in the order of the list. Whose it is to know was settled before.
import { sql, type Db } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { facesById } from '../people/queries.ts'
import type { ChildSettings, Setting, StepWith } from './contract.ts'
import { settingNames, type settings } from './values.ts'

type SettingRow = { setting: Setting['setting']; value: Setting['value']; by_id: PersonId | null; since: Date | null }

export async function settingsOf(db: Db, keyring: Keyring, child: string): Promise<Setting[]> {
  const rows = await db.rows<SettingRow>(sql`
    select setting, value, by_id, date_bin('15 minutes', said_at, '2000-01-01') as since from access.my_settings
    where child_id = ${child} order by array_position(${settingNames}, setting)`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => row.by_id ?? []),
  )
  return rows.map(({ setting, value, by_id, since }) => ({
    setting,
    value,
    by: faces.get(by_id ?? '') ?? null,
    since: since?.toISOString() ?? null,
  }))
}

type StepRow = { person_id: PersonId; value: StepWith['value']; own: StepWith['own']; by_id: PersonId | null; since: Date | null }

/** With each person of whom one sees that they are connected, by name. */
export async function stepsOf(db: Db, keyring: Keyring, child: string): Promise<StepWith[]> {
  const rows = await db.rows<StepRow>(sql`
    select person_id, value, own, own_by_id as by_id, date_bin('15 minutes', own_said_at, '2000-01-01') as since from access.my_steps where child_id = ${child}`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.person_id, ...(row.by_id ? [row.by_id] : [])]),
  )
  return rows
    .flatMap(({ person_id, value, own, by_id, since }) => {
      const person = faces.get(person_id)
      return person ? [{ person, value, own, by: faces.get(by_id ?? '') ?? null, since: since?.toISOString() ?? null }] : []
    })
    .sort((a, b) => a.person.name.localeCompare(b.person.name))
}

/** On which step a child stands with each of them, by their ids. KID-5 */
export async function stepsByPerson(db: Db, child: string): Promise<Map<string, StepWith['value']>> {
  const rows = await db.rows<Pick<StepRow, 'person_id' | 'value'>>(
    sql`select person_id, value from access.my_steps where child_id = ${child}`,
  )
  return new Map(rows.map(({ person_id, value }) => [person_id, value]))
}

/** Whether the time of this day is used: the one thing of it that anybody is told. WEL-14 */
export async function todayOf(db: Db, child: string): Promise<ChildSettings['today']> {
  const row = await db.one<{ used: boolean | null }>(sql`select access.used_today(${child}) as used`)
  return row?.used === true ? 'used' : row?.used === false ? 'within' : null
}

/** Each setting of one child, for whoever may know. */
export async function settingValues(db: Db, child: string): Promise<{ [name in keyof typeof settings]: (typeof settings)[name][number] }> {
  const row = await db.one<{ set: Awaited<ReturnType<typeof settingValues>> }>(
    sql`select jsonb_object_agg(setting, value) as set from access.my_settings where child_id = ${child}`,
  )
  if (!row) throw new Error('a child without settings')
  return row.set
}
