// Signing in: with a passkey, or with a name, a password and a 6-digit code. No door by e-mail.
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { challenge, NewSession } from '../contract.ts'
import { passkeysWork, provePasskey } from './passkey.ts'
import { useArrival } from './arrival.ts'
import './SignIn.css'

export function SignIn() {
  return (
    <Screen title={t('family.sign-in.title')}>
      <div className="sign-in-hello">
        <Picture name="kite" size="large" />
        <p>{t('family.sign-in.lead')}</p>
      </div>
      {passkeysWork() ? <SignInWithPasskey /> : <p className="soft">{t('family.sign-in.no-secure')}</p>}
      <SignInWithPassword />
      <div className="stack sign-in-code">
        <p>{t('family.sign-in.first-steps')}</p>
        <div className="row">
          <LinkButton icon="identification-card" href="/join">
            {t('family.sign-in.have-code')}
          </LinkButton>
          <LinkButton icon="key" href="/back">
            {t('family.sign-in.lost')}
          </LinkButton>
          <LinkButton icon="shield-check" href="/promises">
            {t('family.promises.title')}
          </LinkButton>
        </div>
        <p className="soft">
          {t('family.sign-in.removal')} <a href="/removal">{t('family.sign-in.removal.open')}</a>
        </p>
      </div>
    </Screen>
  )
}

function SignInWithPasskey() {
  const arrive = useArrival()
  const signIn = useMutation({
    mutationFn: async () => {
      const { challengeId, passkeyOptions } = await api.post<z.infer<typeof challenge>>('/api/sessions/challenge')
      const session: NewSession = { way: { kind: 'passkey', challengeId, response: await provePasskey(passkeyOptions) } }
      await api.post('/api/sessions', session)
      await arrive()
    },
  })
  return (
    <div className="stack">
      {signIn.error && <ErrorNote error={signIn.error} />}
      <Button look="main" icon="fingerprint" busy={signIn.isPending} onPress={() => signIn.mutate()}>
        {t('family.sign-in.passkey')}
      </Button>
      <p className="soft">{t('family.sign-in.passkey.help')}</p>
    </div>
  )
}

function SignInWithPassword() {
  const [signInName, setSignInName] = useState('')
  const [password, setPassword] = useState('')
  const [totpCode, setTotpCode] = useState('')
  const arrive = useArrival()
  const signIn = useMutation({
    mutationFn: async () => {
      const session: NewSession = { way: { kind: 'password', signInName, password, totpCode } }
      await api.post('/api/sessions', session)
      await arrive()
    },
  })
  const malformed = signIn.isIdle ? undefined : /^\d{6}$/.test(totpCode) ? undefined : t('family.way.totp.wrong')
  return (
    <Card>
      <h2>{t(passkeysWork() ? 'family.sign-in.or' : 'family.sign-in.with-password')}</h2>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={t('family.sign-in.name')}
          autoComplete="username"
          spellCheck={false}
          value={signInName}
          onChange={setSignInName}
        />
        <TextField
          label={t('family.sign-in.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <TextField
          label={t('family.sign-in.totp')}
          hint={t('family.sign-in.totp.help')}
          inputMode="numeric"
          autoComplete="one-time-code"
          code
          value={totpCode}
          onChange={(typed) => setTotpCode(typed.replace(/\s/g, ''))}
          error={malformed}
        />
        {signIn.error && <ErrorNote error={signIn.error} />}
        <div className="row">
          <Button look={passkeysWork() ? 'plain' : 'main'} type="submit" busy={signIn.isPending}>
            {t('family.sign-in.go')}
          </Button>
        </div>
      </form>
    </Card>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!signIn.isPending) signIn.mutate()
  }
}
