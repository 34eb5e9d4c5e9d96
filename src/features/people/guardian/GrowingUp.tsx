// When a child grows out of Kitestring: what is offered from then on, and when everything here has ended. The child reads the same. DEL-10
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { formatMonth, t } from '../../../ui/words.ts'
import type { Child } from '../contract.ts'
import { endOfGrowing, isThirteen } from '../growing.ts'

export function GrowingUp({ child: { id, name, band, growsUpOn } }: { child: Child }) {
  const page = `/children/${id}/growing-up`
  if (growsUpOn === null)
    return band === '10-13' ? (
      <div className="row">
        <LinkButton look="quiet" href={page}>
          {t('family.grow.ask', { name })}
        </LinkButton>
      </div>
    ) : null
  return (
    <Tip
      picture="seedling"
      colour="leaf"
      title={t('family.grow.title', { name, month: formatMonth(growsUpOn) })}
      actions={
        <>
          {isThirteen(growsUpOn, new Date()) && <LinkButton href={`/children/${id}/together`}>{t('family.grow.decide')}</LinkButton>}
          <LinkButton look="quiet" href={page}>
            {t('family.grow.another')}
          </LinkButton>
        </>
      }
    >
      <p>{t('family.grow.together', { name })}</p>
      <p>{t('family.grow.end', { name, month: formatMonth(endOfGrowing(growsUpOn)) })}</p>
      <p>{t('family.grow.told', { name })}</p>
    </Tip>
  )
}
