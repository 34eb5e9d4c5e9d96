// Two to six photos in one collage: pick them, how they lie, which part is seen; then the collage goes on as one photo, into the studio.
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { PhotoDoor } from '../../photos/child/PickPhoto.tsx'
import {
  boxOf,
  type Collage,
  drawCollage,
  fewest,
  most,
  moved,
  type Place,
  placesOf,
  type Piece,
  collageShapes,
  type CollageShape,
  collageSize,
  swapped,
  waysFor,
  withoutPiece,
  withPiece,
  zoomed,
} from '../collage.ts'
import type { Spot } from '../geometry.ts'
import { lifted, step } from '../history.ts'
import { blobOf } from './flatten.ts'
import { Pad } from './Pad.tsx'
import { Radios } from './Radios.tsx'
import { StepsRow } from './StepsRow.tsx'
import { addToCollage, changeCollage } from './open-collage.ts'
import { openPhoto, type OpenCollage, openCollage } from './studio.ts'
import { NotKept, useWarning } from './NotKept.tsx'

const [shownSide, madeSide] = [900, 2048] // pixels
const nudge = 0.08 // of its place, for each tap or key

export function CollageMaker() {
  const open = openCollage.use()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<number | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [unknown, setUnknown] = useState(false)
  const collage = open?.history.now
  const count = collage?.pieces.length ?? 0
  const piece = chosen === null ? undefined : collage?.pieces[chosen]
  const begun = count > 0
  useWarning(begun)
  return (
    <Screen title={t('child.collage.title')} back="/" say={t('child.collage.how')} wide>
      <div className="studio">
        {open && begun && (
          <div className="studio-top">
            <OnCollage open={open} chosen={piece ? chosen : null} onChoose={choose} />
            <StepsRow onStep={changeCollage}>
              {count >= fewest && (
                <Button look="main" icon="arrow-right" busy={busy} onPress={() => void goOn(open)}>
                  {t('child.make.go-on')}
                </Button>
              )}
            </StepsRow>
          </div>
        )}
        <div className="stack">
          {fault !== null && <ErrorNote error={fault} />}
          {begun && <NotKept />}
          {unknown && <p role="alert">{t('child.collage.cannot')}</p>}
          {open && collage && piece && chosen !== null ? (
            <ThisPhoto collage={collage} place={chosen} piece={piece} photos={open.photos} onDone={() => setChosen(null)} />
          ) : (
            <>
              <p role="status">{t(hint(count))}</p>
              {collage && count >= fewest && <Ways collage={collage} />}
              {count < most && (
                <PhotoDoor label={t('child.collage.add')} picture="framed-picture" multiple onPick={(files) => void add(files)} />
              )}
            </>
          )}
        </div>
      </div>
    </Screen>
  )

  function choose(place: number) {
    setChosen(place)
    window.scrollTo(0, 0) // what can be done with it stands right under the collage
  }

  async function add(files: File[]) {
    setUnknown(false)
    for (const file of files.slice(0, most - count)) if (!(await addToCollage(file))) setUnknown(true)
  }

  async function goOn({ photos, history: { now } }: OpenCollage) {
    setBusy(true)
    setFault(null)
    try {
      const canvas = document.createElement('canvas')
      drawOn(canvas, now, photos, madeSide)
      const made = await blobOf(canvas)
      if (await openPhoto(made, '/collage')) go('/studio')
    } catch (failure) {
      setFault(failure)
    }
    setBusy(false)
  }
}

function hint(photos: number): string {
  if (photos === 0) return 'child.collage.how'
  return photos < fewest ? 'child.collage.one-more' : 'child.collage.tap'
}

function drawOn(canvas: HTMLCanvasElement, collage: Collage, photos: OpenCollage['photos'], side: number) {
  const size = collageSize(collage.shape, side)
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  drawCollage(context, size, collage, photos)
}

/** The collage as it will be; each photo is a button that lies on it, and can be dragged in its place. */
function OnCollage({
  open: { photos, history },
  chosen,
  onChoose,
}: {
  open: OpenCollage
  chosen: number | null
  onChoose: (place: number) => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const from = useRef<Spot | null>(null)
  const { now } = history
  const size = collageSize(now.shape, shownSide)
  useLayoutEffect(() => {
    if (canvas.current) drawOn(canvas.current, now, photos, shownSide)
  })
  return (
    <div className="stage" ref={(stage) => void (stage && fits(stage))}>
      <canvas ref={canvas} role="img" aria-label={t('child.studio.photo')} />
      {placesOf(now).map((place, at) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is by its number
          key={at}
          type="button"
          className="hold place"
          aria-pressed={at === chosen}
          aria-label={t('child.collage.photo', { number: at + 1 })}
          ref={(button) => void (button && lies(button, place))}
          onClick={() => onChoose(at)}
          onKeyDown={(event) => onKey(event, at)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            from.current = { x: event.clientX, y: event.clientY }
            changeCollage(lifted)
          }}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            if (!from.current) return
            move(at, { x: (event.clientX - from.current.x) / box.width, y: (event.clientY - from.current.y) / box.height })
            from.current = { x: event.clientX, y: event.clientY }
          }}
          onPointerUp={() => {
            from.current = null
            changeCollage(lifted)
          }}
        />
      ))}
    </div>
  )

  function fits(stage: HTMLElement) {
    stage.style.inlineSize = `min(100%, ${(44 * size.width) / size.height}vh)`
  }

  function lies(button: HTMLElement, place: Place) {
    const box = boxOf(place, size)
    const part = (value: number, whole: number) => `${(value / whole) * 100}%`
    Object.assign(button.style, {
      left: part(box.x, size.width),
      top: part(box.y, size.height),
      width: part(box.width, size.width),
      height: part(box.height, size.height),
    })
  }

  function move(at: number, by: Spot) {
    changeCollage((history) => step(history, movedIn(history.now, at, by, photos), `move ${at}`))
  }

  function onKey(event: KeyboardEvent, at: number) {
    const by = arrows[event.key]
    if (by) {
      move(at, { x: by.x * nudge, y: by.y * nudge })
      event.preventDefault()
    }
    if (event.key === 'Delete' || event.key === 'Backspace') changeCollage((history) => step(history, withoutPiece(history.now, at)))
  }
}

const arrows: Record<string, Spot> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function movedIn(collage: Collage, at: number, by: Spot, photos: OpenCollage['photos']): Collage {
  const [place, piece] = [placesOf(collage)[at], collage.pieces[at]]
  const photo = piece && photos[piece.photo]
  if (!place || !piece || !photo) return collage
  return withPiece(collage, at, moved(piece, by, photo.size, boxOf(place, collageSize(collage.shape, shownSide))))
}

type ThisPhotoProps = { collage: Collage; place: number; piece: Piece; photos: OpenCollage['photos']; onDone: () => void }

/** What a finger does, by taps: which part is seen, how near, another place, or not there. */
function ThisPhoto({ collage, place, piece, photos, onDone }: ThisPhotoProps) {
  return (
    <>
      <div className="row">
        <Button icon="plus" onPress={() => change(withPiece(collage, place, zoomed(piece, 1.2)))}>
          {t('child.studio.bigger')}
        </Button>
        <Button icon="minus" onPress={() => change(withPiece(collage, place, zoomed(piece, 1 / 1.2)))}>
          {t('child.studio.smaller')}
        </Button>
      </div>
      <Pad onMove={({ x, y }) => change(movedIn(collage, place, { x: x * nudge, y: y * nudge }, photos))} />
      <div className="row">
        {collage.pieces.length > 1 && (
          <Button icon="arrows-horizontal" onPress={() => change(swapped(collage, place))}>
            {t('child.collage.swap')}
          </Button>
        )}
        <Button icon="trash" onPress={takeOff}>
          {t('child.studio.take-off')}
        </Button>
        <Button icon="check" onPress={onDone}>
          {t('child.studio.done')}
        </Button>
      </div>
    </>
  )

  function change(next: Collage) {
    changeCollage((history) => step(history, next))
  }

  function takeOff() {
    change(withoutPiece(collage, place))
    onDone()
  }
}

function Ways({ collage }: { collage: Collage }) {
  return (
    <>
      <Radios legend={t('child.collage.way')} className="pieces">
        {waysFor(collage.pieces.length).map((places, way) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a way is what it is by its number
          <label key={way} className="option piece">
            <input type="radio" name="way" checked={collage.way === way} onChange={() => change({ ...collage, way })} />
            <WaySign places={places} shape={collage.shape} />
            <span className="unseen">{t('child.collage.way-number', { number: way + 1 })}</span>
          </label>
        ))}
      </Radios>
      <Radios legend={t('child.studio.crop.shape')} className="pieces">
        {collageShapes.map((shape) => (
          <label key={shape} className="option piece">
            <input type="radio" name="shape" checked={collage.shape === shape} onChange={() => change({ ...collage, shape })} />
            <WaySign places={[{ x: 0, y: 0, width: 1, height: 1 }]} shape={shape} />
            <span>{t(`child.collage.${shape}`)}</span>
          </label>
        ))}
      </Radios>
    </>
  )

  function change(next: Collage) {
    changeCollage((history) => step(history, next))
  }
}

function WaySign({ places, shape }: { places: Place[]; shape: CollageShape }) {
  const size = collageSize(shape, 28)
  return (
    <svg className="shape-sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {places.map((place) => (
        <rect
          key={`${place.x} ${place.y}`}
          x={(32 - size.width) / 2 + place.x * size.width}
          y={(32 - size.height) / 2 + place.y * size.height}
          width={place.width * size.width}
          height={place.height * size.height}
        />
      ))}
    </svg>
  )
}
