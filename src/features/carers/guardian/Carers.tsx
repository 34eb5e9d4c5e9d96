// Who helps out for a child just now, its end at one tap, and the way to ask somebody. Decision 0048
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import type { Carer, Carers as All } from '../contract.ts'
import { dayWords } from '../last-day.ts'

export function Carers({ child }: { child: Child }) {
  const query = useGet<All>('/api/carers')
  return (
    <>
      <Loaded query={query}>
        {({ carers }) => {
          const own = carers.filter((carer) => carer.child?.id === child.id)
          if (own.length === 0) return <p>{t('family.carers.none', { name: child.name })}</p>
          return (
            <ul className="rows">
              {own.map((carer) => (
                <li key={carer.id}>
                  <OneCarer carer={carer} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <div className="row">
        <LinkButton icon="plus" href={`/children/${child.id}/help`}>
          {t('family.carers.ask')}
        </LinkButton>
      </div>
    </>
  )
}

function OneCarer({ carer: { id, carer, by, lastDay } }: { carer: Carer }) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.delete(`/api/carers/${id}`),
    onSuccess: () => showToast(t('family.carers.ended', { name: carer.name })),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className="person-row">
      <Avatar face={carer} />
      <span className="person-row-words">
        <strong dir="auto">{carer.name}</strong> ({t(`family.kind.${carer.kind}`)})
        <small>{t('family.carers.until', { day: dayWords(lastDay) })}</small>
        {by && <small>{t('family.carers.by', { name: by.name })}</small>}
      </span>
      {end.error && <ErrorNote error={end.error} />}
      <div className="row">
        <Button busy={end.isPending} onPress={() => end.mutate()}>
          {t('family.carers.end')}
          <span className="unseen"> {carer.name}</span>
        </Button>
      </div>
    </div>
  )
}
