// Signing out of this tablet: the photos stay, the tablet forgets.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { t } from '../../../ui/words.ts'
import { endTurn } from './end-turn.ts'

export function LockTablet() {
  const [open, setOpen] = useState(false)
  const locking = useMutation({ mutationFn: () => api.delete('/api/session'), onSuccess: endTurn })
  return (
    <>
      <Button icon="lock" onPress={() => setOpen(true)}>
        {t('child.lock.button')}
      </Button>
      <Sheet open={open} title={t('child.lock.title')} onClose={() => setOpen(false)}>
        <p>{t('child.lock.what')}</p>
        {locking.error && <ErrorNote error={locking.error} />}
        <div className="row row-end">
          <Button onPress={() => setOpen(false)}>{t('child.lock.stay')}</Button>
          <Button look="main" icon="lock" busy={locking.isPending} onPress={() => locking.mutate()}>
            {t('child.lock.do')}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
