// What a guardian hears of, and how: quiet from the beginning, to be changed with one tap, and nothing about safety can be silenced. WEL-7, CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { DeviceRow } from '../../sign-in/guardian/DeviceRow.tsx'
import '../../people/guardian/Children.css'
import type { Alerts as AlertsOf, AlertWay, ChosenWay, Recipient } from '../contract.ts'
import { ThisDevice } from './ThisDevice.tsx'
import { giveUp } from './this-device.ts'

export function Alerts() {
  const query = useGet<AlertsOf>('/api/alerts')
  return (
    <Screen title={t('family.alerts.title')} back="/you">
      <p>{t('family.alerts.lead')}</p>
      <Loaded query={query}>
        {(alerts) => (
          <>
            <Devices alerts={alerts} />
            {alerts.kinds.map((kind) => (
              <Kind key={kind.kind} {...kind} />
            ))}
            <p>{t('family.alerts.always')}</p>
            <Recipients recipients={alerts.recipients} />
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Devices({ alerts: { devices, key } }: { alerts: AlertsOf }) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: async ({ id, here }: AlertsOf['devices'][number]) => {
      await api.delete(`/api/push-subscriptions/${id}`)
      if (here) await giveUp()
    },
    onSuccess: () => showToast(t('family.alerts.off')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Card label={t('family.alerts.devices')}>
      <h2>{t('family.alerts.devices')}</h2>
      {devices.length > 0 && (
        <ul className="rows">
          {devices.map((device) => (
            <DeviceRow key={device.id} words={wordsOf(device)} span={t('family.alerts.by', { service: device.service })}>
              <Button busy={end.isPending && end.variables.id === device.id} onPress={() => end.mutate(device)}>
                {t('family.alerts.turn-off')}
                <span className="unseen"> {wordsOf(device)}</span>
              </Button>
            </DeviceRow>
          ))}
        </ul>
      )}
      {end.error && <ErrorNote error={end.error} />}
      {!devices.some(({ here }) => here) && <ThisDevice browserKey={key} />}
    </Card>
  )
}

function wordsOf({ name, since, here }: AlertsOf['devices'][number]) {
  return name ?? (here ? t('family.devices.here') : t('family.alerts.unnamed', { day: formatDay(since) }))
}

function Kind({ kind, way, ways }: AlertsOf['kinds'][number]) {
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: (chosen: AlertWay) => api.post('/api/alerts/ways', { kind, way: chosen } satisfies ChosenWay),
    onSettled: () => queries.invalidateQueries(),
  })
  const shown = choose.isPending ? choose.variables : way
  return (
    <Card>
      <Choice
        legend={t(`family.alerts.kind.${kind}`)}
        options={ways.map((value) => ({
          value,
          label: t(`family.alerts.way.${value}`),
          ...(value === 'mail' ? {} : { hint: t(`family.alerts.way.${value}.what`) }),
        }))}
        value={shown}
        onChange={(chosen) => choose.mutate(chosen)}
      />
      <p className="soft">{t(`family.alerts.kind.${kind}.why`)}</p>
      {choose.error && <ErrorNote error={choose.error} />}
    </Card>
  )
}

function Recipients({ recipients }: { recipients: Recipient[] }) {
  return (
    <Card label={t('family.alerts.recipients')}>
      <h2>{t('family.alerts.recipients')}</h2>
      {recipients.length === 0 && <p>{t('family.alerts.recipients.none')}</p>}
      {recipients.map(({ host, what }) => (
        <p key={`${host} ${what}`}>{t(`family.alerts.recipient.${what}`, { host })}</p>
      ))}
    </Card>
  )
}
