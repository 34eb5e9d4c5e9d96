// Where a child is signed in, in its own words; a lost one can be locked from here. SEC-8, PAR-3
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Device } from '../../people/contract.ts'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { OwnDevices } from '../contract.ts'

export function MyTablets() {
  const query = useGet<OwnDevices>('/api/devices')
  return (
    <Screen title={t('child.tablets.title')} back="/me" say={`${t('child.tablets.lead')} ${t('child.tablets.lost')}`}>
      <p>{t('child.tablets.lead')}</p>
      <p>{t('child.tablets.lost')}</p>
      <Loaded query={query}>
        {({ devices }) => (
          <ul className="stack">
            {[...devices.filter(({ here }) => here), ...devices.filter(({ here }) => !here)].map((device) => (
              <li key={device.id} className="card">
                <div className="row">
                  <Picture name="mobile-phone" />
                  <div>
                    <h2 dir="auto">{wordsOf(device)}</h2>
                    <p>{t('child.tablets.until', { day: formatDay(device.until) })}</p>
                  </div>
                </div>
                {device.here ? <p>{t('child.tablets.here')}</p> : <LockOther device={device} />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Screen>
  )
}

function LockOther({ device }: { device: Device }) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const locking = useMutation({
    mutationFn: () => api.delete(`/api/devices/${device.id}`),
    onSuccess: () => setOpen(false),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <div className="row">
        <Button icon="lock" onPress={() => setOpen(true)}>
          {t('child.tablets.lock')}
          <span className="unseen"> {wordsOf(device)}</span>
        </Button>
      </div>
      <Sheet open={open} title={t('child.tablets.lock.title', { name: wordsOf(device) })} onClose={() => setOpen(false)}>
        <p>{t('child.tablets.lock.what')}</p>
        {locking.error && <ErrorNote error={locking.error} />}
        <div className="row row-end">
          <Button onPress={() => setOpen(false)}>{t('child.tablets.lock.not')}</Button>
          <Button look="main" icon="lock" busy={locking.isPending} onPress={() => locking.mutate()}>
            {t('child.lock.do')}
          </Button>
        </div>
      </Sheet>
    </>
  )
}

function wordsOf({ name, since }: Device) {
  return name ?? t('child.tablets.unnamed', { day: formatDay(since) })
}
