// A value to pull, with a button at each end that does the same by taps.
import { useId } from 'react'
import { IconButton } from '../../../ui/parts/Button.tsx'
import { t } from '../../../ui/words.ts'
import { lifted } from '../history.ts'
import { changeHistory } from './studio.ts'

type SliderProps = {
  label: string
  value: number
  least: number
  most: number
  step: number
  onChange: (value: number, joins?: string) => void
}

export function Slider({ label, value, least, most, step, onChange }: SliderProps) {
  const id = useId()
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <div className="slider-line">
        <IconButton icon="minus" label={t('child.studio.less', { what: label })} onPress={() => onChange(kept(value - step))} />
        <input
          id={id}
          type="range"
          min={least}
          max={most}
          step={step / 5}
          value={value}
          onInput={(event) => onChange(Number(event.currentTarget.value), label)}
          onPointerUp={() => changeHistory(lifted)}
          onBlur={() => changeHistory(lifted)}
        />
        <IconButton icon="plus" label={t('child.studio.more', { what: label })} onPress={() => onChange(kept(value + step))} />
      </div>
    </div>
  )

  function kept(wanted: number) {
    return Math.round(Math.min(most, Math.max(least, wanted)) * 1000) / 1000
  }
}
