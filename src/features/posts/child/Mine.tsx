// My newest photos, as a calm list: each with its picture and how it stands.
import { Link } from 'wouter'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { FirstPhoto } from '../../../ui/parts/FirstPhoto.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import { choosePlan } from '../../hours/child/plan.ts'
import { useMyClaims } from '../../claims/child/my-claims.ts'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Post } from '../contract.ts'
import { useMyPosts } from './my-posts.ts'
import { pictureOfState, stateWords } from './post-words.ts'
import './Mine.css'

/** The others are one tap away, so that what stands below is not far down. */
const most = 6

export function Mine() {
  const mine = useMyPosts()
  return (
    <section className="stack" aria-labelledby="mine">
      <h2 id="mine">{t('child.mine.title')}</h2>
      <GrownUpsSee />
      <Loaded query={mine}>{({ posts }) => <Newest posts={posts.filter((post) => post.state !== 'taken-back')} />}</Loaded>
    </section>
  )
}

function Newest({ posts }: { posts: Post[] }) {
  if (posts.length === 0) return <NoneYet />
  return (
    <>
      <MineList posts={posts.slice(0, most)} />
      {posts.length > most && (
        <LinkButton href="/me/photos" icon="images">
          {t('child.mine.all')}
        </LinkButton>
      )}
      <LinkButton href="/me/collections" icon="tray">
        {t('child.collections.title')}
      </LinkButton>
    </>
  )
}

export function NoneYet() {
  return (
    <Scene
      picture="artist-palette"
      title={t('child.mine.none')}
      actions={
        <LinkButton href="/" icon="camera" onPress={() => choosePlan('make')}>
          {t('child.photos.make')}
        </LinkButton>
      }
    />
  )
}

export function MineList({ posts }: { posts: Post[] }) {
  const hidden = useMyClaims().flatMap(({ side, postId }) => (side === 'owner' ? [postId] : []))
  return (
    <ul className="mine">
      {posts.map((post) => (
        <li key={post.id}>
          <Link className="mine-card" href={`/me/${post.id}`}>
            <FirstPhoto photos={post.photos} />
            <span className="mine-state">
              <Picture name={hidden.includes(post.id) ? 'raised-hand' : pictureOfState(post.state)} size="small" />
              <span>{hidden.includes(post.id) ? t('child.claim.state') : stateWords(post)}</span>
            </span>
            {post.replies.length > 0 && (
              <span className="mine-state">
                <Picture name="hugging-face" size="small" />
                <span>{t('child.reply.from', { names: formatNames(post.replies.map(({ from }) => from.name)) })}</span>
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
