// One post in the list of what children shared: its state in words, who sees it, and the way to take it back.
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { PhotoView } from '../../../ui/parts/PhotoView.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import { useClaims } from '../../claims/guardian/claims.ts'
import { formatFromNow, formatMoment, useNow } from '../../people/guardian/when.ts'
import { useReports } from '../../reports/guardian/reports.ts'
import { Replies } from '../../replies/guardian/Replies.tsx'
import type { Post } from '../contract.ts'
import { PictureNumber } from '../PictureNumber.tsx'
import { approvedWords } from './approved-words.ts'
import { Hide, HiddenBy } from './Hide.tsx'
import { TakeBack } from './TakeBack.tsx'
import { UndoApproval } from './UndoApproval.tsx'
import { WhoSees } from './WhoSees.tsx'
import './Posts.css'

export function SharedPost({ post }: { post: Post }) {
  const now = useNow()
  const name = post.author.name
  const isTakenDown = useReports().some(({ side, postId }) => side === 'owner' && postId === post.id)
  const claim = useClaims().find(({ side, postId }) => side === 'owner' && postId === post.id)
  return (
    <article className="card shared-post" aria-labelledby={`shared-${post.id}`}>
      <header className="post-top">
        <Avatar face={post.author} size="small" />
        <div>
          <h2 id={`shared-${post.id}`}>{t('family.look.one.title', { name })}</h2>
          <p className="soft">{t('family.look.asked-at', { when: formatMoment(post.askedAt) })}</p>
        </div>
      </header>
      <ul className="shared-photo">
        {post.photos.map((photo) => (
          <li key={photo.photoId}>
            <PhotoView photo={photo} rendition="card" loads="near" />
          </li>
        ))}
      </ul>
      <div className="stack">
        <p>
          <strong>
            {isTakenDown
              ? t('family.report.state')
              : claim
                ? t('family.claim.state', { when: formatMoment(claim.erasedAt) })
                : stateWords(post, now)}
          </strong>
        </p>
        <HiddenBy post={post} />
        {post.approved && <p className="soft">{approvedWords(post.approved)}</p>}
        {post.caption && (
          <p>
            <q dir="auto">{post.caption}</q>
          </p>
        )}
        {post.sentBack && (
          <p>
            {t(`family.send-back.word.${post.sentBack.word}`)}
            {post.sentBack.note && (
              <>
                {' · '}
                <q dir="auto">{post.sentBack.note}</q>
              </>
            )}
          </p>
        )}
        <PictureNumber postId={post.id} />
        <Replies replies={post.replies} />
        {post.state !== 'taken-back' && <WhoSees post={post} />}
        <div className="row">
          {post.abilities.includes('approve') && (
            <LinkButton look="main" icon="eye" href={`/posts/${post.id}`}>
              {t('family.shared.look')}
            </LinkButton>
          )}
          <UndoApproval post={post} />
          <Hide post={post} />
          <TakeBack post={post} />
        </div>
      </div>
    </article>
  )
}

function stateWords(post: Post, now: number) {
  switch (post.state) {
    case 'waiting':
      return t('family.state.waiting')
    case 'sent-back':
      return t('family.state.sent-back', { name: post.sentBack?.by.name ?? '', when: formatMoment(post.sentBack?.at ?? post.askedAt) })
    case 'cooling-off':
      return t(post.approved?.step ? 'family.state.going' : 'family.state.cooling-off', {
        when: formatFromNow(post.sharedFrom ?? post.askedAt, now),
      })
    case 'shared':
      if (post.hiddenBy.length > 0) return t('family.now.hidden')
      return t('family.state.shared', { when: formatDay(post.sharedUntil ?? post.askedAt) })
    case 'over':
      return post.sharedUntil === null ? t('family.state.over.plain') : t('family.state.over', { when: formatDay(post.sharedUntil) })
    case 'brought':
      return t('family.state.brought')
    case 'taken-back':
      return t('family.state.taken-back')
  }
}
