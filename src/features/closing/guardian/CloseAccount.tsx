// Before a grown-up closes their account: what goes, what stays with others, and until when it can be kept. DEL-6
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import type { Erasure } from '../../erasure/contract.ts'
import { ErasedChildren } from '../../erasure/guardian/Erased.tsx'
import { ProposalCard } from '../../guardians/guardian/ProposalCard.tsx'
import type { Proposals } from '../../guardians/contract.ts'
import type { Child, Face } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Closing } from '../contract.ts'

const path = '/api/account/closing'

export function CloseAccount({ viewer }: { viewer: Face }) {
  const query = useGet<Closing>(path)
  return (
    <Screen title={t('family.close.title')} back="/you">
      <Loaded query={query}>
        {({ askedAt }) => (askedAt === null ? <BeforeIt viewer={viewer} /> : <UnderWay askedAt={askedAt} viewer={viewer} />)}
      </Loaded>
    </Screen>
  )
}

function BeforeIt({ viewer }: { viewer: Face }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  return (
    <>
      {viewer.kind === 'relative' ? <Parting /> : <EachChild viewer={viewer} />}
      <Card label={t('family.close.you')}>
        <h2>{t('family.close.you')}</h2>
        <p>{t('family.close.you.what')}</p>
        <p>{t('family.close.you.stays')}</p>
      </Card>
      <p>{t('family.close.again')}</p>
      <div className="row row-end">
        <LinkButton href="/you">{t('family.close.not')}</LinkButton>
        <Button look="risky" onPress={() => setAsking(true)}>
          {t('family.close.go')}
        </Button>
      </div>
      <FreshCheck open={asking} act="account.close" subject="self" onProven={close} onClose={() => setAsking(false)}>
        <p>{t('family.close.fresh')}</p>
      </FreshCheck>
    </>
  )

  async function close(freshCheckId: string) {
    await api.post(path, { freshCheckId })
    setAsking(false)
    await queries.invalidateQueries()
  }
}

function Parting() {
  return (
    <Card label={t('family.close.children')}>
      <h2>{t('family.close.children')}</h2>
      <p>{t('family.close.relative')}</p>
    </Card>
  )
}

function EachChild({ viewer }: { viewer: Face }) {
  const query = useGet<{ children: Child[] }>('/api/children')
  return (
    <Loaded query={query}>
      {({ children }) => (
        <Card label={t('family.close.children')}>
          <h2>{t('family.close.children')}</h2>
          {children.length === 0 && <p>{t('family.close.no-child')}</p>}
          {children.map((child) => (
            <OneChild key={child.id} child={child} others={child.guardians.filter(({ id }) => id !== viewer.id)} />
          ))}
        </Card>
      )}
    </Loaded>
  )
}

function OneChild({ child: { id, name }, others }: { child: Child; others: Face[] }) {
  if (others.length > 0) return <p>{t('family.close.stays', { name, names: formatNames(others.map((other) => other.name)) })}</p>
  return (
    <>
      <p>{t('family.close.erased', { name })}</p>
      <div className="row">
        <LinkButton href={`/children/${id}/take`}>{t('family.close.take', { name })}</LinkButton>
        <LinkButton href={`/children/${id}/guardians/invite`}>{t('family.close.somebody', { name })}</LinkButton>
      </div>
    </>
  )
}

function UnderWay({ askedAt, viewer }: { askedAt: string; viewer: Face }) {
  const queries = useQueryClient()
  const keep = useMutation({
    mutationFn: async () => {
      await api.delete(path)
      showToast(t('family.close.kept'))
      await queries.invalidateQueries()
    },
  })
  return (
    <>
      <Scene
        picture="hourglass-done"
        title={t('family.close.under-way')}
        actions={
          <Button look="main" busy={keep.isPending} onPress={() => keep.mutate()}>
            {t('family.close.keep')}
          </Button>
        }
      >
        <p>{t('family.close.when')}</p>
        <p>{t('family.close.keep.what')}</p>
      </Scene>
      {keep.error && <ErrorNote error={keep.error} />}
      {viewer.kind === 'guardian' && <LastOf viewer={viewer} />}
      {viewer.kind === 'guardian' && <WhatWaits me={viewer.id} since={askedAt} />}
    </>
  )
}

/** Those who were to stay with others, and whom nobody else looks after any more. */
function LastOf({ viewer }: { viewer: Face }) {
  const { children = [] } = useGet<{ children: Child[] }>('/api/children').data ?? {}
  const { proposals = [] } = useGet<Proposals>('/api/proposals').data ?? {}
  const left = proposals.filter(({ what, outcome, by }) => what === 'remove-guardian' && outcome !== null && by?.id === viewer.id)
  return children
    .filter(({ id, guardians }) => guardians.every((one) => one.id === viewer.id) && left.some(({ child }) => child.id === id))
    .map(({ id, name }) => (
      <Tip key={id} picture="hugging-face" title={t('family.close.last', { name })}>
        <p>{t('family.close.last.what', { name })}</p>
      </Tip>
    ))
}

/** The children one still leaves, and the receipts of those who were erased, to be saved before the account is gone. */
function WhatWaits({ me, since }: { me: string; since: string }) {
  const proposals = useGet<Proposals>('/api/proposals')
  const erasures = useGet<{ erasures: Erasure[] }>('/api/erasures')
  return (
    <>
      <Loaded query={proposals}>
        {({ proposals }) =>
          proposals
            .filter(({ what, outcome, by, about }) => what === 'remove-guardian' && outcome === null && by?.id === me && about?.id === me)
            .map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} me={me} />)
        }
      </Loaded>
      <Loaded query={erasures}>{({ erasures }) => <ErasedChildren erasures={erasures.filter(({ askedAt }) => askedAt >= since)} />}</Loaded>
    </>
  )
}
