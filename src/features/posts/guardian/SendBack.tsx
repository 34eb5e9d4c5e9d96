// Sending a post back with a kind word the child will read; what was typed stays when the sheet is closed.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import type { newSendingBack, Post } from '../contract.ts'

type KindWord = z.infer<typeof newSendingBack>['word']
const kindWords: { value: KindWord; picture: Picture }[] = [
  { value: 'cover-someone', picture: 'smiling-face' },
  { value: 'shows-a-place', picture: 'house' },
  { value: 'ask-a-friend', picture: 'raised-hand' },
  { value: 'words', picture: 'memo' },
  { value: 'another-photo', picture: 'framed-picture' },
  { value: 'talk-first', picture: 'speech-balloon' },
]
const longest = 300

type SendBackProps = { open: boolean; post: Post; hasNote: boolean; onSent: () => void; onClose: () => void }

export function SendBack({ open, post, hasNote, onSent, onClose }: SendBackProps) {
  const [word, setWord] = useState<KindWord | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const name = post.author.name
  const send = useMutation({
    mutationFn: (body: z.infer<typeof newSendingBack>) => api.post(`/api/posts/${post.id}/sending-back`, body),
    onSuccess: onSent,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Sheet open={open} title={t('family.send-back.title', { name })} onClose={onClose}>
      <p>{t('family.send-back.lead', { name })}</p>
      <form className="stack" onSubmit={submit}>
        <Choice
          legend={t('family.send-back.word')}
          value={word}
          onChange={setWord}
          options={kindWords.map(({ value, picture }) => ({
            value,
            picture,
            label: t(`family.send-back.word.${value}`),
            hint: t(`family.send-back.word.${value}.more`),
          }))}
        />
        <p className="field-problem" aria-live="polite">
          {tried && word === null ? t('family.send-back.word.missing') : ''}
        </p>
        <p className="soft" aria-live="polite">
          {word && `${t('family.talk')} ${t(`family.talk.back.${word}`)}`}
        </p>
        {hasNote && (
          <TextField
            label={t('family.send-back.note', { name })}
            hint={t('family.send-back.note.help')}
            longest={longest}
            lines={2}
            value={note}
            onChange={setNote}
          />
        )}
        {send.error && <ErrorNote error={send.error} />}
        <div className="row row-end">
          <Button onPress={onClose}>{t('family.cancel')}</Button>
          <Button look="main" type="submit" icon="paper-plane-tilt" busy={send.isPending}>
            {t('family.send-back.go')}
          </Button>
        </div>
      </form>
    </Sheet>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    if (!send.isPending && word !== null && note.length <= longest) send.mutate({ word, note: note.trim() })
  }
}
