import { useGet } from '../../../ui/queries.ts'
import type { Claim, Claims } from '../contract.ts'

/** Of what the children one guards shared, and of what they are in. */
export function useClaims(): Claim[] {
  return useGet<Claims>('/api/claims').data?.claims ?? []
}
