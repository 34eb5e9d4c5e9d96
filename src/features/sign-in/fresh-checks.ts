// Fresh checks: proof, minutes old, of who decides, bound to one act on one thing, or to the posts of the inbox, from one device. PAR-8
import type { z } from 'zod'
import type { Asked, House } from '../../access/door.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { hashOfCode } from './codes.ts'
import type { FreshAct, freshChallenge, freshCheck, newFreshChallenge, newFreshCheck } from './contract.ts'
import {
  creationOptions,
  credentialIn,
  keepCounter,
  madePasskey,
  passkeyById,
  passkeysOf,
  provenCounter,
  requestOptions,
  type NewPasskey,
  type Options,
  type Passkey,
} from './passkeys.ts'
import { isPassword } from './passwords.ts'
import { sessionOf } from './sessions.ts'
import { takeTry } from './tries.ts'

const id = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const subjectOf = {
  'post.approve': /^inbox$/,
  'block.lift': new RegExp(`^${id}:${id}$`),
  'carer.ask': new RegExp(`^${id}:${id}$`),
  'connection.offer': new RegExp(`^${id}$`),
  'connection.confirm': new RegExp(`^${id}$`),
  'relative.invite': new RegExp(`^${id}$`),
  'connection.answer': /^[0-9a-f]{64}$/,
  'guardian.invite': new RegExp(`^(self|${id})$`),
  'guardian.remove': new RegExp(`^${id}:${id}$`),
  'erasure.make': new RegExp(`^${id}$`),
  'export.make': new RegExp(`^${id}$`),
  'export.take': new RegExp(`^${id}$`),
  'import.make': new RegExp(`^${id}$`),
  'proposal.agree': new RegExp(`^${id}$`),
  'claim.agree': new RegExp(`^${id}$`),
  'claim.take-back': new RegExp(`^${id}$`),
  'tag.agree': new RegExp(`^${id}$`),
  'post.show': new RegExp(`^${id}$`),
  'sharing.resume': new RegExp(`^${id}$`),
  'setting.open': new RegExp(`^${id}:[a-z-]{1,20}:[a-z0-9-]{1,20}(:${id})?$`),
  'handover.propose': new RegExp(`^${id}:(take|wipe)$`),
  'handover.agree': new RegExp(`^${id}$`),
  'band.older': new RegExp(`^${id}$`),
  'name.change': new RegExp(`^${id}$`),
  'name.grant': new RegExp(`^${id}$`),
  'passkey.add': /^self$/,
  'passkey.remove': /^self$/,
  'password.change': /^self$/,
  'paper.make': /^self$/,
  'account.close': /^self$/,
} as const satisfies Record<FreshAct, RegExp>
// No acts: such a challenge is good for a new passkey, or for another authenticator app, and for no check.
const makesPasskey = 'passkey.make'
export const makesTotp = 'totp.make'

export async function freshCheckChallenge({
  house,
  viewer,
  body,
}: Asked<z.infer<typeof newFreshChallenge>>): Promise<z.infer<typeof freshChallenge>> {
  const subject = body.act === 'connection.answer' ? hashOfCode(body.subject).toString('hex') : body.subject // a code is not kept
  if (!subjectOf[body.act].test(subject)) refuse('bad-request')
  const challengeId = newId('session')
  return house.room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    const back = await db.one<{ waits: boolean }>(sql`select access.is_back_by_paper(${session.person_id}) as waits`)
    if (back?.waits !== false) refuse('paper.waits') // said before they prove anything; the act itself asks again
    const passkeys = await passkeysOf(db, session.person_id)
    const options = await requestOptions(house.config, passkeys)
    await db.rows(
      sql`insert into challenges (id, session_id, challenge, act, subject) values (${challengeId}, ${session.id}, ${options.challenge}, ${body.act}, ${subject})`,
    )
    return {
      challengeId,
      passkeyOptions: passkeys.length > 0 ? options : null,
      password: (await passwordOf(db, session.person_id)) !== undefined,
    }
  })
}

export async function makeFreshCheck(asked: Asked<z.infer<typeof newFreshCheck>>): Promise<z.infer<typeof freshCheck>> {
  const { house, viewer, body } = asked
  const given = await house.room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    const challenge = await challengeOf(db, body.challengeId, session.id)
    return {
      session,
      challenge: challenge && challenge.act !== makesPasskey && challenge.act !== makesTotp ? challenge : refuse('fresh-check.needed'),
    }
  })
  const proven =
    body.way.kind === 'password'
      ? await provenByPassword(house, given.session.person_id, body.way.password)
      : await provenByPasskey(house, given.session.person_id, given.challenge.challenge, body.way.response)
  const freshCheckId = newId('session')
  return house.room.asDoor(async (db) => {
    if (proven && !(await keepCounter(db, proven.passkey, proven.counter))) refuse('passkey.wrong')
    const { act, subject } = await useChallenge(db, body.challengeId, given.session.id)
    await db.rows(
      sql`insert into fresh_checks (id, session_id, act, subject) values (${freshCheckId}, ${given.session.id}, ${act}, ${subject})`,
    )
    return { freshCheckId }
  })
}

/** For one more passkey: the options, and the passkey made with them. Keeping it is an act, with a fresh check of its own. */
export async function newPasskeyChallenge({ house, viewer }: Asked): Promise<{ challengeId: string; passkeyOptions: Options }> {
  const challengeId = newId('session')
  return house.room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    const passkeyOptions = await creationOptions(house.config, session.person_id, await passkeysOf(db, session.person_id))
    await db.rows(
      sql`insert into challenges (id, session_id, challenge, act, subject) values (${challengeId}, ${session.id}, ${passkeyOptions.challenge}, ${makesPasskey}, 'self')`,
    )
    return { challengeId, passkeyOptions }
  })
}

export async function passkeyFrom({ house, viewer, body }: Asked<{ challengeId: string; response: unknown }>): Promise<NewPasskey> {
  const challenge = await house.room.asDoor(async (db) => {
    const session = await sessionOf(db, viewer)
    const found = await challengeOf(db, body.challengeId, session.id)
    if (found?.act !== makesPasskey) refuse('passkey.wrong')
    return useChallenge(db, body.challengeId, session.id)
  })
  return madePasskey(house.config, challenge.challenge, body.response)
}

type Challenge = { challenge: string; act: string; subject: string }

export function challengeOf(db: Db, challengeId: string, sessionId: string): Promise<Challenge | undefined> {
  return db.one<Challenge>(sql`
    select challenge, act, subject from challenges where id = ${challengeId} and session_id = ${sessionId} and used_at is null and expires_at > now()`)
}

async function useChallenge(db: Db, challengeId: string, sessionId: string): Promise<Challenge> {
  const used = await db.one<Challenge>(sql`
    update challenges set used_at = now() where id = ${challengeId} and session_id = ${sessionId} and used_at is null and expires_at > now()
    returning challenge, act, subject`)
  return used ?? refuse('fresh-check.needed')
}

async function provenByPasskey(
  { config, room }: House,
  person: PersonId,
  challenge: string,
  response: unknown,
): Promise<{ passkey: Passkey; counter: number }> {
  const passkey = await room.asDoor((db) => passkeyById(db, credentialIn(response) ?? ''))
  if (passkey?.person_id !== person) refuse('passkey.wrong')
  const counter = await provenCounter(config, challenge, response, passkey)
  return { passkey, counter: counter ?? refuse('passkey.wrong') }
}

async function provenByPassword({ room, clock }: House, person: PersonId, password: string): Promise<undefined> {
  const kept = await room.asDoor((db) => passwordOf(db, person))
  if (!kept) refuse('sign-in.wrong')
  const attempt = takeTry(`fresh ${person}`, clock)
  if (!(await isPassword(password, kept.hash))) refuse('sign-in.wrong')
  attempt.wasRight()
}

function passwordOf(db: Db, person: PersonId): Promise<{ hash: string } | undefined> {
  return db.one(sql`select hash from passwords where person_id = ${person}`)
}
