import { useGet } from '../../../ui/queries.ts'
import type { Handover, Handovers } from '../contract.ts'

export function useHandovers(): Handover[] {
  return useGet<Handovers>('/api/handovers').data?.handovers ?? []
}

/** What a child asked, and waits for a yes of its guardians. */
export function useHandoversToAnswer(): Handover[] {
  return useHandovers().filter(({ mayAgree }) => mayAgree)
}
