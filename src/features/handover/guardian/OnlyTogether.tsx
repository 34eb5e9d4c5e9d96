// Where a guardian alone decided before: once the child is 13 it takes both. DEL-10
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'

export function OnlyTogether({ child: { id, name } }: { child: Child }) {
  return (
    <Tip
      picture="seedling"
      title={t('family.hand.title', { name })}
      colour="leaf"
      actions={<LinkButton href={`/children/${id}/together`}>{t('family.grow.decide')}</LinkButton>}
    >
      <p>{t('family.hand.together', { name })}</p>
    </Tip>
  )
}
