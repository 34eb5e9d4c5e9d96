import { useGet } from '../../../ui/queries.ts'
import type { NameWish, NameWishes } from '../contract.ts'

/** What a child asks for, and waits for a yes of its guardians. */
export function useNamesToAnswer(): NameWish[] {
  return (useGet<NameWishes>('/api/name-wishes').data?.wishes ?? []).filter(({ answer }) => answer === null)
}
