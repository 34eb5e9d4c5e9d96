// Everything about one child on one page: what is shared now, what changed and who looked come first; all the rest stands below or one link away. PAR-2
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { Carers } from '../../carers/guardian/Carers.tsx'
import { ChildCircles } from '../../circles/guardian/ChildCircles.tsx'
import { ChildCollections } from '../../collections/guardian/ChildCollections.tsx'
import { Blocks } from '../../connections/guardian/Blocks.tsx'
import { Connections } from '../../connections/guardian/Connections.tsx'
import { Pause } from '../../consent/guardian/Pause.tsx'
import { Consents } from '../../consent/guardian/Consents.tsx'
import { Yeses } from '../../consent/guardian/Yeses.tsx'
import { Safety } from '../../family-log/guardian/Safety.tsx'
import { ThisWeek } from '../../family-log/guardian/ThisWeek.tsx'
import { IdeasFor } from '../../ideas/guardian/IdeasFor.tsx'
import { Guardians, ProposalsOf } from '../../guardians/guardian/Guardians.tsx'
import { Settings } from '../../settings/guardian/Settings.tsx'
import { ReportsOf } from '../../reports/guardian/ReportsOf.tsx'
import { SharedNow } from '../../posts/guardian/SharedNow.tsx'
import { ChildDevices } from '../../sign-in/guardian/ChildDevices.tsx'
import type { Child } from '../contract.ts'
import { GrowingUp } from './GrowingUp.tsx'
import { Kept } from './Kept.tsx'
import { sharingWords } from './Children.tsx'
import './Children.css'

export function ChildPage({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  return (
    <Screen title={query.data?.name ?? t('family.children.title')} tab={t('family.children.title')} back="/children">
      <Loaded query={query}>{(child) => <ChildParts child={child} />}</Loaded>
    </Screen>
  )
}

function ChildParts({ child }: { child: Child }) {
  return (
    <>
      <Card label={t('family.child.profile')}>
        <div className="child-top">
          <Avatar face={child} size="large" />
          <div>
            <p>{t('family.child.band', { band: t(`family.band.${child.band}`) })}</p>
            <p>
              <strong>{sharingWords(child)}</strong>
            </p>
            {child.assentedAt !== null && (
              <p className="soft">{t('family.child.assented', { name: child.name, when: formatDay(child.assentedAt) })}</p>
            )}
          </div>
        </div>
        <Pause child={child} />
        <Kept child={child} />
        <GrowingUp child={child} />
        <div className="row">
          <LinkButton look="quiet" icon="smiley" href={`/children/${child.id}/face`}>
            {t('family.face.open')}
          </LinkButton>
          <LinkButton look="quiet" href={`/children/${child.id}/age`}>
            {t('family.age.change')}
          </LinkButton>
          <LinkButton look="quiet" icon="info" href={`/children/${child.id}/kept`}>
            {t('family.kinds.title')}
          </LinkButton>
        </div>
      </Card>
      <ProposalsOf child={child} />
      <SharedNow child={child} />
      <ReportsOf child={child} />
      <ChildCollections child={child} />
      <ThisWeek child={child} />
      <Safety child={child} />
      <Card label={t('family.child.connections')}>
        <h2>{t('family.child.connections')}</h2>
        <Connections of={child} />
        <div className="row">
          <LinkButton icon="qr-code" href={`/children/${child.id}/connect`}>
            {t('family.child.connect')}
          </LinkButton>
          <LinkButton icon="plus" href={`/children/${child.id}/invite`}>
            {t('family.child.invite-relative')}
          </LinkButton>
        </div>
        <ChildCircles child={child} />
        <Blocks child={child} />
      </Card>
      <Card label={t('family.carers.title')}>
        <h2>{t('family.carers.title')}</h2>
        <Carers child={child} />
      </Card>
      <Card label={t('family.settings.title', { name: child.name })}>
        <Settings child={child} />
      </Card>
      <IdeasFor child={child} />
      <Card label={t('family.child.devices')}>
        <h2>{t('family.child.devices')}</h2>
        <ChildDevices child={child} />
      </Card>
      <Card label={t('family.child.consents')}>
        <h2>{t('family.child.consents')}</h2>
        <Consents child={child} />
        <Yeses child={child} />
      </Card>
      <Card label={t('family.child.guardians')}>
        <h2>{t('family.child.guardians')}</h2>
        <Guardians child={child} />
      </Card>
      <Card label={t('family.move.title')}>
        <h2>{t('family.move.title')}</h2>
        <p>{t('family.move.about', { name: child.name })}</p>
        <div className="row">
          <LinkButton href={`/children/${child.id}/take`}>{t('family.export.title')}</LinkButton>
          <LinkButton href={`/children/${child.id}/book`}>{t('family.book.open')}</LinkButton>
          <LinkButton look="quiet" href={`/children/${child.id}/bring`}>
            {t('family.import.title')}
          </LinkButton>
        </div>
      </Card>
      <div className="row">
        <LinkButton look="quiet" href={`/children/${child.id}/erase`}>
          {t('family.erase.title', { name: child.name })}
        </LinkButton>
      </div>
    </>
  )
}
