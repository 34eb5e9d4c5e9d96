// Where the tablet cannot keep what is being made, the child hears it, and the browser asks before the page goes. Nothing is lost on the screen.
import { useEffect } from 'react'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import { keeping } from './keeping.ts'

export function NotKept() {
  const { kept } = keeping.use()
  if (kept !== 'not') return null
  return (
    <div className="note" role="status">
      <Picture name="raised-hand" />
      <p>{t('child.keep.not')}</p>
    </div>
  )
}

/** Until all of it is kept. */
export function useWarning(begun: boolean) {
  const { kept } = keeping.use()
  const warns = begun && kept !== 'all'
  useEffect(() => {
    if (!warns) return undefined
    const ask = (event: Event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [warns])
}
