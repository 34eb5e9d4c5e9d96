// Sending a child's own words back with a kind one, which the child reads; it can change them and ask again.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { t } from '../../../ui/words.ts'
import type { Written } from '../contract.ts'

type KindWord = NonNullable<Written['sentBack']>['word']
type SendWordsBackProps = { open: boolean; written: Written; onSent: () => void; onClose: () => void }

export function SendWordsBack({ open, written, onSent, onClose }: SendWordsBackProps) {
  const [word, setWord] = useState<KindWord | null>(null)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const name = written.child.name
  const send = useMutation({
    mutationFn: (word: KindWord) => api.post(`/api/replies/${written.id}/sending-back`, { word }),
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
          options={[
            { value: 'words', picture: 'memo', label: t('family.send-back.word.words'), hint: t('family.own.word.words.more') },
            {
              value: 'talk-first',
              picture: 'speech-balloon',
              label: t('family.send-back.word.talk-first'),
              hint: t('family.send-back.word.talk-first.more'),
            },
          ]}
        />
        <p className="field-problem" aria-live="polite">
          {tried && word === null ? t('family.send-back.word.missing') : ''}
        </p>
        <p className="soft" aria-live="polite">
          {word === 'words' && `${t('family.talk')} ${t('family.talk.back.words')}`}
        </p>
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
    if (!send.isPending && word !== null) send.mutate(word)
  }
}
