// The photo as it will be, and what can be taken hold of on it. A finger drags; a tap where a thing should go, or arrow keys, do the same.
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { t } from '../../../ui/words.ts'
import { type Edit, type Placed, type Thing, thingOf, untouched, withThing } from '../edit.ts'
import { along, back, naturalSize, pixelsPerSide, type Size, type Spot, type Way, wayTo } from '../geometry.ts'
import { lifted } from '../history.ts'
import { rendererOn } from '../render.ts'
import { CropBox } from './CropBox.tsx'
import { drawLine, type Pen } from './Draw.tsx'
import { drawings, loadWhatIsOn } from './drawings.ts'
import type { Tool } from './Studio.tsx'
import { changeEdit, changeHistory, type Studio } from './studio.ts'

type StageProps = {
  open: Studio
  tool: Tool | null
  chosen: Thing | null
  onChoose: (thing: Thing | null, how?: 'take-off') => void
  pen: Pen
  onPen: (pen: Pen) => void
}

const keyStep = 0.02 // of the picture
const slowFrame = 24 // ms: beyond this a moving picture is drawn smaller, until it rests. P11

export function Stage({ open, tool, chosen, onChoose, pen, onPen }: StageProps) {
  const { photo, history } = open
  const edit = history.now
  const shown: Edit = tool === 'crop' ? { ...edit, crop: { ...untouched.crop, shape: edit.crop.shape }, frame: null } : edit
  const { room, size, canvas } = useDrawn(open, shown)
  const way = wayTo(size, photo, shown)
  const moving = useRef<Spot | null>(null)
  return (
    <div className="stage-room" ref={room}>
      <div
        className="stage"
        data-draws={tool === 'draw' || undefined}
        ref={(stage) => void (stage && sized(stage, size))}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={lift}
        onPointerCancel={lift}
      >
        <canvas ref={canvas} role="img" aria-label={t('child.studio.photo')} />
        {tool === 'crop' && <CropBox edit={edit} photo={photo} size={size} />}
        {tool === 'draw' && (
          <span
            className="pen"
            data-down={pen.down || undefined}
            ref={(spot) => void (spot && placed(spot, along(way, pen.at)))}
            aria-hidden="true"
          />
        )}
        {thingsShown(edit, tool).map((thing) => (
          <TakeHold
            key={`${thing.list}${thing.place}`}
            edit={edit}
            thing={thing}
            way={way}
            isChosen={chosen?.list === thing.list && chosen.place === thing.place}
            onKey={(event) => onKey(event, thing)}
            onChoose={() => onChoose(thing)}
            onMove={(by) => moveBy(thing, by)}
          />
        ))}
      </div>
    </div>
  )

  function moveBy(thing: Thing, by: Spot) {
    const one = thingOf(edit, thing)
    if (!one) return
    const at = along(way, one.at)
    const keep = (value: number, most: number) => Math.min(most, Math.max(0, value))
    const to = back(way, { x: keep(at.x + by.x, size.width), y: keep(at.y + by.y, size.height) })
    changeEdit(withThing(edit, thing, { at: to }), `move ${thing.list} ${thing.place}`)
  }

  function onKey(event: KeyboardEvent, thing: Thing) {
    const by = arrows[event.key]
    if (by) moveBy(thing, { x: by.x * keyStep * size.width, y: by.y * keyStep * size.height })
    if (event.key === 'Delete' || event.key === 'Backspace') onChoose(thing, 'take-off')
    if (by) event.preventDefault()
  }

  function press(event: PointerEvent<HTMLElement>) {
    const spot = spotOf(event)
    if (tool === 'draw') {
      event.currentTarget.setPointerCapture(event.pointerId)
      moving.current = spot
      changeHistory(lifted)
      draw(event, 'starts')
    } else if (chosen && event.target instanceof HTMLCanvasElement) {
      changeHistory(lifted)
      changeEdit(withThing(edit, chosen, { at: back(way, spot) }))
    }
  }

  function move(event: PointerEvent<HTMLElement>) {
    if (tool === 'draw' && moving.current) draw(event, 'goes-on')
  }

  function lift() {
    moving.current = null
    changeHistory(lifted)
  }

  function draw(event: PointerEvent<HTMLElement>, how: 'starts' | 'goes-on') {
    const pressed = event.pointerType === 'pen' ? event.pressure : 0.5
    const at = back(way, spotOf(event))
    changeEdit(drawLine(edit, pen, { at, pressed, how }), 'line')
    onPen({ ...pen, at })
  }

  function spotOf(event: PointerEvent<HTMLElement>): Spot {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
}

const arrows: Record<string, Spot> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

type HoldProps = {
  edit: Edit
  thing: Thing
  way: Way
  isChosen: boolean
  onKey: (event: KeyboardEvent) => void
  onChoose: () => void
  onMove: (by: Spot) => void
}

/** A cover, a sticker or a text, as a button that lies on it. */
function TakeHold({ edit, thing, way, isChosen, onKey, onChoose, onMove }: HoldProps) {
  const from = useRef<Spot | null>(null)
  const one = thingOf(edit, thing)
  if (!one) return null
  return (
    <button
      type="button"
      className="hold"
      aria-pressed={isChosen}
      aria-label={nameOf(edit, thing)}
      ref={(button) => void (button && placed(button, along(way, one.at), boxOf(one, one.size * pixelsPerSide(way))))}
      onClick={onChoose}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, y: event.clientY }
        if (!isChosen) onChoose()
      }}
      onPointerMove={(event) => {
        if (!from.current) return
        onMove({ x: event.clientX - from.current.x, y: event.clientY - from.current.y })
        from.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerUp={() => {
        from.current = null
      }}
    />
  )
}

/** About how large it is seen; letters are some half as wide as they are high. */
function boxOf(thing: Placed, size: number): Size {
  if ('shape' in thing)
    return {
      round: { width: size, height: size },
      wide: { width: size * 1.3, height: size * 0.55 },
      tall: { width: size * 0.55, height: size * 1.3 },
    }[thing.shape]
  if (thing.kind === 'sticker') return { width: size, height: size }
  const lines = thing.words.split('\n')
  return { width: size * (0.7 + 0.56 * Math.max(...lines.map((line) => line.length))), height: size * (0.2 + 1.25 * lines.length) }
}

function nameOf(edit: Edit, { list, place }: Thing): string {
  const mark = list === 'marks' ? edit.marks[place] : undefined
  if (mark?.kind === 'sticker') return firstWord(t(`child.sticker.${mark.name}`))
  if (mark?.kind === 'text') return mark.words
  return t('child.studio.tool.cover')
}

/** A sticker's words are its name and others to find it by. */
export function firstWord(words: string): string {
  return words.split(',')[0] ?? words
}

function thingsShown(edit: Edit, tool: Tool | null): Thing[] {
  const covers = tool === null || tool === 'cover' ? edit.covers.map((_, place) => ({ list: 'covers' as const, place })) : []
  const kinds = { stickers: 'sticker', text: 'text' } as const
  const wanted = tool === 'stickers' || tool === 'text' ? kinds[tool] : null
  const marks = edit.marks.flatMap(({ kind }, place) =>
    kind === wanted || (tool === null && kind !== 'stroke') ? [{ list: 'marks' as const, place }] : [],
  )
  return [...covers, ...marks]
}

// Places are set here and not in a style of the page's text, which the content policy does not allow.
function placed(element: HTMLElement, { x, y }: Spot, box?: Size) {
  Object.assign(element.style, { left: `${x}px`, top: `${y}px` })
  if (box) sized(element, box)
}

function sized(element: HTMLElement, { width, height }: Size) {
  Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
}

/** Draws the picture as large as there is room, and again for every change; while it moves on a slow device, in fewer pixels. */
function useDrawn({ photo, small, history }: Studio, shown: Edit) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const renderer = useRef<ReturnType<typeof rendererOn>>(null)
  const fineness = useRef(1)
  const drawn = drawings.use()
  const [most, setMost] = useState<Size>({ width: 320, height: 320 })
  const moves = history.joins !== null
  const size = fitted(naturalSize(photo, shown), most)
  useLayoutEffect(() => {
    const measure = () => room.current && setMost(roomFor(room.current))
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  const { marks } = shown
  useEffect(() => {
    const drawAgain = () => marks.some(({ kind }) => kind === 'text') && drawings.set({ ...drawings.get() }) // letters are there now
    loadWhatIsOn({ marks }).then(drawAgain, () => {})
  }, [marks])
  // Before the browser paints, not after: then the picture is there with the very next frame. Changes that come faster are drawn together. P11
  const draw = useRef<() => void>(() => {})
  const frame = useRef(0)
  useLayoutEffect(() => {
    draw.current = () => {
      frame.current = 0
      if (!canvas.current) return
      renderer.current ??= rendererOn(canvas.current)
      const dense = Math.min(2, devicePixelRatio, 1200 / Math.max(size.width, size.height)) * (moves ? fineness.current : 1)
      const pixels = { width: Math.max(1, Math.round(size.width * dense)), height: Math.max(1, Math.round(size.height * dense)) }
      const isOftenDrawn = canvas.current.width === pixels.width && canvas.current.height === pixels.height // another size is drawn anew from the photo
      const began = performance.now()
      renderer.current.draw(pixels, { image: small, photo, edit: shown, drawings: drawn })
      if (moves && isOftenDrawn && performance.now() - began > slowFrame) fineness.current = Math.max(0.4, fineness.current * 0.8)
    }
    frame.current ||= requestAnimationFrame(() => draw.current())
  })
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return { room, size, canvas }
}

function roomFor(room: HTMLElement): Size {
  const wide = window.matchMedia('(min-width: 60rem)').matches
  return { width: room.clientWidth, height: Math.max(220, window.innerHeight * (wide ? 0.66 : 0.38)) }
}

function fitted({ width, height }: Size, most: Size): Size {
  const scale = Math.min(most.width / width, most.height / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
