import { useGet } from '../../../ui/queries.ts'
import type { Report, Reports } from '../contract.ts'

/** What was reported by and for one's children, and what staff took down of theirs. */
export function useReports(): Report[] {
  return useGet<Reports>('/api/reports').data?.reports ?? []
}
