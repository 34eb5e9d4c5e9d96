// A switch that acts at once and shows its state in words too.
import { t } from '../words.ts'
import './Toggle.css'

export function Toggle({ label, hint, on, onChange }: { label: string; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="toggle">
      {/* biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked */}
      <input type="checkbox" role="switch" checked={on} onChange={() => onChange(!on)} />
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
