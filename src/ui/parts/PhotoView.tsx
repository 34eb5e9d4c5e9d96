// A photo as it may be seen: its colours first, then itself; nothing here offers to save it.
import { useEffect, useRef, useState } from 'react'
import { thumbHashToRGBA } from 'thumbhash'
import type { z } from 'zod'
import type { photo, renditionName } from '../../features/photos/contract.ts'
import { t } from '../words.ts'
import './PhotoView.css'

export type ShownPhoto = Pick<z.infer<typeof photo>, 'photoId' | 'width' | 'height' | 'alt'> & { thumbhash?: string }
type PhotoProps = {
  photo: ShownPhoto
  rendition: z.infer<typeof renditionName>
  loads?: 'now' | 'near' | 'later' // near: when the reader comes near it; later: not yet, only its colours
  whole?: boolean
  onSettled?: (() => void) | undefined // it is here, or it will not come
}

/** whole: the photo in its own shape; else cut to fill the card. */
export function PhotoView({ photo, rendition, loads = 'now', whole = false, onSettled }: PhotoProps) {
  const [state, setState] = useState<'coming' | 'here' | 'missing'>('coming')
  const settle = (how: 'here' | 'missing') => {
    setState(how)
    onSettled?.()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only takes away the browser's menu that would save the photo
    <div className={whole ? 'photo photo-whole' : 'photo'} onContextMenu={(event) => event.preventDefault()}>
      <Placeholder thumbhash={photo.thumbhash ?? ''} />
      {state === 'missing' && <p className="photo-missing">{t('kit.photo-missing')}</p>}
      {state !== 'missing' && loads !== 'later' && (
        <img
          src={`/api/photos/${photo.photoId}/${rendition}`}
          alt={photo.alt || t('kit.photo-without-words')}
          width={photo.width}
          height={photo.height}
          loading={loads === 'near' ? 'lazy' : 'eager'}
          decoding="async"
          draggable={false}
          data-state={state}
          onLoad={() => settle('here')}
          onError={() => settle('missing')}
        />
      )}
    </div>
  )
}

// Drawn on a canvas, because the content policy allows no data: addresses.
function Placeholder({ thumbhash }: { thumbhash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    const context = target?.getContext('2d')
    if (!target || !context || thumbhash === '') return
    const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(thumbhash), (sign) => sign.charCodeAt(0)))
    target.width = w
    target.height = h
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0)
  }, [thumbhash])
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; this one is colour only
  return <canvas ref={canvas} className="photo-placeholder" aria-hidden="true" />
}
