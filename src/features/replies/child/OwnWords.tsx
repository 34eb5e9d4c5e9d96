// Under a friend's photo, from 10 on and where the grown-ups of both opened it: a few words of one's own, and how they stand. A grown-up reads them first. BUL-1, PUB-1
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import { Nudge } from '../../screening/child/Nudge.tsx'
import type { Mine } from '../contract.ts'

const longest = 200

type WriteProps = { postId: string; name: string; before?: string; onDone?: () => void }

export function WriteOwn({ postId, name, before = '', onDone }: WriteProps) {
  const [words, setWords] = useState(before)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: (words: string) => api.post(`/api/posts/${postId}/own-words`, { words }),
    onSuccess: () => {
      showToast(t('child.own.asked'))
      onDone?.()
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const isEmpty = words.trim() === ''
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!asking.isPending && !isEmpty && words.length <= longest) asking.mutate(words.trim())
      }}
    >
      <TextField
        label={t('child.own.label')}
        hint={t('child.own.first', { name })}
        error={tried && isEmpty ? t('child.own.empty') : undefined}
        value={words}
        onChange={setWords}
        longest={longest}
        lines={2}
      />
      <Nudge words={words} onChange={setWords} />
      {asking.error && <ErrorNote error={asking.error} />}
      <div className="row">
        <Button look="main" type="submit" icon="paper-plane-tilt" busy={asking.isPending}>
          {t('child.own.ask')}
        </Button>
      </div>
      <Keeps what="replies" />
    </form>
  )
}

type OwnSaidProps = { postId: string; name: string; reply: Mine; own: NonNullable<Mine['own']> }

export function OwnSaid({ postId, name, reply, own }: OwnSaidProps) {
  const [changing, setChanging] = useState(false)
  const queries = useQueryClient()
  const takingBack = useMutation({
    mutationFn: () => api.delete(`/api/replies/${reply.id}`),
    onSuccess: () => showToast(t('child.reply.back.done')),
    onSettled: () => queries.invalidateQueries(),
  })
  const { standing, sentBack } = own
  return (
    <>
      <Tip
        picture={standing === 'sent-back' ? 'speech-balloon' : standing === 'waiting' ? 'hourglass-done' : 'memo'}
        title={sentBack?.by ? t('child.sent-back.from', { name: sentBack.by.name }) : t(`child.own.${standing}`, { name })}
        colour={standing === 'sent-back' ? 'sun' : 'leaf'}
        actions={
          <>
            {standing === 'sent-back' && !changing && (
              <Button look="main" icon="pencil" onPress={() => setChanging(true)}>
                {t('child.sent-back.change')}
              </Button>
            )}
            <Button icon="arrow-counter-clockwise" busy={takingBack.isPending} onPress={() => takingBack.mutate()}>
              {t('child.back.button')}
            </Button>
          </>
        }
      >
        {sentBack && <p>{t(`child.kind-word.${sentBack.word}`)}</p>}
        <blockquote dir="auto" className="words">
          {own.words}
        </blockquote>
        <p>{t(standing === 'out' ? 'child.reply.who' : `child.own.${standing}.what`, { name })}</p>
        {takingBack.error && <ErrorNote error={takingBack.error} />}
      </Tip>
      {changing && (
        <section className="card" aria-label={t('child.sent-back.change')}>
          <WriteOwn postId={postId} name={name} before={own.words} onDone={() => setChanging(false)} />
        </section>
      )}
    </>
  )
}
