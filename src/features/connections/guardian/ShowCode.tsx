// Showing a one-time code for a child, waiting for the other grown-up, and confirming who answered. CNT-1, CNT-11
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import { OneTimeCode } from '../../sign-in/guardian/OneTimeCode.tsx'
import type { Offer } from '../contract.ts'
import { Connected } from './Connected.tsx'
import { OfferToConfirm } from './OfferToConfirm.tsx'
import { useOffer } from './useOffer.ts'

export function ShowCode({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const name = query.data?.name ?? ''
  return (
    <Screen title={t('family.connect.show.title', { name })} tab={t('family.connect.title')} back={`/children/${childId}/connect`}>
      <Loaded query={query}>{(child) => <CodeFor child={child} />}</Loaded>
    </Screen>
  )
}

function CodeFor({ child }: { child: Child }) {
  const [asking, setAsking] = useState(false)
  const [offer, setOffer] = useState<Offer | null>(null)
  return (
    <>
      {offer === null ? (
        <Scene
          picture="handshake"
          title={t('family.connect.lead')}
          actions={
            <Button look="main" icon="qr-code" onPress={() => setAsking(true)}>
              {t('family.connect.show')}
            </Button>
          }
        />
      ) : (
        <OpenOffer key={offer.offerId} offer={offer} onNew={() => setAsking(true)} />
      )}
      <FreshCheck open={asking} act="connection.offer" subject={child.id} onProven={make} onClose={() => setAsking(false)}>
        <div className="child-top">
          <Avatar face={child} size="small" />
          <p>{t('family.connect.show.fresh', { name: child.name })}</p>
        </div>
      </FreshCheck>
    </>
  )

  async function make(freshCheckId: string) {
    setOffer(await api.post<Offer>(`/api/children/${child.id}/connection-offers`, { freshCheckId }))
    setAsking(false)
  }
}

function OpenOffer({ offer, onNew }: { offer: Offer; onNew: () => void }) {
  const query = useOffer(offer.offerId)
  const state = query.data
  if (state?.state === 'connected' && state.other) return <Connected mine={state.mine} other={state.other} />
  if (state?.state === 'answered' && state.other && state.otherGuardian)
    return <OfferToConfirm offerId={offer.offerId} mine={state.mine} other={state.other} otherGuardian={state.otherGuardian} />
  if (state?.state === 'over')
    return (
      <Scene
        picture="hourglass-done"
        title={t('family.connect.over')}
        actions={
          <Button look="main" onPress={onNew}>
            {t('family.code.new')}
          </Button>
        }
      />
    )
  return (
    <>
      <p>{t('family.connect.show.lead')}</p>
      <OneTimeCode {...offer} qrLabel={t('family.connect.show.qr')} busy={false} onNew={onNew} />
      <Loaded query={query}>{() => <p role="status">{t('family.connect.show.waiting')}</p>}</Loaded>
    </>
  )
}
