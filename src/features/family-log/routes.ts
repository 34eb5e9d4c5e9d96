// The family log, for those it is about and their guardians.
import { route, type Route } from '../../access/door.ts'
import { parseId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { familyLog, logPage } from './contract.ts'
import { logOf } from './queries.ts'

export const familyLogRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/children/:childId/log',
    may: 'log.read',
    says: 'What was done about a child, newest first.',
    query: logPage,
    answer: familyLog,
    work: async ({ house, db, params, query }) =>
      (await logOf(db, house.keyring, parseId('child', params['childId']), query)) ?? refuse('not-found'),
  }),
]
