// A child is told while everything of it may go: by whom, when, and that it has a say with its grown-ups. DEL-6, CON-10
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import type { Me } from '../../people/contract.ts'

export function ToBeErased({ at }: { at: Me['toBeErasedAt'] }) {
  if (at === null) return null
  return (
    <Tip picture="speech-balloon" title={t('child.erase.title')} colour="sun">
      <p>{t('child.erase.who')}</p>
      <p>{t('child.erase.when')}</p>
      <p>{t('child.erase.talk')}</p>
    </Tip>
  )
}
