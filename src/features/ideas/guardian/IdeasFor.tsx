// The ideas that its guardians gave a child: all of them see these, and any takes one away. What the child makes of one is nobody's to count. PAR-5, WEL-1
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet, usePost } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import type { GivenIdea, GivenIdeas, NewIdea } from '../contract.ts'

type Child = Pick<Face, 'id' | 'name'>
const longest = 80

export function IdeasFor({ child }: { child: Child }) {
  const query = useGet<GivenIdeas>('/api/ideas')
  return (
    <Card label={t('family.ideas.title', { name: child.name })}>
      <h2>{t('family.ideas.title', { name: child.name })}</h2>
      <p>{t('family.ideas.what', { name: child.name })}</p>
      <Loaded query={query}>
        {({ ideas }) => (
          <ul className="rows">
            {ideas
              .filter(({ mine }) => mine.id === child.id)
              .map((idea) => (
                <li key={idea.id}>
                  <OneIdea idea={idea} />
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <Give child={child} />
    </Card>
  )
}

function OneIdea({ idea: { id, by, words, until } }: { idea: GivenIdea }) {
  const queries = useQueryClient()
  const taking = useMutation({
    mutationFn: () => api.delete(`/api/ideas/${id}`),
    onSuccess: () => showToast(t('family.ideas.taken')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className="person-row">
      <Avatar face={by} />
      <span className="person-row-words">
        <strong dir="auto">{words}</strong>
        <small>{t('family.ideas.by', { name: by.name, day: formatDay(until) })}</small>
      </span>
      {taking.error && <ErrorNote error={taking.error} />}
      <div className="row">
        <Button busy={taking.isPending} onPress={() => taking.mutate()}>
          {t('family.ideas.take')}
          <span className="unseen"> {words}</span>
        </Button>
      </div>
    </div>
  )
}

function Give({ child: { id, name } }: { child: Child }) {
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const giving = usePost<unknown, NewIdea>(`/api/children/${id}/ideas`)
  const words = said.trim()
  return (
    <form className="stack" onSubmit={give} noValidate>
      <TextField
        label={t('family.ideas.words')}
        hint={t('family.ideas.help')}
        longest={longest}
        value={said}
        onChange={setSaid}
        error={tried && words === '' ? t('family.ideas.missing') : undefined}
      />
      {giving.error && <ErrorNote error={giving.error} />}
      <div className="row">
        <Button type="submit" busy={giving.isPending}>
          {t('family.ideas.give')}
        </Button>
      </div>
    </form>
  )

  function give(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (giving.isPending || words === '' || words.length > longest) return
    giving.mutate({ words }, { onSuccess: given, onSettled: () => queries.invalidateQueries() })
  }

  function given() {
    setSaid('')
    setTried(false)
    showToast(t('family.ideas.given', { name }))
  }
}
