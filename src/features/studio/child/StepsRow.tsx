// Back and forth through what was made, and on.
import type { ReactNode } from 'react'
import { IconButton } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { type History, redo, undo } from '../history.ts'

type StepsRowProps = { onStep: (change: <Made>(history: History<Made>) => History<Made>) => void; children: ReactNode }

export function StepsRow({ onStep, children }: StepsRowProps) {
  return (
    <div className="row studio-steps">
      <IconButton icon="arrow-counter-clockwise" label={t('child.studio.undo')} onPress={() => onStep(undo)} />
      <IconButton icon="arrow-clockwise" label={t('child.studio.redo')} onPress={() => onStep(redo)} />
      <span className="studio-gap" />
      {children}
    </div>
  )
}
