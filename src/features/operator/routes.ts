// Is it running? The one thing anybody may ask.
import { route, type Route } from '../../access/door.ts'
import { sql } from '../../platform/db/sql.ts'
import { health } from './contract.ts'
import { version } from './version.ts'

export const operatorRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/health',
    may: 'kitestring.ask',
    says: 'Ready, when the database answers.',
    answer: health,
    work: async ({ db }) => {
      await db.one(sql`select 1 as one`)
      return { ok: true, version }
    },
  }),
]
