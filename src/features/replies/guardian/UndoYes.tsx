// Thinking better of a yes to a child's own words while the friend cannot read them: one press, no question, and they wait again. PUB-4
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { t } from '../../../ui/words.ts'
import type { Written } from '../contract.ts'

export function UndoYes({ written, onUndone }: { written: Written; onUndone?: () => void }) {
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => api.delete(`/api/replies/${written.id}/approval`),
    onError: () => queries.invalidateQueries(),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onUndone?.()
    },
  })
  return (
    <>
      {undo.error && <ErrorNote error={undo.error} />}
      <div className="row">
        <Button icon="arrow-counter-clockwise" busy={undo.isPending} onPress={() => undo.mutate()}>
          {t('family.undo')}
          <span className="unseen"> {t('family.own.title', { name: written.child.name, other: written.to.name })}</span>
        </Button>
      </div>
    </>
  )
}
