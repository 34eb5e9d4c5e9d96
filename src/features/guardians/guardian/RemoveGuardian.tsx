// Before one proposes that somebody guards a child no longer: what happens then, and what does not. CON-10
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { Avatar } from '../../../ui/parts/Picture.tsx'
import { Card, Screen } from '../../../ui/parts/Screen.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child, Face, Me } from '../../people/contract.ts'
import { FreshCheck } from '../../sign-in/guardian/FreshCheck.tsx'

export function RemoveGuardian({ childId, guardianId }: { childId: string; guardianId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const guardian = query.data?.guardians.find(({ id }) => id === guardianId)
  return (
    <Screen title={t('family.child.guardians')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(child) =>
          guardian ? (
            <Remove child={child} guardian={guardian} who={guardianId === me ? 'me' : 'other'} />
          ) : (
            <>
              <p>{t('family.guardians.not-there')}</p>
              <div className="row">
                <LinkButton look="main" href={`/children/${childId}`}>
                  {child.name}
                </LinkButton>
              </div>
            </>
          )
        }
      </Loaded>
    </Screen>
  )
}

function Remove({ child, guardian, who }: { child: Child; guardian: Face; who: 'me' | 'other' }) {
  const [asking, setAsking] = useState(false)
  const [, goTo] = useLocation()
  const names = { child: child.name, guardian: guardian.name }
  const title = t(`family.guardians.end.${who}`, names)
  return (
    <Card label={title}>
      <div className="child-top">
        <Avatar face={guardian} />
        <h2>{title}</h2>
      </div>
      {['told', 'yes', 'then'].map((line) => (
        <p key={line}>{t(`family.guardians.end.${who}.${line}`, names)}</p>
      ))}
      <p>{t('family.guardians.end.at-once')}</p>
      <div className="row row-end">
        <LinkButton href={`/children/${child.id}`}>{t('family.guardians.end.not')}</LinkButton>
        <Button look="risky" onPress={() => setAsking(true)}>
          {t(`family.guardians.end.${who}.go`)}
        </Button>
      </div>
      <FreshCheck
        open={asking}
        act="guardian.remove"
        subject={`${child.id}:${guardian.id}`}
        onProven={propose}
        onClose={() => setAsking(false)}
      >
        <p>{title}</p>
      </FreshCheck>
    </Card>
  )

  async function propose(freshCheckId: string) {
    await api.post(`/api/children/${child.id}/guardian-removals`, { guardianId: guardian.id, freshCheckId })
    setAsking(false)
    showToast(t('family.guardians.end.proposed'))
    goTo(`/children/${child.id}`)
  }
}
