// A switch that acts at once and shows its state in words too.
import type { Icon as IconName } from '../pictures.ts'
import { t } from '../words.ts'
import { Icon } from './Picture.tsx'
import './Toggle.css'

type ToggleProps = { label: string; hint?: string; icon?: IconName; on: boolean; onChange: (on: boolean) => void }

export function Toggle({ label, hint, icon, on, onChange }: ToggleProps) {
  return (
    <label className="toggle">
      {/* biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked */}
      <input type="checkbox" role="switch" checked={on} onChange={() => onChange(!on)} />
      {icon && <Icon name={icon} />}
      <span className="toggle-words">
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </span>
      <span className="toggle-state" aria-hidden="true">
        {t(on ? 'kit.on' : 'kit.off')}
      </span>
      <span className="toggle-track" aria-hidden="true" />
    </label>
  )
}
