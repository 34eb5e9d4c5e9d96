// Under a photo of a friend that this child is in, as the friend said: nobody else sees it before the grown-ups say yes, and one tap says no. PUB-5
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Tags } from '../contract.ts'

export function InTheirPhoto({ postId }: { postId: string }) {
  const queries = useQueryClient()
  const tag = useGet<Tags>('/api/tags').data?.tags.find((one) => one.postId === postId)
  const declining = useMutation({
    mutationFn: () => api.delete(`/api/tags/${tag?.id}/agreement`),
    onSuccess: () => showToast(t('child.tag.declined')),
    onSettled: () => queries.invalidateQueries(),
  })
  if (!tag) return null
  const name = tag.from.name
  return (
    <Tip
      picture={tag.answer === 'yes' ? 'check-mark-button' : 'raised-hand'}
      title={t('child.tag.title', { name })}
      colour="plum"
      actions={
        tag.answer !== 'no' && (
          <Button busy={declining.isPending} onPress={() => declining.mutate()}>
            {t('child.tag.decline')}
          </Button>
        )
      }
    >
      <p>{t(`child.tag.${tag.answer ?? 'waits'}`)}</p>
      {declining.error && <ErrorNote error={declining.error} />}
    </Tip>
  )
}
