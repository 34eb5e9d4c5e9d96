// A choice shown on the child's own photo: one small picture for each way it could be.
import { memo, useEffect, useId, useRef, useState } from 'react'
import { type Edit, untouched } from '../edit.ts'
import { largest, turnedSize } from '../geometry.ts'
import { rendererOn } from '../render.ts'
import { Radios } from './Radios.tsx'
import { type Studio, studio } from './studio.ts'

type Look<Name extends string> = { name: Name | null; label: string; change: Partial<Edit> }
type LooksProps<Name extends string> = {
  legend: string
  looks: Look<Name>[]
  value: Name | null
  plain: Partial<Edit> // what of the edit the small pictures do not show
  onChange: (name: Name | null) => void
}

const side = 104 // pixels of a small picture; on the screen it is as large as a finger needs

export function Looks<Name extends string>({ legend, looks, value, plain, onChange }: LooksProps<Name>) {
  const open = studio.use()
  const latest = useRef(onChange)
  latest.current = onChange
  const [pick] = useState(() => (name: string | null) => latest.current(looks.find((look) => look.name === name)?.name ?? null))
  if (!open) return null
  const shown = JSON.stringify({ ...open.history.now, marks: [], covers: [], straighten: untouched.straighten, ...plain })
  return <List legend={legend} looks={looks} value={value} small={open.small} photo={open.photo} shown={shown} onPick={pick} />
}

type ListProps = Pick<Studio, 'small' | 'photo'> & {
  legend: string
  looks: Look<string>[]
  value: string | null
  shown: string
  onPick: (name: string | null) => void
}

// Drawn once and not for every pull at a slider: an old tablet has better to do then. P11
const List = memo(function List({ legend, looks, value, small, photo, shown, onPick }: ListProps) {
  const group = useId()
  return (
    <Radios legend={legend} legendHidden className="looks">
      {looks.map(({ name, label, change }) => (
        <label key={label} className="option piece">
          <input type="radio" name={group} checked={name === value} onChange={() => onPick(name)} />
          <Small small={small} photo={photo} shown={shown} change={change} />
          <span>{label}</span>
        </label>
      ))}
    </Radios>
  )
})

type SmallProps = Pick<Studio, 'small' | 'photo'> & { shown: string; change: Partial<Edit> }

const Small = memo(function Small({ small, photo, shown, change }: SmallProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const edit: Edit = { ...JSON.parse(shown), ...change }
    const square = { ...edit, crop: largest('square', turnedSize(photo, edit)) }
    if (canvas.current) rendererOn(canvas.current).draw({ width: side, height: side }, { image: small, photo, edit: square, drawings: {} })
  }, [small, photo, shown, change])
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="small" width={side} height={side} />
    </span>
  )
})
