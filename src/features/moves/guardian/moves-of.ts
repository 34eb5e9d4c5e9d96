// What a guardian may take along or bring in for one child now.
import { useGet } from '../../../ui/queries.ts'
import type { Move, Moves } from '../contract.ts'

export function useMoveOf(childId: string, what: Move['what']): Move | undefined {
  return useGet<Moves>('/api/moves').data?.moves.find((move) => move.childId === childId && move.what === what)
}
