// The connections of one child: who, approved by whom, since when, and ending one or blocking at once. CNT-1, CNT-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { ReportForChild } from '../../reports/guardian/ReportForChild.tsx'
import type { Face } from '../../people/contract.ts'
import { StepLines, StepWith } from '../../settings/guardian/StepWith.tsx'
import type { Connection, connections } from '../contract.ts'
import '../../people/guardian/Children.css'

export function Connections({ of }: { of: Pick<Face, 'id' | 'name'> }) {
  const query = useGet<z.infer<typeof connections>>('/api/connections')
  return (
    <Loaded query={query}>
      {({ connections, ofManyFamilies }) => {
        const own = connections.filter((connection) => connection.mine.id === of.id)
        if (own.length === 0) return <p>{t('family.child.connections.none', { name: of.name })}</p>
        return (
          <ul className="rows">
            {own.map((connection) => (
              <li key={connection.id}>
                <OneConnection connection={connection} />
                {ofManyFamilies.includes(connection.id) && (
                  <Tip picture="speech-balloon" colour="sun">
                    <p>{t('family.connection.many', { other: connection.other.name, mine: of.name })}</p>
                  </Tip>
                )}
              </li>
            ))}
          </ul>
        )
      }}
    </Loaded>
  )
}

export function OneConnection({ connection: { id, mine, other, approvals, madeAt } }: { connection: Connection }) {
  const [asking, setAsking] = useState<'end' | 'block' | null>(null)
  const leave = () => setAsking(null)
  const queries = useQueryClient()
  const names = { mine: mine.name, other: other.name }
  const end = useMutation({
    mutationFn: () => api.delete(`/api/connections/${id}`),
    onSuccess: () => {
      leave()
      showToast(t('family.connection.ended'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const block = useMutation({
    mutationFn: () => api.post(`/api/children/${mine.id}/blocks`, { personId: other.id }),
    onSuccess: () => {
      leave()
      showToast(t('family.block.done', names))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const when = formatDay(madeAt)
  return (
    <div className="person-row">
      <Avatar face={other} />
      <span className="person-row-words">
        <strong>
          <bdi>{other.name}</bdi>
        </strong>
        {other.kind !== 'child' && <> ({t(`family.kind.${other.kind}`)})</>}
        <small>{t(`family.connection.since.${other.kind === 'child' && mine.kind === 'child' ? 'met' : 'invited'}`, { when })}</small>
        {approvals.map(({ by, side, at }) => (
          <small key={side}>{t('family.connection.yes', { for: names[side], by: by.name, when: formatDay(at) })}</small>
        ))}
        {mine.kind === 'child' && <StepLines child={mine} other={other} />}
      </span>
      <div className="row">
        {mine.kind === 'child' && <StepWith child={mine} other={other} />}
        <Button onPress={() => setAsking('end')}>
          {t('family.connection.end')}
          <span className="unseen"> {t('family.connection.with', names)}</span>
        </Button>
        {mine.kind === 'child' && (
          <Button onPress={() => setAsking('block')}>
            {t('family.block.do')}
            <span className="unseen"> {t('family.block.for', names)}</span>
          </Button>
        )}
        {mine.kind === 'child' && <ReportForChild child={mine} other={other} />}
      </div>
      <Question
        open={asking === 'end'}
        title={t('family.connection.end.title', names)}
        keep={t('family.connection.end.keep')}
        go={t('family.connection.end.go')}
        look="risky"
        doing={end}
        onGo={() => end.mutate()}
        onClose={leave}
      >
        <p>{t('family.connection.end.body')}</p>
      </Question>
      <Question
        open={asking === 'block'}
        title={t('family.block.title', names)}
        keep={t('family.connection.end.keep')}
        go={t('family.block.do')}
        look="risky"
        doing={block}
        onGo={() => block.mutate()}
        onClose={leave}
      >
        <p>{t('family.block.body')}</p>
        <p>{t('family.block.seen', names)}</p>
      </Question>
    </div>
  )
}
