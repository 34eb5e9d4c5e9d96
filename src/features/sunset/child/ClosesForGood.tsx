// A child is told when all of this ends, who gets its photos, and that it can take back what shall not go along. GOV-12, DEL-5
import type { Me } from '../../people/contract.ts'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { formatDay, t } from '../../../ui/words.ts'

export function ClosesForGood({ at }: { at: Me['closesAt'] }) {
  if (at === null) return null
  return (
    <Tip picture="crescent-moon" title={t('child.sunset.title', { day: formatDay(at) })} colour="sun">
      <p>{t('child.sunset.what')}</p>
      <p>{t('child.sunset.do')}</p>
    </Tip>
  )
}
