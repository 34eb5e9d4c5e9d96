// Help where the server cannot be reached: a grown-up nearby and the helplines need no internet. KID-2
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import { Helplines } from './Helplines.tsx'

export function HelpWithoutInternet() {
  return (
    <Screen title={t('child.help.title')} back="/" say={`${t('child.help.wrong-more')} ${t('child.help.tell-more')}`}>
      <Tip picture="speech-balloon" title={t('child.help.tell')} colour="leaf">
        <p>{t('child.help.tell-more')}</p>
        <p>{t('child.help.danger')}</p>
      </Tip>
      <Helplines />
    </Screen>
  )
}
