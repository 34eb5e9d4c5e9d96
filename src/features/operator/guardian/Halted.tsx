// A note to grown-ups while nothing new is kept: why, what still works, and who can help. F3, I17
import type { Me } from '../../people/contract.ts'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'

export function Halted({ why }: { why: Me['halted'] }) {
  if (!why) return null
  return (
    <Tip picture="electric-plug" title={t('family.halted.title')} colour="coral">
      <p>{t(`family.halted.${why}`)}</p>
      <p>{t('family.halted.works')}</p>
    </Tip>
  )
}
