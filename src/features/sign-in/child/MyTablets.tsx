// Where a child is signed in, in its own words; a lost one can be locked from here. SEC-8, PAR-3
import type { Device } from '../../people/contract.ts'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { OwnDevices } from '../contract.ts'
import { LockOther, SignOut } from './LockTablet.tsx'

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
                    <h2>
                      <bdi>{wordsOf(device)}</bdi>
                    </h2>
                    <p>{t('child.tablets.until', { day: formatDay(device.until) })}</p>
                  </div>
                </div>
                {device.here && <p>{t('child.tablets.here')}</p>}
                {device.locked && <p>{t('child.tablets.locked')}</p>}
                {device.here ? (
                  <div className="row">
                    <SignOut>{t('child.tablets.lock')}</SignOut>
                  </div>
                ) : (
                  <LockOther id={device.id} name={wordsOf(device)} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Screen>
  )
}

function wordsOf({ name, since }: Device) {
  return name ?? t('child.tablets.unnamed', { day: formatDay(since) })
}
