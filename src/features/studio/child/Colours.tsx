// A row of colours, each with its name for those who do not see them or not well.
import { useId } from 'react'
import { t } from '../../../ui/words.ts'
import { Radios } from './Radios.tsx'

export const colours = {
  white: '#ffffff',
  black: '#1d1d1f',
  red: '#e03131',
  orange: '#f76707',
  yellow: '#ffd43b',
  green: '#2f9e44',
  blue: '#1c7ed6',
  purple: '#7048e8',
  pink: '#f06595',
  brown: '#8d5b3f',
} as const

export function Colours({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const name = useId()
  return (
    <Radios legend={t('child.studio.colour')} className="swatches">
      {Object.entries(colours).map(([word, colour]) => (
        <label key={word} className="swatch" ref={(label) => void label?.style.setProperty('--swatch', colour)}>
          <input type="radio" name={name} checked={colour === value} onChange={() => onChange(colour)} />
          <span className="unseen">{t(`child.studio.colour.${word}`)}</span>
        </label>
      ))}
    </Radios>
  )
}
