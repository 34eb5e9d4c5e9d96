// What waits for one child.
import { useGet } from '../../../ui/queries.ts'
import type { Proposal, Proposals } from '../contract.ts'

/** Open ones only: what was settled is read where it is told. */
export function useProposalsOf(childId: string): Proposal[] {
  const proposals = useGet<Proposals>('/api/proposals').data?.proposals ?? []
  return proposals.filter((one) => one.child.id === childId && (one.outcome === null || one.mayObject))
}
