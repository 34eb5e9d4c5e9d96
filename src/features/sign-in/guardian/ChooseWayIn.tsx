// The last step of a sign-up: a passkey (recommended), or a strong password with an authenticator app.
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Waiting } from '../../../ui/parts/Notes.tsx'
import { QrCode } from '../../../ui/parts/QrCode.tsx'
import { Card, FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { NewAccount, SignUp as StartedSignUp } from '../contract.ts'
import { useArrival } from './arrival.ts'
import { makePasskey, passkeysWork } from './passkey.ts'
import { SignUpSteps } from './SignUpSteps.tsx'
import type { AboutYou } from './WhoAreYou.tsx'
import './OneTimeCode.css'

type Way = NewAccount['way']
type ChooseWayInProps = { code: string; you: AboutYou; noticeVersion: string; onBack: () => void }

export function ChooseWayIn({ code, you, noticeVersion, onBack }: ChooseWayInProps) {
  const [kind, setKind] = useState<Way['kind']>(passkeysWork() ? 'passkey' : 'password')
  const arrive = useArrival()
  const [signUp, setSignUp] = useState<StartedSignUp | null>(null) // stays while another is asked for, and with it what was typed
  const started = useMutation({ mutationFn: () => api.post<StartedSignUp>('/api/sign-ups', { code }), onSuccess: setSignUp })
  const start = started.mutate
  useEffect(() => start(), [start])
  const finish = useMutation({
    mutationFn: async (choose: (started: StartedSignUp) => Promise<Way>) => {
      if (you.avatar === null) return
      const current = signUp ?? (await started.mutateAsync()) // a quick press waits for it
      const account: NewAccount = {
        signUpId: current.signUpId,
        code,
        name: you.name.trim(),
        avatar: you.avatar,
        email: you.email.trim() || null,
        noticeVersion,
        way: await choose(current),
      }
      await api.post('/api/accounts', account)
      await arrive(({ viewer }) => (viewer?.kind === 'guardian' ? '/children/new' : '/'))
    },
    onError: (failure) => failure instanceof ApiRefusal && failure.code === 'passkey.wrong' && start(), // its challenge is used up
  })
  return (
    <Screen title={t('family.way.title')} back={onBack}>
      <SignUpSteps now={2} />
      {started.error && <ErrorNote error={started.error} onRetry={start} />}
      {signUp === null && started.isPending && <Waiting />}
      {passkeysWork() ? (
        <Choice
          legend={t('family.way.title')}
          legendHidden
          value={kind}
          onChange={setKind}
          options={[
            {
              value: 'passkey',
              picture: 'key',
              label: `${t('family.way.passkey')} (${t('family.way.passkey.recommended')})`,
              hint: t('family.way.passkey.why'),
            },
            { value: 'password', picture: 'mobile-phone', label: t('family.way.password'), hint: t('family.way.password.why') },
          ]}
        />
      ) : (
        <p>{t('family.way.no-secure')}</p>
      )}
      {kind === 'password' && signUp && (
        <PasswordForm totp={signUp.totp} error={finish.error} busy={finish.isPending} onChosen={(way) => finish.mutate(async () => way)} />
      )}
      {kind === 'passkey' && (
        <>
          {finish.error && <ErrorNote error={finish.error} />}
          <FormActions>
            <Button
              look="main"
              icon="fingerprint"
              busy={finish.isPending}
              onPress={() =>
                finish.mutate(async ({ passkeyOptions }) => ({ kind: 'passkey', response: await makePasskey(passkeyOptions) }))
              }
            >
              {t('family.way.passkey.go')}
            </Button>
          </FormActions>
        </>
      )}
      {isRunOut(finish.error) && (
        <div className="row">
          <Button icon="arrow-counter-clockwise" onPress={start}>
            {t('family.way.again')}
          </Button>
        </div>
      )}
    </Screen>
  )
}

function PasswordForm({
  totp,
  error,
  busy,
  onChosen,
}: {
  totp: StartedSignUp['totp']
  error: Error | null
  busy: boolean
  onChosen: (way: Way) => void
}) {
  const [signInName, setSignInName] = useState('')
  const [password, setPassword] = useState('')
  const [totpCode, setTotpCode] = useState('')
  const [tried, setTried] = useState(false)
  const refused = error instanceof ApiRefusal ? error.code : ''
  const wrong = {
    name: signInName.trim().length < 3 ? t('family.way.name.short') : undefined,
    password: password.length < 12 ? t('family.way.password.short') : undefined,
    totp: /^\d{6}$/.test(totpCode) ? undefined : t('family.way.totp.wrong'),
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
      {error && refused !== 'password.too-weak' && refused !== 'totp.wrong' && <ErrorNote error={error} />}
      <FormActions>
        <Button look="main" type="submit" busy={busy}>
          {t('family.way.go')}
        </Button>
      </FormActions>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (!busy && !wrong.name && !wrong.password && !wrong.totp)
      onChosen({ kind: 'password', signInName: signInName.trim(), password, totpCode })
  }
}

function only(refused: string, code: string) {
  return refused === code ? t(`refusal.${code}`) : undefined
}

function isRunOut(failure: unknown) {
  return failure instanceof ApiRefusal && failure.code === 'code.not-good'
}
