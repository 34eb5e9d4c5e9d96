// On the page of one photo of mine that a friend is in: that it is hidden, until when, and that nobody did anything wrong. DEL-11
import { Tip } from '../../../ui/parts/Tip.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import type { Claim } from '../contract.ts'

export function HiddenForNow({ claim: { other, erasedAt, kept } }: { claim: Claim }) {
  const name = other?.name ?? t('child.claim.somebody')
  return (
    <Tip picture="raised-hand" title={t('child.claim.theirs', { name })} colour="plum">
      <p>{t('child.claim.theirs.what')}</p>
      <p>{t(kept ? 'child.claim.theirs.kept' : 'child.claim.gone', { day: formatDay(erasedAt) })}</p>
      <p>{t('child.claim.theirs.fine')}</p>
    </Tip>
  )
}
