// Coming in, going out, proving again who decides, and inviting others in.
import { type House, route, type Route } from '../../access/door.ts'
import { newCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { refuseUnless } from '../consent/methods/methods.ts'
import { pairing } from '../people/contract.ts'
import { faceOf, type PersonRow } from '../people/names.ts'
import { comeBack, makeAccount, startSignUp } from './accounts.ts'
import { standingOf } from '../forms/standing.ts'
import { codeLetters, goodCode, hashOfCode, needsForm } from './codes.ts'
import {
  challenge,
  freshChallenge,
  freshCheck,
  invitation,
  invitationCode,
  lookAtCode,
  lookedAtCode,
  lookedAtInvitation,
  nameOfDevice,
  newAccount,
  newFreshChallenge,
  newFreshCheck,
  newGuardianInvitation,
  newPasskey,
  newPassword,
  newPictureLock,
  newComingBack,
  newPaperCode,
  newRelativeInvitation,
  newSession,
  newSignUp,
  ownDevices,
  passkeyToRemove,
  codeOnPaper,
  signedIn,
  signUp,
  totpChallenge,
  waysIn,
  type LookedAtCode,
  type LookedAtInvitation,
} from './contract.ts'
import { devicesOfMe, nameDevice } from './devices.ts'
import { freshCheckChallenge, makeFreshCheck, newPasskeyChallenge, passkeyFrom } from './fresh-checks.ts'
import { keepPassword, passwordFrom, totpChallengeFor, waysInOfMe, writeDownCode } from './own-ways.ts'
import { choosePictures, lockSession } from './picture-lock.ts'
import { handOver } from './sessions.ts'
import { signIn, signInChallenge } from './ways-in.ts'

const byPeople = { max: 20, minutes: 1 }
const byFamilies = { max: 120, minutes: 1 } // a whole class behind one address; no code is short enough for that many guesses

// What the door does, it does in `prepare`: a slow password hash must not hold a viewer's transaction open.
export const signInRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/codes/look',
    may: 'door.use',
    says: 'What a one-time code opens.',
    body: lookAtCode,
    answer: lookedAtCode,
    tries: byPeople,
    prepare: ({ house, body }) => house.room.asDoor((db) => lookAt(db, body.code)),
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/sign-ups',
    may: 'account.make',
    says: 'Starts an account for a set-up or invitation code.',
    body: newSignUp,
    answer: signUp,
    status: 201,
    tries: byFamilies,
    prepare: startSignUp,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/accounts',
    may: 'account.make',
    says: 'Finishes an account and signs it in.',
    body: newAccount,
    answer: signedIn,
    status: 201,
    tries: byFamilies,
    prepare: makeAccount,
    work: async ({ prepared, ...asked }) => handOver(asked, prepared),
  }),
  route({
    method: 'POST',
    url: '/api/comings-back',
    may: 'account.come-back',
    says: 'A new way in by the code on paper: it ends every other, and signs in.',
    body: newComingBack,
    answer: signedIn,
    status: 201,
    tries: byPeople,
    prepare: comeBack,
    work: async ({ prepared, ...asked }) => handOver(asked, prepared),
  }),
  route({
    method: 'POST',
    url: '/api/sessions/challenge',
    may: 'door.use',
    says: 'Starts signing in with a passkey.',
    answer: challenge,
    tries: byFamilies,
    prepare: signInChallenge,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/sessions',
    may: 'door.use',
    says: "Signs in: with a passkey, a password and an app's code, a one-time code, or the pictures of a child who locked this tablet.",
    body: newSession,
    answer: signedIn,
    status: 201,
    tries: byFamilies,
    prepare: signIn,
    work: async ({ prepared, ...asked }) => handOver(asked, prepared),
  }),
  route({
    method: 'DELETE',
    url: '/api/session',
    may: 'session.end',
    says: 'Signs this device out.',
    answer: 'nothing',
    work: async ({ db, session }) => {
      await db.rows(sql`select access.sign_out()`)
      session.end()
    },
  }),
  route({
    method: 'POST',
    url: '/api/session/lock',
    may: 'session.lock',
    says: 'Locks this tablet: the child comes back with its pictures, and others with theirs.',
    answer: 'nothing',
    work: ({ db, ...asked }) => lockSession(db, asked),
  }),
  route({
    method: 'POST',
    url: '/api/picture-lock',
    may: 'pictures.choose',
    says: 'The four pictures that open a tablet which this child has locked.',
    body: newPictureLock,
    answer: 'nothing',
    tries: byPeople,
    work: ({ house, db, me, body }) => choosePictures(db, house.keyring, me, body.pictures),
  }),
  route({
    method: 'DELETE',
    url: '/api/children/:childId/picture-lock',
    may: 'pictures.remove',
    says: "Takes a child's pictures away, and signs out what is locked with them.",
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.remove_pictures(${params['childId']})`),
  }),
  route({
    method: 'GET',
    url: '/api/devices',
    may: 'session.read',
    says: 'Where the viewer is signed in.',
    answer: ownDevices,
    work: ({ house, db, me }) => devicesOfMe(db, house.keyring, me),
  }),
  route({
    method: 'DELETE',
    url: '/api/devices',
    may: 'session.end',
    says: 'Signs the viewer out everywhere but here.',
    answer: 'nothing',
    work: ({ db }) => db.rows(sql`select access.end_other_sessions()`),
  }),
  route({
    method: 'POST',
    url: '/api/devices/:sessionId/name',
    may: 'session.name',
    says: "What a device is called: a grown-up's own, or a child's.",
    body: nameOfDevice,
    answer: 'nothing',
    tries: byPeople,
    work: ({ house, db, params, body }) => nameDevice(db, house.keyring, params['sessionId'] ?? '', body),
  }),
  route({
    method: 'DELETE',
    url: '/api/devices/:sessionId',
    may: 'session.end',
    says: "Signs another device out: one's own, or a child's.",
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.end_session(${params['sessionId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/fresh-checks/challenge',
    may: 'fresh-check.make',
    says: 'Asks who decides, for one act on one thing.',
    body: newFreshChallenge,
    answer: freshChallenge,
    prepare: freshCheckChallenge,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/fresh-checks',
    may: 'fresh-check.make',
    says: 'The proof; good for five minutes and once.',
    body: newFreshCheck,
    answer: freshCheck,
    status: 201,
    prepare: makeFreshCheck,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/passkeys/challenge',
    may: 'passkey.add',
    says: 'Starts making one more passkey.',
    answer: challenge,
    tries: byPeople,
    prepare: newPasskeyChallenge,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/passkeys',
    may: 'passkey.add',
    says: 'Keeps one more passkey.',
    body: newPasskey,
    answer: 'nothing',
    tries: byPeople,
    prepare: passkeyFrom,
    work: ({ db, body, prepared: made }) =>
      db.rows(sql`select access.add_passkey(${made.id}, ${made.publicKey}, ${made.counter}, ${made.transports}, ${body.freshCheckId})`),
  }),
  route({
    method: 'GET',
    url: '/api/ways-in',
    may: 'way-in.read',
    says: 'How the grown-up who is signed in comes in.',
    answer: waysIn,
    work: ({ db }) => waysInOfMe(db),
  }),
  route({
    method: 'POST',
    url: '/api/passkeys/removals',
    may: 'passkey.remove',
    says: 'A passkey opens nothing any more: never the last way in.',
    body: passkeyToRemove,
    answer: 'nothing',
    tries: byPeople,
    work: ({ db, body }) => db.rows(sql`select access.remove_passkey(${body.passkey}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/password/challenge',
    may: 'fresh-check.make',
    says: 'A key for another authenticator app.',
    answer: totpChallenge,
    tries: byPeople,
    prepare: totpChallengeFor,
    work: async ({ prepared }) => prepared,
  }),
  route({
    method: 'POST',
    url: '/api/password',
    may: 'password.change',
    says: 'Another password, and another authenticator app where wanted; signs out everywhere else.',
    body: newPassword,
    answer: 'nothing',
    tries: byPeople,
    prepare: passwordFrom,
    work: ({ db, body, prepared }) => keepPassword(db, prepared, body.freshCheckId),
  }),
  route({
    method: 'POST',
    url: '/api/paper-code',
    may: 'paper.make',
    says: 'The code to write down for when every way in is lost. The one before it ends.',
    body: newPaperCode,
    answer: codeOnPaper,
    status: 201,
    tries: byPeople,
    work: ({ db, body }) => writeDownCode(db, body.freshCheckId),
  }),
  route({
    method: 'POST',
    url: '/api/guardian-invitations',
    may: 'guardian.invite',
    says: "A guardian invites another family's guardian and says how they know them.",
    body: newGuardianInvitation,
    answer: invitation,
    status: 201,
    tries: byFamilies,
    work: async ({ house, db, body }) => {
      refuseUnless(house.config, body.method, 'guardian')
      const code = newCode(codeLetters.invitation)
      const made = await db.one<Made>(
        sql`select access.invite_guardian(null, ${newId('invitation')}, ${sha256(code)}, ${body.method}, ${body.freshCheckId}) as expires_at`,
      )
      return shown(house, { code, page: '/family/join', made })
    },
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/guardian-invitations',
    may: 'guardian.invite',
    says: 'A guardian invites somebody to guard one child with them.',
    body: newGuardianInvitation,
    answer: invitation,
    status: 201,
    tries: byPeople,
    work: async ({ house, db, params, body }) => {
      refuseUnless(house.config, body.method, 'guardian')
      const code = newCode(codeLetters.invitation)
      const made = await db.one<Made>(
        sql`select access.invite_guardian(${params['childId']}, ${newId('invitation')}, ${sha256(code)}, ${body.method}, ${body.freshCheckId}) as expires_at`,
      )
      return shown(house, { code, page: '/family/join', made })
    },
  }),
  route({
    method: 'POST',
    url: '/api/guardian-invitations/look',
    may: 'guardian.accept',
    says: 'For which child, and by whom? For a guardian who holds the code.',
    body: invitationCode,
    answer: lookedAtInvitation,
    tries: byPeople,
    work: ({ house, db, body }) => invitationOf(house, db, body.code),
  }),
  route({
    method: 'POST',
    url: '/api/guardian-invitations/acceptance',
    may: 'guardian.accept',
    says: 'The guardian who holds the code wants to guard the child too.',
    body: invitationCode,
    answer: 'nothing',
    tries: byPeople,
    work: ({ db, body }) => db.rows(sql`select access.accept_invitation(${hashOfCode(body.code)}, ${newId('proposal')})`),
  }),
  route({
    method: 'POST',
    url: '/api/relative-invitations/look',
    may: 'relative.accept',
    says: 'Of which child, and by whom? For a relative who holds the code.',
    body: invitationCode,
    answer: lookedAtInvitation,
    tries: byPeople,
    work: ({ house, db, body }) => invitationOf(house, db, body.code),
  }),
  route({
    method: 'POST',
    url: '/api/relative-invitations/acceptance',
    may: 'relative.accept',
    says: 'The relative who holds the code says yes to being connected with one more child.',
    body: invitationCode,
    answer: 'nothing',
    tries: byPeople,
    work: ({ db, body }) =>
      db.rows(
        sql`select access.accept_child(${hashOfCode(body.code)}, ${[newId('connection'), newId('connection'), newId('connection')]}::uuid[])`,
      ),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/relative-invitations',
    may: 'relative.invite',
    says: 'A guardian invites a relative of one child.',
    body: newRelativeInvitation,
    answer: invitation,
    status: 201,
    tries: byFamilies,
    work: async ({ house, db, params, body }) => {
      const code = newCode(codeLetters.invitation)
      const made = await db.one<Made>(
        sql`select access.invite_relative(${params['childId']}, ${newId('invitation')}, ${sha256(code)}, ${body.freshCheckId}) as expires_at`,
      )
      return shown(house, { code, page: '/family/join', made })
    },
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/pairings',
    may: 'child.pair',
    says: "A code for the child's tablet, for ten minutes and once.",
    answer: pairing,
    status: 201,
    tries: byFamilies,
    work: async ({ house, db, params }) => {
      const code = newCode(codeLetters.pairing)
      const made = await db.one<Made>(
        sql`select access.make_pairing(${params['childId']}, ${newId('invitation')}, ${sha256(code)}) as expires_at`,
      )
      return shown(house, { code, page: '/pair', made })
    },
  }),
]

async function lookAt(db: Db, typed: string): Promise<LookedAtCode> {
  const code = await goodCode(db, typed)
  const isOfAPerson = code.by_id !== null || code.opens !== 'guardian-invitation'
  return { opens: code.opens, by: isOfAPerson ? 'person' : 'operator', form: needsForm(code) ? await standingOf(db, code.id) : null }
}

type Made = { expires_at: Date }

/** A code as it is handed over: to be read out, or scanned as an address. */
function shown({ config }: House, { code, page, made }: { code: string; page: '/family/join' | '/pair'; made: Made | undefined }) {
  return { code: showCode(code), url: `${config.url.origin}${page}#${code}`, expiresAt: made?.expires_at.toISOString() }
}

async function invitationOf(house: House, db: Db, code: string): Promise<LookedAtInvitation> {
  const rows = await db.rows<{ person_id: PersonId } & Omit<PersonRow, 'id'>>(
    sql`select * from access.look_at_invitation(${hashOfCode(code)})`,
  )
  const faces = await Promise.all(rows.map((row) => faceOf(house.keyring, { ...row, id: row.person_id })))
  const [child, by] = [faces.find((face) => face.kind === 'child'), faces.find((face) => face.kind === 'guardian')]
  return child && by ? { child, by } : refuse('code.not-good')
}
