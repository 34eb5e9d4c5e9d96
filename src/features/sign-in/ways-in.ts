// The ways in: a passkey, a password with a code from an app, a one-time code, or a child's pictures on a tablet it locked. Whatever was wrong, the answer is one.
import { setTimeout as pause } from 'node:timers/promises'
import type { Kind } from '../../access/as-viewer.ts'
import type { Asked, House } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { KeyGone } from '../../platform/keyring.ts'
import { refuse } from '../../platform/refusal.ts'
import { useCode } from './codes.ts'
import type { NewSession as SignIn } from './contract.ts'
import { isKnown } from './known-browsers.ts'
import { credentialIn, keepCounter, nobodys, passkeyById, provenCounter, requestOptions, type Options } from './passkeys.ts'
import { hashOfName, isPassword } from './passwords.ts'
import { byPictures } from './picture-lock.ts'
import { openSession, type NewSession } from './sessions.ts'
import { openTotp, stepOf } from './totp.ts'
import { takeTry } from './tries.ts'

type Way<K extends SignIn['way']['kind']> = Extract<SignIn['way'], { kind: K }>

export async function signInChallenge({ house }: Asked): Promise<{ challengeId: string; passkeyOptions: Options }> {
  const passkeyOptions = await requestOptions(house.config)
  const challengeId = newId('session')
  await house.room.asDoor((db) => db.rows(sql`insert into challenges (id, challenge) values (${challengeId}, ${passkeyOptions.challenge})`))
  return { challengeId, passkeyOptions }
}

export async function signIn(asked: Asked<SignIn>): Promise<NewSession> {
  const { body } = asked
  switch (body.way.kind) {
    case 'passkey':
      return byPasskey(asked, body.way)
    case 'password':
      return byPassword(asked, body.way)
    case 'code':
      return byCode(asked, body.way)
    case 'pictures':
      return byPictures(asked, body.way)
  }
}

async function byPasskey(asked: Asked, { challengeId, response }: Way<'passkey'>): Promise<NewSession> {
  const { house } = asked
  const found = await house.room.asDoor(async (db) => ({
    passkey: await passkeyById(db, credentialIn(response) ?? ''),
    challenge: await db.one<{ challenge: string }>(sql`select challenge from challenges where id = ${challengeId} and session_id is null`),
  }))
  if (!found.challenge) refuse('sign-in.wrong')
  const { passkey } = found
  const counter = await provenCounter(house.config, found.challenge.challenge, response, passkey ?? nobodys)
  if (!passkey || counter === undefined) refuse('sign-in.wrong')
  return house.room.asDoor(async (db) => {
    const used = await db.one(
      sql`update challenges set used_at = now() where id = ${challengeId} and used_at is null and expires_at > now() returning 1`,
    )
    if (!used || !(await keepCounter(db, passkey, counter))) refuse('sign-in.wrong')
    return openHere(db, asked, passkey.person_id)
  })
}

type PasswordRow = { person_id: PersonId; hash: string; totp_sealed: Buffer; totp_last_step: string }

async function byPassword(asked: Asked, { signInName, password, totpCode }: Way<'password'>): Promise<NewSession> {
  const { house } = asked
  const nameHash = hashOfName(house.keyring, signInName)
  const attempt = takeTry(nameHash.toString('hex'), house.clock)
  const evenly = pause(250) // whatever is wrong, and however many share a name: one time
  const rows = await house.room.asDoor((db) =>
    db.rows<PasswordRow>(sql`select person_id, hash, totp_sealed, totp_last_step from passwords where sign_in_name_hash = ${nameHash}`),
  )
  const right = await rightOne(rows, password)
  const step = right && (await rightStep(house, right, totpCode))
  await evenly
  if (!right || step === undefined) refuse('sign-in.wrong')
  const session = await house.room.asDoor(async (db) => {
    const first = await db.one(
      sql`update passwords set totp_last_step = ${step} where person_id = ${right.person_id} and totp_last_step < ${step} returning 1`,
    )
    if (!first) refuse('sign-in.wrong')
    return openHere(db, asked, right.person_id)
  })
  attempt.wasRight()
  return session
}

// Two people may have chosen one name; nobody is told, so each is tried. R10
async function rightOne(rows: readonly PasswordRow[], password: string): Promise<PasswordRow | undefined> {
  if (rows.length === 0) await isPassword(password, undefined)
  for (const row of rows) if (await isPassword(password, row.hash)) return row
  return undefined
}

async function rightStep({ keyring, clock }: House, row: PasswordRow, typed: string): Promise<number | undefined> {
  const secret = await openTotp(keyring, 'passwords', row.person_id, row.totp_sealed).catch(goneIsWrong)
  return secret === undefined ? undefined : stepOf(secret, typed, clock.now(), Number(row.totp_last_step))
}

function byCode(asked: Asked, { code }: Way<'code'>): Promise<NewSession> {
  return asked.house.room.asDoor(async (db) => {
    const used = await useCode(db, code, ['pairing', 'sign-in'])
    const person = used.person_id ?? refuse('code.not-good')
    if (used.opens === 'pairing' && (await kindOf(db, person)) !== 'child') refuse('code.not-good')
    return openHere(db, asked, person)
  })
}

// Of a grown-up in a browser where they never were, they and the other guardians hear. T19
async function openHere(db: Db, asked: Asked, person: PersonId): Promise<NewSession> {
  const kind = await kindOf(db, person)
  const session = await openSession(db, person, kind)
  if (kind !== 'child' && !isKnown(asked, person)) await db.rows(sql`select access.tell_new_browser(${person})`)
  return session
}

export async function kindOf(db: Db, person: PersonId): Promise<Kind> {
  const found = await db.one<{ kind: Kind }>(sql`select kind from people where id = ${person}`)
  return found?.kind ?? refuse('sign-in.wrong')
}

// Somebody whose key is being destroyed cannot sign in any more. DEL-2
function goneIsWrong(fault: unknown): undefined {
  if (fault instanceof KeyGone) return undefined
  throw fault
}
