// The studio on the way from picking to checking: what comes out of it goes in, or nothing was changed and the way goes on.
import { type ComponentProps, lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import type { Made } from '../../studio/child/Studio.tsx'
import { arrived } from '../../studio/child/studio.ts'
import { bringStudio } from '../../studio/child/studio-door.ts'
import { Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { changeDraft, draft } from './draft.ts'
import { takeIn } from './take-in.ts'

const Studio = lazy(() => bringStudio().then(({ Studio }) => ({ default: Studio })))
const mostWritten = 100
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

  // What was written before stands in the picture, when the picture is what was opened again. PUB-6
  function wrote({ marks }: NonNullable<Made>['edit']) {
    const words = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.words] : []))
    changeDraft({ written: [...new Set([...draft.get().written, ...words])].slice(-mostWritten) })
  }

  async function done(made: Made) {
    go(made ? '/' : '/check')
    if (made && (await takeIn(made.picture, go))) {
      arrived(made.edit)
      wrote(made.edit)
    }
  }
}
