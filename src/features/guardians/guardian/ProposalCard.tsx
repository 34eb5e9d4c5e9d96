// One big step that waits: what it is, until when, and a no that needs nothing but a tap. CON-10
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { formatNames, t } from '../../../ui/words.ts'
import type { Face } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import { dayMeant } from '../../carers/guardian/day-meant.ts'
import type { Proposal } from '../contract.ts'

export function ProposalCard({ proposal, me }: { proposal: Proposal; me: string | undefined }) {
  const { id, child, about, by, blocked, agreed } = proposal
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const object = useMutation({
    mutationFn: () => api.post(`/api/proposals/${id}/objection`),
    onSuccess: () => showToast(t('family.proposal.stays')),
    onSettled: () => queries.invalidateQueries(),
  })
  const title = titleOf(proposal, me)
  const people = [child, about, by, blocked].filter(
    (face, n, all): face is Face => face !== null && all.findIndex((one) => one?.id === face.id) === n,
  )
  return (
    <article className="card" aria-labelledby={`proposal-${id}`}>
      <h2 id={`proposal-${id}`}>{title}</h2>
      <FaceRow label={title} people={people} />
      <p>{t(waitsFor(proposal, me), { when: formatMoment(proposal.takesEffectAt) })}</p>
      {agreed.length > 0 && <p>{t('family.proposal.agreed', { names: formatNames(agreed.map(({ name }) => name)) })}</p>}
      {object.error && <ErrorNote error={object.error} />}
      <div className="row row-end">
        {proposal.mayObject && (
          <Button busy={object.isPending} onPress={() => object.mutate()}>
            {t(by?.id === me ? 'family.proposal.take-back' : 'family.proposal.object')}
            <span className="unseen"> {title}</span>
          </Button>
        )}
        {proposal.mayAgree && (
          <Button icon="check" onPress={() => setAsking(true)}>
            {t('family.proposal.agree')}
            <span className="unseen"> {title}</span>
          </Button>
        )}
      </div>
      <FreshCheck open={asking} act="proposal.agree" subject={id} onProven={agree} onClose={() => setAsking(false)}>
        <p>{title}</p>
      </FreshCheck>
    </article>
  )

  async function agree(freshCheckId: string) {
    await api.post(`/api/proposals/${id}/agreement`, { freshCheckId })
    setAsking(false)
    showToast(t('family.proposal.you-agreed'))
  }
}

function waitsFor({ needsYes, what, about, by, outcome }: Proposal, me: string | undefined): string {
  if (outcome === 'done') return 'family.proposal.permitted'
  if (what === 'remove-guardian' && about?.id === by?.id)
    return by?.id === me ? 'family.proposal.waits.leave.me' : 'family.proposal.waits.leave'
  if (what === 'erase-child') return 'family.proposal.waits.erase'
  if (what === 'export-child') return 'family.proposal.waits.export'
  return needsYes ? 'family.proposal.waits.yes' : 'family.proposal.waits'
}

/** What is proposed, as a sentence; to whom it is about it says "you". */
export function titleOf(
  { what, child, about, by, blocked, purposes, opens, value, takesEffectAt }: Proposal,
  me: string | undefined,
): string {
  const somebody = t('family.proposal.somebody')
  const names = { child: child.name, by: by?.name ?? '', about: about?.name ?? somebody, blocked: blocked?.name ?? somebody }
  if (what === 'erase-child') return t(by?.id === me ? 'family.proposal.erase-child.me' : 'family.proposal.erase-child', names)
  if (what === 'give-consent')
    return t('family.proposal.give-consent', { ...names, purposes: formatNames(purposes.map((purpose) => t(`family.purpose.${purpose}`))) })
  if (what === 'remove-guardian' && about?.id === by?.id)
    return t(by?.id === me ? 'family.proposal.leave.me' : 'family.proposal.leave', names)
  if (opens !== null) {
    const value = t(`family.setting.${opens.setting}.${opens.value}`, { name: child.name })
    const setting =
      opens.personId === null
        ? t(`family.setting.${opens.setting}`, { name: child.name })
        : t('family.step.title', { name: child.name, other: names.blocked })
    return t(by?.id === me ? 'family.proposal.open-setting.me' : 'family.proposal.open-setting', { ...names, setting, value })
  }
  if (what === 'ask-carer') {
    const day = dayMeant(value, new Date(Date.parse(takesEffectAt) - 24 * 3_600_000))
    return t(by?.id === me ? 'family.proposal.ask-carer.me' : 'family.proposal.ask-carer', { ...names, name: names.blocked, day })
  }
  return t(about?.id === me ? `family.proposal.${what}.me` : `family.proposal.${what}`, names)
}
