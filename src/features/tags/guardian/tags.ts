import { useGet } from '../../../ui/queries.ts'
import type { Tag, Tags } from '../contract.ts'

/** What waits for an answer of this family. */
export function useTagsToAnswer(): Tag[] {
  return (useGet<Tags>('/api/tags').data?.tags ?? []).filter(({ answer }) => answer === null)
}
