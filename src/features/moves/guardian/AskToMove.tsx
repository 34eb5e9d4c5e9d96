// Before a child's world leaves or comes in: for whom it waits, what the child sees of it, and the question itself. CON-10, DEL-8
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { BegunMove } from '../contract.ts'

type AskToMoveProps = { child: Child; me: string | undefined; what: 'export' | 'import' }

export function AskToMove({ child: { id, name, guardians }, me, what }: AskToMoveProps) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const others = guardians.filter((guardian) => guardian.id !== me)
  const step = others.length > 0 ? 'others' : 'alone'
  return (
    <>
      <Card label={t(`family.${what}.when`)}>
        <h2>{t(`family.${what}.when`)}</h2>
        <p>{t(`family.${what}.when.${step}`, { names: formatNames(others.map((other) => other.name)) })}</p>
        <p>{t(`family.${what}.seen`, { name })}</p>
      </Card>
      <div className="row row-end">
        <LinkButton href={`/children/${id}`}>{t('family.move.not')}</LinkButton>
        <Button look="main" onPress={() => setAsking(true)}>
          {t(`family.${what}.ask.${step}`)}
        </Button>
      </div>
      <FreshCheck open={asking} act={`${what}.make`} subject={id} onProven={ask} onClose={() => setAsking(false)}>
        <p>{t(`family.${what}.fresh`, { name })}</p>
      </FreshCheck>
    </>
  )

  async function ask(freshCheckId: string) {
    const { state } = await api.post<BegunMove>(`/api/children/${id}/${what}s`, { freshCheckId })
    setAsking(false)
    if (state === 'waits') showToast(t('family.guardians.end.proposed'))
    await queries.invalidateQueries()
  }
}
