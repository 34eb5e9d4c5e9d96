// Somebody came in on this tablet: nothing of whoever was here before is left on it. SEC-8, I15
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { bringLessonBack } from '../../consent/child/lesson-aside.ts'
import { choosePlan } from '../../hours/child/plan.ts'
import { forgetDraft } from '../../posts/child/draft.ts'

export function useArrival() {
  const [, go] = useLocation()
  const queries = useQueryClient()
  return async () => {
    forgetDraft()
    bringLessonBack()
    choosePlan(null)
    go('/', { replace: true })
    await queries.resetQueries()
  }
}
