// Under a photo of somebody else: one tap says "I am in it" and hides it from the others, and another takes that back. DEL-11
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { Question } from '../../../ui/parts/Question.tsx'
import { Tip } from '../../../ui/parts/Tip.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { usePost } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import { Keeps } from '../../consent/child/Keeps.tsx'
import type { Claim } from '../contract.ts'
import { useMyClaims } from './my-claims.ts'

type Seen = { postId: string; name: string }

export function InThisPhoto(seen: Seen) {
  const claim = useMyClaims().find(({ side, postId }) => side === 'claimant' && postId === seen.postId)
  return claim ? <Hidden claim={claim} name={seen.name} /> : <SayIt {...seen} />
}

function SayIt({ postId, name }: Seen) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const saying = usePost(`/api/posts/${postId}/claims`)
  return (
    <>
      <div className="row row-end">
        <Button icon="hand-waving" onPress={() => setAsking(true)}>
          {t('child.claim.button')}
        </Button>
      </div>
      <Question
        open={asking}
        title={t('child.claim.title')}
        keep={t('child.claim.leave')}
        go={t('child.claim.do')}
        look="main"
        icon="hand-waving"
        doing={saying}
        onGo={() => saying.mutate({}, { onSuccess: said })}
        onClose={() => setAsking(false)}
      >
        <p>{t('child.claim.what')}</p>
        <p>{t('child.claim.who', { name })}</p>
        <p>{t('child.claim.then')}</p>
        <Keeps what="claims" />
      </Question>
    </>
  )

  function said() {
    setAsking(false)
    showToast(t('child.claim.done'))
    void queries.invalidateQueries()
  }
}

function Hidden({ claim, name }: { claim: Claim; name: string }) {
  const queries = useQueryClient()
  const takingBack = useMutation({
    mutationFn: () => api.delete(`/api/claims/${claim.id}`),
    onSuccess: () => showToast(t('child.claim.back.done')),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <Tip
      picture="raised-hand"
      title={claim.byMe ? t('child.claim.mine') : t('child.claim.for-me', { by: claim.by?.name ?? t('child.claim.grown-up') })}
      colour="plum"
      actions={
        claim.byMe && (
          <Button busy={takingBack.isPending} onPress={() => takingBack.mutate()}>
            {t('child.claim.back')}
          </Button>
        )
      }
    >
      {!claim.byMe && <p>{t('child.claim.for-me.why')}</p>}
      <p>{t('child.claim.who', { name })}</p>
      <p>{t('child.claim.gone', { day: formatDay(claim.erasedAt) })}</p>
      {takingBack.error && <ErrorNote error={takingBack.error} />}
    </Tip>
  )
}
