// The grown-up's own page: who they are here, how they sign in, the notice, and leaving.
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { LanguageField } from '../../../ui/parts/LanguageField.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { t } from '../../../ui/words.ts'
import { useArrival } from '../../sign-in/guardian/arrival.ts'
import { WaysIn } from '../../sign-in/guardian/WaysIn.tsx'
import type { Face } from '../contract.ts'
import './Children.css'

export function You({ viewer, secure }: { viewer: Face; secure: boolean }) {
  return (
    <Screen title={t('family.you.title')}>
      <Card>
        <div className="child-top">
          <Avatar face={viewer} size="large" />
          <div>
            <h2>
              <bdi>{viewer.name}</bdi>
            </h2>
            <p>{t(viewer.kind === 'relative' ? 'family.you.relative' : 'family.you.guardian')}</p>
          </div>
        </div>
        <div className="row">
          <LinkButton icon="smiley" href="/you/face">
            {t('family.face.open')}
          </LinkButton>
        </div>
        <SignOut />
      </Card>
      <Card label={t('family.you.way')}>
        <h2>{t('family.you.way')}</h2>
        <WaysIn />
        <p className="soft">{t(`family.you.way.expiry.${viewer.kind}`)}</p>
      </Card>
      <Card label={t('family.devices.title')}>
        <h2>{t('family.devices.title')}</h2>
        <p>{t('family.you.devices')}</p>
        <div className="row">
          <LinkButton href="/you/devices">{t('family.you.devices.open')}</LinkButton>
        </div>
      </Card>
      {viewer.kind === 'guardian' && (
        <Card label={t('family.alerts.title')}>
          <h2>{t('family.alerts.title')}</h2>
          <p>{t('family.you.alerts')}</p>
          <div className="row">
            <LinkButton href="/you/alerts">{t('family.you.alerts.open')}</LinkButton>
          </div>
        </Card>
      )}
      <Card label={t('kit.language')}>
        <h2>{t('kit.language')}</h2>
        <LanguageField />
      </Card>
      {!secure && (
        <Tip picture="locked" title={t('family.you.secure')}>
          <p>{t('family.you.secure.body')}</p>
        </Tip>
      )}
      <div className="row">
        <LinkButton icon="info" href="/notice">
          {t('family.you.notice')}
        </LinkButton>
        <LinkButton icon="shield-check" href="/promises">
          {t('family.promises.title')}
        </LinkButton>
      </div>
      <div className="row">
        <LinkButton look="quiet" href="/you/close">
          {t('family.close.title')}
        </LinkButton>
      </div>
    </Screen>
  )
}

function SignOut() {
  const arrive = useArrival()
  const leave = useMutation({
    mutationFn: async () => {
      await api.delete('/api/session')
      await arrive(() => '/')
    },
  })
  return (
    <>
      {leave.error && <ErrorNote error={leave.error} />}
      <div className="row">
        <Button icon="sign-out" busy={leave.isPending} onPress={() => leave.mutate()}>
          {t('family.you.sign-out')}
        </Button>
      </div>
    </>
  )
}
