// Beside the notice: how to reach whoever runs this, whom to complain to, where abuse is reported, and what children find under Help. LEG-1
import { formatDay, formatNames, t } from '../../../ui/words.ts'
import type { Notice } from '../../consent/contract.ts'
import { helplines } from '../helplines.ts'
import { profileOf } from '../profiles.ts'

export function LawHere({ beside: { accountable, contact, foundAt, law: country, checkedOn, stale } }: Pick<Notice, 'beside'>) {
  const { consent, report, authority, minimumAge } = profileOf(country)
  const lines = country ? helplines[country].lines.map(({ name, number }) => `${name} ${number}`) : []
  return (
    <div className="notice-text">
      <h3>{t('family.law.title')}</h3>
      <ul>
        {accountable && <li>{t('family.law.accountable', { accountable })}</li>}
        {contact && <li>{t('family.law.contact', { contact })}</li>}
        <li>{t('family.law.address', { address: foundAt })}</li>
        <li>{country ? t('family.law.consent', { law: consent.law, age: consent.age }) : t('family.law.unknown', { age: consent.age })}</li>
        <li>{authority.web ? t('family.law.authority', authority) : t('family.law.authority.unknown')}</li>
        <li>{t('family.law.report', report)}</li>
        {country && minimumAge && <li>{t('family.law.minimum-age', { law: minimumAge.law, age: minimumAge.age })}</li>}
        <li>{country ? t('family.law.lines', { lines: formatNames(lines) }) : t('family.law.lines.unknown')}</li>
      </ul>
      <p className="soft">
        {t('family.law.checked', { when: formatDay(`${checkedOn}T12:00:00Z`) })} {stale && t('family.law.stale')}
      </p>
    </div>
  )
}
