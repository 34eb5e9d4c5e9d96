// The photos of one post with their descriptions, one under the other; each can be looked at larger, and which were on the screen is told. PUB-1
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { t } from '../../../ui/words.ts'
import { MarkedWords } from '../../screening/guardian/MarkedWords.tsx'
import { PhotoMarks, PhotoMarksTold, usePhotoMarks } from '../../screening/guardian/PhotoMarks.tsx'
import type { Post } from '../contract.ts'

/** `missed`: the one that a yes was pressed without. */
type PostPhotosProps = { post: Post; missed: number | null; onSight: (index: number) => void }
const inSight = 0.5 // of a photo

export function PostPhotos({ post, missed, onSight }: PostPhotosProps) {
  return (
    <ul className="post-photos">
      {post.photos.map((photo, index) => (
        <li key={photo.photoId} id={photoPlace(post, index)} tabIndex={-1}>
          {index === missed && (
            <p className="missed" role="alert">
              {t('family.look.missed', { index: index + 1, count: post.photos.length })}
            </p>
          )}
          <OnePhoto post={post} index={index} onSight={onSight} />
        </li>
      ))}
    </ul>
  )
}

export function photoPlace({ id }: Post, index: number): string {
  return `post-${id}-${index}`
}

function OnePhoto({ post, index, onSight }: Omit<PostPhotosProps, 'missed'> & { index: number }) {
  const [large, setLarge] = useState(false)
  const [settled, setSettled] = useState(false)
  const figure = useRef<HTMLElement>(null)
  const onScreen = useEffectEvent(() => onSight(index))
  useEffect(() => {
    const photo = figure.current?.querySelector('.photo')
    if (!settled || !photo) return undefined
    const watching = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && onScreen(), {
      threshold: inSight,
    })
    watching.observe(photo)
    return () => watching.disconnect()
  }, [settled])
  const photo = post.photos[index]
  const marks = usePhotoMarks(photo?.photoId ?? '', settled && post.findings.some(({ kind }) => kind === 'face' || kind === 'readable'))
  if (!photo) return null
  const name =
    post.photos.length === 1
      ? t('family.look.photo-alone', { name: post.author.name })
      : t('family.look.photo-of', { index: index + 1, count: post.photos.length })
  return (
    <figure className="post-photo" ref={figure}>
      <div className="marked-photo">
        <PhotoView photo={photo} rendition="card" whole loads="near" onSettled={() => setSettled(true)} />
        <PhotoMarks photo={photo} findings={marks.verdict?.findings ?? []} />
      </div>
      <figcaption>
        <p>
          <span className="soft">{t('family.look.alt')}</span>{' '}
          {photo.alt ? (
            <MarkedWords words={photo.alt} isFound={post.findings.some(({ kind }) => !kind.endsWith('-removed'))} />
          ) : (
            t('family.look.no-alt', { name: post.author.name })
          )}
        </p>
        <PhotoMarksTold {...marks} name={name} />
        <Button look="quiet" icon="eye" onPress={() => setLarge(true)}>
          {t('family.look.larger')}
          <span className="unseen"> {name}</span>
        </Button>
      </figcaption>
      <Sheet open={large} title={name} onClose={() => setLarge(false)}>
        <PhotoView photo={photo} rendition="screen" whole />
      </Sheet>
    </figure>
  )
}
