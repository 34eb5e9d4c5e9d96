// What others shared with this child: newest first, at most twelve, then the end. What came today stands in a tray of its own, on top and nowhere else. WEL-3
import { useState } from 'react'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
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
import { Covered } from '../../reports/child/Covered.tsx'
import { SomethingWrong } from '../../reports/child/SomethingWrong.tsx'
import { SayToFriend } from '../../replies/child/SayToFriend.tsx'
import type { Me } from '../../people/contract.ts'
import type { Feed, FeedPost } from '../contract.ts'
import { PictureNumber } from '../PictureNumber.tsx'
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
          {({ posts }) => (posts.length === 0 ? <Nothing /> : <Some posts={posts.slice(0, most)} end={t('child.photos.end')} byDay />)}
        </Loaded>
      )}
    </Screen>
  )
}

// The first photo has the whole line to itself, so that there is something to look at soon; the others follow.
export function Some({ posts, at = '/photos', end, byDay = false }: { posts: FeedPost[]; at?: string; end: string; byDay?: boolean }) {
  const [begun, setBegun] = useState(false)
  const fresh = byDay ? posts.filter(({ today }) => today) : []
  const from = [...new Map(fresh.map(({ author }) => [author.id, author])).values()] // of one alone the cards show the face
  const others = posts.slice(fresh.length) // newest first: today's are the first of them
  return (
    <>
      {fresh.length > 0 && (
        <section className="today" aria-labelledby="today">
          <h2 id="today">{t('child.photos.today')}</h2>
          {from.length > 1 && <FaceRow label={t('child.photos.today')} people={from} />}
          {cards(fresh)}
        </section>
      )}
      {fresh.length > 0 && others.length > 0 && <h2>{t('child.photos.before')}</h2>}
      {others.length > 0 && cards(others)}
      <GrownUpsSeeWho />
      <Scene picture="kite" title={end} drifts actions={<AllDoneButton />}>
        <p>{t('child.photos.away')}</p>
      </Scene>
    </>
  )

  function cards(some: FeedPost[]) {
    return (
      <ul className="feed">
        {some.map((post) => (
          <li key={post.id}>
            <PostCard
              post={post}
              at={at}
              under={fresh.length > 0 ? 'day' : 'screen'}
              loads={post === posts[0] ? 'now' : begun ? 'near' : 'later'}
              onSettled={() => setBegun(true)}
            />
          </li>
        ))}
      </ul>
    )
  }
}

/** `under`: which heading it stands under. */
type PostCardProps = { post: FeedPost; at: string; under: 'screen' | 'day'; loads: 'now' | 'near' | 'later'; onSettled: () => void }

function PostCard({ post, at, under, loads, onSettled }: PostCardProps) {
  const Heading = under === 'day' ? 'h3' : 'h2'
  return (
    <article className="card feed-card" aria-label={t('child.photos.from', { name: post.author.name })}>
      <header className="feed-author">
        <Avatar face={post.author} />
        <Heading>
          <bdi>{post.author.name}</bdi>
        </Heading>
        <SpeakButton words={[post.author.name, ...said(post)].join('. ')} />
      </header>
      <Covered postId={post.id}>
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
      </Covered>
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
      <Covered postId={post.id}>
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
      </Covered>
      <GrownUpsSeeWho />
      <InTheirPhoto postId={post.id} />
      <InThisPhoto postId={post.id} name={post.author.name} />
      <SomethingWrong about={{ postId: post.id }} name={post.author.name} />
      <PictureNumber postId={post.id} />
    </Screen>
  )
}
