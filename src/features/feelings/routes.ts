// A child says how it felt here, reads what it said, and has it forgotten. WEL-10
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { feelings, newFeeling } from './contract.ts'
import type { FeelingKind } from './kinds.ts'

export const feelingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/feelings',
    may: 'feeling.read',
    says: 'How it felt to the child who asks, day by day. Nobody else reads it.',
    answer: feelings,
    work: async ({ db }) => ({
      feelings: await db.rows<{ day: string; feeling: FeelingKind }>(
        sql`select said_on::text as day, feeling from feelings order by said_on desc`,
      ),
    }),
  }),
  route({
    method: 'POST',
    url: '/api/feelings',
    may: 'feeling.say',
    says: 'A child says how it felt today, to itself.',
    body: newFeeling,
    answer: 'nothing',
    work: ({ db, body }) => db.rows(sql`select access.say_feeling(${newId('feeling')}, ${body.feeling})`),
  }),
  route({
    method: 'DELETE',
    url: '/api/feelings',
    may: 'feeling.forget',
    says: 'All that the child said is forgotten, at once.',
    answer: 'nothing',
    work: ({ db }) => db.rows(sql`select access.forget_my_feelings()`),
  }),
]
