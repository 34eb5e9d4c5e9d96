// One post by its own address, as a mail's link opens it; opening it decides nothing.
import { useState } from 'react'
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import type { Post } from '../contract.ts'
import { PostToLookAt } from './PostToLookAt.tsx'
import { SharedPost } from './SharedPost.tsx'
import { Decided } from './ToLookAt.tsx'

export function PostPage({ postId }: { postId: string }) {
  const query = useGet<Post>(`/api/posts/${postId}`)
  const [how, setHow] = useState<'allowed' | 'sent-back' | 'undone' | null>(null)
  const title = query.data && !query.error ? t('family.look.one.title', { name: query.data.author.name }) : t('family.look.title')
  return (
    <Screen title={title} tab={t('family.look.title')} back="/">
      <Loaded query={query} refused={() => <p>{t('family.look.gone')}</p>}>
        {(post) => (
          <>
            <LookSign posts={[post]} />
            {how === 'allowed' || how === 'sent-back' ? (
              <Decided post={post} how={how} onUndone={() => setHow('undone')} />
            ) : post.state === 'waiting' ? (
              <PostToLookAt post={post} focus={how === 'undone' ? 'heading' : undefined} onDecided={setHow} />
            ) : (
              <SharedPost post={post} />
            )}
          </>
        )}
      </Loaded>
      <div className="row">
        <LinkButton look="quiet" href="/">
          {t('family.look.to-list')}
        </LinkButton>
      </div>
    </Screen>
  )
}
