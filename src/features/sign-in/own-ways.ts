// What a grown-up changes of how they come in. Each with a fresh check; the acts are in ways-in.sql. SEC-8, T19
import type { Asked, House } from '../../access/door.ts'
import { newCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { codeLetters } from './codes.ts'
import type { NewPassword, CodeOnPaper, TotpChallenge, WaysIn } from './contract.ts'
import { challengeOf, makesTotp } from './fresh-checks.ts'
import { hashOfName, hashPassword, isTooWeak } from './passwords.ts'
import { sessionOf } from './sessions.ts'
import { newTotp, openTotp, sealTotp, stepOf } from './totp.ts'

type WayRow = { way: 'passkey' | 'password' | 'paper'; passkey: string | null; since: Date | null }

export async function waysInOfMe(db: Db): Promise<WaysIn> {
  const rows = await db.rows<WayRow>(sql`select way, passkey, since from access.my_ways_in()`)
  return {
    passkeys: rows.flatMap(({ passkey, since }) => (passkey !== null && since !== null ? [{ passkey, since: since.toISOString() }] : [])),
    password: rows.some(({ way }) => way === 'password'),
    paperSince: rows.find(({ way }) => way === 'paper')?.since?.toISOString() ?? null,
  }
}

export async function totpChallengeFor({ house, viewer }: Asked): Promise<TotpChallenge> {
  const challengeId = newId('session')
  const totp = newTotp()
  return house.room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    const sealed = await sealTotp(house.keyring, 'challenges', session.person_id, totp.secret)
    await db.rows(
      sql`insert into challenges (id, session_id, challenge, act, subject, expires_at) values (${challengeId}, ${session.id}, ${sealed.toString('base64url')}, ${makesTotp}, 'self', now() + interval '30 minutes')`,
    )
    return { challengeId, totp }
  })
}

export type PasswordToKeep = { nameHash: Buffer; hash: string; totp: { sealed: Buffer; step: number } | null }

/** The slow proofs, before the act. */
export async function passwordFrom({ house, viewer, body }: Asked<NewPassword>): Promise<PasswordToKeep> {
  if (await isTooWeak(body.password, body.signInName)) refuse('password.too-weak')
  return {
    totp: body.totp && (await totpFrom(house, viewer, body.totp)),
    nameHash: hashOfName(house.keyring, body.signInName),
    hash: await hashPassword(body.password),
  }
}

async function totpFrom(
  { room, keyring, clock }: House,
  viewer: Asked['viewer'],
  { challengeId, totpCode }: NonNullable<NewPassword['totp']>,
): Promise<NonNullable<PasswordToKeep['totp']>> {
  const { session, challenge } = await room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    return { session, challenge: await challengeOf(db, challengeId, session.id) }
  })
  if (challenge?.act !== makesTotp) refuse('fresh-check.needed')
  const secret = await openTotp(keyring, 'challenges', session.person_id, Buffer.from(challenge.challenge, 'base64url'))
  const step = stepOf(secret, totpCode, clock.now(), 0) ?? refuse('totp.wrong')
  return { sealed: await sealTotp(keyring, 'passwords', session.person_id, secret), step }
}

export function keepPassword(db: Db, { nameHash, hash, totp }: PasswordToKeep, freshCheckId: string): Promise<unknown> {
  return db.rows(sql`select access.change_password(${nameHash}, ${hash}, ${totp?.sealed ?? null}, ${totp?.step ?? null}, ${freshCheckId})`)
}

/** Shown once; only its hash stays. */
export async function writeDownCode(db: Db, freshCheckId: string): Promise<CodeOnPaper> {
  const code = newCode(codeLetters.paper)
  await db.rows(sql`select access.write_down_code(${newId('invitation')}, ${sha256(code)}, ${freshCheckId})`)
  return { code: showCode(code) }
}
