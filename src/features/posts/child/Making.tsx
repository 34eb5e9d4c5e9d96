// The studio on the way from picking to checking: what comes out of it goes in, or nothing was changed and the way goes on.
import { type ComponentProps, lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import type { Made } from '../../studio/child/Studio.tsx'
import { putAside, studio, type Studio as Open } from '../../studio/child/studio.ts'
import { bringStudio } from '../../studio/child/studio-door.ts'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { changePhoto, checkPlace, draft, mostPhotos, waitsToGo } from './draft.ts'
import { takeIn } from './take-in.ts'

const Studio = lazy(() => bringStudio().then(({ Studio }) => ({ default: Studio })))
type Start = ComponentProps<typeof Studio>['start']

export function Making({ tool }: { tool: string | undefined }) {
  const [, go] = useLocation()
  const open = studio.use()
  const others = draft.use().photos.filter(({ id }) => id !== open?.id)
  const isFull = others.length >= mostPhotos
  const waits = isFull || others.some(waitsToGo)
  return (
    <Suspense
      fallback={
        <Screen title={t('child.make.title')} back="/">
          <Waiting />
        </Screen>
      }
    >
      <Studio onDone={(open, made) => void done(open, made)} waits={waits} start={tool as Start} />
    </Suspense>
  )

  /** Among others that wait to go, it waits with them. */
  async function done(open: Open, made: Made) {
    const { id } = open
    if (waits && !isFull) {
      changePhoto(id, {})
      putAside(open)
    }
    go(made || waits ? '/' : checkPlace(id))
    if (made) await takeIn({ id, ...made }, go)
  }
}
