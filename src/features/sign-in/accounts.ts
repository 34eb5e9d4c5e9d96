// Making an account with a set-up code or an invitation: nothing of it is kept before it is finished, and no e-mail is needed. CON-6
import type { Asked, House } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { sealEmail } from '../people/contacts.ts'
import { sealName } from '../people/names.ts'
import { isOn } from '../consent/methods/methods.ts'
import { standingOf } from '../forms/standing.ts'
import { goodCode, isSetUp, needsForm, useCode, type Code, type Opens } from './codes.ts'
import type { NewAccount, NewComingBack, NewWayIn, SignUp } from './contract.ts'
import { creationOptions, madePasskey, type NewPasskey } from './passkeys.ts'
import { hashOfName, hashPassword, isTooWeak } from './passwords.ts'
import { openSession, type NewSession } from './sessions.ts'
import { kindOf } from './ways-in.ts'
import { newTotp, openTotp, sealTotp, stepOf } from './totp.ts'

const makeAccounts = ['set-up', 'guardian-invitation', 'relative-invitation'] as const satisfies Opens[]

export async function startSignUp({ house, body }: Asked<{ code: string }>): Promise<SignUp> {
  const code = await house.room.asDoor(async (db) => cleared(db, house, await goodCode(db, body.code)))
  const back = code.opens === 'paper' ? (code.person_id ?? refuse('code.not-good')) : undefined
  if (!back && !makeAccounts.some((opens) => opens === code.opens)) refuse('code.not-good')
  const person = back ?? newId('person')
  if (!back) await house.keyring.makePersonKey(person)
  const totp = newTotp()
  const passkeyOptions = await creationOptions(house.config, person)
  const sealed = await sealTotp(house.keyring, 'sign_ups', person, totp.secret)
  await house.room.asDoor(async (db) => {
    if (back) await db.rows(sql`delete from sign_ups where id = ${back}`) // who comes back may begin again
    await db.rows(sql`
    insert into sign_ups (id, code_id, challenge, totp_sealed) values (${person}, ${code.id}, ${passkeyOptions.challenge}, ${sealed})`)
  })
  return { signUpId: person, passkeyOptions, totp }
}

/** The slow proofs first; then everything at once, or nothing. */
export async function makeAccount({ house, body }: Asked<NewAccount>): Promise<NewSession> {
  const signUp = await house.room.asDoor(async (db) => {
    const started = await signUpOf(db, body)
    const notice = await db.one<{ version: string }>(sql`select version from access.notice_in_force`)
    if (notice?.version !== body.noticeVersion) refuse('consent.old-notice') // CON-5
    return started
  })
  const wayIn = await wayInOf(house, signUp, body.way)
  const name = await sealName(house.keyring, signUp.id, body.name)
  const email = body.email === null ? undefined : await sealEmail(house.keyring, signUp.id, body.email)
  return house.room.asDoor(async (db) => {
    if (signUp.opens === 'set-up' && (await isSetUp(db))) refuse('code.not-good')
    const code = await cleared(db, house, await useCode(db, body.code, makeAccounts))
    await finish(db, signUp.id, code)
    const kind = code.opens === 'relative-invitation' ? 'relative' : 'guardian'
    await db.rows(sql`insert into people (id, kind, name_sealed, avatar) values (${signUp.id}, ${kind}, ${name}, ${body.avatar})`)
    if (email) await db.rows(sql`insert into contacts (person_id, email_sealed) values (${signUp.id}, ${email})`)
    await keepWayIn(db, signUp.id, wayIn)
    if (kind === 'guardian') await keepGuardian(db, signUp.id, code)
    else
      await db.rows(
        sql`select access.connect_relative(${code.id}, ${signUp.id}, ${[newId('connection'), newId('connection'), newId('connection')]})`,
      ) // CNT-1
    return openSession(db, signUp.id, kind)
  })
}

/** Who lost their way in has another, and no other; what they would open waits (ways-in.sql). T19 */
export async function comeBack({ house, body }: Asked<NewComingBack>): Promise<NewSession> {
  const signUp = await house.room.asDoor((db) => signUpOf(db, body))
  const wayIn = await wayInOf(house, signUp, body.way)
  return house.room.asDoor(async (db) => {
    const code = await useCode(db, body.code, ['paper'])
    await finish(db, signUp.id, code)
    await db.rows(sql`select access.come_back(${code.id})`)
    await keepWayIn(db, signUp.id, wayIn)
    return openSession(db, signUp.id, await kindOf(db, signUp.id))
  })
}

async function finish(db: Db, signUp: PersonId, code: Code): Promise<void> {
  const ended = await db.one(sql`delete from sign_ups where id = ${signUp} and code_id = ${code.id} and expires_at > now() returning id`)
  if (!ended) refuse('code.not-good')
}

/** Before anything is kept of whoever comes: the operator still wants this method, and has said yes to the form where one is asked for. CON-1, CON-2 */
async function cleared(db: Db, { config }: House, code: Code): Promise<Code> {
  const method = methodOf(code)
  if (method !== null && !isOn(config, method)) refuse('consent.method-off')
  if (needsForm(code) && (await standingOf(db, code.id)).stands !== 'approved') refuse('form.first')
  return code
}

type StartedSignUp = { id: PersonId; challenge: string; totp_sealed: Buffer; opens: Opens }
type WayIn = { kind: 'passkey'; passkey: NewPasskey } | { kind: 'password'; nameHash: Buffer; hash: string; totp: Buffer; step: number }

async function signUpOf(db: Db, { code, signUpId }: Pick<NewAccount, 'code' | 'signUpId'>): Promise<StartedSignUp> {
  const { id, opens } = await goodCode(db, code)
  const found = await db.one<Omit<StartedSignUp, 'opens'>>(
    sql`select id, challenge, totp_sealed from sign_ups where id = ${signUpId} and code_id = ${id} and expires_at > now()`,
  )
  if (!found) refuse('code.not-good')
  return { ...found, opens }
}

async function wayInOf({ config, keyring, clock }: House, signUp: StartedSignUp, way: NewWayIn): Promise<WayIn> {
  if (way.kind === 'passkey') return { kind: 'passkey', passkey: await madePasskey(config, signUp.challenge, way.response) }
  if (await isTooWeak(way.password, way.signInName)) refuse('password.too-weak')
  const secret = await openTotp(keyring, 'sign_ups', signUp.id, signUp.totp_sealed)
  const step = stepOf(secret, way.totpCode, clock.now(), 0) ?? refuse('totp.wrong')
  const totp = await sealTotp(keyring, 'passwords', signUp.id, secret)
  return { kind: 'password', nameHash: hashOfName(keyring, way.signInName), hash: await hashPassword(way.password), totp, step }
}

async function keepWayIn(db: Db, person: PersonId, way: WayIn): Promise<void> {
  if (way.kind === 'password') {
    await db.rows(sql`
      insert into passwords (person_id, sign_in_name_hash, hash, totp_sealed, totp_last_step) values (${person}, ${way.nameHash}, ${way.hash}, ${way.totp}, ${way.step})`)
    return
  }
  const { id, publicKey, counter, transports } = way.passkey
  const kept = await db.one(sql`
    insert into passkeys (credential_id, person_id, public_key, counter, transports) values (${id}, ${person}, ${publicKey}, ${counter}, ${transports})
    on conflict do nothing returning 1`)
  if (!kept) refuse('passkey.wrong')
}

/** How this guardian proved to be one: by running this Kitestring, or as the guardian or the operator says who let them in. CON-2 */
async function keepGuardian(db: Db, person: PersonId, code: Code): Promise<void> {
  await db.rows(sql`insert into guardians (guardian_id, method, verified_by) values (${person}, ${methodOf(code)}, ${code.by_id})`)
  if (code.person_id) await db.rows(sql`select access.guard_with(${code.id}, ${person}, ${newId('proposal')})`) // CON-10
}

function methodOf({ opens, method }: Code): Code['method'] {
  return opens === 'set-up' ? 'runs-this-kitestring' : method
}
