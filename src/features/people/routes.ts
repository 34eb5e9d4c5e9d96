// Who am I, and the children a guardian looks after.
import type { Viewer } from '../../access/as-viewer.ts'
import { route, type Route } from '../../access/door.ts'
import { toDate } from '../../platform/clock.ts'
import { sha256 } from '../../platform/crypto.ts'
import { sql, type Db } from '../../platform/db/sql.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Day } from '../hours/contract.ts'
import { child, children, kept, me, newChild, newFace, newName, newOlderBand, newThirteen } from './contract.ts'
import { kindsOfThings } from './kept.ts'
import { sealName } from './names.ts'
import { childrenOf, faceOfMe } from './queries.ts'

export const peopleRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/me',
    may: 'kitestring.ask',
    says: 'Who is looking; nobody, when signed out.',
    answer: me,
    work: async ({ house, db, viewer, tablet }) => {
      const set = await db.one<{ set_up: boolean; me: ReturnType<typeof newId<'person'>> | null }>(
        sql`select access.is_set_up() as set_up, access.viewer_id() as me`,
      )
      const face = set?.me ? await faceOfMe(db, house.keyring, set.me) : undefined
      const mine = face?.kind === 'child' ? (await childrenOf(db, house.keyring))[0] : undefined
      const leaving = mine && (await db.one<{ at: Date | null }>(sql`select access.to_be_erased_at() as at`))
      const closing = await db.one<{ closes_at: Date }>(sql`select closes_at from sunsets`)
      const today = mine && (await db.one<{ day: Day }>(sql`select access.my_day() as day`))
      return {
        viewer: viewer.kind === 'visitor' ? null : (face ?? null),
        band: mine?.band ?? null,
        sharing: mine?.sharing ?? null,
        keptUntil: mine?.keptUntil ?? null,
        growsUpOn: mine?.growsUpOn ?? null,
        toBeErasedAt: leaving?.at?.toISOString() ?? null,
        pausedBy: mine?.pausedBy ?? [],
        day: today?.day ?? null,
        pictures: face ? mine?.pictures === true : await opensByPictures(db, viewer, tablet),
        setUp: set?.set_up || house.config.mode === 'community' ? 'done' : 'needed', // by the set-up code, which a community has not
        law: house.config.country ?? null,
        closesAt: closing?.closes_at.toISOString() ?? null,
        halted: (await house.halted()) ?? null,
        secure: house.config.url.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(house.config.url.hostname),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/children',
    may: 'child.read',
    says: 'The children this guardian looks after.',
    answer: children,
    work: async ({ house, db }) => ({ children: await childrenOf(db, house.keyring) }),
  }),
  route({
    method: 'GET',
    url: '/api/children/:childId',
    may: 'child.read',
    says: 'One of them.',
    answer: child,
    work: async ({ house, db, params }) =>
      (await childrenOf(db, house.keyring)).find((one) => one.id === params['childId']) ?? refuse('not-found'),
  }),
  route({
    method: 'GET',
    url: '/api/kept',
    may: 'child.read',
    says: 'What kinds of things are kept about a child, what for and until when.',
    answer: kept,
    work: ({ db }) => kindsOfThings(db),
  }),
  route({
    method: 'POST',
    url: '/api/children',
    may: 'child.make',
    says: "A guardian makes a child's profile, with consent.",
    body: newChild,
    answer: child,
    status: 201,
    work: async ({ house, db, body }) => {
      const standing = await db.one<{ version: string }>(sql`select version from access.notice_in_force`)
      if (body.noticeVersion !== standing?.version) refuse('consent.old-notice') // before a key or a name of the child exists: CON-1
      if (!body.purposes.includes('profile')) refuse('child.profile-consent-missing')
      const id = newId('child')
      await house.keyring.makePersonKey(id)
      const purposes = [...new Set(body.purposes)]
      await db.rows(sql`
        select access.make_child(${id}, ${await sealName(house.keyring, id, body.name)}, ${body.avatar}, ${body.band}, ${reviewMonth(toDate(house.clock.now()))},
          ${newId('connection')}, ${body.noticeVersion}, ${purposes}, ${purposes.map(() => newId('consent'))})`)
      return (await childrenOf(db, house.keyring)).find((one) => one.id === id) ?? refuse('not-found')
    },
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/renewals',
    may: 'child.renew',
    says: 'What is kept of the child stays for a year more.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.renew_child(${params['childId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/growing-up',
    may: 'child.grow-up',
    says: 'In which month the child turns 13: a year later nothing of the child is here.',
    body: newThirteen,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.say_thirteen(${params['childId']}, ${`${body.month}-01`})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/older-band',
    may: 'band.older',
    says: 'The words of a child are to be those for 10 to 13, which waits for the other guardians.',
    body: newOlderBand,
    answer: 'nothing',
    work: ({ db, params, body }) =>
      db.rows(sql`select access.propose_older(${params['childId']}, ${newId('proposal')}, ${body.freshCheckId})`),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/younger-band',
    may: 'band.younger',
    says: 'They are those for 5 to 9 again, at once.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.make_younger(${params['childId']})`),
  }),
  route({
    method: 'POST',
    url: '/api/people/:personId/face',
    may: 'face.change',
    says: 'Another drawn face, for oneself or for a child one guards.',
    body: newFace,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.change_face(${params['personId']}, ${body.avatar})`),
  }),
  route({
    method: 'POST',
    url: '/api/people/:personId/name',
    may: 'name.change',
    says: 'Another name, for oneself or for a child one guards.',
    body: newName,
    answer: 'nothing',
    work: async ({ house, db, params, body }) => {
      const { id } = (await db.one<{ id: PersonId }>(sql`select id from people where id = ${params['personId']}`)) ?? refuse('not-found')
      await db.rows(sql`select access.change_name(${id}, ${await sealName(house.keyring, id, body.name)}, ${body.freshCheckId})`)
    },
  }),
]

/** The first of the same month next year: then the guardian is asked about the band again. CON-8 */
async function opensByPictures(db: Db, viewer: Viewer, tablet: string | undefined): Promise<boolean> {
  if (!tablet || !['visitor', 'child'].includes(viewer.kind)) return false // 'child': a session that was ended from afar
  const found = await db.one<{ opens: boolean }>(sql`select access.opens_by_pictures(${sha256(tablet)}) as opens`)
  return found?.opens === true
}

function reviewMonth(today: Date): string {
  return `${today.getUTCFullYear() + 1}-${String(today.getUTCMonth() + 1).padStart(2, '0')}-01`
}
