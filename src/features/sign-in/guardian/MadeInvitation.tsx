// An invitation that has just been made: shown once, for one person.
import { Card } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { Invitation } from '../contract.ts'
import { OneTimeCode } from './OneTimeCode.tsx'

export function MadeInvitation({ invitation, onNew }: { invitation: Invitation; onNew: () => void }) {
  return (
    <Card label={t('family.invite.ready')}>
      <h2>{t('family.invite.ready')}</h2>
      <p>{t('family.invite.ready.lead')}</p>
      <OneTimeCode {...invitation} qrLabel={t('family.invite.qr')} busy={false} onNew={onNew} />
    </Card>
  )
}
