// A visit opens with a question, and one tap answers it: making comes first. When that is done nothing further is offered. WEL-9, WEL-13
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import type { Me } from '../../people/contract.ts'
import { AwayFromHere, sayAway } from './AwayFromHere.tsx'
import { choosePlan, finishPlan, type Plan } from './plan.ts'
import './Plan.css'

const plans: { what: Plan; picture: PictureName; at: string }[] = [
  { what: 'make', picture: 'artist-palette', at: '/' },
  { what: 'look', picture: 'framed-picture', at: '/photos' },
  { what: 'mine', picture: 'smiling-face', at: '/me' },
]

export function PlanFirst({ me }: { me: Me }) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const beginning = useMutation({
    mutationFn: async (_plan: (typeof plans)[number]) => {
      if (me.day !== 'visit') await api.post('/api/visits')
    },
    onSuccess: (_, { what, at }) => {
      queries.setQueryData<Me>(['/api/me'], (me) => me && { ...me, day: 'visit' })
      queries.removeQueries({ queryKey: ['/api/feed'] }) // it may have been refused before
      choosePlan(what)
      go(at)
    },
  })
  return (
    <Screen title={t('child.plan.title')} say={plans.map(({ what }) => t(`child.plan.${what}`)).join('. ')}>
      <ul className="plans">
        {plans.map((plan) => (
          <li key={plan.what}>
            <button className="card plan" type="button" aria-busy={beginning.isPending || undefined} onClick={() => begin(plan)}>
              <Picture name={plan.picture} size="huge" />
              <span>{t(`child.plan.${plan.what}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {beginning.error && <ErrorNote error={beginning.error} />}
    </Screen>
  )

  function begin(plan: (typeof plans)[number]) {
    if (!beginning.isPending) beginning.mutate(plan)
  }
}

/** Where something that was planned comes to its end. */
export function AllDoneButton() {
  const [, go] = useLocation()
  return (
    <Button look="main" icon="check" onPress={finish}>
      {t('child.plan.done')}
    </Button>
  )

  function finish() {
    finishPlan()
    go('/')
  }
}

export function AllDone() {
  return (
    <Screen title={t('child.plan.done-title')} say={`${t('child.plan.away')} ${sayAway()}`}>
      <Scene
        picture="kite"
        title={t('child.plan.away')}
        drifts
        actions={
          <Button look="quiet" onPress={() => choosePlan(null)}>
            {t('child.plan.other')}
          </Button>
        }
      >
        <AwayFromHere />
      </Scene>
    </Screen>
  )
}
