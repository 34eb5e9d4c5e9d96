// How one step of the hand-over stands for a guardian, and what they can say to it. DEL-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Handover } from '../contract.ts'

export function Answer({ handover }: { handover: Handover }) {
  const { id, child, what, state, mayAgree } = handover
  const [asking, setAsking] = useState(false)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: () => api.delete(`/api/handovers/${id}`),
    onSuccess: () => showToast(t('family.hand.ended')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <p>
        <strong>{standOf(handover, me)}</strong>
      </p>
      {ending.error && <ErrorNote error={ending.error} />}
      <div className="row row-end">
        <Button busy={ending.isPending} onPress={() => ending.mutate()}>
          {t(mayAgree ? 'family.hand.no' : 'family.hand.back')}
          <span className="unseen"> {t(`family.hand.${what}`)}</span>
        </Button>
        {mayAgree && (
          <Button icon="check" onPress={() => setAsking(true)}>
            {t('family.hand.agree')}
            <span className="unseen"> {t(`family.hand.${what}`)}</span>
          </Button>
        )}
        {state === 'ready' && <LinkButton href={`/children/${child.id}/take`}>{t('family.hand.save')}</LinkButton>}
      </div>
      <FreshCheck open={asking} act="handover.agree" subject={id} onProven={agree} onClose={() => setAsking(false)}>
        <p>{t(`family.hand.${what}.what`, { name: child.name })}</p>
      </FreshCheck>
    </>
  )

  async function agree(freshCheckId: string) {
    await api.post(`/api/handovers/${id}/agreement`, { freshCheckId })
    setAsking(false)
    showToast(t('family.hand.agreed'))
    await queries.invalidateQueries()
  }
}

function standOf({ child, what, by, state }: Handover, me: string | undefined): string {
  if (state === 'waits') return t(`family.hand.waits.${what}`)
  if (state === 'ready') return t('family.hand.ready')
  if (by?.id === child.id) return t('family.hand.by-child', { name: child.name })
  if (by?.id === me) return t('family.hand.by-you', { name: child.name })
  return t('family.hand.by-other', { name: child.name, by: by?.name ?? t('family.proposal.somebody') })
}
