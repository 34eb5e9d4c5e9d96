// Another password, with the authenticator app as it is or another one; proof of who asks comes last. SEC-8
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded, Waiting } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { NewPassword, TotpChallenge, WaysIn } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { PasswordForm, type Typed } from './PasswordForm.tsx'

export function ChangePassword() {
  const query = useGet<WaysIn>('/api/ways-in')
  return (
    <Screen title={t('family.you.password.title')} back="/you">
      <p>{t('family.you.password.lead')}</p>
      <Loaded query={query}>{({ password }) => <Change has={password} />}</Loaded>
    </Screen>
  )
}

function Change({ has }: { has: boolean }) {
  const [app, setApp] = useState<'same' | 'other'>(has ? 'same' : 'other')
  const [typed, setTyped] = useState<Typed | null>(null)
  const [, go] = useLocation()
  const key = useMutation({ mutationFn: () => api.post<TotpChallenge>('/api/password/challenge') })
  const ask = key.mutate
  useEffect(() => {
    if (app === 'other') ask()
  }, [app, ask])
  const change = useMutation({
    mutationFn: async (freshCheckId: string) => {
      if (typed === null) return
      const { signInName, password, totpCode } = typed
      const totp = totpCode !== undefined && key.data ? { challengeId: key.data.challengeId, totpCode } : null
      const body: NewPassword = { signInName, password, totp, freshCheckId }
      await api.post('/api/password', body)
    },
    onSuccess: () => {
      showToast(t('family.you.password.done'))
      go('/you')
    },
    onError: (failure) => {
      setTyped(null) // what is to be mended stands in the form
      if (app === 'other' && failure instanceof ApiRefusal && failure.code === 'fresh-check.needed') ask() // the key was too old
    },
  })
  return (
    <>
      {has && (
        <Choice
          legend={t('family.way.totp.title')}
          value={app}
          onChange={setApp}
          options={[
            { value: 'same', picture: 'mobile-phone', label: t('family.you.password.app.same') },
            { value: 'other', picture: 'key', label: t('family.you.password.app.other') },
          ]}
        />
      )}
      {app === 'other' && key.error && <ErrorNote error={key.error} onRetry={ask} />}
      {app === 'other' && key.isPending && <Waiting />}
      {(app === 'same' || key.data) && (
        <PasswordForm
          totp={app === 'same' ? null : (key.data?.totp ?? null)}
          go={t('family.you.password.go')}
          error={change.error}
          busy={change.isPending}
          onChosen={setTyped}
        />
      )}
      <FreshCheck
        open={typed !== null}
        act="password.change"
        subject="self"
        onProven={(freshCheckId) => change.mutateAsync(freshCheckId)}
        onClose={() => setTyped(null)}
      >
        <p>{t('family.you.password.fresh')}</p>
      </FreshCheck>
    </>
  )
}
