// The state of one offer, asked for again every few seconds while both grown-ups stand together.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import type { OfferState } from '../contract.ts'

const lookAgain = 3_000 // milliseconds

export function useOffer(offerId: string) {
  const path = `/api/connection-offers/${offerId}`
  return useQuery({
    queryKey: [path],
    queryFn: () => api.get<OfferState>(path),
    refetchInterval: ({ state }) => (isSettled(state.data) ? false : lookAgain),
  })
}

function isSettled(offer: OfferState | undefined) {
  return offer?.state === 'connected' || offer?.state === 'over'
}
