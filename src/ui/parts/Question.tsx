// Before something is done that cannot be undone by another tap: what happens then, a way to leave it, and the one that does it.
import type { ReactNode } from 'react'
import type { Icon as IconName } from '../pictures.ts'
import { Button } from './Button.tsx'
import { ErrorNote } from './Notes.tsx'
import { Sheet } from './Sheet.tsx'

type QuestionProps = {
  open: boolean
  title: string
  children: ReactNode // what happens then
  keep: string // the words that leave it
  go: string // the words that do it
  look: 'main' | 'risky'
  icon?: IconName
  doing: { isPending: boolean; error: Error | null }
  onGo: () => void
  onClose: () => void
}

export function Question({ open, title, children, keep, go, look, icon, doing, onGo, onClose }: QuestionProps) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {children}
      {doing.error && <ErrorNote error={doing.error} />}
      <div className="row row-end">
        <Button icon="x" onPress={onClose}>
          {keep}
        </Button>
        <Button look={look} {...(icon && { icon })} busy={doing.isPending} onPress={onGo}>
          {go}
        </Button>
      </div>
    </Sheet>
  )
}
