import { useGet } from '../../../ui/queries.ts'
import type { Claim, Claims } from '../contract.ts'

/** Of photos of mine, and of those that I am in. */
export function useMyClaims(): Claim[] {
  return useGet<Claims>('/api/claims').data?.claims ?? []
}
