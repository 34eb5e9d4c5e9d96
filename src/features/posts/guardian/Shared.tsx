// What the children shared or asked to share, newest first, with who sees it and until when.
import type { z } from 'zod'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import type { Child } from '../../people/contract.ts'
import type { Post, posts } from '../contract.ts'
import { SharedPost } from './SharedPost.tsx'

export function Shared() {
  const query = useGet<z.infer<typeof posts>>('/api/posts')
  return (
    <Screen
      title={t('family.shared.title')}
      beside={
        <LinkButton icon="list" href="/shared/receipts">
          {t('family.shared.receipts')}
        </LinkButton>
      }
    >
      <p className="soft">{t('family.shared.lead')}</p>
      <Loaded query={query}>{({ posts }) => <Posts posts={posts} />}</Loaded>
    </Screen>
  )
}

/** The same of one child, from its page. PAR-2 */
export function SharedByChild({ childId }: { childId: string }) {
  const query = useGet<z.infer<typeof posts>>('/api/posts')
  const child = useGet<Child>(`/api/children/${childId}`).data
  return (
    <Screen title={t('family.shared.title')} back={`/children/${childId}`}>
      <p className="soft">{child ? t('family.shared.of', { name: child.name }) : t('family.shared.lead')}</p>
      <Loaded query={query}>{({ posts }) => <Posts posts={posts.filter(({ author }) => author.id === childId)} />}</Loaded>
    </Screen>
  )
}

function Posts({ posts }: { posts: Post[] }) {
  if (posts.length === 0)
    return (
      <Scene picture="framed-picture" title={t('family.shared.empty')}>
        <p>{t('family.shared.empty.more')}</p>
      </Scene>
    )
  return (
    <>
      <LookSign posts={posts} />
      {posts.map((post) => (
        <SharedPost key={post.id} post={post} />
      ))}
      <p className="the-end">{t('family.look.end')}</p>
    </>
  )
}
