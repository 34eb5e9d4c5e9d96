// Take a photo or pick some: two big doors, and on a large screen one can drop it in.
import { type DragEvent, useState } from 'react'
import { Link } from 'wouter'
import { hasCamera } from '../../../ui/camera.ts'
import { Picture } from '../../../ui/parts/Picture.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import './PickPhoto.css'

export function PickPhoto({ onPick, onTake }: { onPick: (files: File[]) => void; onTake: () => void }) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for a mouse; both doors inside do the same with keys
    <div
      className="pick"
      data-over={over || undefined}
      onDragOver={(event) => mark(event, true)}
      onDragLeave={(event) => mark(event, false)}
      onDrop={(event) => take(mark(event, false))}
    >
      {hasCamera() ? (
        <Link className="door" href="/camera" onClick={onTake}>
          <Picture name="camera" size="huge" />
          <span>{t('child.pick.take')}</span>
        </Link>
      ) : (
        <PhotoDoor label={t('child.pick.take')} picture="camera" capture onPick={onPick} />
      )}
      <PhotoDoor label={t('child.pick.choose')} picture="framed-picture" multiple hint={t('child.pick.up-to')} onPick={onPick} />
      <p className="pick-drop soft">{t('child.pick.drop')}</p>
    </div>
  )

  function mark(event: DragEvent, over: boolean) {
    event.preventDefault()
    setOver(over)
    return event
  }

  function take(event: DragEvent) {
    onPick([...event.dataTransfer.files])
  }
}

type PhotoDoorProps = {
  label: string
  hint?: string
  picture: PictureName
  capture?: boolean
  multiple?: boolean
  onPick: (files: File[]) => void
}

export function PhotoDoor({ label, hint, picture, capture = false, multiple = false, onPick }: PhotoDoorProps) {
  return (
    <label className="door">
      <input
        type="file"
        accept="image/*,.heic,.heif"
        capture={capture ? 'environment' : undefined}
        multiple={multiple}
        onChange={(event) => take(event.currentTarget)}
      />
      <Picture name={picture} size="huge" />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  )

  function take(input: HTMLInputElement) {
    const files = [...(input.files ?? [])]
    input.value = '' // so that the same photo can be picked again
    onPick(files)
  }
}
