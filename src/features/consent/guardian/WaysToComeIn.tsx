// How somebody who has no code becomes a guardian here: the ways that whoever runs this Kitestring offers, each in one sentence. CON-2
import type { ConsentMethods } from '../contract.ts'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import './WaysToComeIn.css'

export function WaysToComeIn() {
  const offered = useGet<ConsentMethods>('/api/consent-methods').data?.methods ?? []
  const byOperator = offered.filter(({ decidedBy }) => decidedBy.includes('operator'))
  const byGuardians = offered.some(({ decidedBy }) => decidedBy.includes('guardian'))
  if (offered.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('family.ways-in.title')}</h2>
      <ul className="ways-to-come-in">
        {byOperator.map(({ method }) => (
          <li key={method}>{t(`family.ways-in.${method}`)}</li>
        ))}
        {byGuardians && <li>{t('family.ways-in.guardian')}</li>}
      </ul>
    </section>
  )
}
