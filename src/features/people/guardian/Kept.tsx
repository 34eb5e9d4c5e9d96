// Until when a child's things are kept, and the one tap that keeps them for a year more. DAT-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Child } from '../contract.ts'

export function Kept({ child }: { child: Child }) {
  const until = { name: child.name, when: formatDay(child.keptUntil) }
  if (child.renewal === 'not-yet') return <p className="soft">{t('family.kept.until', until)}</p>
  return <Renewal child={child} />
}

/** Those whose year ends soon. */
export function useChildrenToRenew(): Child[] {
  const { data } = useGet<{ children: Child[] }>('/api/children')
  return data?.children.filter((child) => child.renewal === 'may-be-said') ?? []
}

export function Renewal({ child }: { child: Child }) {
  const queries = useQueryClient()
  const renew = useMutation({
    mutationFn: () => api.post(`/api/children/${child.id}/renewals`, {}),
    onSuccess: () => showToast(t('family.kept.renewed', { name: child.name })),
    onSettled: () => queries.invalidateQueries(),
  })
  const until = { name: child.name, when: formatDay(child.keptUntil) }
  const asksForMonth = child.band === '10-13' && child.growsUpOn === null // beside it: the year more needs no answer to this. DEL-10
  return (
    <Tip
      picture="seedling"
      title={t('family.kept.title', until)}
      colour="leaf"
      actions={
        <>
          <Button look="main" busy={renew.isPending} onPress={() => renew.mutate()}>
            {t('family.kept.renew')}
          </Button>
          {asksForMonth && (
            <LinkButton look="quiet" href={`/children/${child.id}/growing-up`}>
              {t('family.grow.ask', { name: child.name })}
            </LinkButton>
          )}
        </>
      }
    >
      <p>{t('family.kept.ends', until)}</p>
      {asksForMonth && <p>{t('family.kept.thirteen', { name: child.name })}</p>}
      {renew.error && <ErrorNote error={renew.error} />}
    </Tip>
  )
}
