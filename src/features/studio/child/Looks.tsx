// A choice shown on the child's own photo: one small picture for each way it could be.
import { useEffect, useId, useRef } from 'react'
import { type Edit, untouched } from '../edit.ts'
import { largest, turnedSize } from '../geometry.ts'
import { rendererOn } from '../render.ts'
import { drawings } from './drawings.ts'
import type { Studio } from './studio.ts'
import { Radios } from './Radios.tsx'

type Look<Name extends string> = { name: Name | null; label: string; edit: Edit }
type LooksProps<Name extends string> = {
  open: Studio
  legend: string
  looks: Look<Name>[]
  value: Name | null
  onChange: (name: Name | null) => void
}

const side = 104 // pixels of a small picture; on the screen it is as large as a finger needs

export function Looks<Name extends string>({ open, legend, looks, value, onChange }: LooksProps<Name>) {
  const group = useId()
  return (
    <Radios legend={legend} legendHidden className="looks">
      {looks.map(({ name, label, edit }) => (
        <label key={label} className="option piece">
          <input type="radio" name={group} checked={name === value} onChange={() => onChange(name)} />
          <Small open={open} edit={edit} />
          <span>{label}</span>
        </label>
      ))}
    </Radios>
  )
}

function Small({ open: { small, photo }, edit }: { open: Studio; edit: Edit }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const shown = JSON.stringify({ ...edit, marks: [], covers: [] })
  useEffect(() => {
    const plain: Edit = JSON.parse(shown)
    const square = { ...plain, crop: largest('square', turnedSize(photo, plain)), straighten: untouched.straighten }
    if (canvas.current)
      rendererOn(canvas.current).draw({ width: side, height: side }, { image: small, photo, edit: square, drawings: drawings.get() })
  }, [small, photo, shown])
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="small" width={side} height={side} />
    </span>
  )
}
