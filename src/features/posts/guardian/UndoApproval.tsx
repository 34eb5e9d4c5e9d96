// Thinking better of a yes while nobody else can see the post: one press, no question, and it waits again. PUB-4
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { t } from '../../../ui/words.ts'
import type { Post } from '../contract.ts'

export function UndoApproval({ post, onUndone }: { post: Post; onUndone?: (() => void) | undefined }) {
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => api.delete(`/api/posts/${post.id}/approval`),
    onError: () => queries.invalidateQueries(),
    onSuccess: async () => {
      await queries.invalidateQueries() // it is in the list again before its outcome goes
      onUndone?.()
    },
  })
  return (
    <>
      {post.abilities.includes('undo') && (
        <Button icon="arrow-counter-clockwise" busy={undo.isPending} onPress={() => undo.mutate()}>
          {t(post.approved?.step ? 'family.undo.stop' : 'family.undo')}
          <span className="unseen">
            {' '}
            {t(post.approved?.step ? 'family.undo.stop.what' : 'family.undo.what', { name: post.author.name })}
          </span>
        </Button>
      )}
      {undo.error && <ErrorNote error={undo.error} />}
    </>
  )
}
