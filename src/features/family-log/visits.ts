// Looks as somebody would tell them: whoever looked, in one quarter of an hour, at which posts. Pure: entries in, visits out.
import type { Face } from '../people/contract.ts'
import type { Entry } from './contract.ts'

export type Visit = { key: string; at: string; by: Face | null; postIds: string[] } // no post: only the list was read through

/** In the order of the entries. */
export function visitsOf(entries: readonly Pick<Entry, 'number' | 'at' | 'by' | 'postId'>[]): Visit[] {
  const visits = new Map<string, Visit>()
  for (const { number, at, by, postId } of entries) {
    const key = `${at} ${by?.id ?? ''}`
    const visit = visits.get(key) ?? { key: `${number}`, at, by, postIds: [] }
    if (postId !== null && !visit.postIds.includes(postId)) visit.postIds.push(postId)
    visits.set(key, visit)
  }
  return [...visits.values()]
}
