// The posts that wait, one at a time and whole. With more than one, a row of small pictures shows all that wait and leads to each.
import { useEffect, useRef } from 'react'
import { t } from '../../../ui/words.ts'
import type { Post } from '../contract.ts'
import { PostToLookAt } from './PostToLookAt.tsx'
import { useMoving } from './moving.ts'
import { WaitingRow } from './WaitingRow.tsx'

/** Which post is on the screen, and whether somebody went to it or it came by itself. */
export type Shown = { id: string | undefined; place: number; by: 'hand' | 'itself' }

type PostsToLookAtProps = {
  posts: readonly Post[]
  shown: Shown
  onShow: (shown: Shown) => void
  onDecided: (post: Post, how: 'allowed' | 'sent-back') => void
  asCarer?: boolean
}

export function PostsToLookAt({ posts, shown, onShow, onDecided, asCarer = false }: PostsToLookAtProps) {
  const area = useRef<HTMLElement>(null)
  const found = posts.findIndex(({ id }) => id === shown.id)
  const place = found === -1 ? Math.max(0, Math.min(shown.place, posts.length - 1)) : found // who has gone leaves the next one in their place
  const post = posts[place]
  const by = found === -1 ? 'itself' : shown.by
  // What comes in later must not push away what somebody is looking at, so the post is kept in mind and not its place alone.
  useEffect(() => {
    if (post && (post.id !== shown.id || place !== shown.place)) onShow({ id: post.id, place, by })
  })
  useMoving(area, (step) => goTo(place + step))
  if (!post) return null
  return (
    <section className="stack" ref={area} aria-label={t('family.look.posts')}>
      {posts.length > 1 && <WaitingRow posts={posts} place={place} onGo={goTo} />}
      <PostToLookAt
        key={post.id}
        post={post}
        focus={by === 'hand' ? 'heading' : undefined}
        onDecided={(how) => onDecided(post, how)}
        asCarer={asCarer}
      />
    </section>
  )

  function goTo(other: number) {
    const id = posts[other]?.id
    if (id !== undefined) onShow({ id, place: other, by: 'hand' })
  }
}
