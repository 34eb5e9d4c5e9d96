// A child is in another child's picture: what that does, until when, and what a guardian of either can still say. DEL-11
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Claim } from '../contract.ts'

export function ClaimCard({ claim }: { claim: Claim }) {
  const { id, side, mine, other, kept, byMe } = claim
  const names = {
    mine: mine.name,
    other: other?.name ?? t('family.claim.somebody'),
    by: claim.by?.name ?? t('family.claim.somebody'),
    when: formatMoment(claim.erasedAt),
  }
  const title = t(`family.claim.${side}.title`, names)
  return (
    <article className="card" aria-labelledby={`claim-${id}-${side}`}>
      <h2 id={`claim-${id}-${side}`}>{title}</h2>
      <FaceRow label={title} people={[mine, other].filter((face): face is Face => face !== null)} />
      {side === 'claimant' && <p>{t(saidBy(claim), names)}</p>}
      <p>{t(`family.claim.${side}.what`, names)}</p>
      <p>{t(kept ? `family.claim.${side}.kept` : `family.claim.${side}.else`, names)}</p>
      {side === 'owner' ? (
        <AskToKeep claim={claim} names={names} />
      ) : (
        <div className="row row-end">
          {byMe && <TakeBackClaim claim={claim} names={names} />}
          {kept && <Agree claim={claim} names={names} />}
        </div>
      )}
    </article>
  )
}

function saidBy({ mine, by, byMe }: Claim) {
  if (byMe) return 'family.claim.by-me'
  return by?.id === mine.id ? 'family.claim.by-child' : 'family.claim.by-guardian'
}

type Deciding = { claim: Claim; names: Record<'mine' | 'other' | 'by' | 'when', string> }

function AskToKeep({ claim, names }: Deciding) {
  const queries = useQueryClient()
  const asking = useMutation({
    mutationFn: () => api.post(`/api/claims/${claim.id}/keeping`, {}),
    onSuccess: () => showToast(t('family.claim.ask.done', names)),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      {asking.error && <ErrorNote error={asking.error} />}
      <div className="row row-end">
        <LinkButton icon="eye" href={`/posts/${claim.postId}`}>
          {t('family.shared.look')}
        </LinkButton>
        {!claim.kept && (
          <Button busy={asking.isPending} onPress={() => asking.mutate()}>
            {t('family.claim.ask')}
          </Button>
        )}
      </div>
    </>
  )
}

function Agree({ claim, names }: Deciding) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  return (
    <>
      <Button icon="check" onPress={() => setAsking(true)}>
        {t('family.claim.agree')}
      </Button>
      <FreshCheck open={asking} act="claim.agree" subject={claim.id} onProven={agree} onClose={() => setAsking(false)}>
        <p>{t('family.claim.agree.what', names)}</p>
      </FreshCheck>
    </>
  )

  async function agree(freshCheckId: string) {
    await api.post(`/api/claims/${claim.id}/agreement`, { freshCheckId })
    setAsking(false)
    showToast(t('family.claim.agree.done'))
    await queries.invalidateQueries()
  }
}

/** Only by the guardian who said it: the others see the photo again. */
function TakeBackClaim({ claim, names }: Deciding) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  return (
    <>
      <Button icon="play" onPress={() => setAsking(true)}>
        {t('family.claim.back')}
      </Button>
      <FreshCheck open={asking} act="claim.take-back" subject={claim.id} onProven={takeBack} onClose={() => setAsking(false)}>
        <p>{t('family.claim.back.what', names)}</p>
      </FreshCheck>
    </>
  )

  async function takeBack(freshCheckId: string) {
    await api.post(`/api/claims/${claim.id}/taking-back`, { freshCheckId })
    setAsking(false)
    showToast(t('family.claim.back.done'))
    await queries.invalidateQueries()
  }
}
