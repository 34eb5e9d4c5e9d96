// Coming back with the code on paper: one new way in, and every other one ends. T19
import { api } from '../../../ui/api.ts'
import { t } from '../../../ui/words.ts'
import type { NewComingBack, NewWayIn } from '../contract.ts'
import { useArrival } from './arrival.ts'
import { ChooseWayIn } from './ChooseWayIn.tsx'

export function ComeBack({ code, onLeave }: { code: string; onLeave: () => void }) {
  const arrive = useArrival()
  return <ChooseWayIn code={code} lead={<p>{t('family.back.then')}</p>} go={t('family.back.finish')} onChosen={comeBack} onBack={onLeave} />

  async function comeBack(signUpId: string, way: NewWayIn) {
    const coming: NewComingBack = { signUpId, code, way }
    await api.post('/api/comings-back', coming)
    await arrive(() => '/')
  }
}
