// A name, a strong password and, where one is shown, the key for an authenticator app.
import { type SyntheticEvent, useState } from 'react'
import { ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { QrCode } from '../../../ui/parts/QrCode.tsx'
import { Card, FormActions } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { SignUp } from '../contract.ts'
import './OneTimeCode.css'

export type Typed = { signInName: string; password: string; totpCode?: string } // no code: the authenticator app stays

type PasswordFormProps = {
  totp: SignUp['totp'] | null
  go: string
  error: Error | null
  busy: boolean
  onChosen: (typed: Typed) => void
}

export function PasswordForm({ totp, go, error, busy, onChosen }: PasswordFormProps) {
  const [signInName, setSignInName] = useState('')
  const [password, setPassword] = useState('')
  const [totpCode, setTotpCode] = useState('')
  const [tried, setTried] = useState(false)
  const refused = error instanceof ApiRefusal ? error.code : ''
  const wrong = {
    name: signInName.trim().length < 3 ? t('family.way.name.short') : undefined,
    password: password.length < 12 ? t('family.way.password.short') : undefined,
    totp: totp === null || /^\d{6}$/.test(totpCode) ? undefined : t('family.way.totp.wrong'),
  }
  return (
    <form className="stack-wide" onSubmit={submit} noValidate>
      <TextField
        label={t('family.sign-in.name')}
        hint={t('family.way.name.help')}
        longest={200}
        autoComplete="username"
        spellCheck={false}
        value={signInName}
        onChange={setSignInName}
        error={tried ? wrong.name : undefined}
      />
      <TextField
        label={t('family.way.password.new')}
        hint={t('family.way.password.help')}
        longest={200}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={tried ? (wrong.password ?? only(refused, 'password.too-weak')) : undefined}
      />
      {totp && (
        <Card>
          <h2>{t('family.way.totp.title')}</h2>
          <p>{t('family.way.totp.lead')}</p>
          <div className="one-time-code">
            <QrCode text={totp.uri} label={t('family.way.totp.qr')} />
            <a className="button button-quiet" href={totp.uri}>
              {t('family.way.totp.open')}
            </a>
            <p>{t('family.way.totp.secret')}</p>
            <p className="totp-secret" dir="ltr">
              {totp.secret.match(/.{1,4}/g)?.join(' ')}
            </p>
          </div>
          <TextField
            label={t('family.sign-in.totp')}
            inputMode="numeric"
            autoComplete="one-time-code"
            code
            value={totpCode}
            onChange={(typed) => setTotpCode(typed.replace(/\s/g, ''))}
            error={tried ? (wrong.totp ?? only(refused, 'totp.wrong')) : undefined}
          />
        </Card>
      )}
      {error && refused !== 'password.too-weak' && refused !== 'totp.wrong' && <ErrorNote error={error} />}
      <FormActions>
        <Button look="main" type="submit" busy={busy}>
          {go}
        </Button>
      </FormActions>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (!busy && !wrong.name && !wrong.password && !wrong.totp)
      onChosen({ signInName: signInName.trim(), password, ...(totp === null ? {} : { totpCode }) })
  }
}

function only(refused: string, code: string) {
  return refused === code ? t(`refusal.${code}`) : undefined
}
