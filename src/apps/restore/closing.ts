// What ended since the backup was made, as far as the keys and the list beside them know it; the rest is closed. Decision 0050
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { openName } from '../../features/people/names.ts'
import type { PersonId, PhotoId, PostId } from '../../platform/ids.ts'
import { KeyGone, type Keyring } from '../../platform/keyring.ts'
import type { Standing } from '../../platform/keyring/standing.ts'

export type Guard = { id: string; guardian: string; child: string }

export async function closeWhatMayHaveEnded(client: pg.Client, keyring: Keyring, standing: Standing): Promise<void> {
  const people = await goneOf<PersonId>(client, 'select id, id as owner from people', (id) => keyring.key('person', id))
  const posts = await goneOf<PostId>(client, 'select id, child_id as owner from posts', (id, owner) => keyring.key('post', id, owner))
  const photos = await goneOf<PhotoId>(client, 'select id, child_id as owner from photos', (id, owner) => keyring.key('photo', id, owner))
  const lists = {
    gone_people: people,
    gone_posts: posts,
    gone_photos: photos,
    standing_guardianships: standing.guardianships,
    standing_connections: standing.connections,
  }
  for (const [name, ids] of Object.entries(lists)) {
    await client.query(`create temporary table ${name} (id uuid not null) on commit drop`)
    await client.query(`insert into ${name} select unnest($1::uuid[])`, [ids])
  }
  await client.query(readFileSync(join(import.meta.dirname, '../../access/after-restore.sql'), 'utf8'))
}

/** Who guards whom in the backup, by name: whoever restores from a copy of the keys is asked who still does. */
export async function guardsIn(client: pg.Client, keyring: Keyring): Promise<Guard[]> {
  const { rows } = await client.query<{ id: string; guardian: PersonId; child: PersonId; guardian_name: Buffer; child_name: Buffer }>(`
    select g.id, g.guardian_id as guardian, g.child_id as child, p.name_sealed as guardian_name, c.name_sealed as child_name
    from guardianships g join people p on p.id = g.guardian_id join people c on c.id = g.child_id
    where g.ended_at is null and not exists (select from canaries k where k.person_id = g.child_id) order by g.child_id, g.since, g.id`)
  const named: Guard[] = []
  for (const row of rows) {
    const guardian = await unlessGone(openName(keyring, row.guardian, row.guardian_name))
    const child = await unlessGone(openName(keyring, row.child, row.child_name))
    if (guardian !== undefined && child !== undefined) named.push({ id: row.id, guardian, child })
  }
  return named
}

async function goneOf<I extends string>(client: pg.Client, text: string, key: (id: I, owner: PersonId) => Promise<unknown>): Promise<I[]> {
  const { rows } = await client.query<{ id: I; owner: PersonId }>(text)
  const gone: I[] = []
  for (const { id, owner } of rows) if ((await unlessGone(key(id, owner))) === undefined) gone.push(id)
  return gone
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (fault) {
    if (fault instanceof KeyGone) return undefined
    throw fault
  }
}
