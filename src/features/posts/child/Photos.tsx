// What others shared with this child: newest first, at most twelve, then the end. WEL-3
import { useState } from 'react'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { InThisPhoto } from '../../claims/child/InThisPhoto.tsx'
import { SharingOff } from '../../consent/child/SharingOff.tsx'
import { InTheirPhoto } from '../../tags/child/InTheirPhoto.tsx'
import { GrownUpsSeeWho } from '../../family-log/child/GrownUpsSee.tsx'
import { AllDoneButton } from '../../hours/child/PlanFirst.tsx'
import { SayToFriend } from '../../replies/child/SayToFriend.tsx'
import type { Me } from '../../people/contract.ts'
import type { Feed, FeedPost } from '../contract.ts'
import { PostPictures } from './PostPictures.tsx'
import './Photos.css'

const most = 12

export function Photos({ me }: { me: Me }) {
  const feed = useGet<Feed>('/api/feed')
  return (
    <Screen title={t('child.photos.title')}>
      {me.sharing === 'paused' ? (
        <SharingOff me={me} />
      ) : (
        <Loaded query={feed}>
          {({ posts }) => (posts.length === 0 ? <Nothing /> : <Some posts={posts.slice(0, most)} end={t('child.photos.end')} />)}
        </Loaded>
      )}
    </Screen>
  )
}

// The first photo has the whole line to itself, so that there is something to look at soon; the others follow.
export function Some({ posts, at = '/photos', end }: { posts: FeedPost[]; at?: string; end: string }) {
  const [begun, setBegun] = useState(false)
  return (
    <>
      <ul className="feed">
        {posts.map((post, place) => (
          <li key={post.id}>
            <PostCard post={post} at={at} loads={place === 0 ? 'now' : begun ? 'near' : 'later'} onSettled={() => setBegun(true)} />
          </li>
        ))}
      </ul>
      <GrownUpsSeeWho />
      <Scene picture="kite" title={end} drifts actions={<AllDoneButton />}>
        <p>{t('child.photos.away')}</p>
      </Scene>
    </>
  )
}

type PostCardProps = { post: FeedPost; at: string; loads: 'now' | 'near' | 'later'; onSettled: () => void }

function PostCard({ post, at, loads, onSettled }: PostCardProps) {
  return (
    <article className="card feed-card" aria-label={t('child.photos.from', { name: post.author.name })}>
      <header className="feed-author">
        <Avatar face={post.author} />
        <h2>
          <bdi>{post.author.name}</bdi>
        </h2>
        <SpeakButton words={[post.author.name, ...said(post)].join('. ')} />
      </header>
      <PostPictures
        photos={post.photos}
        loads={loads}
        onSettled={onSettled}
        opens={{ href: `${at}/${post.id}`, label: t('child.photos.open', { name: post.author.name }) }}
      />
      {post.caption && (
        <p dir="auto" className="words">
          {post.caption}
        </p>
      )}
    </article>
  )
}

function said({ caption, photos }: FeedPost): string[] {
  return [caption, ...photos.map(({ alt }) => alt)].filter(Boolean)
}

function Nothing() {
  return (
    <Scene picture="seedling" title={t('child.photos.none-title')} actions={<AllDoneButton />}>
      <p>{t('child.photos.none')}</p>
    </Scene>
  )
}

/** One post of somebody else. When the feed no longer has it, it is not here any more, at once. AUD-9 */
export function SharedPost({ postId }: { postId: string }) {
  const feed = useGet<Feed>('/api/feed')
  return <Loaded query={feed}>{({ posts }) => <OpenPost post={posts.find((post) => post.id === postId)} back="/photos" />}</Loaded>
}

export function OpenPost({ post, back }: { post: FeedPost | undefined; back: string }) {
  if (!post)
    return (
      <Screen title={t('child.post.gone-title')} back={back}>
        <Scene picture="deciduous-tree" title={t('child.post.gone')} />
      </Screen>
    )
  return (
    <Screen
      title={t('child.photos.from', { name: post.author.name })}
      tab={t('child.photos.title')}
      back={back}
      say={said(post).join('. ')}
    >
      <PostPictures photos={post.photos} whole />
      {post.caption && (
        <p dir="auto" className="words">
          {post.caption}
        </p>
      )}
      {post.photos.length === 1 && post.photos[0]?.alt && (
        <p dir="auto" className="soft words">
          {post.photos[0].alt}
        </p>
      )}
      <SayToFriend post={post} />
      <GrownUpsSeeWho />
      <InTheirPhoto postId={post.id} />
      <InThisPhoto postId={post.id} name={post.author.name} />
    </Screen>
  )
}
