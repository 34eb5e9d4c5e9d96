// The studio on the way from picking to checking: what comes out of it goes in, or nothing was changed and the way goes on.
import { type ComponentProps, lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import type { Made } from '../../studio/child/Studio.tsx'
import { bringStudio } from '../../studio/child/studio-door.ts'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { takeIn } from './take-in.ts'

const Studio = lazy(() => bringStudio().then(({ Studio }) => ({ default: Studio })))
type Start = ComponentProps<typeof Studio>['start']

export function Making({ tool }: { tool: string | undefined }) {
  const [, go] = useLocation()
  return (
    <Suspense
      fallback={
        <Screen title={t('child.make.title')} back="/">
          <Waiting />
        </Screen>
      }
    >
      <Studio onDone={(made) => void done(made)} start={tool as Start} />
    </Suspense>
  )

  async function done(made: Made) {
    go(made ? '/' : '/check')
    if (made) await takeIn(made, go)
  }
}
