// What happens right after signing in or out: the app asks again who is looking, and forgets what the one before saw.
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import type { Me } from '../../people/contract.ts'

/** Shows the app as the one who has just signed in; `place` is where to go for each kind of viewer, else the page stays. */
export function useArrival() {
  const queries = useQueryClient()
  const [, go] = useLocation()
  return async function arrive(place?: (me: Me) => string) {
    const me = await api.get<Me>('/api/me')
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== '/api/me' })
    queries.setQueryData(['/api/me'], me)
    await new Promise((resolve) => setTimeout(resolve)) // who is looking is drawn before where, so that nobody's page asks as somebody else
    if (place) go(place(me), { replace: true })
  }
}
