// One device in a list: what it is called, since when it is signed in and until when, and what can be done about it.
import type { ReactNode } from 'react'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import type { Device } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'

export function DeviceRow({
  device,
  words,
  mark,
  children,
}: {
  device: Device
  words: string
  mark?: string | undefined
  children: ReactNode
}) {
  return (
    <li className="person-row">
      <Picture name="mobile-phone" size="small" />
      <div className="person-row-words">
        {mark && <strong>{mark}</strong>}
        <span className="device-name" dir="auto">
          {words}
        </span>
        <small>{t('family.device.span', { since: formatMoment(device.since), until: formatMoment(device.until) })}</small>
      </div>
      <div className="row">{children}</div>
    </li>
  )
}
