// A calm note while nothing new is kept: what is there is safe, and taking back works. F3
import type { Me } from '../../people/contract.ts'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'

export function Halted({ why }: { why: Me['halted'] }) {
  if (!why) return null
  return (
    <Tip picture="crescent-moon" title={t('child.halted.title')} colour="sun">
      <p>{t(`child.halted.${why}`)}</p>
      <p>{t('child.halted.calm')}</p>
    </Tip>
  )
}
