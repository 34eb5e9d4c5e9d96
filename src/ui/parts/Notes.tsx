// What a screen says when there is nothing, when it is the end, when it waits, and when something was refused.
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { ApiRefusal, NoConnection } from '../api.ts'
import type { Picture as PictureName } from '../pictures.ts'
import { hasWords, t } from '../words.ts'
import { Button } from './Button.tsx'
import { Picture } from './Picture.tsx'
import './Notes.css'

const patience = 10_000 // milliseconds until waiting admits that it takes long

/** A picture, a sentence, and what one can do: for empty lists, ends and endings of a task. */
export function Scene({
  picture,
  title,
  children,
  actions,
  drifts = false,
}: {
  picture: PictureName
  title: string
  children?: ReactNode
  actions?: ReactNode
  drifts?: boolean
}) {
  return (
    <div className={drifts ? 'scene scene-drifts' : 'scene'}>
      <Picture name={picture} size="huge" />
      <h2>{title}</h2>
      {children}
      {actions && <div className="row scene-actions">{actions}</div>}
    </div>
  )
}

/** Says in the reader's own words why something was refused, and offers to try again where that can help. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  return (
    <div className="note" role="alert">
      <Picture name={error instanceof NoConnection ? 'electric-plug' : 'hugging-face'} />
      <p>{refusalWords(error)}</p>
      {onRetry && (
        <Button icon="arrow-counter-clockwise" onPress={onRetry}>
          {t('kit.again')}
        </Button>
      )}
    </div>
  )
}

/** The words for a refusal, from `refusal.<code>` in the app's catalogue. */
function refusalWords(error: unknown) {
  if (error instanceof NoConnection) return t('kit.no-connection')
  const id = error instanceof ApiRefusal ? `refusal.${error.code}` : ''
  return hasWords(id) ? t(id) : t('kit.something-broke')
}

/** Shows what a query brought; until then it waits, and it never waits for ever or without saying why. A refusal hides what was there before. */
export function Loaded<Answer>({
  query,
  children,
  refused,
}: {
  query: UseQueryResult<Answer>
  children: (answer: Answer) => ReactNode
  refused?: (error: ApiRefusal) => ReactNode
}) {
  const again = () => void query.refetch()
  if (query.error instanceof ApiRefusal) return refused?.(query.error) ?? <ErrorNote error={query.error} onRetry={again} />
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorNote error={query.error} onRetry={again} />
  if (query.fetchStatus === 'paused') return <ErrorNote error={new NoConnection()} onRetry={again} />
  return <Waiting onRetry={again} />
}

export function Waiting({ onRetry }: { onRetry?: () => void }) {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patience)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="note" role="status">
      <Picture name="kite" />
      <p>{t(long ? 'kit.slow' : 'kit.wait')}</p>
      {long && onRetry && (
        <Button icon="arrow-counter-clockwise" onPress={onRetry}>
          {t('kit.again')}
        </Button>
      )}
    </div>
  )
}
