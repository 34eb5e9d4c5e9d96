// Scanning or typing the other grown-up's code, seeing who it is, and saying yes for one's own child. CNT-1, CNT-11
import { useMutation } from '@tanstack/react-query'
import { type SyntheticEvent, useEffect, useState } from 'react'
import type { z } from 'zod'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Choice, FaceRow } from '../../../ui/parts/Choice.tsx'
import { groupCode } from '../../../ui/group-code.ts'
import { CodeField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Loaded, Scene, Waiting } from '../../../ui/parts/Notes.tsx'
import { hasCamera } from '../../../ui/camera.ts'
import { QrScan } from '../../../ui/parts/QrScan.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child, children } from '../../people/contract.ts'
import { partsOf } from '../../people/faces.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import { forgetFragmentCode, useFragmentCode } from '../../sign-in/guardian/fragment-code.ts'
import type { answered, lookedAtOffer } from '../contract.ts'
import { Connected } from './Connected.tsx'
import { useOffer } from './useOffer.ts'

type Who = z.infer<typeof lookedAtOffer>

export function AnswerCode() {
  const carried = useFragmentCode()
  const [code, setCode] = useState(groupCode(carried))
  const [found, setFound] = useState<{ code: string; who: Who } | null>(null)
  const look = useMutation({
    mutationFn: (code: string) => api.post<Who>('/api/connection-offers/look', { code }),
    onSuccess: (who, code) => setFound({ code, who }),
  })
  const lookAt = look.mutate
  useEffect(() => {
    if (carried === '') return
    setCode(groupCode(carried))
    lookAt(carried)
    forgetFragmentCode()
  }, [carried, lookAt])
  if (found) return <Answer {...found} onOther={() => setFound(null)} />
  return (
    <Screen title={t('family.connect.scan.title')} back={() => history.back()}>
      <p>{t(hasCamera() ? 'family.connect.scan.lead' : 'family.connect.scan.type')}</p>
      <QrScan
        onText={(text) => {
          setCode(groupCode(text))
          look.mutate(groupCode(text))
        }}
      />
      <form className="stack" onSubmit={submit}>
        <CodeField label={t('family.connect.scan.code')} value={code} onChange={setCode} />
        {look.error && <ErrorNote error={look.error} onRetry={look.error instanceof ApiRefusal ? undefined : () => look.mutate(code)} />}
        {look.isPending && <Waiting />}
        <div className="row">
          <Button look="main" type="submit" busy={look.isPending}>
            {t('family.connect.scan.go')}
          </Button>
        </div>
      </form>
    </Screen>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!look.isPending) look.mutate(code)
  }
}

function Answer({ code, who, onOther }: { code: string; who: Who; onOther: () => void }) {
  const query = useGet<z.infer<typeof children>>('/api/children')
  const [offerId, setOfferId] = useState<string | null>(null)
  if (offerId !== null) return <Answered offerId={offerId} guardian={who.guardian.name} />
  return (
    <Screen title={t('family.connect.who.title')} back={onOther}>
      <FaceRow label={t('family.connect.who', { child: who.child.name, guardian: who.guardian.name })} people={[who.child, who.guardian]} />
      <p>{t('family.connect.who', { child: who.child.name, guardian: who.guardian.name })}</p>
      <Loaded query={query}>
        {({ children }) =>
          children.length === 0 ? (
            <>
              <p>{t('family.connect.no-child')}</p>
              <div className="row">
                <LinkButton look="main" icon="plus" href="/children/new">
                  {t('family.children.add')}
                </LinkButton>
              </div>
            </>
          ) : (
            <WhichChild code={code} who={who} own={children} onOther={onOther} onAnswered={setOfferId} />
          )
        }
      </Loaded>
    </Screen>
  )
}

type WhichChildProps = { code: string; who: Who; own: Child[]; onOther: () => void; onAnswered: (offerId: string) => void }

function WhichChild({ code, who, own, onOther, onAnswered }: WhichChildProps) {
  const [childId, setChildId] = useState<string | null>(own.length === 1 ? (own[0]?.id ?? null) : null)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const mine = own.find((child) => child.id === childId)
  return (
    <>
      <Choice
        legend={t('family.connect.which')}
        value={childId}
        onChange={setChildId}
        options={own.map((child) => ({ value: child.id, label: child.name, picture: partsOf(child.avatar).animal }))}
      />
      <p className="field-problem" aria-live="polite">
        {tried && !mine ? t('family.connect.which.missing') : ''}
      </p>
      <div className="row row-end">
        <Button onPress={onOther}>{t('family.connect.answer.not')}</Button>
        <Button look="main" icon="check" onPress={() => (mine ? setAsking(true) : setTried(true))}>
          {t('family.connect.answer')}
        </Button>
      </div>
      {mine && (
        <FreshCheck
          open={asking}
          act="connection.answer"
          subject={code}
          onProven={(freshCheckId) => answer(mine.id, freshCheckId)}
          onClose={() => setAsking(false)}
        >
          <p>{t('family.connect.answer.fresh', { mine: mine.name, other: who.child.name })}</p>
        </FreshCheck>
      )}
    </>
  )

  async function answer(childId: string, freshCheckId: string) {
    const { offerId } = await api.post<z.infer<typeof answered>>('/api/connection-offers/answer', { code, childId, freshCheckId })
    onAnswered(offerId)
  }
}

function Answered({ offerId, guardian }: { offerId: string; guardian: string }) {
  const query = useOffer(offerId)
  return (
    <Screen title={t(query.data?.state === 'connected' ? 'family.connect.done.title' : 'family.connect.answered.title')}>
      <Loaded query={query}>
        {({ state, mine, other }) => {
          if (state === 'connected' && other) return <Connected mine={mine} other={other} />
          if (state === 'over')
            return (
              <Scene
                picture="hourglass-done"
                title={t('family.connect.over')}
                actions={
                  <LinkButton look="main" href={`/children/${mine.id}/connect`}>
                    {t('family.connect.title')}
                  </LinkButton>
                }
              />
            )
          return <Scene picture="hourglass-done" title={t('family.connect.answered', { guardian })} />
        }}
      </Loaded>
    </Screen>
  )
}
