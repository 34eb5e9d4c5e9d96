// A later step of making waits until what the tablet kept is here again.
import type { ReactNode } from 'react'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import { keeping } from '../../studio/child/keeping.ts'

export function BroughtBack({ children }: { children: ReactNode }) {
  const { brought } = keeping.use()
  if (brought === 'done') return children
  return (
    <Screen title={t('child.make.title')} back="/">
      {brought === 'waits' ? <Tip picture="artist-palette" title={t('child.keep.waits')} /> : <Waiting />}
    </Screen>
  )
}
