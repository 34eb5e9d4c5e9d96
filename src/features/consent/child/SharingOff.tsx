// Sharing is off: who can switch it on, said kindly. Without the child's own yes nothing is shared. CON-9
import type { Me } from '../../people/contract.ts'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Scene } from '../../../ui/parts/Notes.tsx'
import { formatNames, t } from '../../../ui/words.ts'

export function SharingOff({ me: { sharing, pausedBy } }: { me: Me }) {
  if (sharing === 'paused')
    return (
      <Scene picture="crescent-moon" title={t('child.off.paused.title')}>
        <FaceRow label={t('child.off.paused.title')} people={pausedBy} />
        <p>{t('child.off.paused', { names: formatNames(pausedBy.map(({ name }) => name)) })}</p>
        <p>{t('child.off.paused.kept')}</p>
      </Scene>
    )
  if (sharing === 'needs-consent')
    return (
      <Scene picture="crescent-moon" title={t('child.off.title')}>
        <p>{t('child.off.grown-up')}</p>
      </Scene>
    )
  return (
    <Scene
      picture="crescent-moon"
      title={t('child.off.title')}
      actions={
        <LinkButton href="/lesson" icon="hand-waving">
          {t('child.off.lesson')}
        </LinkButton>
      }
    >
      <p>{t('child.off.mine')}</p>
    </Scene>
  )
}
