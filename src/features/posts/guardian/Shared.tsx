// What the children shared or asked to share, newest first, with who sees it and until when: of all of them, or of one from its page. PAR-2
import { useState } from 'react'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { LookSign } from '../../family-log/guardian/LookSign.tsx'
import type { Child } from '../../people/contract.ts'
import type { Post, Posts } from '../contract.ts'
import { SharedPost } from './SharedPost.tsx'

export function Shared() {
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
      <FirstPosts isWanted={() => true} />
    </Screen>
  )
}

export function SharedByChild({ childId }: { childId: string }) {
  const child = useGet<Child>(`/api/children/${childId}`).data
  return (
    <Screen title={t('family.shared.title')} back={`/children/${childId}`}>
      <p className="soft">{child ? t('family.shared.of', { name: child.name }) : t('family.shared.lead')}</p>
      <FirstPosts isWanted={({ author }) => author.id === childId} />
    </Screen>
  )
}

type Wanted = { isWanted: (post: Post) => boolean }

function FirstPosts({ isWanted }: Wanted) {
  const query = useGet<Posts>('/api/posts')
  return (
    <Loaded query={query}>
      {({ posts, before }) => {
        const wanted = posts.filter(isWanted)
        if (wanted.length === 0 && before === null)
          return (
            <Scene picture="framed-picture" title={t('family.shared.empty')}>
              <p>{t('family.shared.empty.more')}</p>
            </Scene>
          )
        return (
          <>
            <LookSign posts={wanted} />
            <Listed posts={wanted} before={before} isWanted={isWanted} />
          </>
        )
      }}
    </Loaded>
  )
}

function Listed({ posts, before, isWanted }: Posts & Wanted) {
  const [earlier, setEarlier] = useState(false)
  return (
    <>
      {posts.map((post) => (
        <SharedPost key={post.id} post={post} />
      ))}
      {before === null && <p className="the-end">{t('family.look.end')}</p>}
      {before !== null && !earlier && <Button onPress={() => setEarlier(true)}>{t('family.log.earlier')}</Button>}
      {before !== null && earlier && <EarlierPosts before={before} isWanted={isWanted} />}
    </>
  )
}

function EarlierPosts({ before, isWanted }: { before: string } & Wanted) {
  const query = useGet<Posts>(`/api/posts?before=${encodeURIComponent(before)}`)
  return <Loaded query={query}>{(page) => <Listed posts={page.posts.filter(isWanted)} before={page.before} isWanted={isWanted} />}</Loaded>
}
