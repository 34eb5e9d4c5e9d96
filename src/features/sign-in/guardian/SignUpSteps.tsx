// Where one is in a sign-up: reading, saying who one is, choosing the way in.
import { Steps } from '../../../ui/parts/Steps.tsx'
import { t } from '../../../ui/words.ts'

export function SignUpSteps({ now }: { now: number }) {
  return <Steps label={t('family.steps')} steps={[t('family.steps.notice'), t('family.steps.you'), t('family.steps.way')]} now={now} />
}
