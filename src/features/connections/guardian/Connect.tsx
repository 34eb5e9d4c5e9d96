// Connecting a child face to face: show a code, or scan the other grown-up's. CNT-11
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'

export function Connect({ childId }: { childId: string }) {
  return (
    <Screen title={t('family.connect.title')} back={`/children/${childId}`}>
      <p>{t('family.connect.lead')}</p>
      <Card label={t('family.connect.show')}>
        <p>{t('family.connect.show.more')}</p>
        <div className="row">
          <LinkButton look="main" icon="qr-code" href={`/children/${childId}/connect/show`}>
            {t('family.connect.show')}
          </LinkButton>
        </div>
      </Card>
      <Card label={t('family.connect.scan')}>
        <p>{t('family.connect.scan.more')}</p>
        <div className="row">
          <LinkButton look="main" icon="keyboard" href="/connect">
            {t('family.connect.scan')}
          </LinkButton>
        </div>
      </Card>
    </Screen>
  )
}
