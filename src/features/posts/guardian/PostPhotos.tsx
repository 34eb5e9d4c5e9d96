// The photos of one post with their descriptions; each can be looked at larger.
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { t } from '../../../ui/words.ts'
import { MarkedWords } from '../../screening/guardian/MarkedWords.tsx'
import type { Post } from '../contract.ts'

export function PostPhotos({ post }: { post: Post }) {
  return (
    <ul className="post-photos">
      {post.photos.map((photo, index) => (
        <li key={photo.photoId}>
          <OnePhoto post={post} index={index} />
        </li>
      ))}
    </ul>
  )
}

function OnePhoto({ post, index }: { post: Post; index: number }) {
  const [large, setLarge] = useState(false)
  const photo = post.photos[index]
  if (!photo) return null
  const name =
    post.photos.length === 1
      ? t('family.look.photo-alone', { name: post.author.name })
      : t('family.look.photo-of', { index: index + 1, count: post.photos.length })
  return (
    <figure className="post-photo">
      <PhotoView photo={photo} rendition="card" whole loads="near" />
      <figcaption>
        <p>
          <span className="soft">{t('family.look.alt')}</span>{' '}
          {photo.alt ? (
            <MarkedWords words={photo.alt} isFound={post.findings.some(({ kind }) => !kind.endsWith('-removed'))} />
          ) : (
            t('family.look.no-alt', { name: post.author.name })
          )}
        </p>
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
