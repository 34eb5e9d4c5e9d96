// I ask for another name: a hint while I write, then it waits for my grown-up, and I take it back alone. PUB-3
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Loaded } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { Nudge } from '../../screening/child/Nudge.tsx'
import type { NameWish, NameWishes } from '../contract.ts'

export function AnotherName() {
  const query = useGet<NameWishes>('/api/name-wishes')
  return (
    <Screen title={t('child.name.title')} back="/me" say={t('child.name.lead')}>
      <Loaded query={query}>
        {({ wishes: [wish] }) => (wish?.name ? <Waiting wish={wish} /> : <Ask answer={wish?.answer ?? null} />)}
      </Loaded>
    </Screen>
  )
}

function Waiting({ wish: { id, name } }: { wish: NameWish }) {
  const queries = useQueryClient()
  const takingBack = useMutation({
    mutationFn: () => api.delete(`/api/name-wishes/${id}`),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {takingBack.error && <ErrorNote error={takingBack.error} />}
      <Tip
        picture="hourglass-done"
        title={t('child.name.waits', { name: name ?? '' })}
        colour="sun"
        actions={
          <Button icon="arrow-counter-clockwise" busy={takingBack.isPending} onPress={() => takingBack.mutate()}>
            {t('child.name.back')}
          </Button>
        }
      >
        <p>{t('child.name.looks')}</p>
      </Tip>
    </>
  )
}

function Ask({ answer }: Pick<NameWish, 'answer'>) {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: () => api.post('/api/name-wishes', { name: name.trim() }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {answer && <Tip picture="speech-balloon" title={t(`child.name.no.${answer}`)} colour="leaf" />}
      <p>{t('child.name.lead')}</p>
      <TextField
        label={t('child.name.new')}
        longest={40}
        value={name}
        onChange={setName}
        error={tried && name.trim() === '' ? t('child.name.missing') : undefined}
      />
      <Nudge words={name} onChange={setName} />
      <Keeps what="profile" />
      {asking.error && <ErrorNote error={asking.error} />}
      <div className="row">
        <Button look="main" icon="paper-plane-tilt" type="submit" busy={asking.isPending}>
          {t('child.name.ask')}
        </Button>
      </div>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '' && name.trim().length <= 40 && !asking.isPending) asking.mutate()
  }
}
