// Grown-ups are told on every page when this Kitestring closes for good, what becomes of everything, and what they can do instead. GOV-12
import type { Me } from '../../people/contract.ts'
import { formatDates } from '../../people/guardian/when.ts'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'

export function ClosesForGood({ at, to }: { at: Me['closesAt']; to: 'guardian' | 'relative' }) {
  if (at === null) return null
  return (
    <Tip picture="crescent-moon" title={t('family.sunset.title', { day: formatDates(at) })} colour="sun">
      <p>{t(`family.sunset.what.${to}`)}</p>
      {to === 'guardian' && <p>{t('family.sunset.do')}</p>}
    </Tip>
  )
}
