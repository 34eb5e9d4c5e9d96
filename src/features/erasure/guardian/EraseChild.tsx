// Before everything about a child is erased: what goes, for whom it waits, and what others may have kept. DEL-6
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { FaceRow } from '../../../ui/parts/Choice.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import { useProposalsOf } from '../../guardians/guardian/proposals-of.ts'
import { ProposalCard } from '../../guardians/guardian/ProposalCard.tsx'
import { OnlyTogether } from '../../handover/guardian/OnlyTogether.tsx'
import type { Child, Me } from '../../people/contract.ts'
import { isJoint } from '../../people/guardian/joint.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'
import type { Belongings, BegunErasure } from '../contract.ts'

export function EraseChild({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const belongings = useGet<Belongings>(`/api/children/${childId}/belongings`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const waiting = useProposalsOf(childId).find(({ what }) => what === 'erase-child') // asked for already
  return (
    <Screen
      title={query.data ? t('family.erase.title', { name: query.data.name }) : t('family.children.title')}
      back={`/children/${childId}`}
    >
      <Loaded query={query}>
        {(child) =>
          waiting ? (
            <ProposalCard proposal={waiting} me={me} />
          ) : isJoint(child) ? (
            <OnlyTogether child={child} />
          ) : (
            <Loaded query={belongings}>{(belongings) => <Erase child={child} belongings={belongings} me={me} />}</Loaded>
          )
        }
      </Loaded>
    </Screen>
  )
}

function Erase({ child, belongings, me }: { child: Child; belongings: Belongings; me: string | undefined }) {
  const { name, id } = child
  const [asking, setAsking] = useState(false)
  const [, goTo] = useLocation()
  const others = child.guardians.filter((guardian) => guardian.id !== me)
  const waits = others.length > 0
  const when = waits
    ? t('family.erase.others', { name, names: formatNames(others.map((other) => other.name)) })
    : t('family.erase.alone', { name })
  return (
    <>
      <Card label={t('family.erase.what')}>
        <h2>{t('family.erase.what')}</h2>
        <p>{t('family.erase.things', { name, photos: belongings.photos })}</p>
        <p>{t('family.erase.for-good')}</p>
      </Card>
      <Card label={t('family.erase.when')}>
        <h2>{t('family.erase.when')}</h2>
        <p>{when}</p>
        <p>{t('family.erase.talk', { name })}</p>
      </Card>
      <Card label={t('family.erase.kept')}>
        <h2>{t('family.erase.kept')}</h2>
        <Kept name={name} belongings={belongings} />
        <p>{t('family.erase.kept.copies')}</p>
      </Card>
      <p>{t('family.erase.receipt')}</p>
      <p>
        <LinkButton look="quiet" href={`/children/${id}/take`}>
          {t('family.erase.take')}
        </LinkButton>
      </p>
      <div className="row row-end">
        <LinkButton href={`/children/${id}`}>{t('family.erase.not')}</LinkButton>
        <Button look="risky" onPress={() => setAsking(true)}>
          {t(waits ? 'family.erase.ask' : 'family.erase.go')}
        </Button>
      </div>
      <FreshCheck open={asking} act="erasure.make" subject={id} onProven={erase} onClose={() => setAsking(false)}>
        <p>{t('family.erase.fresh', { name })}</p>
      </FreshCheck>
    </>
  )

  async function erase(freshCheckId: string) {
    const { erasureId, state } = await api.post<BegunErasure>(`/api/children/${id}/erasures`, { freshCheckId })
    setAsking(false)
    if (state === 'waits') showToast(t('family.guardians.end.proposed'))
    goTo(state === 'waits' ? `/children/${id}` : `/erasures/${erasureId}`, { replace: state === 'closed' })
  }
}

function Kept({ name, belongings: { sharedPosts, mayHaveKept } }: { name: string; belongings: Belongings }) {
  if (sharedPosts === 0) return <p>{t('family.erase.kept.nothing', { name })}</p>
  return (
    <>
      {mayHaveKept.length > 0 && <FaceRow label={t('family.erase.kept.people', { name })} people={mayHaveKept} />}
      <p>{t(mayHaveKept.length > 0 ? 'family.erase.kept.people' : 'family.erase.kept.earlier', { name })}</p>
    </>
  )
}
