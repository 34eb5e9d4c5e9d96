// A first name, a drawn animal and, if wanted, where alerts go: all that is asked about a grown-up.
import { type SyntheticEvent, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceChooser } from '../../../ui/parts/FaceChooser.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { SignUpSteps } from './SignUpSteps.tsx'

export type AboutYou = { name: string; avatar: string | null; email: string }

export function WhoAreYou({
  you,
  onChange,
  onBack,
  onNext,
}: {
  you: AboutYou
  onChange: (you: AboutYou) => void
  onBack: () => void
  onNext: () => void
}) {
  const [tried, setTried] = useState(false)
  const missing = {
    name: you.name.trim() === '' ? t('family.you-form.name.missing') : undefined,
    avatar: you.avatar === null ? t('family.avatar.missing') : undefined,
    email: /^$|^\S+@\S+\.\S+$/.test(you.email.trim()) ? undefined : t('family.you-form.email.wrong'),
  }
  return (
    <Screen title={t('family.you-form.title')} back={onBack}>
      <SignUpSteps now={1} />
      <p>{t('family.you-form.lead')}</p>
      <form className="stack-wide" onSubmit={submit} noValidate>
        <TextField
          label={t('family.you-form.name')}
          hint={t('family.you-form.name.help')}
          longest={40}
          autoComplete="given-name"
          value={you.name}
          onChange={(name) => onChange({ ...you, name })}
          error={tried ? missing.name : undefined}
        />
        <FaceChooser value={you.avatar} onChange={(avatar) => onChange({ ...you, avatar })} error={tried ? missing.avatar : undefined} />
        <TextField
          label={t('family.you-form.email')}
          hint={t('family.you-form.email.help')}
          type="email"
          inputMode="email"
          autoComplete="email"
          value={you.email}
          onChange={(email) => onChange({ ...you, email })}
          error={tried ? missing.email : undefined}
        />
        <FormActions>
          <Button look="main" type="submit">
            {t('family.next')}
          </Button>
        </FormActions>
      </form>
    </Screen>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (!missing.name && !missing.avatar && !missing.email && you.name.length <= 40) onNext()
  }
}
