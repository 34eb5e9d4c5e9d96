// The part of the photo that stays: drag it, or its corner. The buttons beside it do the same.
import { type PointerEvent, useRef } from 'react'
import type { Edit } from '../edit.ts'
import { movedCrop, scaledCrop, type Size, type Spot, stretchedCrop } from '../geometry.ts'
import { lifted } from '../history.ts'
import { changeEdit, changeHistory } from './studio.ts'

export function CropBox({ edit, size }: { edit: Edit; photo: Size; size: Size }) {
  const { crop } = edit
  const from = useRef<Spot | null>(null)
  return (
    <div
      className="crop-box"
      aria-hidden="true"
      ref={(box) => void (box && placed(box))}
      onPointerDown={(event) => hold(event)}
      onPointerMove={drag}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <span
        className="crop-corner"
        onPointerDown={(event) => hold(event)}
        onPointerMove={stretch}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      />
    </div>
  )

  function hold(event: PointerEvent<HTMLElement>) {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, y: event.clientY }
    changeHistory(lifted)
  }

  function drag(event: PointerEvent<HTMLElement>) {
    if (!from.current || event.target !== event.currentTarget) return
    const by = { x: (event.clientX - from.current.x) / size.width, y: (event.clientY - from.current.y) / size.height }
    from.current = { x: event.clientX, y: event.clientY }
    changeEdit({ ...edit, crop: movedCrop(crop, by) }, 'crop')
  }

  function stretch(event: PointerEvent<HTMLElement>) {
    event.stopPropagation()
    if (!from.current) return
    const by = { x: (event.clientX - from.current.x) / size.width, y: (event.clientY - from.current.y) / size.height }
    from.current = { x: event.clientX, y: event.clientY }
    const next =
      crop.shape === 'free'
        ? stretchedCrop(crop, { width: 2 * by.x, height: 2 * by.y })
        : scaledCrop(crop, 1 + (Math.max(Math.abs(by.x), Math.abs(by.y)) * 2 * Math.sign(by.x + by.y)) / Math.max(crop.width, crop.height))
    changeEdit({ ...edit, crop: next }, 'crop')
  }

  function letGo(event: PointerEvent<HTMLElement>) {
    event.stopPropagation()
    from.current = null
    changeHistory(lifted)
  }

  function placed(box: HTMLElement) {
    const part = (value: number) => `${value * 100}%`
    Object.assign(box.style, { left: part(crop.x), top: part(crop.y), width: part(crop.width), height: part(crop.height) })
  }
}
