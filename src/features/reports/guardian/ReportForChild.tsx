// A guardian says for a child that something is wrong with what reached it, or with somebody it is connected to. They do not see the photo, so they pick it by its day. AUD-2, BUL-4
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
import type { NewReportForChild, Reason } from '../contract.ts'

const reasons: readonly Reason[] = ['mean', 'weird', 'scary', 'other']

type Child = Pick<Face, 'id' | 'name'>
type ReportForChildProps = { child: Child; other: Face; received?: readonly { mark: string; since: string; until: string }[] }

/** `received`: about one of these; without it, about the person. */
export function ReportForChild({ child, other, received }: ReportForChildProps) {
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState<Reason | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const queries = useQueryClient()
  const saying = usePost<unknown, NewReportForChild>(`/api/children/${child.id}/reports`)
  const mark = received?.length === 1 ? received[0]?.mark : picked
  const names = { name: child.name, other: other.name }
  return (
    <>
      <Button look="quiet" icon="lifebuoy" onPress={() => setAsking(true)}>
        {t('family.report.make')}
        <span className="unseen"> {t(received ? 'family.report.make.of' : 'family.report.make.person', names)}</span>
      </Button>
      <Question
        open={asking}
        title={t(received ? 'family.report.make.of' : 'family.report.make.person', names)}
        keep={t('family.report.make.leave')}
        go={t('family.report.make.do')}
        look="main"
        icon="lifebuoy"
        doing={saying}
        onGo={say}
        onClose={() => setAsking(false)}
      >
        {received && received.length > 1 && (
          <Choice
            legend={t('family.claim.make.which', names)}
            options={received.map((one) => ({
              value: one.mark,
              label: t('family.claim.make.came', { when: formatMoment(one.since) }),
              hint: t('family.claim.make.until', { until: formatDay(one.until) }),
            }))}
            value={picked}
            onChange={setPicked}
          />
        )}
        <Choice
          legend={t('family.report.make.why')}
          options={reasons.map((value) => ({ value, label: t(`family.report.reason.${value}`) }))}
          value={reason}
          onChange={setReason}
        />
        {missing && <p role="alert">{t('family.report.make.pick')}</p>}
        <p>{t('family.report.make.what', names)}</p>
        <p>{t('family.report.make.seen', names)}</p>
      </Question>
    </>
  )

  function say() {
    if (reason === null || (received && !mark)) return setMissing(true)
    const about = received ? { mark: mark ?? '' } : { personId: other.id }
    return saying.mutate({ ...about, reason }, { onSuccess: said })
  }

  function said() {
    setAsking(false)
    setMissing(false)
    showToast(t('family.report.make.done'))
    void queries.invalidateQueries()
  }
}
