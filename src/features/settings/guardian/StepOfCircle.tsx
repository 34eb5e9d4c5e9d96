// A guardian's shorthand: the same step, or a stricter one, for each person who is in a circle now. No rule reads the circle; it stands at each of them, and is undone there. Decision 0069
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { ChildSettings, StepWith } from '../contract.ts'
import { settings } from '../values.ts'

export function StepOfCircle({ child, name, people }: { child: Pick<Face, 'id' | 'name'>; name: string; people: Face[] }) {
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const all = useGet<ChildSettings>(`/api/children/${child.id}/settings`).data?.people ?? []
  const steps = all.filter(({ person }) => people.some(({ id }) => id === person.id))
  const tighten = useMutation({
    mutationFn: async (wanted: string) => {
      for (const { person } of steps.filter((step) => changes(step, wanted)))
        await api.post(`/api/children/${child.id}/tightenings`, { setting: 'asking', value: wanted, personId: person.id })
    },
    onSuccess: () => {
      setOpen(false)
      showToast(t('family.settings.tightened'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const wider: readonly string[] = settings.asking.filter((wanted) => steps.some((step) => changes(step, wanted)))
  if (wider.length === 0) return null
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('family.step.set')}
        <span className="unseen"> {name}</span>
      </Button>
      <Sheet open={open} title={`${t('family.step.circle')}: ${name}`} onClose={() => setOpen(false)}>
        <p>{t('family.step.circle.what')}</p>
        {tighten.error && <ErrorNote error={tighten.error} />}
        <div className="row">
          {wider.map((wanted) => (
            <Button key={wanted} busy={tighten.isPending && tighten.variables === wanted} onPress={() => tighten.mutate(wanted)}>
              {t('family.settings.tighten', { value: t(`family.setting.asking.${wanted}`, { name: child.name }) })}
            </Button>
          ))}
        </div>
      </Sheet>
    </>
  )
}

/** Whom it would bring further down, or hold where they stand when more opens for everybody. */
function changes({ value, own }: StepWith, wanted: string): boolean {
  const values: readonly string[] = settings.asking
  const [now, to] = [values.indexOf(value), values.indexOf(wanted)]
  return to < now || (to === now && (own === null || own === 'same'))
}
