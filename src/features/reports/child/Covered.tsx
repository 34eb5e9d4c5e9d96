// A photo of which I said that something is wrong: it is covered on my screens at once, and only I lift that. For everybody else nothing is different. BUL-4
import { type ReactNode, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import { useMyReports } from './my-reports.ts'

export function Covered({ postId, children }: { postId: string; children: ReactNode }) {
  const [lifted, setLifted] = useState(false)
  const isReported = useMyReports().some((report) => report.side === 'mine' && report.postId === postId)
  if (!isReported || lifted) return children
  return (
    <Tip
      picture="cloud"
      title={t('child.report.covered')}
      colour="plum"
      actions={
        <Button icon="eye" onPress={() => setLifted(true)}>
          {t('child.report.show')}
        </Button>
      }
    >
      <p>{t('child.report.covered.what')}</p>
    </Tip>
  )
}
