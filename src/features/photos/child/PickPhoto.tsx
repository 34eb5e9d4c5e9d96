// Take a photo or pick one: two big doors, and on a large screen one can drop it in.
import { type DragEvent, useState } from 'react'
import { Link } from 'wouter'
import { hasCamera } from '../../../ui/camera.ts'
import { Picture } from '../../../ui/parts/Picture.tsx'
import type { Picture as PictureName } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import './PickPhoto.css'

export function PickPhoto({ onPick }: { onPick: (file: File) => void }) {
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
        <Link className="door" href="/camera">
          <Picture name="camera" size="huge" />
          <span>{t('child.pick.take')}</span>
        </Link>
      ) : (
        <PhotoDoor label={t('child.pick.take')} picture="camera" capture onPick={first} />
      )}
      <PhotoDoor label={t('child.pick.choose')} picture="framed-picture" onPick={first} />
      <p className="pick-drop soft">{t('child.pick.drop')}</p>
    </div>
  )

  function first([file]: File[]) {
    if (file) onPick(file)
  }

  function mark(event: DragEvent, over: boolean) {
    event.preventDefault()
    setOver(over)
    return event
  }

  function take(event: DragEvent) {
    first([...event.dataTransfer.files])
  }
}

type PhotoDoorProps = { label: string; picture: PictureName; capture?: boolean; multiple?: boolean; onPick: (files: File[]) => void }

export function PhotoDoor({ label, picture, capture = false, multiple = false, onPick }: PhotoDoorProps) {
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
      <span>{label}</span>
    </label>
  )

  function take(input: HTMLInputElement) {
    const files = [...(input.files ?? [])]
    input.value = '' // so that the same photo can be picked again
    onPick(files)
  }
}
