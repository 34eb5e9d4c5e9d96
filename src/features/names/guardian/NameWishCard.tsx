// The name that a child asks for, on its guardians' first page: yes to exactly that, or no with a kind word.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { MarkedWords } from '../../screening/guardian/MarkedWords.tsx'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { NameWish } from '../contract.ts'
import { noes } from '../noes.ts'

export function NameWishCard({ wish: { id, child, name } }: { wish: NameWish }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const declining = useMutation({
    mutationFn: (word: string) => api.post(`/api/name-wishes/${id}/no`, { word }),
    onSuccess: () => showToast(t('family.wish.declined', { name: child.name })),
    onSettled: () => queries.invalidateQueries(),
  })
  const title = t('family.wish.title', { name: child.name })
  return (
    <article className="card" aria-labelledby={`wish-${id}`}>
      <h2 id={`wish-${id}`}>{title}</h2>
      <FaceRow label={title} people={[child]} />
      <p>
        <strong>
          <MarkedWords words={name ?? ''} isFound />
        </strong>
      </p>
      <p className="soft">{t('family.name.who')}</p>
      {declining.error && <ErrorNote error={declining.error} />}
      <div className="row row-end">
        {noes.map((word) => (
          <Button key={word} busy={declining.isPending} onPress={() => declining.mutate(word)}>
            {t(`family.wish.no.${word}`)}
          </Button>
        ))}
        <Button look="main" icon="check" onPress={() => setAsking(true)}>
          {t('family.wish.yes')}
        </Button>
      </div>
      <FreshCheck open={asking} act="name.grant" subject={id} onProven={grant} onClose={() => setAsking(false)}>
        <p>{t('family.name.fresh', { from: child.name, to: name ?? '' })}</p>
      </FreshCheck>
    </article>
  )

  async function grant(freshCheckId: string) {
    await api.post(`/api/name-wishes/${id}/agreement`, { freshCheckId })
    setAsking(false)
    showToast(t('family.name.kept'))
    await queries.invalidateQueries()
  }
}
