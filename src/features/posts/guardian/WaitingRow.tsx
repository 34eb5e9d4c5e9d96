// The small pictures of all posts that wait: whose each is, which one is on the screen, and the way to the one before and the next.
import { useEffect, useRef } from 'react'
import { IconButton } from '../../../ui/parts/Button.tsx'
import { FirstPhoto } from '../../../ui/parts/FirstPhoto.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Post } from '../contract.ts'

type WaitingRowProps = { posts: readonly Post[]; place: number; onGo: (place: number) => void }

export function WaitingRow({ posts, place, onGo }: WaitingRowProps) {
  return (
    <nav className="waiting-row" aria-label={t('family.look.row')}>
      <span>{place > 0 && <IconButton icon="arrow-left" label={t('family.look.before')} onPress={() => onGo(place - 1)} />}</span>
      <ul>
        {posts.map((post, other) => (
          <li key={post.id}>
            <SmallPost post={post} isNow={other === place} onPress={() => onGo(other)} />
          </li>
        ))}
      </ul>
      <span className="waiting-next">
        {place < posts.length - 1 && <IconButton icon="arrow-left" label={t('family.look.next')} onPress={() => onGo(place + 1)} />}
      </span>
    </nav>
  )
}

function SmallPost({ post, isNow, onPress }: { post: Post; isNow: boolean; onPress: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isNow) button.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [isNow])
  return (
    <button className="small-post" type="button" ref={button} aria-current={isNow || undefined} onClick={onPress}>
      <span aria-hidden="true">
        <FirstPhoto photos={post.photos} />
        <Avatar face={post.author} size="small" />
      </span>
      <span className="unseen">{t('family.look.small', { name: post.author.name, when: formatMoment(post.askedAt) })}</span>
    </button>
  )
}
