// One tap opens it, the second says why, and that is all: no typing, no "are you sure", and nobody is told who said it but my grown-ups and who helps here. BUL-4
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { usePost } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { NewReport, Reason } from '../contract.ts'
import { useMyReports } from './my-reports.ts'
import './Reports.css'

const faces = { weird: 'worried-face', mean: 'angry-face', scary: 'crying-face', other: 'speech-balloon' } as const satisfies Record<
  Reason,
  Picture
>

type SomethingWrongProps = { about: { postId: string } | { personId: string }; name: string }

export function SomethingWrong({ about, name }: SomethingWrongProps) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const saying = usePost<unknown, NewReport>('/api/reports')
  const waits = useMyReports().some(
    (report) => report.side === 'mine' && !report.decision && 'postId' in about && report.postId === about.postId,
  )
  if (waits) return null // said; what becomes of it stands on my page
  return (
    <>
      <div className="row row-end">
        <Button icon="lifebuoy" onPress={() => setOpen(true)}>
          {t('child.report.button')}
          <span className="unseen"> {name}</span>
        </Button>
      </div>
      <Sheet open={open} title={t('child.report.title')} onClose={() => setOpen(false)}>
        <div className="report-reasons">
          {(Object.keys(faces) as Reason[]).map((reason) => (
            <Button key={reason} picture={faces[reason]} busy={saying.isPending} onPress={() => say(reason)}>
              {t(`child.report.${reason}`)}
            </Button>
          ))}
        </div>
        {saying.error && <ErrorNote error={saying.error} />}
        <p>{t('child.report.who')}</p>
        <p>{t('child.report.secret', { name })}</p>
        <Keeps what="reports" />
        <div className="row row-end">
          <Button icon="x" onPress={() => setOpen(false)}>
            {t('child.report.leave')}
          </Button>
        </div>
      </Sheet>
    </>
  )

  function say(reason: Reason) {
    saying.mutate({ ...about, reason }, { onSuccess: said, onSettled: () => queries.invalidateQueries() })
  }

  function said() {
    setOpen(false)
    showToast(t('child.report.done'))
  }
}
