// One photo of mine: how it stands, who can see it, what a grown-up wrote, and taking it back. DEL-5
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { usePost } from '../../../ui/queries.ts'
import { formatDay, formatNames, t } from '../../../ui/words.ts'
import { MaySayYes } from '../../carers/child/MaySayYes.tsx'
import { HiddenForNow } from '../../claims/child/HiddenForNow.tsx'
import { useMyClaims } from '../../claims/child/my-claims.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import { LooksAtPost } from '../../family-log/child/LooksAtPost.tsx'
import type { Face } from '../../people/contract.ts'
import { useMyReports } from '../../reports/child/my-reports.ts'
import { TakenDown } from '../../reports/child/MyReports.tsx'
import { ForMyPhoto } from '../../replies/child/ForMyPhoto.tsx'
import type { Post, takenBack } from '../contract.ts'
import { changeDraft, forgetDraft } from './draft.ts'
import { useAllMyPosts, useMyPosts } from './my-posts.ts'
import { PostPictures } from './PostPictures.tsx'
import { pictureOfState, stateWords } from './post-words.ts'
import { several } from './several.ts'
import { takeIn } from './take-in.ts'
import { WhoSees } from './WhoSees.tsx'

export function MyPost({ viewer, postId }: { viewer: Face; postId: string }) {
  const newest = useMyPosts()
  const isOlder = newest.data !== undefined && newest.data.before !== null && !newest.data.posts.some(({ id }) => id === postId)
  const all = useAllMyPosts({ enabled: isOlder })
  return (
    <Screen title={t('child.post.title')} back="/me">
      {isOlder ? (
        <Loaded query={all}>{(posts) => <OneOf viewer={viewer} post={posts.find((post) => post.id === postId)} />}</Loaded>
      ) : (
        <Loaded query={newest}>{({ posts }) => <OneOf viewer={viewer} post={posts.find((post) => post.id === postId)} />}</Loaded>
      )}
    </Screen>
  )
}

function OneOf({ viewer, post }: { viewer: Face; post: Post | undefined }) {
  return post ? <Standing viewer={viewer} post={post} /> : <Scene picture="deciduous-tree" title={t('child.post.gone')} />
}

function Standing({ viewer, post }: { viewer: Face; post: Post }) {
  const [asking, setAsking] = useState(false)
  const claim = useMyClaims().find(({ side, postId }) => side === 'owner' && postId === post.id)
  const isTakenDown = useMyReports().some(({ side, postId }) => side === 'owner' && postId === post.id)
  return (
    <>
      <GrownUpsSee />
      <PostPictures photos={post.photos} whole />
      {post.caption && (
        <p dir="auto" className="words">
          {post.caption}
        </p>
      )}
      {claim ? (
        <HiddenForNow claim={claim} />
      ) : post.state === 'shared' && (isTakenDown || post.hiddenBy.length > 0) ? null : (
        <Tip picture={pictureOfState(post.state)} title={stateWords(post)} colour="leaf">
          {post.state === 'shared' && post.sharedUntil && <p>{t('child.state.until', { day: formatDay(post.sharedUntil) })}</p>}
        </Tip>
      )}
      {post.hiddenBy.length > 0 && (
        <Tip
          picture="pause-button"
          title={t('child.hidden.by', { names: formatNames(post.hiddenBy.map(({ name }) => name)) })}
          colour="plum"
        >
          <p>{t('child.hidden.what')}</p>
        </Tip>
      )}
      <TakenDown postId={post.id} />
      {post.state === 'waiting' && <MaySayYes />}
      <ForMyPhoto replies={post.replies} />
      {post.sentBack && <SentBack post={post} sentBack={post.sentBack} />}
      {post.state !== 'taken-back' && <WhoSees post={post} />}
      <LooksAtPost viewer={viewer} postId={post.id} />
      {post.abilities.includes('take-back') && (
        <div className="row row-end">
          <Button icon="arrow-counter-clockwise" onPress={() => setAsking(true)}>
            {t('child.back.button')}
          </Button>
        </div>
      )}
      <TakeBack post={post} open={asking} onClose={() => setAsking(false)} />
    </>
  )
}

function SentBack({ post, sentBack }: { post: Post; sentBack: NonNullable<Post['sentBack']> }) {
  const [, go] = useLocation()
  const changing = useMutation({ mutationFn: change, onError: () => go('/') }) // without the photo the words are still there
  return (
    <section className="card" aria-label={t('child.sent-back.title')}>
      <div className="row">
        <Avatar face={sentBack.by} />
        <h2>{t('child.sent-back.from', { name: sentBack.by.name })}</h2>
      </div>
      <p>{t(`child.kind-word.${sentBack.word}`)}</p>
      {sentBack.note && (
        <blockquote dir="auto" className="words">
          {sentBack.note}
        </blockquote>
      )}
      <div className="row">
        <Button look="main" icon="pencil" busy={changing.isPending} onPress={() => changing.mutate()}>
          {t('child.sent-back.change')}
        </Button>
      </div>
    </section>
  )

  // The words and the faces stay, and the photos are put in again as new ones: what a grown-up looked at is never changed behind them. PUB-1
  async function change() {
    forgetDraft()
    const audience = post.seers.filter((seer) => seer.why === 'audience').map((seer) => seer.person.id)
    const [alt = '', ...others] = post.photos.map((photo) => photo.alt)
    const said = { unread: true } // what was written onto them is not known here any more, so a guardian looks again. PUB-6
    changeDraft({ caption: post.caption, next: { ...said, alt }, audience })
    const pictures = await Promise.all(post.photos.map(pictureOf))
    if (others.length > 0) {
      const { putIn, sendAll } = await several()
      for (const [place, picture] of pictures.entries()) if (picture) putIn(picture, { ...said, alt: post.photos[place]?.alt ?? '' })
      go('/')
      return sendAll(go)
    }
    go('/')
    const [picture] = pictures
    if (picture) await takeIn({ picture, edit: null }, go)
  }
}

async function pictureOf({ photoId }: Post['photos'][number]): Promise<Blob | null> {
  const response = await fetch(`/api/photos/${photoId}/screen`)
  return response.ok ? response.blob() : null
}

function TakeBack({ post, open, onClose }: { post: Post; open: boolean; onClose: () => void }) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const taking = usePost<z.infer<typeof takenBack>>(`/api/posts/${post.id}/taking-back`)
  return (
    <Question
      open={open}
      title={t('child.back.title')}
      keep={t('child.back.leave')}
      go={t('child.back.do')}
      look="main"
      icon="arrow-counter-clockwise"
      doing={taking}
      onGo={() => taking.mutate({}, { onSuccess: done })}
      onClose={onClose}
    >
      <p>{t('child.back.what')}</p>
      <p>{t(post.state === 'shared' || post.state === 'over' ? 'child.back.copies' : 'child.back.unseen')}</p>
      <Keeps what="receipts" />
    </Question>
  )

  function done() {
    onClose()
    showToast(t('child.back.done'))
    void queries.invalidateQueries()
    go('/me')
  }
}
