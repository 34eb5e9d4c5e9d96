// A child reads when it grows out of Kitestring, who decides with it then, and when all of it here has ended. DEL-10
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { formatMonth, t } from '../../../ui/words.ts'
import type { Me } from '../contract.ts'
import { endOfGrowing, isThirteen } from '../growing.ts'

export function GrowingUp({ on }: { on: Me['growsUpOn'] }) {
  if (on === null) return null
  return (
    <Tip
      picture="seedling"
      title={t('child.grow.title', { month: formatMonth(on) })}
      colour="leaf"
      actions={isThirteen(on, new Date()) && <LinkButton href="/me/together">{t('child.grow.decide')}</LinkButton>}
    >
      <p>{t('child.grow.together')}</p>
      <p>{t('child.grow.end', { month: formatMonth(endOfGrowing(on)) })}</p>
    </Tip>
  )
}
