// The photos that go together, small and in their order: a tap goes to one of them.
import { useEffect, useRef } from 'react'
import { t } from '../../../ui/words.ts'
import type { DraftPhoto } from './draft.ts'
import { PhotoHere } from './PhotoHere.tsx'
import './Picked.css'

type ThumbsProps = { photos: readonly DraftPhoto[]; at: number; onGo: (place: number) => void }

export function Thumbs({ photos, at, onGo }: ThumbsProps) {
  const now = useRef<HTMLButtonElement>(null)
  useEffect(() => now.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
  return (
    <ol className="thumbs" aria-label={t('child.many.photos')}>
      {photos.map((photo, place) => (
        <li key={photo.id}>
          <button
            className="thumb"
            type="button"
            ref={place === at ? now : undefined}
            aria-current={place === at || undefined}
            aria-label={[t('child.many.place', { place: place + 1, count: photos.length }), photo.alt].filter(Boolean).join('. ')}
            onClick={() => onGo(place)}
          >
            <PhotoHere photo={photo} size="small" />
          </button>
        </li>
      ))}
    </ol>
  )
}
