// Where a grown-up is signed in: this device, the others, and how a lost phone is signed out. SEC-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Device } from '../../people/contract.ts'
import '../../people/guardian/Children.css'
import { formatMoment } from '../../people/guardian/when.ts'
import type { OwnDevices } from '../contract.ts'
import { DeviceRow } from './DeviceRow.tsx'
import { NameDevice } from './NameDevice.tsx'

export function SignedInHere() {
  const query = useGet<OwnDevices>('/api/devices')
  return (
    <Screen title={t('family.devices.title')} back="/you">
      <p>{t('family.devices.lead')}</p>
      <Loaded query={query}>{({ devices }) => <Devices devices={devices} />}</Loaded>
    </Screen>
  )
}

function Devices({ devices }: OwnDevices) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (which: string) => api.delete(`/api/devices${which}`),
    onSuccess: (_, which) => showToast(t(which === '' ? 'family.devices.ended-others' : 'family.child.device.ended')),
    onSettled: () => queries.invalidateQueries(),
  })
  const others = devices.filter(({ here }) => !here)
  return (
    <>
      <Card label={t('family.devices.title')}>
        <ul className="rows">
          {[...devices.filter(({ here }) => here), ...others].map((device) => (
            <DeviceRow
              key={device.id}
              words={wordsOf(device)}
              span={spanOf(device)}
              mark={device.here && device.name !== null ? t('family.devices.here') : undefined}
            >
              <NameDevice device={device} hint={t('family.devices.name.help')} words={wordsOf(device)} />
              {!device.here && (
                <Button busy={end.isPending && end.variables === `/${device.id}`} onPress={() => end.mutate(`/${device.id}`)}>
                  {t('family.you.sign-out')}
                  <span className="unseen"> {wordsOf(device)}</span>
                </Button>
              )}
            </DeviceRow>
          ))}
        </ul>
      </Card>
      {end.error && <ErrorNote error={end.error} />}
      <Card label={t('family.devices.lost')}>
        <h2>{t('family.devices.lost')}</h2>
        <p>{t(others.length === 0 ? 'family.devices.nowhere-else' : 'family.devices.lost.how')}</p>
        <p>{t('family.devices.lost.passkey')}</p>
        {others.length > 0 && (
          <div className="row">
            <Button look="risky" icon="sign-out" busy={end.isPending && end.variables === ''} onPress={() => end.mutate('')}>
              {t('family.devices.end-others')}
            </Button>
          </div>
        )}
      </Card>
    </>
  )
}

function spanOf({ since, until }: Device) {
  return t('family.devices.span', { since: formatMoment(since), until: formatMoment(until) })
}

function wordsOf({ name, since, here }: OwnDevices['devices'][number]) {
  return name ?? (here ? t('family.devices.here') : t('family.devices.unnamed', { day: formatDay(since) }))
}
