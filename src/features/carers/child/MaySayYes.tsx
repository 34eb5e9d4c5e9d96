// Who besides a child's own grown-ups may say yes just now, who asked them, and until when. PAR-3, decision 0048
import { Tip } from '../../../ui/parts/Tip.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { partsOf } from '../../people/faces.ts'
import type { Carers } from '../contract.ts'
import { dayWords } from '../last-day.ts'

export function MaySayYes() {
  const carers = useGet<Carers>('/api/carers').data?.carers ?? []
  return carers.map(({ id, carer, by, lastDay }) => (
    <Tip
      key={id}
      picture={partsOf(carer.avatar).animal}
      title={t('child.carer.until', { name: carer.name, day: dayWords(lastDay) })}
      colour="sun"
    >
      {by && <p>{t('child.carer.by', { name: by.name })}</p>}
      <p>{t('child.carer.what')}</p>
    </Tip>
  ))
}
