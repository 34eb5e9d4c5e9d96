// At night and when the time of a day is used: a calm scene without one photo. What was being made is kept, and help is open. WEL-8, WEL-9, KID-1
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { AwayFromHere, sayAway } from './AwayFromHere.tsx'

/** `keeps`: something that the child was making waits here. */
export function Asleep({ keeps }: { keeps: boolean }) {
  const kept = keeps ? t('child.asleep.kept') : ''
  return (
    <Screen title={t('child.asleep.title')} say={`${t('child.asleep.what')} ${kept} ${t('child.asleep.help')}`}>
      <Scene
        picture="crescent-moon"
        title={t('child.asleep.what')}
        actions={
          <LinkButton href="/help" icon="lifebuoy">
            {t('child.nav.help')}
          </LinkButton>
        }
      >
        {kept && <p>{kept}</p>}
        <p>{t('child.asleep.help')}</p>
      </Scene>
    </Screen>
  )
}

export function DayDone({ keeps }: { keeps: boolean }) {
  const kept = keeps ? t('child.day.kept') : ''
  return (
    <Screen title={t('child.day.title')} say={`${kept} ${t('child.plan.away')} ${sayAway()}`}>
      <Scene
        picture="kite"
        title={t('child.plan.away')}
        drifts
        actions={
          keeps && (
            <LinkButton href="/" icon="camera">
              {t('child.day.finish')}
            </LinkButton>
          )
        }
      >
        {kept && <p>{kept}</p>}
        <AwayFromHere />
      </Scene>
    </Screen>
  )
}
