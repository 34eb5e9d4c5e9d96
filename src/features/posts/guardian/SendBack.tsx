// Sending back what a child asked for, with a kind word that it will read; what was typed stays when the sheet is closed.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import type { Picture } from '../../../ui/pictures.ts'
import { t } from '../../../ui/words.ts'
import type { Post } from '../contract.ts'

type KindWord = NonNullable<Post['sentBack']>['word']
/** `talk`: how to begin to talk about it, where it helps. */
type BackWord<Word extends KindWord> = { value: Word; picture: Picture; more: string; talk?: string }
const longest = 300

type SendBackProps<Word extends KindWord> = {
  open: boolean
  at: string // the address of what is sent back
  name: string // of the child
  words: BackWord<Word>[]
  note?: 'asked' | 'empty' // of a guardian, or of a carer; left out where there is no place for one
  onSent: () => void
  onClose: () => void
}

export function SendBack<Word extends KindWord>({ open, at, name, words, note: asks, onSent, onClose }: SendBackProps<Word>) {
  const [word, setWord] = useState<Word | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: (chosen: Word) => api.post(`${at}/sending-back`, { word: chosen, ...(asks && { note: note.trim() }) }),
    onSuccess: onSent,
    onSettled: () => queries.invalidateQueries(),
  })
  const talk = words.find(({ value }) => value === word)?.talk
  return (
    <Sheet open={open} title={t('family.send-back.title', { name })} onClose={onClose}>
      <p>{t('family.send-back.lead', { name })}</p>
      <form className="stack" onSubmit={submit}>
        <Choice
          legend={t('family.send-back.word')}
          value={word}
          onChange={setWord}
          options={words.map(({ value, picture, more }) => ({ value, picture, label: t(`family.send-back.word.${value}`), hint: more }))}
        />
        <p className="field-problem" aria-live="polite">
          {tried && word === null ? t('family.send-back.word.missing') : ''}
        </p>
        <p className="soft" aria-live="polite">
          {talk && `${t('family.talk')} ${talk}`}
        </p>
        {asks === 'asked' && (
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
    if (!send.isPending && word !== null && note.length <= longest) send.mutate(word)
  }
}
