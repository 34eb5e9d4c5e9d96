// Once it is 13, a child decides with a guardian: it asks, or says its own yes or no. DEL-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Handover, Handovers, HandoverStep } from '../contract.ts'

const drawn = { take: 'framed-picture', wipe: 'cloud' } as const

export function ChooseTogether() {
  const query = useGet<Handovers>('/api/handovers')
  return (
    <Screen title={t('child.hand.title')} back="/me" say={`${t('child.hand.lead')} ${t('child.hand.alone')}`}>
      <div>
        <p>{t('child.hand.lead')}</p>
        <p>{t('child.hand.alone')}</p>
      </div>
      <Loaded query={query}>
        {({ handovers }) => (
          <ul className="stack">
            {(['take', 'wipe'] as const).map((what) => (
              <li key={what} className="card">
                <Step what={what} handover={handovers.find((one) => one.what === what)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Keeps what="yeses" />
    </Screen>
  )
}

function Step({ what, handover }: { what: HandoverStep; handover: Handover | undefined }) {
  const [sure, setSure] = useState(false)
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries()
  const asking = useMutation({ mutationFn: () => api.post('/api/handovers', { what }), onSettled })
  const ending = useMutation({ mutationFn: () => api.delete(`/api/handovers/${handover?.id}`), onSettled })
  const saysYes = useMutation({
    mutationFn: () => api.post(`/api/handovers/${handover?.id}/assent`, {}),
    onSuccess: () => setSure(false),
    onSettled,
  })
  const name = t(`child.hand.${what}`)
  const words = `${t(`child.hand.${what}.what`)} ${handover ? standOf(handover) : ''}`
  const error = asking.error ?? ending.error ?? (what === 'take' ? saysYes.error : null)
  return (
    <>
      <div className="row">
        <Picture name={drawn[what]} />
        <h2>{name}</h2>
        <SpeakButton words={`${name}. ${words}`} />
      </div>
      <p>{t(`child.hand.${what}.what`)}</p>
      {handover && (
        <p>
          <strong>{standOf(handover)}</strong>
        </p>
      )}
      {error && <ErrorNote error={error} />}
      <div className="row">
        {!handover && (
          <Button busy={asking.isPending} onPress={() => asking.mutate()}>
            {t('child.hand.ask')}
            <span className="unseen"> {name}</span>
          </Button>
        )}
        {handover?.mayAgree && (
          <Button icon="check" busy={saysYes.isPending} onPress={() => (what === 'wipe' ? setSure(true) : saysYes.mutate())}>
            {t('child.hand.yes')}
            <span className="unseen"> {name}</span>
          </Button>
        )}
        {handover && (
          <Button busy={ending.isPending} onPress={() => ending.mutate()}>
            {t(handover.mayAgree ? 'child.hand.no' : 'child.hand.back')}
            <span className="unseen"> {name}</span>
          </Button>
        )}
      </div>
      <Question
        open={sure}
        title={t('child.hand.sure')}
        keep={t('child.hand.keep')}
        go={t('child.hand.go')}
        look="risky"
        doing={saysYes}
        onGo={() => saysYes.mutate()}
        onClose={() => setSure(false)}
      >
        <p>{t('child.hand.wipe.what')}</p>
      </Question>
    </>
  )
}

function standOf({ child, what, by, state }: Handover): string {
  if (state === 'waits') return t(`child.hand.waits.${what}`)
  if (state === 'ready') return t('child.hand.ready')
  if (by?.id === child.id) return t('child.hand.by-me')
  return t('child.hand.by-them', { name: by?.name ?? t('child.hand.somebody') })
}
