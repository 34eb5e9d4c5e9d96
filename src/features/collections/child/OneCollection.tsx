// One collection: what is in it, and changing that by ticking photos. What is taken out, and what was in one that goes, stays among the child's photos.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Photos } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Post } from '../../posts/contract.ts'
import { MineList } from '../../posts/child/Mine.tsx'
import { useAllMyPosts } from '../../posts/child/my-posts.ts'
import type { Collection, Collections, NewLook } from '../contract.ts'
import { CollectionForm } from './CollectionForm.tsx'

const all = '/me/collections'

export function OneCollection({ collectionId }: { collectionId: string }) {
  const mine = useGet<Collections>('/api/collections')
  const posts = useAllMyPosts()
  const collection = mine.data?.collections.find(({ id }) => id === collectionId)
  if (mine.data && !collection)
    return (
      <Screen title={t('child.collections.title')} back={all}>
        <Scene picture="deciduous-tree" title={t('child.collections.gone')} />
      </Screen>
    )
  return (
    <Screen
      title={collection?.name ?? t('child.collections.title')}
      tab={t('child.collections.title')}
      back={all}
      beside={collection && <Picture name={collection.picture} />}
    >
      <GrownUpsSee />
      {collection && (
        <Loaded query={posts}>
          {(posts) => <Inside collection={collection} posts={posts.filter(({ state }) => state !== 'taken-back')} />}
        </Loaded>
      )}
    </Screen>
  )
}

function Inside({ collection, posts }: { collection: Collection; posts: Post[] }) {
  const [doing, setDoing] = useState<'look' | 'choose' | 'change' | 'remove'>('look')
  const inside = posts.filter(({ id }) => collection.posts.includes(id))
  const look = () => setDoing('look')
  if (doing === 'choose') return <Choose collection={collection} posts={posts} onDone={look} />
  return (
    <>
      {inside.length > 0 ? <MineList posts={inside} /> : <Scene picture="framed-picture" title={t('child.collections.empty')} />}
      <div className="row">
        <Button look={inside.length > 0 ? 'plain' : 'main'} icon="images" onPress={() => setDoing('choose')}>
          {t('child.collections.choose')}
        </Button>
        <Button icon="pencil" onPress={() => setDoing('change')}>
          {t('child.collections.change')}
        </Button>
      </div>
      <Sheet open={doing === 'change'} title={collection.name} onClose={look}>
        <Change collection={collection} onDone={look} />
        <div className="row">
          <Button look="quiet" icon="x" onPress={() => setDoing('remove')}>
            {t('child.collections.remove.this')}
          </Button>
        </div>
      </Sheet>
      <Remove collection={collection} open={doing === 'remove'} onClose={look} />
    </>
  )
}

function Choose({ collection: { id, posts: before }, posts, onDone }: { collection: Collection; posts: Post[]; onDone: () => void }) {
  const [chosen, setChosen] = useState(before)
  const queries = useQueryClient()
  const saving = useMutation({ mutationFn: save, onSuccess: onDone, onSettled: () => queries.invalidateQueries() })
  return (
    <>
      <Photos legend={t('child.collections.which')} of={posts} chosen={chosen} onChange={setChosen} />
      {saving.error && <ErrorNote error={saving.error} />}
      <div className="row row-end">
        <Button look="main" icon="check" busy={saving.isPending} onPress={() => saving.mutate()}>
          {t('kit.named.done')}
        </Button>
      </div>
      <Keeps what="circles" />
    </>
  )

  /** Only what was changed here is sent; what goes out goes first, for that is always possible. I17 */
  async function save() {
    const [gone, come] = [before.filter((one) => !chosen.includes(one)), chosen.filter((one) => !before.includes(one))]
    if (gone.length > 0) await api.post(`/api/collections/${id}/removals`, { posts: gone })
    if (come.length > 0) await api.post(`/api/collections/${id}/posts`, { posts: come })
  }
}

function Change({ collection, onDone }: { collection: Collection; onDone: () => void }) {
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: (look: NewLook) => api.post(`/api/collections/${collection.id}/name`, look),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(),
  })
  return <CollectionForm from={collection} doing={saving} onDone={({ picture, name }) => saving.mutate({ picture, name })} />
}

function Remove({ collection: { id, name }, open, onClose }: { collection: Collection; open: boolean; onClose: () => void }) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => api.delete(`/api/collections/${id}`),
    onSuccess: () => {
      showToast(t('child.collections.removed', { name }))
      go(all)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Question
      open={open}
      title={t('child.collections.remove.title', { name })}
      keep={t('child.collections.remove.not')}
      go={t('child.collections.remove')}
      look="main"
      icon="x"
      doing={removing}
      onGo={() => removing.mutate()}
      onClose={onClose}
    >
      <p>{t('child.collections.remove.what')}</p>
    </Question>
  )
}
