// Short pages for those who came to the wrong place, with the way to the right one.
import { Button, LinkButton } from '../../ui/parts/Button.tsx'
import { Scene } from '../../ui/parts/Notes.tsx'
import { Screen } from '../../ui/parts/Screen.tsx'
import { t } from '../../ui/words.ts'

export function ForChildren({ name }: { name: string }) {
  return (
    <Screen title={t('family.child-here.title')}>
      <Scene
        picture="kite"
        title={t('family.child-here', { name })}
        actions={
          <a className="button button-main" href="/">
            {t('family.child-here.link')}
          </a>
        }
      />
    </Screen>
  )
}

export function ForStaff() {
  return (
    <Screen title={t('family.staff-here.title')}>
      <p>{t('family.staff-here')}</p>
    </Screen>
  )
}

export function AlreadySignedIn({ name }: { name: string }) {
  return (
    <Screen title={t('family.join.title')}>
      <p>{t('family.join.already', { name })}</p>
      <div className="row">
        <LinkButton look="main" href="/">
          {t('family.not-there.home')}
        </LinkButton>
        <LinkButton href="/you">{t('family.nav.you')}</LinkButton>
      </div>
    </Screen>
  )
}

export function NothingHere() {
  return (
    <Screen title={t('family.not-there.title')}>
      <Scene
        picture="magnifying-glass-tilted-left"
        title={t('family.not-there')}
        actions={
          <LinkButton look="main" href="/">
            {t('family.not-there.home')}
          </LinkButton>
        }
      />
    </Screen>
  )
}

/** When our own code broke: an honest page instead of an empty one. */
export function Broken() {
  return (
    <Screen title={t('family.broken.title')}>
      <p>{t('family.broken')}</p>
      <div className="row">
        <Button look="main" onPress={() => location.reload()}>
          {t('family.broken.again')}
        </Button>
      </div>
    </Screen>
  )
}
