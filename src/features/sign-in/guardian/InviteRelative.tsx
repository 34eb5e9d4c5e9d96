// Inviting a relative for one child: somebody the child may then share with.
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Loaded, Scene } from '../../../ui/parts/Notes.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { t } from '../../../ui/words.ts'
import type { Child } from '../../people/contract.ts'
import type { Invitation } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { MadeInvitation } from './MadeInvitation.tsx'

export function InviteRelative({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  return (
    <Screen
      title={t('family.invite.relative.title', { name: query.data?.name ?? '' })}
      tab={t('family.people.title')}
      back={`/children/${childId}`}
    >
      <Loaded query={query}>{(child) => <InviteFor child={child} />}</Loaded>
    </Screen>
  )
}

function InviteFor({ child }: { child: Child }) {
  const [asking, setAsking] = useState(false)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  return (
    <>
      {invitation ? (
        <MadeInvitation invitation={invitation} onNew={() => setInvitation(null)} />
      ) : (
        <Scene
          picture="people-hugging"
          title={t('family.people.invite-relative.more', { name: child.name })}
          actions={
            <Button look="main" icon="envelope" onPress={() => setAsking(true)}>
              {t('family.invite.guardian.go')}
            </Button>
          }
        >
          <p>{t('family.invite.relative.lead', { name: child.name })}</p>
        </Scene>
      )}
      <FreshCheck open={asking} act="relative.invite" subject={child.id} onProven={invite} onClose={() => setAsking(false)}>
        <p>{t('family.invite.relative.fresh', { name: child.name })}</p>
      </FreshCheck>
    </>
  )

  async function invite(freshCheckId: string) {
    setInvitation(await api.post<Invitation>(`/api/children/${child.id}/relative-invitations`, { freshCheckId }))
    setAsking(false)
  }
}
