// What children shared with a relative, newest first, and then it ends. WEL-3
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Scene, Waiting } from '../../../ui/parts/Notes.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import { SendHeart } from '../../replies/relative/SendHeart.tsx'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Feed, FeedPost } from '../contract.ts'
import '../guardian/Posts.css'

export function SharedWithYou() {
  const feed = useInfiniteQuery({
    queryKey: ['/api/feed'],
    queryFn: ({ pageParam }) => api.get<Feed>(pageParam === null ? '/api/feed' : `/api/feed?before=${encodeURIComponent(pageParam)}`),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.before,
  })
  const posts = feed.error ? [] : (feed.data?.pages.flatMap((page) => page.posts) ?? [])
  return (
    <Screen title={t('family.feed.title')}>
      {feed.error && <ErrorNote error={feed.error} onRetry={() => void feed.refetch()} />}
      {feed.isPending && <Waiting onRetry={() => void feed.refetch()} />}
      <LookSign posts={posts} />
      {posts.map((post) => (
        <Shown key={post.id} post={post} />
      ))}
      {feed.isSuccess && posts.length === 0 && (
        <Scene picture="framed-picture" title={t('family.feed.empty')}>
          <p>{t('family.feed.empty.more')}</p>
        </Scene>
      )}
      {feed.hasNextPage && (
        <div className="row">
          <Button busy={feed.isFetchingNextPage} onPress={() => void feed.fetchNextPage()}>
            {t('family.feed.more')}
          </Button>
        </div>
      )}
      {feed.isSuccess && posts.length > 0 && !feed.hasNextPage && <p className="the-end">{t('family.feed.end')}</p>}
    </Screen>
  )
}

function firstPage(): string | null {
  return null
}

function Shown({ post }: { post: FeedPost }) {
  return (
    <article className="card" aria-labelledby={`shown-${post.id}`}>
      <header className="post-top">
        <Avatar face={post.author} />
        <div>
          <h2 id={`shown-${post.id}`}>
            <bdi>{post.author.name}</bdi>
          </h2>
          <p className="soft">{t('family.feed.when', { when: formatMoment(post.sharedFrom) })}</p>
        </div>
      </header>
      <ul className="post-photos">
        {post.photos.map((photo) => (
          <li key={photo.photoId} className="post-photo">
            <PhotoView photo={photo} rendition="screen" whole loads="near" />
          </li>
        ))}
      </ul>
      {post.caption && (
        <p className="feed-caption" dir="auto">
          {post.caption}
        </p>
      )}
      {(post.reply ?? post.mayReply[0]) && <SendHeart postId={post.id} name={post.author.name} sent={post.reply} />}
    </article>
  )
}
