// What a face is made of, each by how it looks: an animal, and if somebody likes, a colour and a pattern behind it and something on. DAT-8
import { useId } from 'react'
import { avatars } from '../../features/people/avatars.ts'
import { discs, faceWith, type Parts, partsOf, patterns, worn } from '../../features/people/faces.ts'
import { t } from '../words.ts'
import { Avatar, Icon } from './Picture.tsx'
import './FaceChooser.css'

type FaceChooserProps = { value: string | null; onChange: (face: string) => void; error?: string | undefined; more?: 'shown' | 'folded' }

/** The animal first; the rest once there is one. */
export function FaceChooser({ value, onChange, error, more = 'folded' }: FaceChooserProps) {
  const parts = value === null ? null : partsOf(value)
  const chosen = { onChange, parts }
  const rest = parts && (
    <div className="stack">
      <Part {...chosen} part="disc" options={discs} />
      <Part {...chosen} part="pattern" options={patterns} />
      <Part {...chosen} part="wears" options={worn} />
    </div>
  )
  return (
    <div className="stack">
      <Part {...chosen} part="animal" options={avatars} error={error} />
      {rest && more === 'folded' ? (
        <details>
          <summary>{t('kit.face.more')}</summary>
          {rest}
        </details>
      ) : (
        rest
      )}
    </div>
  )
}

type PartProps = {
  part: keyof Parts
  options: readonly string[]
  parts: Parts | null
  onChange: (face: string) => void
  error?: string | undefined
}

function Part({ part, options, parts, onChange, error }: PartProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-problem` : undefined}>
      <legend className="field-legend">{t(`kit.face.${part}`)}</legend>
      <div className="face-parts">
        {options.map((option) => {
          const face = changed(parts, part, option)
          return (
            <label key={option} className="face-part" title={t(`kit.face.${part}.${option}`)}>
              <input type="radio" name={id} value={option} checked={option === parts?.[part]} onChange={() => onChange(face)} />
              <Avatar face={{ avatar: face }} />
              <span className="unseen">{t(`kit.face.${part}.${option}`)}</span>
              <span className="face-tick" aria-hidden="true">
                <Icon name="check" />
              </span>
            </label>
          )
        })}
      </div>
      <p className="field-problem" id={`${id}-problem`} aria-live="polite">
        {error}
      </p>
    </fieldset>
  )
}

function changed(parts: Parts | null, part: keyof Parts, option: string): string {
  if (part === 'animal' && !parts?.disc) return option
  const { animal = 'fox', disc, pattern, wears } = parts ?? {}
  return faceWith({ animal, disc: disc ?? 'sun', pattern: pattern ?? 'plain', wears: wears ?? 'nothing', [part]: option })
}
