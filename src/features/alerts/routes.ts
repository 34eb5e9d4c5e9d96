// The open line on which a screen hears that it should look again. It never says what has changed.
import { route, type Route } from '../../access/door.ts'

export const alertRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/events',
    may: 'changes.hear',
    says: 'Server-sent events: "changed" means look again.',
    answer: 'changes',
    work: async ({ me }) => me,
  }),
]
