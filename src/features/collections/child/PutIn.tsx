// Photos were chosen: into which collection? One that is there, or a new one, with one tap. KID-4
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Collection, Collections, NewLook } from '../contract.ts'
import { CollectionForm } from './CollectionForm.tsx'

export function PutIn({ posts, onDone }: { posts: string[]; onDone: () => void }) {
  const mine = useGet<Collections>('/api/collections')
  const [isNew, setNew] = useState(false)
  const queries = useQueryClient()
  const settled = { onSettled: () => queries.invalidateQueries() }
  const putting = useMutation({
    mutationFn: ({ id }: Collection) => api.post(`/api/collections/${id}/posts`, { posts }),
    onSuccess: (_none, { name }) => done(name),
    ...settled,
  })
  const making = useMutation({
    mutationFn: (look: NewLook) => api.post('/api/collections', { ...look, posts }),
    onSuccess: (_made, { name }) => done(name),
    ...settled,
  })
  return (
    <Loaded query={mine}>
      {({ collections }) => (
        <>
          {isNew || collections.length === 0 ? (
            <CollectionForm doing={making} onDone={(look) => making.mutate(look)} />
          ) : (
            <div className="stack">
              {collections.map((one) => (
                <Button key={one.id} picture={one.picture} busy={putting.isPending} onPress={() => putting.mutate(one)}>
                  <bdi>{one.name}</bdi>
                </Button>
              ))}
              <Button icon="plus" onPress={() => setNew(true)}>
                {t('child.collections.new')}
              </Button>
            </div>
          )}
          {putting.error && <ErrorNote error={putting.error} />}
          <Keeps what="circles" />
        </>
      )}
    </Loaded>
  )

  function done(name: string) {
    onDone()
    showToast(t('child.collections.put', { name }))
  }
}
