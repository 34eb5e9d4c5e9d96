// A guardian moves a child to the words of another age: what changes, what stays, and for whom it waits. KID-5, CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import { ProposalCard } from '../../guardians/guardian/ProposalCard.tsx'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Child, Me } from '../contract.ts'

export function AgeHere({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(childId).find(({ what }) => what === 'older-band')
  return (
    <Screen title={t('family.age.title', { name: query.data?.name ?? '' })} tab={t('family.children.title')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(child) => (
          <>
            <p>{t('family.age.now', { band: t(`family.band.${child.band}`) })}</p>
            {waiting ? (
              <ProposalCard proposal={waiting} me={me} />
            ) : child.band === '5-9' ? (
              <Older child={child} />
            ) : (
              <Younger child={child} />
            )}
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Older({ child: { id, name, guardians } }: { child: Child }) {
  const [asking, setAsking] = useState(false)
  const [, goTo] = useLocation()
  const queries = useQueryClient()
  const waits = guardians.length > 1
  return (
    <>
      <Changes name={name} to="older" />
      {waits && <p>{t('family.age.older.waits')}</p>}
      <div className="row row-end">
        <Button look="main" onPress={() => setAsking(true)}>
          {t(waits ? 'family.age.older.ask' : 'family.age.older')}
        </Button>
      </div>
      <FreshCheck open={asking} act="band.older" subject={id} onProven={move} onClose={() => setAsking(false)}>
        <p>{t('family.age.older.words', { name })}</p>
      </FreshCheck>
    </>
  )

  async function move(freshCheckId: string) {
    await api.post(`/api/children/${id}/older-band`, { freshCheckId })
    setAsking(false)
    showToast(t(waits ? 'family.age.older.asked' : 'family.age.older.done', { name }))
    goTo(`/children/${id}`)
    await queries.invalidateQueries()
  }
}

function Younger({ child: { id, name } }: { child: Child }) {
  const [, goTo] = useLocation()
  const queries = useQueryClient()
  const moving = useMutation({
    mutationFn: () => api.post(`/api/children/${id}/younger-band`, {}),
    onSuccess: () => {
      showToast(t('family.age.younger.done', { name }))
      goTo(`/children/${id}`)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Changes name={name} to="younger" />
      <p>{t('family.age.younger.at-once')}</p>
      {moving.error && <ErrorNote error={moving.error} />}
      <div className="row row-end">
        <Button look="main" busy={moving.isPending} onPress={() => moving.mutate()}>
          {t('family.age.younger')}
        </Button>
      </div>
    </>
  )
}

function Changes({ name, to }: { name: string; to: 'older' | 'younger' }) {
  return (
    <Card label={t('family.age.changes')}>
      <h2>{t('family.age.changes')}</h2>
      <p>{t(`family.age.${to}.words`, { name })}</p>
      <p>{t(`family.age.${to}.stays`, { name })}</p>
      <p>{t('family.age.told', { name })}</p>
    </Card>
  )
}
