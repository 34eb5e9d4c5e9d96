// The screen's short memory of what the server said; a refusal empties it.
import { QueryCache, QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, ApiRefusal } from './api.ts'
import { newKey } from './uuid.ts'

export function makeQueries() {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: failure => leaveWhenSignedOut(queries, failure) }),
    defaultOptions: { queries: { retry: false, staleTime: 5_000, gcTime: 60_000, refetchOnWindowFocus: false, networkMode: 'online' }, mutations: { networkMode: 'always', retry: false } },
  })
  return queries
}

/** GET, remembered under its path. */
export function useGet<Answer>(path: string, options: { enabled?: boolean } = {}) {
  return useQuery({ queryKey: [path], queryFn: () => api.get<Answer>(path), ...options })
}

/** POST; pressing again after a lost connection sends the same body under the same key, so nothing is done twice. */
export function usePost<Answer = void, Body = unknown>(path: string) {
  const sent = useRef({ body: '', key: '' })
  return useMutation({
    mutationFn: (body: Body) => {
      const text = JSON.stringify(body ?? {})
      if (sent.current.body !== text) sent.current = { body: text, key: newKey() }
      return api.post<Answer>(path, body, sent.current.key)
    },
    onSuccess: forgetKey,
    onError: failure => failure instanceof ApiRefusal && forgetKey(),
  })

  function forgetKey() {
    sent.current = { body: '', key: '' }
  }
}

function leaveWhenSignedOut(queries: QueryClient, failure: Error) {
  if (failure instanceof ApiRefusal && failure.code === 'sign-in.needed') void queries.invalidateQueries({ queryKey: ['/api/me'] })
}
