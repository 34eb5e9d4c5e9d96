// How far something is; said in words too.
import { useId } from 'react'
import './Progress.css'

/** value: 0 to 1; null while nobody knows. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  const id = useId()
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      {value === null ? <progress id={id} /> : <progress id={id} value={value} max={1} />}
    </div>
  )
}
