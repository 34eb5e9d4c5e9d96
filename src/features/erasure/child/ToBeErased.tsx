// A child is told while everything of it may go: by whom, when, and that it has a say with its grown-ups. DEL-6, CON-10
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Handovers } from '../../handover/contract.ts'
import type { Me } from '../../people/contract.ts'

export function ToBeErased({ at }: { at: Me['toBeErasedAt'] }) {
  if (at === null) return null
  return <Soon />
}

function Soon() {
  const together = useGet<Handovers>('/api/handovers').data?.handovers.some(({ what, state }) => what === 'wipe' && state === 'waits')
  if (together)
    return (
      <Tip
        picture="speech-balloon"
        title={t('child.erase.title')}
        colour="sun"
        actions={<LinkButton href="/me/together">{t('child.hand.open')}</LinkButton>}
      >
        <p>{t('child.hand.waits.wipe')}</p>
      </Tip>
    )
  return (
    <Tip picture="speech-balloon" title={t('child.erase.title')} colour="sun">
      <p>{t('child.erase.who')}</p>
      <p>{t('child.erase.when')}</p>
      <p>{t('child.erase.talk')}</p>
    </Tip>
  )
}
