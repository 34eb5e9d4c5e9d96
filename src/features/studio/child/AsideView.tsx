// A photo that is not open, small, with all that was done to it, as it is on this tablet.
import { useEffect, useRef, useState } from 'react'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { naturalSize, type Size } from '../geometry.ts'
import { rendererOn } from '../render.ts'
import { drawings, loadWhatIsOn } from './drawings.ts'
import { type Aside, bitmapOf, drawnWithin } from './studio.ts'

const side = 640 // pixels
type Small = { image: HTMLCanvasElement; photo: Size }

const smalls = new WeakMap<Blob, Promise<Small | null>>()
let before: Promise<unknown> = Promise.resolve()

export function AsideView({ aside: { file, history }, words }: { aside: Aside; words: string }) {
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
