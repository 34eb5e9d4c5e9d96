// A photo of the draft as it is now: what the server has, or what is on this tablet alone, with all that was done to it.
import { useEffect, useRef, useState } from 'react'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import { drawings, loadWhatIsOn } from '../../studio/child/drawings.ts'
import { type Aside, asideOf, bitmapOf, drawnWithin } from '../../studio/child/studio.ts'
import { naturalSize, type Size } from '../../studio/geometry.ts'
import { rendererOn } from '../../studio/render.ts'
import { type DraftPhoto, waitsToGo } from './draft.ts'

const side = 640 // pixels
type Small = { image: HTMLCanvasElement; photo: Size }

const smalls = new WeakMap<Blob, Promise<Small | null>>()
let before: Promise<unknown> = Promise.resolve()

export function PhotoHere({ photo, size }: { photo: DraftPhoto; size: 'small' | 'large' }) {
  const aside = asideOf(photo.id)
  const words = photo.alt || t('child.make.yours')
  if (aside && waitsToGo(photo)) return <Drawn aside={aside} words={words} />
  if (!photo.photo) return <Picture name="framed-picture" size="large" label={words} />
  return <PhotoView photo={{ ...photo.photo, alt: words }} rendition={size === 'small' ? 'card' : 'screen'} whole={size === 'large'} />
}

function Drawn({ aside: { file, history }, words }: { aside: Aside; words: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [shown, setShown] = useState<'not-yet' | 'here' | 'cannot'>('not-yet')
  const edit = history.now
  useEffect(() => {
    let isCurrent = true
    void draw().then((how) => isCurrent && setShown(how))
    return () => {
      isCurrent = false
    }

    async function draw() {
      const [small] = await Promise.all([smallOf(file), loadWhatIsOn(edit)])
      if (!small || !canvas.current || !isCurrent) return small ? 'not-yet' : 'cannot'
      rendererOn(canvas.current).draw(within(naturalSize(small.photo, edit)), { ...small, edit, drawings: drawings.get() })
      return 'here'
    }
  }, [file, edit])
  return (
    <div className="preview">
      <canvas ref={canvas} hidden={shown !== 'here'} role="img" aria-label={words} />
      {shown === 'cannot' && <Picture name="framed-picture" size="large" label={words} />}
    </div>
  )
}

function within({ width, height }: Size): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** One after the other: a photo that is opened is large in an old tablet's memory, and let go of at once. P11 */
function smallOf(file: Blob): Promise<Small | null> {
  const known = smalls.get(file)
  if (known) return known
  const small = before.then(async () => {
    const bitmap = await bitmapOf(file)
    if (!bitmap) return null
    const photo = { width: bitmap.width, height: bitmap.height }
    const image = drawnWithin(side, photo, bitmap)
    bitmap.close()
    return { image, photo }
  })
  before = small.catch(() => {})
  smalls.set(file, small)
  return small
}
