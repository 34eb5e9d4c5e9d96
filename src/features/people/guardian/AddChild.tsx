// A child's profile and the guardian's itemised yes travel together; without the yes nothing is kept. CON-1, CON-4, CON-8
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { FaceChooser } from '../../../ui/parts/FaceChooser.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { useGet, usePost } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Notice, Purpose } from '../../consent/contract.ts'
import { ConsentChoices } from '../../consent/guardian/ConsentChoices.tsx'
import { NoticeText } from '../../consent/guardian/NoticeText.tsx'
import type { Band } from '../avatars.ts'
import type { Child, NewChild } from '../contract.ts'

type Profile = { name: string; avatar: string | null; band: Band | null }

export function AddChild() {
  const [profile, setProfile] = useState<Profile>({ name: '', avatar: null, band: null })
  const [step, setStep] = useState<'who' | 'consent'>('who')
  if (step === 'who') return <WhoIsIt profile={profile} onChange={setProfile} onNext={() => setStep('consent')} />
  return <SayYes profile={profile} onBack={() => setStep('who')} />
}

function WhoIsIt({ profile, onChange, onNext }: { profile: Profile; onChange: (profile: Profile) => void; onNext: () => void }) {
  const [tried, setTried] = useState(false)
  const isReady = profile.name.trim() !== '' && profile.name.length <= 40 && profile.avatar !== null && profile.band !== null
  return (
    <Screen title={t('family.add.title')} back="/children">
      <form className="stack-wide" onSubmit={submit} noValidate>
        <TextField
          label={t('family.add.name')}
          hint={t('family.add.name.help')}
          longest={40}
          value={profile.name}
          onChange={(name) => onChange({ ...profile, name })}
          error={tried && profile.name.trim() === '' ? t('family.add.name.missing') : undefined}
        />
        <FaceChooser
          value={profile.avatar}
          onChange={(avatar) => onChange({ ...profile, avatar })}
          error={tried && profile.avatar === null ? t('family.avatar.missing') : undefined}
        />
        <div className="stack">
          <Choice
            legend={t('family.add.band')}
            value={profile.band}
            onChange={(band) => onChange({ ...profile, band })}
            options={[
              { value: '5-9', label: t('family.band.5-9'), hint: t('family.band.5-9.why') },
              { value: '10-13', label: t('family.band.10-13'), hint: t('family.band.10-13.why') },
            ]}
          />
          <p className="field-problem" aria-live="polite">
            {tried && profile.band === null ? t('family.add.band.missing') : ''}
          </p>
          <p className="soft">{t('family.add.band.help')}</p>
        </div>
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
    if (isReady) onNext()
  }
}

function SayYes({ profile, onBack }: { profile: Profile; onBack: () => void }) {
  const query = useGet<Notice>('/api/notice')
  return (
    <Screen title={t('family.add.consent')} back={onBack}>
      <p>{t('family.add.consent.lead')}</p>
      <Loaded query={query}>{(notice) => <ConsentForm profile={profile} notice={notice} />}</Loaded>
    </Screen>
  )
}

function ConsentForm({ profile, notice }: { profile: Profile; notice: Notice }) {
  const [chosen, setChosen] = useState<Purpose[]>([])
  const [tried, setTried] = useState(false)
  const [reading, setReading] = useState(false)
  const queries = useQueryClient()
  const [, go] = useLocation()
  const make = usePost<Pick<Child, 'id'>, NewChild>('/api/children') // a press after a lost connection makes no second child
  const missing = notice.purposes.some(({ purpose, needed }) => needed && !chosen.includes(purpose))
  return (
    <form className="stack" onSubmit={submit}>
      <ConsentChoices notice={notice} chosen={chosen} onChange={setChosen} />
      <p className="field-problem" aria-live="polite">
        {tried && missing ? t('family.add.consent.missing') : ''}
      </p>
      <div className="row">
        <p className="soft">{t('family.add.notice', { version: notice.version })}</p>
        <Button look="quiet" icon="info" onPress={() => setReading(true)}>
          {t('family.child.consent.notice')}
        </Button>
      </div>
      {make.error && <ErrorNote error={make.error} />}
      <FormActions>
        <Button look="main" type="submit" busy={make.isPending}>
          {t('family.add.go')}
        </Button>
      </FormActions>
      <Sheet open={reading} title={t('family.notice.title')} onClose={() => setReading(false)}>
        <NoticeText notice={notice} />
      </Sheet>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    const { name, avatar, band } = profile
    if (make.isPending || missing || avatar === null || band === null) return
    make.mutate(
      { name: name.trim(), avatar, band, noticeVersion: notice.version, purposes: chosen },
      {
        onSuccess: (child) => {
          void queries.invalidateQueries()
          go(`/children/${child.id}/tablet`)
        },
        onError: (failure) =>
          failure instanceof ApiRefusal &&
          failure.code === 'consent.old-notice' &&
          queries.invalidateQueries({ queryKey: ['/api/notice'] }),
      },
    )
  }
}
