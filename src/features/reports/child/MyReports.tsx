// On my page, for Help asks nothing of the server: what I said is wrong, and what became of it; and which photo of mine the helpers took down. BUL-4
import { Tip } from '../../../ui/parts/Tip.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import type { Report } from '../contract.ts'
import { useMyReports } from './my-reports.ts'

export function MyReports() {
  const reports = useMyReports().filter(({ side }) => side === 'mine')
  if (reports.length === 0) return null
  return (
    <section className="stack" aria-labelledby="my-reports">
      <h2 id="my-reports">{t('child.report.mine')}</h2>
      {reports.map((report) => (
        <Tip key={report.id} picture="speech-balloon" title={titleOf(report)} colour="sun">
          <p>{t(stateOf(report))}</p>
          {report.appeal === 'waits' && <p>{t('child.report.again')}</p>}
          {report.decision && report.decision !== 'taken-down' && <p>{t('child.report.still')}</p>}
        </Tip>
      ))}
    </section>
  )
}

function titleOf({ about, madeAt }: Report) {
  const day = madeAt ? formatDay(madeAt) : ''
  return about ? t('child.report.about', { name: about.name, day }) : t('child.report.on', { day })
}

function stateOf({ decision, receivedAt }: Report) {
  if (decision) return `child.report.is.${decision}`
  return receivedAt ? 'child.report.is.read' : 'child.report.is.sent'
}

/** On the page of one photo of mine. */
export function TakenDown({ postId }: { postId: string }) {
  const report = useMyReports().find(({ side, postId: theirs }) => side === 'owner' && theirs === postId)
  if (!report) return null
  return (
    <Tip picture="cloud" title={t('child.report.taken')} colour="plum">
      <p>{t('child.report.taken.what')}</p>
      {report.erasedAt && report.appeal !== 'waits' && <p>{t('child.claim.gone', { day: formatDay(report.erasedAt) })}</p>}
      {report.appeal === 'waits' && <p>{t('child.report.again')}</p>}
      <p>{t('child.report.taken.talk')}</p>
    </Tip>
  )
}
