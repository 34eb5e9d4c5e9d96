// The fresh check of the inbox while this page is open, in its memory alone. Whether it still counts, the server decides. PAR-8, decision 0019
import { ApiRefusal } from '../../../ui/api.ts'
import { makeStore } from '../../../ui/store.ts'

export const inboxCheck = makeStore<string | null>(null)

export function isTooOld(failure: unknown): boolean {
  return failure instanceof ApiRefusal && failure.code === 'fresh-check.needed'
}
