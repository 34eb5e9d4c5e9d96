// The other grown-up said yes: the one who showed the code confirms, and only then the connection exists. CNT-1
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'

type OfferToConfirmProps = { offerId: string; mine: Face; other: Face; otherGuardian: Face }

export function OfferToConfirm({ offerId, mine, other, otherGuardian }: OfferToConfirmProps) {
  const [asking, setAsking] = useState(false)
  const names = { mine: mine.name, other: other.name, guardian: otherGuardian.name }
  return (
    <article className="card" aria-labelledby={`offer-${offerId}`}>
      <h2 id={`offer-${offerId}`}>{t('family.offer.title', names)}</h2>
      <FaceRow label={t('family.connection.with', names)} people={[mine, other, otherGuardian]} />
      <p>
        {t('family.offer.body', names)} {t('family.offer.otherwise')}
      </p>
      <div className="row">
        <Button look="main" icon="check" onPress={() => setAsking(true)}>
          {t('family.offer.confirm')}
          <span className="unseen"> {t('family.connection.with', names)}</span>
        </Button>
      </div>
      <FreshCheck open={asking} act="connection.confirm" subject={offerId} onProven={confirm} onClose={() => setAsking(false)}>
        <p>{t('family.connect.confirm.fresh', names)}</p>
      </FreshCheck>
    </article>
  )

  async function confirm(freshCheckId: string) {
    await api.post(`/api/connection-offers/${offerId}/confirmation`, { freshCheckId })
    setAsking(false)
    showToast(t('family.offer.connected', names))
  }
}
