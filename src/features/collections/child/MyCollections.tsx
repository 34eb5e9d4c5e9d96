// The collections of the child who is here, each with its first photo and its sign. Nobody but its own family learns that there is one. PAR-4
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../../../ui/parts/Button.tsx'
import { FirstPhoto } from '../../../ui/parts/FirstPhoto.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { useGet, usePost } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { GrownUpsSee } from '../../family-log/child/GrownUpsSee.tsx'
import type { Post } from '../../posts/contract.ts'
import { useAllMyPosts } from '../../posts/child/my-posts.ts'
import '../../posts/child/Mine.css'
import type { Collection, Collections, MadeCollection, NewCollection } from '../contract.ts'
import { CollectionForm } from './CollectionForm.tsx'

export function MyCollections() {
  const mine = useGet<Collections>('/api/collections')
  const posts = useAllMyPosts()
  const [open, setOpen] = useState(false)
  return (
    <Screen title={t('child.collections.title')} back="/me" say={t('child.collections.what')}>
      <GrownUpsSee />
      <p>{t('child.collections.what')}</p>
      <Loaded query={mine}>
        {({ collections }) =>
          collections.length === 0 ? (
            <Scene picture="framed-picture" title={t('child.collections.none')} />
          ) : (
            <ul className="mine">
              {collections.map((collection) => (
                <li key={collection.id}>
                  <OneCard collection={collection} posts={posts.data ?? []} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="row">
        <Button icon="plus" onPress={() => setOpen(true)}>
          {t('child.collections.make')}
        </Button>
      </div>
      <Keeps what="circles" />
      <Sheet open={open} title={t('child.collections.new')} onClose={() => setOpen(false)}>
        <Make />
      </Sheet>
    </Screen>
  )
}

function OneCard({ collection: { id, name, picture, posts: inside }, posts }: { collection: Collection; posts: Post[] }) {
  const first = posts.find((post) => post.id === inside[0])
  return (
    <Link className="mine-card" href={`/me/collections/${id}`}>
      {first && <FirstPhoto photos={first.photos.slice(0, 1)} />}
      <span className="mine-state">
        <Picture name={picture} />
        <bdi>{name}</bdi>
      </span>
    </Link>
  )
}

/** Then the new one is there, still empty, and its photos are chosen. */
function Make() {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const making = usePost<MadeCollection, NewCollection>('/api/collections')
  return (
    <CollectionForm
      doing={making}
      onDone={(look) =>
        making.mutate(
          { ...look, posts: [] },
          {
            onSuccess: async ({ collectionId }) => {
              await queries.invalidateQueries()
              go(`/me/collections/${collectionId}`)
            },
          },
        )
      }
    />
  )
}
