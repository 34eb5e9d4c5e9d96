// One post is hidden from everybody outside the family, at once; who hid it shows it again, with a fresh check. CON-10, I17
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import type { Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Post } from '../contract.ts'

export function HiddenBy({ post }: { post: Post }) {
  const me = useGet<Me>('/api/me').data?.viewer?.id
  if (post.hiddenBy.length === 0) return null
  const others = post.hiddenBy.filter(({ id }) => id !== me)
  return (
    <>
      {others.length < post.hiddenBy.length && <p>{t('family.hide.by-me')}</p>}
      {others.length > 0 && <p>{t('family.hide.by', { names: formatNames(others.map(({ name }) => name)) })}</p>}
      <p className="soft">{t('family.hide.what', { name: post.author.name })}</p>
    </>
  )
}

export function Hide({ post }: { post: Post }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const about = <span className="unseen"> {t('family.look.one.title', { name: post.author.name })}</span>
  const hiding = useMutation({
    mutationFn: () => api.post(`/api/posts/${post.id}/hides`, {}),
    onSuccess: () => showToast(t('family.hide.done')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {hiding.error && <ErrorNote error={hiding.error} />}
      {post.abilities.includes('hide') && (
        <Button icon="pause" busy={hiding.isPending} onPress={() => hiding.mutate()}>
          {t(post.hiddenBy.length > 0 ? 'family.hide.too' : 'family.hide')}
          {about}
        </Button>
      )}
      {post.abilities.includes('show') && (
        <Button icon="play" onPress={() => setAsking(true)}>
          {t('family.hide.show')}
          {about}
        </Button>
      )}
      <FreshCheck open={asking} act="post.show" subject={post.id} onProven={show} onClose={() => setAsking(false)}>
        <p>{t(post.hiddenBy.length > 1 ? 'family.hide.show.mine' : 'family.hide.show.what')}</p>
      </FreshCheck>
    </>
  )

  async function show(freshCheckId: string) {
    await api.post(`/api/posts/${post.id}/showing`, { freshCheckId })
    setAsking(false)
    showToast(t('family.hide.shown'))
    await queries.invalidateQueries()
  }
}
