// A group of things to pick one from, whatever each looks like.
import type { ReactNode } from 'react'

type RadiosProps = { legend: string; legendHidden?: boolean; className: string; children: ReactNode }

export function Radios({ legend, legendHidden = false, className, children }: RadiosProps) {
  const role = 'radiogroup'
  return (
    <fieldset role={role}>
      <legend className={legendHidden ? 'unseen' : 'options-legend'}>{legend}</legend>
      <div className={className}>{children}</div>
    </fieldset>
  )
}
