// Sessions: an unguessable token in the device's cookie, its hash here. Every session ends by itself. DAT-2
import type { Kind, Viewer } from '../../access/as-viewer.ts'
import type { Asked } from '../../access/door.ts'
import { days, hours } from '../../platform/clock.ts'
import { randomToken, sha256 } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { remember } from './known-browsers.ts'

export const secondsOf = {
  child: days(30) / 1000,
  guardian: hours(12) / 1000,
  relative: days(30) / 1000,
  staff: days(1) / 1000,
} as const satisfies Record<Kind, number>

export type NewSession = { person: PersonId; kind: Kind; token: string; seconds: number }
export type OpenSession = { id: string; person_id: PersonId }

/** In the transaction that proved who it is; the cookie follows when that has committed. */
export async function openSession(db: Db, person: PersonId, kind: Kind): Promise<NewSession> {
  const token = randomToken()
  const seconds = secondsOf[kind]
  const session = newId('session')
  await db.rows(sql`
    insert into sessions (id, person_id, kind, token_hash, expires_at)
    values (${session}, ${person}, ${kind}, ${sha256(token)}, now() + make_interval(secs => ${seconds}))`)
  if (kind === 'child') await db.rows(sql`select access.note_session(${session})`)
  return { person, kind, token, seconds }
}

export function handOver(asked: Asked, { person, kind, token, seconds }: NewSession): { kind: Kind } {
  asked.session.start(kind, token, seconds)
  if (kind !== 'child') remember(asked, person) // a child's tablet is paired by a guardian, and told of in its log
  return { kind }
}

/** The session this request comes from. */
export async function sessionOf(db: Db, viewer: Viewer): Promise<OpenSession> {
  if (viewer.kind === 'visitor') refuse('sign-in.needed')
  const found = await db.one<OpenSession>(sql`
    select id, person_id from sessions where token_hash = ${sha256(viewer.token)} and kind = ${viewer.kind} and expires_at > now()`)
  return found ?? refuse('sign-in.needed')
}
