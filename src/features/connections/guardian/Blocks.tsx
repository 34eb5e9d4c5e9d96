// Whom a child and its guardians have blocked: each lifts their own, another guardian's with their silence or yes, and the child's own only the child. CNT-8, CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import type { Child, Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import { blockedBy, type Blocked } from '../blocked.ts'
import type { blocks } from '../contract.ts'

export function Blocks({ child }: { child: Child }) {
  const query = useGet<z.infer<typeof blocks>>('/api/blocks')
  return (
    <Loaded query={query}>
      {({ blocks }) => {
        const blocked = blockedBy(blocks.filter(({ mine }) => mine.id === child.id))
        if (blocked.length === 0) return null
        return (
          <>
            <h3>{t('family.block.list')}</h3>
            <ul className="rows">
              {blocked.map((one) => (
                <li key={one.person.id}>
                  <OneBlocked child={child} blocked={one} />
                </li>
              ))}
            </ul>
          </>
        )
      }}
    </Loaded>
  )
}

function OneBlocked({ child, blocked: { person, blocks } }: { child: Child; blocked: Blocked }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(child.id)
  const names = { mine: child.name, other: person.name }
  const block = useMutation({
    mutationFn: () => api.post(`/api/children/${child.id}/blocks`, { personId: person.id }),
    onSettled: () => queries.invalidateQueries(),
  })
  const isMine = blocks.some(({ by }) => by?.id === me)
  const others = blocks.filter(({ by }) => by?.id !== child.id && by?.id !== me)
  const hasAsked = waiting.some(({ what, by, blocked }) => what === 'lift-block' && by?.id === me && blocked?.id === person.id)
  const isAlone = child.guardians.length === 1
  const step = isMine || isAlone ? 'lift' : 'ask'
  const by = blocks.map(({ by }) => (by?.id === me ? t('family.block.you') : (by?.name ?? t('family.proposal.somebody'))))
  return (
    <div className="person-row">
      <Avatar face={person} />
      <span className="person-row-words">
        <strong>
          <bdi>{person.name}</bdi>
        </strong>
        <small>{t('family.block.by', { names: formatNames(by) })}</small>
        {!isMine && others.length === 0 && <small>{t('family.block.childs', names)}</small>}
      </span>
      {block.error && <ErrorNote error={block.error} />}
      <div className="row">
        {!isMine && (
          <Button busy={block.isPending} onPress={() => block.mutate()}>
            {t('family.block.too')}
            <span className="unseen"> {person.name}</span>
          </Button>
        )}
        {(isMine || (others.length > 0 && !hasAsked)) && (
          <Button onPress={() => setAsking(true)}>
            {t(`family.block.${step}`)}
            <span className="unseen"> {person.name}</span>
          </Button>
        )}
      </div>
      <FreshCheck open={asking} act="block.lift" subject={`${child.id}:${person.id}`} onProven={lift} onClose={() => setAsking(false)}>
        <p>{t(isMine && blocks.length > 1 ? 'family.block.lift.mine' : `family.block.${step}.what`, names)}</p>
      </FreshCheck>
    </div>
  )

  async function lift(freshCheckId: string) {
    await api.post(`/api/children/${child.id}/liftings`, { personId: person.id, freshCheckId })
    setAsking(false)
    showToast(t(`family.block.${step}.done`))
    await queries.invalidateQueries()
  }
}
