// Everything about one child on one page: sharing, what was said yes to, devices, connections, guardians. PAR-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { Connections } from '../../connections/guardian/Connections.tsx'
import { Pause } from '../../consent/guardian/Pause.tsx'
import { Consents } from '../../consent/guardian/Consents.tsx'
import { Guardians, ProposalsOf } from '../../guardians/guardian/Guardians.tsx'
import type { Child } from '../contract.ts'
import { sharingWords } from './Children.tsx'
import { formatMoment } from './when.ts'
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
      </Card>
      <ProposalsOf child={child} />
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
      </Card>
      <Card label={t('family.child.devices')}>
        <h2>{t('family.child.devices')}</h2>
        <Devices child={child} />
      </Card>
      <Card label={t('family.child.consents')}>
        <h2>{t('family.child.consents')}</h2>
        <Consents child={child} />
      </Card>
      <Card label={t('family.child.guardians')}>
        <h2>{t('family.child.guardians')}</h2>
        <Guardians child={child} />
      </Card>
      <Card label={t('family.log.title')}>
        <h2>{t('family.log.title')}</h2>
        <p>{t('family.log.about', { name: child.name })}</p>
        <div className="row">
          <LinkButton href={`/children/${child.id}/log`}>{t('family.log.open')}</LinkButton>
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

function Devices({ child }: { child: Child }) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (deviceId: string) => api.delete(`/api/devices/${deviceId}`),
    onSuccess: () => showToast(t('family.child.device.ended')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {child.devices.length === 0 && <p>{t('family.child.devices.none', { name: child.name })}</p>}
      <ul className="rows">
        {child.devices.map((device) => (
          <li key={device.id} className="person-row">
            <Picture name="mobile-phone" size="small" />
            <span className="person-row-words">{t('family.child.device', { when: formatMoment(device.pairedAt) })}</span>
            <Button busy={end.isPending && end.variables === device.id} onPress={() => end.mutate(device.id)}>
              {t('family.child.device.end')}
              <span className="unseen"> {t('family.child.device', { when: formatMoment(device.pairedAt) })}</span>
            </Button>
          </li>
        ))}
      </ul>
      {end.error && <ErrorNote error={end.error} />}
      <div className="row">
        <LinkButton look={child.devices.length === 0 ? 'main' : 'plain'} icon="plus" href={`/children/${child.id}/tablet`}>
          {t('family.child.device.pair')}
        </LinkButton>
      </div>
    </>
  )
}
