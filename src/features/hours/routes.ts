// A child begins a visit. What it plans to do in it stays on the tablet. WEL-9, WEL-14
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'

export const hourRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/visits',
    may: 'visit.begin',
    says: 'A child begins a visit, which is over after a quarter of an hour; while one runs it is the same one.',
    answer: 'nothing',
    work: ({ db }) => db.rows(sql`select access.begin_visit()`),
  }),
]
