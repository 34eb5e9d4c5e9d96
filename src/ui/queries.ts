// The screen's short memory of what the server said; a refusal empties it.
import { MutationCache, notifyManager, QueryCache, QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, ApiRefusal } from './api.ts'
import { newKey } from './uuid.ts'

notifyManager.setScheduler(queueMicrotask) // what was tapped is drawn before anybody can see it fall back

export function makeQueries() {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (failure) => askWhoIsHere(queries, failure) }),
    mutationCache: new MutationCache({ onError: (failure) => askWhoIsHere(queries, failure) }),
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, gcTime: 60_000, refetchOnWindowFocus: false, networkMode: 'online' },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return queries
}

/** GET, remembered under its path. */
export function useGet<Answer>(path: string, options: { enabled?: boolean } = {}) {
  return useQuery({ ...getting<Answer>(path), ...options })
}

/** Asks before a screen is there to ask; a refusal is the screen's to show. */
export async function askAhead<Answer>(queries: QueryClient, path: string): Promise<Answer | undefined> {
  await queries.prefetchQuery(getting<Answer>(path))
  return queries.getQueryData<Answer>([path])
}

function getting<Answer>(path: string) {
  return { queryKey: [path], queryFn: () => api.get<Answer>(path) }
}

type Sending<Answer> = { body: string; key: string; answer: Promise<Answer> | null }

/** POST; pressing twice sends once, and pressing again after a lost connection sends the same body under the same key. */
export function usePost<Answer = void, Body = unknown>(path: string) {
  const sending = useRef<Sending<Answer>>({ body: '', key: '', answer: null })
  return useMutation({ mutationFn: (body: Body) => (isSame(body) && sending.current.answer) || send(body) })

  function isSame(body: Body) {
    return sending.current.body === JSON.stringify(body)
  }

  async function send(body: Body): Promise<Answer> {
    const key = isSame(body) ? sending.current.key : newKey()
    const answer = api.post<Answer>(path, body, key)
    sending.current = { body: JSON.stringify(body), key, answer }
    try {
      const given = await answer
      sending.current = { body: '', key: '', answer: null }
      return given
    } catch (failure) {
      sending.current = failure instanceof ApiRefusal ? { body: '', key: '', answer: null } : { ...sending.current, answer: null }
      throw failure
    }
  }
}

const changed = ['sign-in.needed', 'hours.closed', 'day.spent', 'visit.needed']

// A "no" that tells that this screen is behind: nobody is signed in any more, or a child's day has ended.
function askWhoIsHere(queries: QueryClient, failure: Error) {
  if (failure instanceof ApiRefusal && changed.includes(failure.code)) void queries.invalidateQueries({ queryKey: ['/api/me'] })
}
