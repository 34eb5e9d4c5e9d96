// A friend shares a photo with a child in it: what waits for this family, and its two answers. The photo itself the child shows. PUB-5
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { formatDay, t } from '../../../ui/words.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Tag } from '../contract.ts'

export function TagCard({ tag }: { tag: Tag }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const declining = useMutation({
    mutationFn: () => api.delete(`/api/tags/${tag.id}/agreement`),
    onSuccess: () => showToast(t('family.tag.declined')),
    onSettled: () => queries.invalidateQueries(),
  })
  const names = { mine: tag.mine.name, other: tag.from.name, when: formatMoment(tag.since), day: formatDay(tag.until) }
  const title = t('family.tag.title', names)
  return (
    <article className="card" aria-labelledby={`tag-${tag.id}`}>
      <h2 id={`tag-${tag.id}`}>{title}</h2>
      <FaceRow label={title} people={[tag.from, tag.mine]} />
      <p>{t('family.tag.what', names)}</p>
      <p>{t('family.tag.show', names)}</p>
      <p className="soft">{t('family.tag.talk', names)}</p>
      {declining.error && <ErrorNote error={declining.error} />}
      <div className="row row-end">
        <Button icon="x" busy={declining.isPending} onPress={() => declining.mutate()}>
          {t('family.tag.decline')}
        </Button>
        <Button icon="check" onPress={() => setAsking(true)}>
          {t('family.tag.agree')}
        </Button>
      </div>
      <FreshCheck open={asking} act="tag.agree" subject={tag.id} onProven={agree} onClose={() => setAsking(false)}>
        <p>{t('family.tag.agree.what', names)}</p>
      </FreshCheck>
    </article>
  )

  async function agree(freshCheckId: string) {
    await api.post(`/api/tags/${tag.id}/agreement`, { freshCheckId })
    setAsking(false)
    showToast(t('family.tag.agreed'))
    await queries.invalidateQueries()
  }
}
