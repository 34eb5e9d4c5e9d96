// Once a child is 13: what it and its guardians decide together, and how each of it stands. DEL-10
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import { isJoint } from '../../people/guardian/joint.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { HandoverStep } from '../contract.ts'
import { Answer } from './Answer.tsx'
import { useHandovers } from './hand-overs.ts'

export function Together({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  return (
    <Screen title={t('family.hand.title', { name: query.data?.name ?? '' })} tab={t('family.children.title')} back={`/children/${childId}`}>
      <Loaded query={query}>{(child) => (isJoint(child) ? <Steps child={child} /> : <NotYet child={child} />)}</Loaded>
    </Screen>
  )
}

function NotYet({ child: { name } }: { child: Child }) {
  return <p>{t('family.hand.not-yet', { name })}</p>
}

function Steps({ child }: { child: Child }) {
  const { id, name } = child
  return (
    <>
      <p>{t('family.hand.lead')}</p>
      <Step child={child} what="take" />
      <Card label={t('family.hand.album')}>
        <h2>{t('family.hand.album')}</h2>
        <p>{t('family.hand.album.what', { name })}</p>
        <div className="row row-end">
          <LinkButton href={`/children/${id}/book`}>{t('family.book.open')}</LinkButton>
        </div>
      </Card>
      <Step child={child} what="wipe" />
      <p className="soft">{t('family.hand.stop', { name })}</p>
    </>
  )
}

function Step({ child: { id, name }, what }: { child: Child; what: HandoverStep }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const handover = useHandovers().find((one) => one.child.id === id && one.what === what)
  return (
    <Card label={t(`family.hand.${what}`)}>
      <h2>{t(`family.hand.${what}`)}</h2>
      <p>{t(`family.hand.${what}.what`, { name })}</p>
      {handover ? (
        <Answer handover={handover} />
      ) : (
        <div className="row row-end">
          <Button onPress={() => setAsking(true)}>
            {t('family.hand.ask', { name })}
            <span className="unseen"> {t(`family.hand.${what}`)}</span>
          </Button>
        </div>
      )}
      <FreshCheck open={asking} act="handover.propose" subject={`${id}:${what}`} onProven={ask} onClose={() => setAsking(false)}>
        <p>{t(`family.hand.ask.${what}`, { name })}</p>
      </FreshCheck>
    </Card>
  )

  async function ask(freshCheckId: string) {
    await api.post(`/api/children/${id}/handovers`, { what, freshCheckId })
    setAsking(false)
    showToast(t('family.hand.asked', { name }))
    await queries.invalidateQueries()
  }
}
