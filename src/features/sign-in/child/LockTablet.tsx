// Locking this tablet, or another one: the photos stay, the tablet forgets. Where the child has pictures, it opens this one again with them. SEC-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { t } from '../../../ui/words.ts'
import { endTurn } from './end-turn.ts'

/** One question, which stays open and says the other thing when the pictures are taken away meanwhile. */
export function LockTablet({ pictures }: { pictures: boolean }) {
  return (
    <Lock
      what={t(pictures ? 'child.lock.pictures' : 'child.lock.what')}
      title={t('child.lock.title')}
      keep={t('child.lock.stay')}
      lock={() => (pictures ? api.post('/api/session/lock') : api.delete('/api/session')).then(endTurn)}
    >
      {t('child.lock.button')}
    </Lock>
  )
}

/** Only a new code opens it again. */
export function SignOut({ children }: { children: ReactNode }) {
  return (
    <Lock
      what={t('child.lock.what')}
      title={t('child.lock.title')}
      keep={t('child.lock.stay')}
      lock={() => api.delete('/api/session').then(endTurn)}
    >
      {children}
    </Lock>
  )
}

/** `name`: what the other one is called. */
export function LockOther({ id, name }: { id: string; name: string }) {
  const queries = useQueryClient()
  return (
    <div className="row">
      <Lock
        what={t('child.tablets.lock.what')}
        title={t('child.tablets.lock.title', { name })}
        keep={t('child.tablets.lock.not')}
        lock={() => api.delete(`/api/devices/${id}`).finally(() => queries.invalidateQueries())}
      >
        {t('child.tablets.lock')}
        <span className="unseen"> {name}</span>
      </Lock>
    </div>
  )
}

type LockProps = { children: ReactNode; what: string; title: string; keep: string; lock: () => Promise<unknown> }

function Lock({ children, what, title, keep, lock }: LockProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const locking = useMutation({ mutationFn: lock, onSuccess: close })
  return (
    <>
      <Button icon="lock" onPress={() => setOpen(true)}>
        {children}
      </Button>
      <Question
        open={open}
        title={title}
        keep={keep}
        go={t('child.lock.do')}
        look="main"
        icon="lock"
        doing={locking}
        onGo={() => locking.mutate()}
        onClose={close}
      >
        <p>{what}</p>
      </Question>
    </>
  )
}
