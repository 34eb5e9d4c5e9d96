// The big steps that wait for this guardian's word, on their first page.
import { useGet } from '../../../ui/queries.ts'
import type { Me } from '../../people/contract.ts'
import type { Proposals } from '../contract.ts'
import { ProposalCard } from './ProposalCard.tsx'

/** What this guardian may say something to; what they proposed themselves stands on the child's page. */
export function useOpenProposals() {
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const all = useGet<Proposals>('/api/proposals').data?.proposals ?? []
  return all.filter(
    ({ outcome, by, mayAgree, mayObject, about }) => by?.id !== me && (outcome === null ? mayAgree || about?.id === me : mayObject),
  )
}

export function OpenProposals() {
  const me = useGet<Me>('/api/me').data?.viewer?.id
  return useOpenProposals().map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} me={me} />)
}
