// The end of connecting: both said yes, and what that means.
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Scene } from '../../../ui/parts/Notes.tsx'
import { t } from '../../../ui/words.ts'
import { OnlyFamily } from '../../settings/guardian/OnlyFamily.tsx'
import type { Face } from '../../people/contract.ts'

export function Connected({ mine, other }: { mine: Face; other: Face }) {
  const names = { mine: mine.name, other: other.name }
  return (
    <Scene
      drifts
      picture="handshake"
      title={t('family.offer.connected', names)}
      actions={
        <LinkButton look="main" href={`/children/${mine.id}`}>
          {t('family.pair.to-child', { name: mine.name })}
        </LinkButton>
      }
    >
      <FaceRow label={t('family.connection.with', names)} people={[mine, other]} />
      <p role="status">{t('family.offer.connected.more')}</p>
      <OnlyFamily child={mine} />
    </Scene>
  )
}
