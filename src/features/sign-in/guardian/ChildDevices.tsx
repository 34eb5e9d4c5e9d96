// Where a child is signed in: named, and signed out from afar when a tablet is lost. SEC-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import type { Child, Device } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { DeviceRow } from './DeviceRow.tsx'
import { NameDevice } from './NameDevice.tsx'

export function ChildDevices({ child }: { child: Child }) {
  const hint = t('family.child.device.name.help', { name: child.name })
  return (
    <>
      {child.devices.length === 0 && <p>{t('family.child.devices.none', { name: child.name })}</p>}
      <ul className="rows">
        {child.devices.map((device) => (
          <DeviceRow
            key={device.id}
            words={wordsOf(device)}
            span={spanOf(device)}
            mark={device.locked ? t('family.child.device.locked', { name: child.name }) : undefined}
          >
            <NameDevice device={device} hint={hint} words={wordsOf(device)} />
            <Lost child={child} device={device} />
          </DeviceRow>
        ))}
      </ul>
      {child.pictures && <Pictures child={child} />}
      <div className="row">
        <LinkButton look={child.devices.length === 0 ? 'main' : 'plain'} icon="plus" href={`/children/${child.id}/tablet`}>
          {t('family.child.device.pair')}
        </LinkButton>
      </div>
    </>
  )
}

function Pictures({ child: { id, name } }: { child: Child }) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => api.delete(`/api/children/${id}/picture-lock`),
    onSuccess: () => {
      setOpen(false)
      showToast(t('family.child.pictures.removed'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <p>{t('family.child.pictures', { name })}</p>
      <div className="row">
        <Button onPress={() => setOpen(true)}>{t('family.child.pictures.remove')}</Button>
      </div>
      <Question
        open={open}
        title={t('family.child.pictures.remove.title', { name })}
        keep={t('family.child.pictures.keep')}
        go={t('family.child.pictures.remove')}
        look="risky"
        doing={removing}
        onGo={() => removing.mutate()}
        onClose={() => setOpen(false)}
      >
        <p>{t('family.child.pictures.remove.what', { name })}</p>
      </Question>
    </>
  )
}

/** What signing out does and does not do is read before it is done: the child needs a new code afterwards. */
function Lost({ child, device }: { child: Child; device: Device }) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.delete(`/api/devices/${device.id}`),
    onSuccess: () => {
      setOpen(false)
      showToast(t('family.child.device.ended'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        {t('family.child.device.lost')}
        <span className="unseen"> {wordsOf(device)}</span>
      </Button>
      <Question
        open={open}
        title={t('family.child.device.lost.title', { device: wordsOf(device) })}
        keep={t('family.child.device.keep')}
        go={t('family.child.device.end')}
        look="risky"
        doing={end}
        onGo={() => end.mutate()}
        onClose={() => setOpen(false)}
      >
        {['now', 'offline', 'stays', 'log', 'again'].map((line) => (
          <p key={line}>{t(`family.child.device.lost.${line}`, { name: child.name })}</p>
        ))}
      </Question>
    </>
  )
}

function spanOf({ since, until }: Device) {
  return t('family.child.device.span', { since: formatMoment(since), until: formatDay(until) })
}

function wordsOf({ name, since }: Device) {
  return name ?? t('family.child.device', { day: formatDay(since) })
}
