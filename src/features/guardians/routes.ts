// Guarding a child together: inviting one more guardian, removing one, and a day in which the others may object. CON-10
import { route, type Route } from '../../access/door.ts'
import { newCode, sha256, showCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { faceOf, type PersonRow } from '../people/names.ts'
import { codeLetters, hashOfCode } from '../sign-in/codes.ts'
import { guardianOfChild, invitationCode, lookedAtInvitation, newAgreement, newGuardianOfChild, newRemoval, proposals } from './contract.ts'
import { proposalsOf } from './queries.ts'

const byPeople = { max: 20, minutes: 1 }

export const guardianRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/children/:childId/guardian-invitations',
    may: 'guardian.invite',
    says: 'A guardian invites somebody to guard one child with them.',
    body: newGuardianOfChild,
    answer: guardianOfChild,
    status: 201,
    tries: byPeople,
    work: async ({ house, db, params, body }) => {
      const code = newCode(codeLetters.invitation)
      const made = await db.one<{ expires_at: Date }>(
        sql`select access.invite_guardian(${params['childId']}, ${newId('invitation')}, ${sha256(code)}, ${body.method}, ${body.freshCheckId}) as expires_at`,
      )
      return { code: showCode(code), url: `${house.config.url.origin}/family/join#${code}`, expiresAt: made?.expires_at.toISOString() }
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
    work: async ({ house, db, body }) => {
      const rows = await db.rows<{ person_id: PersonId } & Omit<PersonRow, 'id'>>(
        sql`select * from access.look_at_invitation(${hashOfCode(body.code)})`,
      )
      const faces = await Promise.all(rows.map((row) => faceOf(house.keyring, { ...row, id: row.person_id })))
      return { child: faces.find((face) => face.kind === 'child'), by: faces.find((face) => face.kind === 'guardian') }
    },
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
    url: '/api/children/:childId/guardian-removals',
    may: 'guardian.remove',
    says: 'A guardian proposes that another one, or they themselves, guard this child no longer.',
    body: newRemoval,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.propose_removal(${params['childId']}, ${body.guardianId}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
  route({
    method: 'GET',
    url: '/api/proposals',
    may: 'proposal.read',
    says: 'The big steps that wait, and what came of the last ones.',
    answer: proposals,
    work: async ({ house, db, me }) => ({ proposals: await proposalsOf(db, house.keyring, me) }),
  }),
  route({
    method: 'POST',
    url: '/api/proposals/:proposalId/objection',
    may: 'proposal.object',
    says: 'No: everything stays as it is, at once.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.object(${params['proposalId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/proposals/:proposalId/agreement',
    may: 'proposal.agree',
    says: 'Yes: when all have said so, it need not wait.',
    body: newAgreement,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.agree(${params['proposalId']}, ${body.freshCheckId})`),
  }),
]
