// The one reply that a relative has: a heart, which only the child and its guardians see. WEL-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { t } from '../../../ui/words.ts'
import type { Sent } from '../contract.ts'

export function SendHeart({ postId, name, sent }: { postId: string; name: string; sent: Sent | null }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: async () => {
      await (sent ? api.delete(`/api/replies/${sent.id}`) : api.post(`/api/posts/${postId}/replies`, { says: 'heart' }))
      await queries.invalidateQueries({ queryKey: ['/api/feed'] })
    },
  })
  return (
    <>
      {sent && (
        <p className="soft" role="status">
          {t('family.heart.sent', { name })}
        </p>
      )}
      {change.error && <ErrorNote error={change.error} />}
      <div className="row">
        <Button {...(sent ? {} : { picture: 'red-heart' as const })} busy={change.isPending} onPress={() => change.mutate()}>
          {t(sent ? 'family.heart.take-back' : 'family.heart.send', { name })}
        </Button>
      </div>
    </>
  )
}
