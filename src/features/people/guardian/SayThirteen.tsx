// A guardian says in which month a child turns 13: a month is all that is kept of it. DEL-10, CON-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatMonth, t } from '../../../ui/words.ts'
import type { Child } from '../contract.ts'
import { monthsToSay } from '../growing.ts'

export function SayThirteen({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  return (
    <Screen title={t('family.grow.ask', { name: query.data?.name ?? '' })} tab={t('family.children.title')} back={`/children/${childId}`}>
      <Loaded query={query}>{(child) => <Months child={child} />}</Loaded>
    </Screen>
  )
}

function Months({ child: { id, name, growsUpOn } }: { child: Child }) {
  const [month, setMonth] = useState(growsUpOn?.slice(0, 7) ?? '')
  const [, go] = useLocation()
  const queries = useQueryClient()
  const saying = useMutation({
    mutationFn: () => api.post(`/api/children/${id}/growing-up`, { month }),
    onSuccess: () => {
      showToast(t('family.grow.saved', { name }))
      go(`/children/${id}`)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const { ahead, past } = monthsToSay(new Date())
  const options = (months: string[]) => months.map((value) => ({ value, label: formatMonth(value) }))
  return (
    <>
      <p>{t('family.grow.why', { name })}</p>
      <Choice legend={t('family.grow.ahead')} options={options(ahead)} value={month} onChange={setMonth} />
      <Choice legend={t('family.grow.past')} options={options(past)} value={month} onChange={setMonth} />
      {saying.error && <ErrorNote error={saying.error} />}
      <div className="row row-end">
        <Button look="main" busy={saying.isPending} onPress={() => (month ? saying.mutate() : undefined)}>
          {t('family.grow.save')}
        </Button>
      </div>
    </>
  )
}
