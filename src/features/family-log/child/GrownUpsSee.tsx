// The sign on each of a child's screens that a grown-up of theirs can see too. PAR-3
import { Sign } from '../../../ui/parts/Sign.tsx'
import { t } from '../../../ui/words.ts'

export function GrownUpsSee() {
  return <Sign>{t('child.sees.sign')}</Sign>
}

/** Of what friends shared, grown-ups see that it came, and nothing of it. Decision 0020 */
export function GrownUpsSeeWho() {
  return <Sign>{t('child.sees.who')}</Sign>
}
