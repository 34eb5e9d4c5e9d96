// A child, or a guardian for it, makes circles of the people the child is connected with, and changes them. AUD-6
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type CircleId, type PersonId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { circles, madeCircle, newCircle, newLook, newMember } from './contract.ts'
import { circlesOf, sealCircleName } from './queries.ts'

export const circleRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/circles',
    may: 'circle.read',
    says: "A child's own circles, or those of one's children, and who is in them.",
    answer: circles,
    work: async ({ house, db }) => ({ circles: await circlesOf(db, house.keyring) }),
  }),
  route({
    method: 'POST',
    url: '/api/children/:childId/circles',
    may: 'circle.make',
    says: 'A child, or a guardian for it, makes a circle of people the child is connected with.',
    body: newCircle,
    answer: madeCircle,
    status: 201,
    work: async ({ house, db, params, body }) => {
      const child =
        (await db.one<{ child_id: PersonId }>(sql`select child_id from children where child_id = ${params['childId']}`)) ??
        refuse('not-found')
      const id = newId('circle')
      const name = await sealCircleName(house.keyring, { id, ...child }, body.name)
      const people = [...new Set(body.people)]
      await db.rows(sql`select access.make_circle(${child.child_id}, ${id}, ${body.picture}, ${name}, ${people}::uuid[])`)
      return { circleId: id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/circles/:circleId/name',
    may: 'circle.make',
    says: 'Gives a circle another name and picture.',
    body: newLook,
    answer: 'nothing',
    work: async ({ house, db, params, body }) => {
      const circle =
        (await db.one<{ id: CircleId; child_id: PersonId }>(sql`select id, child_id from circles where id = ${params['circleId']}`)) ??
        refuse('not-found')
      const name = await sealCircleName(house.keyring, circle, body.name)
      await db.rows(sql`select access.rename_circle(${circle.id}, ${body.picture}, ${name})`)
    },
  }),
  route({
    method: 'POST',
    url: '/api/circles/:circleId/people',
    may: 'circle.put-in',
    says: 'Puts somebody the child is connected with into a circle. They do not learn of it.',
    body: newMember,
    answer: 'nothing',
    work: ({ db, params, body }) => db.rows(sql`select access.put_in_circle(${params['circleId']}, ${body.personId})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/circles/:circleId/people/:personId',
    may: 'circle.take-out',
    says: 'Takes somebody out of a circle. What was shared stays as it was.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.take_out_of_circle(${params['circleId']}, ${params['personId']})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/circles/:circleId',
    may: 'circle.remove',
    says: 'Removes a circle. The people stay connected, and what was shared stays as it was.',
    answer: 'nothing',
    work: ({ db, params }) => db.rows(sql`select access.remove_circle(${params['circleId']})`),
  }),
]
