// Who guards this child, what is proposed about it, and the ways to one more guardian or one less. CON-10
import { LinkButton } from '../../../ui/parts/Button.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child, Me } from '../../people/contract.ts'
import { formatMoment } from '../../people/guardian/when.ts'
import type { Proposals } from '../contract.ts'
import { useProposalsOf } from './proposals-of.ts'
import { ProposalCard, titleOf } from './ProposalCard.tsx'

/** What waits for this child, before everything else on its page. */
export function ProposalsOf({ child }: { child: Child }) {
  const viewer = useGet<Me>('/api/me').data?.viewer?.id
  return useProposalsOf(child.id).map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} me={viewer} />)
}

export function Guardians({ child }: { child: Child }) {
  const viewer = useGet<Me>('/api/me').data?.viewer?.id
  const proposals = (useGet<Proposals>('/api/proposals').data?.proposals ?? []).filter((one) => one.child.id === child.id)
  return (
    <>
      <ul className="rows">
        {child.guardians.map((guardian) => (
          <li key={guardian.id} className="person-row">
            <Avatar face={guardian} size="small" />
            <span className="person-row-words">
              {guardian.id === viewer ? t('family.child.guardian.you', { name: guardian.name }) : <bdi>{guardian.name}</bdi>}
            </span>
            {child.guardians.length > 1 && (
              <LinkButton look="quiet" href={`/children/${child.id}/guardians/${guardian.id}`}>
                {t(guardian.id === viewer ? 'family.guardians.leave' : 'family.guardians.remove')}
                <span className="unseen"> {guardian.name}</span>
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        <LinkButton icon="plus" href={`/children/${child.id}/guardians/invite`}>
          {t('family.guardians.invite')}
        </LinkButton>
      </div>
      <Settled proposals={proposals} me={viewer} />
    </>
  )
}

function Settled({ proposals, me }: Proposals & { me: string | undefined }) {
  const settled = proposals.filter(({ outcome, mayObject }) => outcome !== null && !mayObject)
  if (settled.length === 0) return null
  return (
    <details>
      <summary>{t('family.proposal.settled')}</summary>
      <ul className="rows">
        {settled.map((proposal) => (
          <li key={proposal.id}>
            {titleOf(proposal, me)}{' '}
            <span className="soft">
              {t(`family.proposal.outcome.${proposal.outcome}`)} · {formatMoment(proposal.takesEffectAt)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
