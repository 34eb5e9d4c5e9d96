// A guardian says for a child that it is in something that reached it. They do not see the photo, so they pick it by its day and let the child show it. DEL-11
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { usePost } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Sharing } from '../../posts/contract.ts'

type ClaimForChildProps = { child: Pick<Face, 'id' | 'name'>; received: Sharing['received'] }

export function ClaimForChild({ child, received }: ClaimForChildProps) {
  const [asking, setAsking] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const queries = useQueryClient()
  const saying = usePost(`/api/children/${child.id}/claims`)
  const open = received.filter(({ claimed }) => !claimed)
  const only = open.length === 1 ? (open[0]?.mark ?? null) : null
  const mark = only ?? picked
  const names = { name: child.name, other: received[0]?.from.name ?? '' }
  if (open.length === 0) return <small>{t('family.claim.made')}</small>
  return (
    <>
      <Button look="quiet" icon="hand-waving" onPress={() => setAsking(true)}>
        {t('family.claim.make', names)}
        <span className="unseen"> {t('family.claim.make.of', names)}</span>
      </Button>
      <Question
        open={asking}
        title={t('family.claim.make.title', names)}
        keep={t('family.claim.make.leave')}
        go={t('family.claim.make.do')}
        look="main"
        icon="hand-waving"
        doing={saying}
        onGo={say}
        onClose={() => setAsking(false)}
      >
        {only === null && (
          <Choice
            legend={t('family.claim.make.which', names)}
            options={open.map((one) => ({
              value: one.mark,
              label: t('family.claim.make.came', { when: formatMoment(one.since) }),
              hint: t('family.claim.make.until', { until: formatDay(one.until) }),
            }))}
            value={picked}
            onChange={setPicked}
          />
        )}
        {missing && mark === null && <p role="alert">{t('family.claim.make.pick')}</p>}
        <p>{t('family.claim.make.what', names)}</p>
        <p>{t('family.claim.make.then', names)}</p>
      </Question>
    </>
  )

  function say() {
    if (mark === null) setMissing(true)
    else saying.mutate({ mark }, { onSuccess: said })
  }

  function said() {
    setAsking(false)
    setPicked(null)
    showToast(t('family.claim.make.done'))
    void queries.invalidateQueries()
  }
}
