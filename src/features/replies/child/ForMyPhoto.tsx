// Under my own photo: who said what to me, with their faces. Nobody else sees it, nothing is counted, and I can take one off. WEL-2
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Avatar, Picture } from '../../../ui/parts/Picture.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { SpeakButton } from '../../../ui/parts/SpeakButton.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Received } from '../contract.ts'
import { drawnAs } from '../replies.ts'

export function ForMyPhoto({ replies }: { replies: Received[] }) {
  if (replies.length === 0) return null
  return (
    <section className="card" aria-labelledby="for-me">
      <h2 id="for-me">{t('child.reply.title')}</h2>
      <ul className="stack">
        {replies.map((reply) => (
          <One key={reply.id} reply={reply} />
        ))}
      </ul>
      <p className="soft">{t('child.reply.only-you')}</p>
    </section>
  )
}

function One({ reply: { id, from, says, words } }: { reply: Received }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const taking = useMutation({
    mutationFn: () => api.delete(`/api/replies/${id}`),
    onSuccess: done,
    onSettled: () => queries.invalidateQueries(),
  })
  const names = { name: from.name }
  return (
    <li className="row">
      <Avatar face={from} />
      <Picture name={drawnAs[says]} />
      <div>
        <p dir="auto">
          <strong>{from.name}</strong>
        </p>
        {words === null ? <p>{t(`child.reply.says.${says}`)}</p> : <p dir="auto">{words}</p>}
      </div>
      <SpeakButton words={`${from.name}. ${words ?? t(`child.reply.says.${says}`)}`} />
      <Button look="quiet" icon="x" onPress={() => setAsking(true)}>
        {t('child.reply.take-off.do')}
        <span className="unseen"> {from.name}</span>
      </Button>
      <Question
        open={asking}
        title={t('child.reply.take-off.title')}
        keep={t('child.reply.take-off.leave')}
        go={t('child.reply.take-off.do')}
        look="main"
        icon="x"
        doing={taking}
        onGo={() => taking.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('child.reply.take-off.what', names)}</p>
      </Question>
    </li>
  )

  function done() {
    setAsking(false)
    showToast(t('child.reply.take-off.done'))
  }
}
