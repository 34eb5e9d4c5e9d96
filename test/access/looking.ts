// How the access tests look: as a person at a SQL prompt of the app's own login, and at the relations themselves.
import type { Viewer } from '../../src/access/as-viewer.ts'
import { DatabaseFault } from '../../src/platform/db/pool.ts'
import type { Answer, Names, Person, World } from '../world.ts'

export const everybody: Names[] = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam']

export function viewerOf(person: Person): Viewer {
  const [kind, token] = person.cookie.replace('kitestring=', '').split('.')
  if (kind !== 'child' && kind !== 'guardian' && kind !== 'relative' && kind !== 'staff') return { kind: 'visitor' }
  return { kind, token: token ?? '' }
}

/** Any query, in the transaction in which a request of this person would run. What the role may not even ask for is nothing. */
export async function asks<R>(w: World, person: Person, text: string, values: unknown[] = []): Promise<R[]> {
  try {
    return await w.house.room.asViewer(viewerOf(person), 'read', (db) => db.rows<R>({ name: '', text, values }))
  } catch (fault) {
    if (fault instanceof DatabaseFault && fault.code === '42501') return []
    throw fault
  }
}

export async function idsSeen(
  w: World,
  person: Person,
  table: 'posts' | 'photos' | 'people' | 'connections' | 'receipts',
): Promise<string[]> {
  return (await asks<{ id: string }>(w, person, `select id from ${table}`)).map((row) => row.id)
}

export function namesOf(w: World): Map<string, string> {
  return new Map(everybody.map((name) => [w[name].id, w[name].name]))
}

/** The names of those the relation lets see this post now. */
export async function sightOf(w: World, post: string): Promise<string[]> {
  const rows = await w.asOwner<{ viewer_id: string }>(
    'select viewer_id from access.post_sight where post_id = $1 union select person_id from access.post_care where post_id = $1',
    [post],
  )
  return rows.map((row) => namesOf(w).get(row.viewer_id) ?? row.viewer_id).sort()
}

export async function photoOf(w: World, post: string): Promise<string> {
  const [photo] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
  return photo?.id ?? ''
}

/** All that reaches a person with an answer, but for the time of day and how many requests are left. */
export function traceOf(answer: Answer): string {
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'date' && !name.startsWith('x-ratelimit'))
  return JSON.stringify([answer.status, headers.sort(), answer.raw.toString('base64')])
}

/** A guardianship ends at once, without the day that `propose_removal` takes. */
export async function endsGuarding(w: World, guardian: Person, child: Person): Promise<void> {
  await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1 and child_id = $2 and ended_at is null', [
    guardian.id,
    child.id,
  ])
}

export async function guardsAgain(w: World, guardian: Person, child: Person): Promise<void> {
  await w.asOwner('update guardianships set ended_at = null where guardian_id = $1 and child_id = $2', [guardian.id, child.id])
}
