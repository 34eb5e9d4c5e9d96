// A keepsake: the photos a child asked to share in a chosen time, a page for each post, printed on paper or kept as a PDF by the device itself. DEL-8
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Progress } from '../../../ui/parts/Progress.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import { dayOf, formatDates } from '../../people/guardian/when.ts'
import { allPosts } from '../all-posts.ts'
import type { Post } from '../contract.ts'
import './PhotoBook.css'

export function PhotoBook({ childId }: { childId: string }) {
  const query = useQuery({ queryKey: ['/api/posts', 'book', childId], queryFn: () => keptOf(childId) })
  return (
    <Screen title={t('family.book.title')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(kept) =>
          kept.length === 0 ? (
            <Scene picture="framed-picture" title={t('family.book.none')}>
              <p>{t('family.book.none.more')}</p>
            </Scene>
          ) : (
            <Book kept={kept} />
          )
        }
      </Loaded>
    </Screen>
  )
}

/** Oldest first. */
async function keptOf(childId: string): Promise<Post[]> {
  const posts = await allPosts()
  return posts.filter((post) => post.author.id === childId && isKept(post)).reverse()
}

/** What a guardian said yes to, or brought in; what waits or was sent back is not done yet. */
function isKept({ state, photos }: Post) {
  return photos.length > 0 && ['cooling-off', 'shared', 'over', 'brought'].includes(state)
}

function Book({ kept }: { kept: Post[] }) {
  const last = kept.at(-1)?.askedAt
  const [from, setFrom] = useState(dayOf(aSeasonBefore(last)))
  const [until, setUntil] = useState(dayOf(last))
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const chosen = kept.filter(({ askedAt }) => dayOf(askedAt) >= from && dayOf(askedAt) <= until)
  const photos = chosen.flatMap((post) => post.photos.map(({ photoId }) => photoId))
  const here = photos.filter((id) => settled.has(id)).length
  const isReady = photos.length > 0 && here === photos.length
  const name = kept[0]?.author.name ?? ''
  return (
    <>
      <div className="on-screen stack">
        <LookSign posts={kept} />
        <Card label={t('family.book.choose')}>
          <h2>{t('family.book.choose')}</h2>
          <div className="row">
            <TextField label={t('family.book.from')} type="date" value={from} onChange={setFrom} />
            <TextField label={t('family.book.until')} type="date" value={until} onChange={setUntil} />
          </div>
          <p>{t('family.book.how')}</p>
          <p>{t('family.book.care', { name })}</p>
          {photos.length === 0 && <p role="status">{t('family.book.empty')}</p>}
          {photos.length > 0 && !isReady && <Progress label={t('family.book.comes')} value={here / photos.length} />}
          {photos.length > 0 && (
            <div className="row row-end">
              <Button look="main" busy={!isReady} onPress={() => window.print()}>
                {t('family.book.print')}
              </Button>
            </div>
          )}
        </Card>
      </div>
      {chosen.length > 0 && (
        <section className="book" aria-label={t('family.book.preview')}>
          <div className="book-page book-cover">
            <Picture name="kite" />
            <h2>{t('family.book.of', { name })}</h2>
            <p>{formatDates(chosen[0]?.askedAt, chosen.at(-1)?.askedAt)}</p>
          </div>
          {chosen.map((post) => (
            <BookPage key={post.id} post={post} onSettled={(photo) => setSettled((before) => new Set(before).add(photo))} />
          ))}
        </section>
      )}
    </>
  )
}

/** What one asks for first is not years of photos. */
function aSeasonBefore(at = new Date().toISOString()) {
  const moment = new Date(at)
  moment.setMonth(moment.getMonth() - 3)
  return moment.toISOString()
}

function BookPage({ post, onSettled }: { post: Post; onSettled: (photo: string) => void }) {
  return (
    <article className="book-page" aria-label={formatDates(post.askedAt)}>
      <div className="book-photos" data-many={post.photos.length > 4 ? 'many' : post.photos.length > 1 ? 'some' : 'one'}>
        {post.photos.map((photo) => (
          <PhotoView key={photo.photoId} photo={photo} rendition="screen" whole onSettled={() => onSettled(photo.photoId)} />
        ))}
      </div>
      {post.caption && (
        <p className="book-caption" dir="auto">
          {post.caption}
        </p>
      )}
      <p className="soft">{formatDates(post.askedAt)}</p>
    </article>
  )
}
