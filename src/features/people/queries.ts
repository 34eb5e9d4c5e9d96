// Reads of people. What may be seen is settled before: these only ask for it.
import type { Db } from '../../platform/db/sql.ts'
import { sql } from '../../platform/db/sql.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/keyring.ts'
import { currentPurposes } from '../consent/standing.ts'
import { devicesOf } from '../sign-in/devices.ts'
import type { Band } from './avatars.ts'
import type { Child, Face } from './contract.ts'
import { facesOf, type PersonRow } from './names.ts'

export async function facesById(db: Db, keyring: Keyring, ids: readonly string[]): Promise<Map<string, Face>> {
  if (ids.length === 0) return new Map()
  return facesOf(
    keyring,
    await db.rows<PersonRow>(sql`select id, kind, name_sealed, avatar from people where id = any (${[...new Set(ids)]}::uuid[])`),
  )
}

export async function faceOfMe(db: Db, keyring: Keyring, me: PersonId): Promise<Face | undefined> {
  return (await facesById(db, keyring, [me])).get(me)
}

type ChildRow = {
  child_id: PersonId
  band: Band
  assented_at: Date | null
  guardians: PersonId[]
  paused_by: PersonId[]
  kept_until: Date
  may_renew: boolean
  grows_up_on: Date | null
  pictures: boolean
}

export async function childrenOf(db: Db, keyring: Keyring): Promise<Child[]> {
  const rows = await db.rows<ChildRow>(sql`
    select c.child_id, c.band,
      (select max(a.given_at) from assents a where a.child_id = c.child_id and not exists (select from assent_withdrawals w where w.assent_id = a.id)) as assented_at,
      (select array_agg(g.guardian_id order by g.since) from guardianships g where g.child_id = c.child_id and g.ended_at is null) as guardians,
      array(select z.guardian_id from pauses z where z.child_id = c.child_id order by z.guardian_id) as paused_by,
      greatest(least(c.renew_by, c.grows_up_on + interval '1 year'), c.counted_at + greatest(14 - c.asked_days, 0) * interval '1 day') as kept_until, c.renew_by < now() + interval '60 days' and (c.grows_up_on is null or c.renew_by < c.grows_up_on + interval '1 year') as may_renew,
      c.grows_up_on::timestamptz as grows_up_on,
      exists (select from picture_locks l where l.child_id = c.child_id) as pictures
    from children c order by c.child_id`)
  const faces = await facesById(
    db,
    keyring,
    rows.flatMap((row) => [row.child_id, ...row.guardians]),
  )
  const children = await Promise.all(
    rows.map(async (row): Promise<Child | undefined> => {
      const face = faces.get(row.child_id)
      if (!face) return undefined
      const purposes = await currentPurposes(db, row.child_id)
      return {
        ...face,
        band: row.band,
        sharing: sharingOf(
          purposes.every((purpose) => purpose.noticeVersion !== null),
          row.assented_at,
          row.paused_by,
        ),
        pausedBy: row.paused_by.flatMap((id) => faces.get(id) ?? []),
        purposes,
        assentedAt: row.assented_at?.toISOString() ?? null,
        devices: await devicesOf(db, keyring, row.child_id),
        pictures: row.pictures,
        guardians: row.guardians.flatMap((id) => faces.get(id) ?? []),
        keptUntil: row.kept_until.toISOString(),
        renewal: row.may_renew ? 'may-be-said' : 'not-yet',
        growsUpOn: row.grows_up_on?.toISOString() ?? null,
      }
    }),
  )
  return children.filter((child) => child !== undefined).sort((a, b) => a.name.localeCompare(b.name))
}

function sharingOf(consented: boolean, assentedAt: Date | null, pausedBy: readonly PersonId[]): Child['sharing'] {
  if (!consented) return 'needs-consent'
  if (!assentedAt) return 'needs-assent'
  return pausedBy.length === 0 ? 'on' : 'paused'
}
