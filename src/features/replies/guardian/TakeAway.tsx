// A guardian takes away a reply that came for their child or that their child sent: at once, and without a proof. I17
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'

/** `what`: the line beside it, for those who hear it alone. */
export function TakeAway({ replyId, what }: { replyId: string; what: string }) {
  const queries = useQueryClient()
  const taking = useMutation({
    mutationFn: () => api.delete(`/api/replies/${replyId}`),
    onSuccess: () => showToast(t('family.reply.taken-away')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {taking.error && <ErrorNote error={taking.error} />}
      <Button look="quiet" icon="x" busy={taking.isPending} onPress={() => taking.mutate()}>
        {t('family.reply.take-away')}
        <span className="unseen"> {what}</span>
      </Button>
    </>
  )
}
