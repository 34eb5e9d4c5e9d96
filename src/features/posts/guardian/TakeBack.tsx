// Taking a post back: one question, one press, and a receipt. It says plainly what it cannot reach. DEL-3, DEL-9
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Post, takenBack } from '../contract.ts'

export function TakeBack({ post }: { post: Post }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const name = post.author.name
  const takeBack = useMutation({
    mutationFn: () => api.post<z.infer<typeof takenBack>>(`/api/posts/${post.id}/taking-back`),
    onSuccess: () => {
      setAsking(false)
      showToast(t('family.take-back.done'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  if (!post.abilities.includes('take-back')) return null
  return (
    <>
      <Button icon="hand-waving" onPress={() => setAsking(true)}>
        {t('family.take-back')}
        <span className="unseen"> {t('family.look.one.title', { name })}</span>
      </Button>
      <Question
        open={asking}
        title={t('family.take-back.title')}
        keep={t('family.take-back.keep')}
        go={t('family.take-back.go')}
        look="main"
        doing={takeBack}
        onGo={() => takeBack.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('family.take-back.body', { name })}</p>
        <p className="soft">{t('family.take-back.honest')}</p>
      </Question>
    </>
  )
}
