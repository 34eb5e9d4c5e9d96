// Big cards to pick from: one of them (Choice), some (Several), some people by their faces (Faces), or some photos (Photos).
import { useId, type ReactNode } from 'react'
import type { Face } from '../../features/people/contract.ts'
import type { Picture as PictureName } from '../pictures.ts'
import { FirstPhoto } from './FirstPhoto.tsx'
import type { ShownPhoto } from './PhotoView.tsx'
import { Avatar, Icon, Picture } from './Picture.tsx'
import './Choice.css'

type Option<Value extends string> = {
  value: Value
  label: string
  hint?: string
  picture?: PictureName | undefined
  face?: Face
  lang?: string
}
type ChoiceProps<Value extends string> = {
  legend: string
  legendHidden?: boolean
  options: Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  across?: boolean
}

export function Choice<Value extends string>({
  legend,
  legendHidden = false,
  options,
  value,
  onChange,
  across = false,
}: ChoiceProps<Value>) {
  const name = useId()
  return (
    <Group legend={legend} legendHidden={legendHidden} role="radiogroup" className={across ? 'options options-across' : 'options'}>
      {options.map((option) => (
        <label key={option.value} className="option">
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.picture && <Picture name={option.picture} />}
          {option.face && <Avatar face={option.face} />}
          <span className="option-words">
            <span lang={option.lang}>{option.label}</span>
            {option.hint && <small>{option.hint}</small>}
          </span>
          <Tick />
        </label>
      ))}
    </Group>
  )
}

type SeveralProps<Value extends string> = { legend: string; options: Option<Value>[]; chosen: Value[]; onTap: (value: Value) => void }

/** Cards by their pictures, each on or off; what a tap does is for the screen to say. */
export function Several<Value extends string>({ legend, options, chosen, onTap }: SeveralProps<Value>) {
  return (
    <Group legend={legend} legendHidden={false} className="options options-across">
      {options.map(({ value, label, picture }) => (
        <label key={value} className="option">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onTap(value)} />
          {picture && <Picture name={picture} />}
          <span className="option-words" dir="auto">
            {label}
          </span>
          <Tick />
        </label>
      ))}
    </Group>
  )
}

type FacesProps = { legend: string; legendHidden?: boolean; people: Face[]; chosen: string[]; onChange: (chosen: string[]) => void }

/** Pick several people. Order of `chosen` is the order of picking. */
export function Faces({ legend, legendHidden = false, people, chosen, onChange }: FacesProps) {
  return (
    <Group legend={legend} legendHidden={legendHidden} className="options options-faces">
      {people.map((person) => (
        <label key={person.id} className="option option-face">
          <input type="checkbox" checked={chosen.includes(person.id)} onChange={() => onChange(toggled(chosen, person.id))} />
          <Avatar face={person} size="large" />
          <span className="option-words" dir="auto">
            {person.name}
          </span>
          <Tick />
        </label>
      ))}
    </Group>
  )
}

type PhotosProps = {
  legend: string
  of: { id: string; caption: string; photos: readonly ShownPhoto[] }[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}

/** Tick several posts by their photos. */
export function Photos({ legend, of, chosen, onChange }: PhotosProps) {
  return (
    <Group legend={legend} legendHidden={false} className="options options-photos">
      {of.map(({ id, caption, photos }) => (
        <label key={id} className="option option-photo">
          <FirstPhoto photos={photos} />
          <span className="unseen">{caption}</span>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => onChange(toggled(chosen, id))} />
          <Tick />
        </label>
      ))}
    </Group>
  )
}

function toggled(chosen: string[], id: string) {
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]
}

/** One tick box with words, for consents: never ticked beforehand by us. */
export function CheckCard({
  label,
  hint,
  checked,
  onChange,
}: {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className="option">
      <input type="checkbox" checked={checked} onChange={() => onChange(!checked)} />
      <span className="option-words">
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </span>
      <Tick />
    </label>
  )
}

/** Faces with their names, in a row: who sees a thing. */
export function FaceRow({ label, people }: { label: string; people: Face[] }) {
  return (
    <ul className="face-row" aria-label={label}>
      {people.map((person) => (
        <li key={person.id}>
          <Avatar face={person} />
          <span dir="auto">{person.name}</span>
        </li>
      ))}
    </ul>
  )
}

function Tick() {
  return (
    <span className="option-tick" aria-hidden="true">
      <Icon name="check" />
    </span>
  )
}

function Group({
  legend,
  legendHidden,
  role,
  className,
  children,
}: {
  legend: string
  legendHidden: boolean
  role?: 'radiogroup'
  className: string
  children: ReactNode
}) {
  return (
    <fieldset role={role}>
      <legend className={legendHidden ? 'unseen' : 'options-legend'}>{legend}</legend>
      <div className={className}>{children}</div>
    </fieldset>
  )
}
