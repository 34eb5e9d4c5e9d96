// The form is on its way and somebody looks at it: how long at most, what is kept until then, and how one hears of it. CON-1, CON-6
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Scene } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import type { FormStanding, newFormAddress } from '../contract.ts'

type FormWaitsProps = { code: string; form: FormStanding; onLook: () => void; onLeave: () => void }

export function FormWaits({ code, form, onLook, onLeave }: FormWaitsProps) {
  return (
    <Screen title={t('family.form.waits.title')} back={onLeave}>
      <Scene
        picture="hourglass-done"
        title={t('family.form.waits', { when: formatDay(form.sentAt ?? '') })}
        actions={
          <Button icon="arrow-counter-clockwise" onPress={onLook}>
            {t('family.form.waits.again')}
          </Button>
        }
      >
        <p>{t('family.form.waits.until')}</p>
      </Scene>
      <Card label={t('family.form.tell')}>
        <h2>{t('family.form.tell')}</h2>
        {form.tellsBy === 'mail' ? <p role="status">{t('family.form.tell.mail')}</p> : <TellMe code={code} onLeft={onLook} />}
        <p>{t('family.form.tell.code')}</p>
      </Card>
    </Screen>
  )
}

function TellMe({ code, onLeft }: { code: string; onLeft: () => void }) {
  const [email, setEmail] = useState('')
  const leave = useMutation({
    mutationFn: async () => {
      const body: z.infer<typeof newFormAddress> = { code, email: email.trim() }
      await api.post('/api/forms/mail', body)
    },
    onSuccess: onLeft,
  })
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={t('family.form.tell.address')}
        hint={t('family.form.tell.address.why')}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={email}
        onChange={setEmail}
      />
      {leave.error && <ErrorNote error={leave.error} />}
      <div className="row">
        <Button look="main" icon="envelope" type="submit" busy={leave.isPending}>
          {t('family.form.tell.go')}
        </Button>
      </div>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!leave.isPending && email.trim() !== '') leave.mutate()
  }
}
