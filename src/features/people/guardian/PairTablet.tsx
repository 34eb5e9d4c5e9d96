// A code for the child's tablet: works once, for minutes; the screen follows when the tablet is there.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded, Scene, Waiting } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { OneTimeCode } from '../../sign-in/guardian/OneTimeCode.tsx'
import { NameForm } from '../../sign-in/guardian/NameDevice.tsx'
import type { Child, Device, Pairing } from '../contract.ts'

const lookAgain = 4_000 // milliseconds; news usually comes by itself, this is for when it does not

export function PairTablet({ childId }: { childId: string }) {
  const path = `/api/children/${childId}`
  const query = useQuery({ queryKey: [path], queryFn: () => api.get<Child>(path), refetchInterval: lookAgain })
  return <Loaded query={query}>{(child) => <PairOne child={child} />}</Loaded>
}

function PairOne({ child }: { child: Child }) {
  const [before] = useState(() => child.devices.map((device) => device.id))
  const pairing = useMutation({ mutationFn: () => api.post<Pairing>(`/api/children/${child.id}/pairings`) })
  const make = pairing.mutate
  useEffect(() => make(), [make])
  const paired = child.devices.find((device) => !before.includes(device.id))
  if (paired)
    return (
      <Screen title={t('family.pair.done.title', { name: child.name })} tab={t('family.children.title')}>
        <Scene drifts picture="check-mark-button" title={t('family.pair.done', { name: child.name })} />
        <OfferName child={child} device={paired} />
        <div className="row">
          <LinkButton href={`/children/${child.id}`}>{t('family.pair.to-child', { name: child.name })}</LinkButton>
        </div>
      </Screen>
    )
  return (
    <Screen title={t('family.pair.title', { name: child.name })} tab={t('family.children.title')} back={`/children/${child.id}`}>
      <p>{t('family.pair.lead')}</p>
      {pairing.error && <ErrorNote error={pairing.error} onRetry={make} />}
      {pairing.data ? (
        <OneTimeCode {...pairing.data} qrLabel={t('family.pair.qr')} busy={pairing.isPending} onNew={make} />
      ) : (
        pairing.isPending && <Waiting />
      )}
      <p role="status">{t('family.pair.waiting')}</p>
      <div className="row">
        <LinkButton look="quiet" href={`/children/${child.id}`}>
          {t('family.pair.later')}
        </LinkButton>
      </div>
    </Screen>
  )
}

/** A name stands there to be taken, unless another tablet has it; who goes on without one has a tablet without a name. */
function OfferName({ child, device }: { child: Child; device: Device }) {
  const [, go] = useLocation()
  const usual = t('family.pair.name', { name: child.name })
  return (
    <Card label={t('family.device.name.title')}>
      <NameForm
        device={device}
        hint={t('family.child.device.name.help', { name: child.name })}
        typed={child.devices.some(({ name }) => name === usual) ? '' : usual}
        onNamed={() => go(`/children/${child.id}`)}
      />
    </Card>
  )
}
