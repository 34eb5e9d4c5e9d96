// What was reported by and for a child, and what staff took down of its; with the word of staff, and the way to another person's. BUL-4
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Report, Reports } from '../contract.ts'

type Child = Pick<Face, 'id' | 'name'>

export function ReportsOf({ child }: { child: Child }) {
  const query = useGet<Reports>('/api/reports')
  const names = { name: child.name }
  return (
    <Card label={t('family.report.title')}>
      <h2>{t('family.report.title')}</h2>
      <p>{t('family.report.lead', names)}</p>
      <Loaded query={query}>
        {({ reports }) => {
          const own = reports.filter(({ mine }) => mine.id === child.id)
          if (own.length === 0) return <p>{t('family.report.none')}</p>
          return (
            <ul className="rows">
              {own.map((report) => (
                <li key={`${report.id}${report.side}${report.postId}`}>
                  <OneReport report={report} child={child} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Card>
  )
}

function OneReport({ report, child }: { report: Report; child: Child }) {
  const isTheirs = report.side === 'owner'
  return (
    <div className="stack">
      <h3>{isTheirs ? t('family.report.taken', { name: child.name }) : titleOf(report)}</h3>
      <p>{isTheirs ? t('family.report.taken.what') : wordOf(report)}</p>
      {report.erasedAt && report.appeal !== 'waits' && <p>{t('family.report.taken.until', { day: formatDay(report.erasedAt) })}</p>}
      {report.appeal === 'waits' && <p>{t('family.report.appeal.waits')}</p>}
      {report.appeal === 'decided' && <p>{t('family.report.appeal.decided')}</p>}
      <div className="row">
        {isTheirs && report.postId && (
          <LinkButton icon="eye" href={`/posts/${report.postId}`}>
            {t('family.shared.look')}
          </LinkButton>
        )}
        {report.appeal === 'may-be-asked' && report.id && <Appeal reportId={report.id} />}
      </div>
    </div>
  )
}

function Appeal({ reportId }: { reportId: string }) {
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: () => api.post(`/api/reports/${reportId}/appeal`, {}),
    onSuccess: () => showToast(t('family.report.appeal.done')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {asking.error && <ErrorNote error={asking.error} />}
      <Button busy={asking.isPending} onPress={() => asking.mutate()}>
        {t('family.report.appeal')}
      </Button>
    </>
  )
}

function titleOf({ reason, by, about, madeAt }: Report) {
  const why = t(`family.report.reason.${reason}`)
  const names = { why, by: by?.name ?? t('family.claim.somebody'), about: about?.name ?? t('family.claim.somebody') }
  return t('family.report.line', { ...names, when: madeAt ? formatMoment(madeAt) : '' })
}

function wordOf({ decision, receivedAt, dueAt }: Report) {
  if (decision) return t(`family.report.is.${decision}`)
  return t(receivedAt ? 'family.report.is.read' : 'family.report.is.sent', { when: dueAt ? formatMoment(dueAt) : '' })
}
