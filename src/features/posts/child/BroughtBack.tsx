// A later step of making waits until what the tablet kept is here again.
import type { ReactNode } from 'react'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { keeping } from '../../studio/child/keeping.ts'

export function BroughtBack({ children }: { children: ReactNode }) {
  if (keeping.use().brought !== 'not-yet') return children
  return (
    <Screen title={t('child.make.title')} back="/">
      <Waiting />
    </Screen>
  )
}
