// Choosing a way in, as the last step of a sign-up or of coming back: a passkey (recommended), or a strong password with an authenticator app.
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Waiting } from '../../../ui/parts/Notes.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { NewWayIn, SignUp as StartedSignUp } from '../contract.ts'
import { makePasskey, passkeysWork } from './passkey.ts'
import { PasswordForm } from './PasswordForm.tsx'

type ChooseWayInProps = {
  code: string
  lead: ReactNode // above the choice
  go: string // what the last press does, in words
  onChosen: (signUpId: string, way: NewWayIn) => Promise<void>
  onBack: () => void
}

export function ChooseWayIn({ code, lead, go, onChosen, onBack }: ChooseWayInProps) {
  const [kind, setKind] = useState<NewWayIn['kind']>(passkeysWork() ? 'passkey' : 'password')
  const [signUp, setSignUp] = useState<StartedSignUp | null>(null) // stays while another is asked for, and with it what was typed
  const started = useMutation({ mutationFn: () => api.post<StartedSignUp>('/api/sign-ups', { code }), onSuccess: setSignUp })
  const start = started.mutate
  useEffect(() => start(), [start])
  const finish = useMutation({
    mutationFn: async (choose: (started: StartedSignUp) => Promise<NewWayIn>) => {
      const current = signUp ?? (await started.mutateAsync()) // a quick press waits for it
      await onChosen(current.signUpId, await choose(current))
    },
    onError: (failure) => failure instanceof ApiRefusal && failure.code === 'passkey.wrong' && start(), // its challenge is used up
  })
  return (
    <Screen title={t('family.way.title')} back={onBack}>
      {lead}
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
        <PasswordForm
          totp={signUp.totp}
          go={go}
          error={finish.error}
          busy={finish.isPending}
          onChosen={({ totpCode = '', ...way }) => finish.mutate(async () => ({ kind: 'password', ...way, totpCode }))}
        />
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

function isRunOut(failure: unknown) {
  return failure instanceof ApiRefusal && failure.code === 'code.not-good'
}
