// The photos of one post: one as it is, several side by side.
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import type { Photo } from '../../photos/contract.ts'

/** `whole`: each in its own shape, with its words under it; else cut to fill the card, and a tap on it leads on. */
export type PostPicturesProps = {
  photos: readonly Photo[]
  whole?: boolean
  opens?: { href: string; label: string }
  loads?: 'now' | 'near' | 'later'
  onSettled?: (() => void) | undefined
}

const SideBySide = lazy(() => import('./SideBySide.tsx').then(({ SideBySide }) => ({ default: SideBySide })))

export function PostPictures(props: PostPicturesProps) {
  const { photos } = props
  const [photo] = photos
  if (!photo) return null
  const first = <OnePicture {...props} photo={photo} />
  if (photos.length === 1) return first
  return (
    <Suspense
      fallback={
        <div className="side-by-side">
          {first}
          <div className="side-by-side-row" />
        </div>
      }
    >
      <SideBySide {...props} />
    </Suspense>
  )
}

type OnePictureProps = PostPicturesProps & { photo: Photo; isHidden?: boolean }

/** `isHidden`: another one is before it, and Tab passes it by. */
export function OnePicture({ photo, whole = false, opens, loads = 'now', onSettled, isHidden = false }: OnePictureProps) {
  const view = <PhotoView photo={photo} rendition={whole ? 'screen' : 'card'} whole={whole} loads={loads} onSettled={onSettled} />
  if (!opens) return view
  return (
    <Link className="feed-open" href={opens.href} aria-label={opens.label} tabIndex={isHidden ? -1 : undefined}>
      {view}
    </Link>
  )
}
