// One-time codes: what somebody is handed on paper or a screen. Only a hash is kept, and each code works once.
import { newCode, readCode, sha256 } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Method } from '../consent/contract.ts'
import { asksForForm } from '../consent/methods/methods.ts'

export type Opens = 'set-up' | 'guardian-invitation' | 'relative-invitation' | 'pairing' | 'sign-in' | 'paper'
export type Code = { id: string; opens: Opens; person_id: PersonId | null; by_id: PersonId | null; method: Method | null }

/** Letters of 4.5 bits: a pairing code lives ten minutes, the others a day and are never typed in a hurry; that on paper lives until it is used. */
export const codeLetters = { pairing: 10, 'set-up': 16, invitation: 29, paper: 29 } as const

export function hashOfCode(typed: string): Buffer {
  return sha256(readCode(typed) ?? refuse('code.not-good'))
}

export async function goodCode(db: Db, typed: string): Promise<Code> {
  const found = await db.one<Code>(sql`
    select id, opens, person_id, by_id, method from codes where code_hash = ${hashOfCode(typed)} and used_at is null and expires_at > clock_timestamp()`)
  return found ?? refuse('code.not-good')
}

/** Of many who come with one code at once, one gets it. Asking the real time: the code may have been ended while this waited. */
export async function useCode(db: Db, typed: string, wanted: readonly Opens[]): Promise<Code> {
  const used = await db.one<Code>(sql`
    update codes set used_at = now() where code_hash = ${hashOfCode(typed)} and opens = any (${wanted}) and used_at is null and expires_at > clock_timestamp()
    returning id, opens, person_id, by_id, method`)
  return used ?? refuse('code.not-good')
}

/** A guardian who comes with it signs a form first, which the operator looks at. One who was invited was looked at by whoever invited them. CON-2 */
export function needsForm({ by_id, method }: Code): boolean {
  return by_id === null && method !== null && asksForForm(method)
}

/** A new code for the very first guardian, to be shown to whoever starts Kitestring; nothing once a guardian is here. */
export async function ensureSetUpCode(asDoor: <T>(work: (db: Db) => Promise<T>) => Promise<T>): Promise<string | undefined> {
  return asDoor(async (db) => {
    if (await isSetUp(db)) return undefined
    const code = newCode(codeLetters['set-up'])
    await db.rows(sql`update codes set used_at = now() where opens = 'set-up' and used_at is null`)
    await db.rows(
      sql`insert into codes (id, code_hash, opens, expires_at) values (${newId('invitation')}, ${sha256(code)}, 'set-up', now() + interval '1 day')`,
    )
    return code
  })
}

/** Asked under a lock, so that two first guardians cannot be made at once. */
export async function isSetUp(db: Db): Promise<boolean> {
  await db.rows(sql`select pg_advisory_xact_lock(8421)`)
  const found = await db.one<{ done: boolean }>(sql`select access.is_set_up() as done`)
  return found?.done ?? true
}
