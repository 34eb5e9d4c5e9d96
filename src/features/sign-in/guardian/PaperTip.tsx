// For who has no code on paper: what it is for, said where there is time to read it, before it is needed. T19
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { WaysIn } from '../contract.ts'

export function PaperTip() {
  const { data } = useGet<WaysIn>('/api/ways-in')
  if (data?.paperSince !== null) return null
  return (
    <Tip
      picture="key"
      title={t('family.you.paper')}
      actions={
        <LinkButton icon="key" href="/you/paper">
          {t('family.you.paper.make')}
        </LinkButton>
      }
    >
      <p>{t('family.you.paper.none')}</p>
    </Tip>
  )
}
