// One device in a list: what it is called, since when it is signed in and until when, and what can be done about it.
import type { ReactNode } from 'react'
import { Picture } from '../../../ui/parts/Picture.tsx'

type DeviceRowProps = { words: string; span: string; mark?: string | undefined; children: ReactNode }

export function DeviceRow({ words, span, mark, children }: DeviceRowProps) {
  return (
    <li className="person-row">
      <Picture name="mobile-phone" size="small" />
      <div className="person-row-words">
        <strong>
          <bdi>{words}</bdi>
        </strong>
        {mark && <small>{mark}</small>}
        <small>{span}</small>
      </div>
      <div className="row">{children}</div>
    </li>
  )
}
