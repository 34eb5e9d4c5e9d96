// One tap and nothing is shared by or with a child; each guardian lifts their own pause, and another's with their silence or yes. CON-10, I17
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import type { Child, Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'

export function Pause({ child }: { child: Child }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(child.id)
  const names = { name: child.name }
  const pause = useMutation({
    mutationFn: () => api.post(`/api/children/${child.id}/pauses`, {}),
    onSuccess: () => showToast(t('family.pause.done', names)),
    onSettled: () => queries.invalidateQueries(),
  })
  const others = child.pausedBy.filter(({ id }) => id !== me)
  const hasAsked = waiting.some(({ what, by }) => what === 'resume-sharing' && by?.id === me)
  const isMine = child.pausedBy.length > others.length
  const step = isMine ? 'lift' : 'ask'
  return (
    <>
      {isMine && <p>{t('family.pause.by-me')}</p>}
      {others.length > 0 && <p>{t('family.pause.by', { names: formatNames(others.map(({ name }) => name)) })}</p>}
      {child.pausedBy.length > 0 && <p className="soft">{t('family.pause.what', names)}</p>}
      {pause.error && <ErrorNote error={pause.error} />}
      <div className="row">
        {!isMine && (
          <Button icon="pause" busy={pause.isPending} onPress={() => pause.mutate()}>
            {t(others.length > 0 ? 'family.pause.too' : 'family.pause.do')}
          </Button>
        )}
        {(isMine || (others.length > 0 && !hasAsked)) && (
          <Button icon="play" onPress={() => setAsking(true)}>
            {t(`family.pause.${step}`)}
          </Button>
        )}
      </div>
      <FreshCheck open={asking} act="sharing.resume" subject={child.id} onProven={lift} onClose={() => setAsking(false)}>
        <p>{t(isMine && others.length > 0 ? 'family.pause.lift.mine' : `family.pause.${step}.what`, names)}</p>
      </FreshCheck>
    </>
  )

  async function lift(freshCheckId: string) {
    await api.post(`/api/children/${child.id}/resumptions`, { freshCheckId })
    setAsking(false)
    showToast(t(`family.pause.${step}.done`, names))
    await queries.invalidateQueries()
  }
}
