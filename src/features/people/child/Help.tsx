// Help, one tap from every screen: what to do when something feels wrong, without blame and without typing.
import { Helplines } from '../../law/child/Helplines.tsx'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'

export function Help() {
  return (
    <Screen title={t('child.help.title')} say={`${t('child.help.wrong')} ${t('child.help.wrong-more')} ${t('child.help.tell-more')}`}>
      <Tip picture="hugging-face" title={t('child.help.wrong')} colour="plum">
        <p>{t('child.help.wrong-more')}</p>
      </Tip>
      <Tip picture="speech-balloon" title={t('child.help.tell')} colour="leaf">
        <p>{t('child.help.tell-more')}</p>
        <p>{t('child.help.danger')}</p>
      </Tip>
      <Helplines />
      <Tip
        picture="raised-hand"
        title={t('child.help.back')}
        actions={
          <LinkButton href="/me" icon="smiley">
            {t('child.asked.mine')}
          </LinkButton>
        }
      >
        <p>{t('child.help.back-more')}</p>
      </Tip>
      <Tip
        picture="magnifying-glass-tilted-left"
        title={t('child.help.about')}
        colour="sun"
        actions={
          <LinkButton href="/about-me" icon="identification-card">
            {t('child.about.title')}
          </LinkButton>
        }
      />
      <Tip
        picture="handshake"
        title={t('child.help.promises')}
        colour="leaf"
        actions={
          <LinkButton href="/promises" icon="shield-check">
            {t('child.promises.title')}
          </LinkButton>
        }
      />
    </Screen>
  )
}
