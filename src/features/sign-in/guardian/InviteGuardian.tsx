// Inviting a guardian, of another family or of one's own child: the inviter says how they made sure who it is; the method is kept, never the papers. CON-2, CON-3
import { useState } from 'react'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatNames, t } from '../../../ui/words.ts'
import type { ConsentMethods, Method } from '../../consent/contract.ts'
import type { Child, Me } from '../../people/contract.ts'
import type { Invitation } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { MadeInvitation } from './MadeInvitation.tsx'

export function InviteGuardian() {
  return (
    <Screen title={t('family.invite.guardian.title')} back="/people">
      <Invite
        lead={[t('family.invite.guardian.lead')]}
        subject="self"
        path="/api/guardian-invitations"
        fresh={t('family.invite.guardian.fresh')}
      />
    </Screen>
  )
}

/** Somebody who is to guard this child too. CON-10 */
export function InviteGuardianOf({ childId }: { childId: string }) {
  const query = useGet<Child>(`/api/children/${childId}`)
  const me = useGet<Me>('/api/me').data?.viewer?.id
  const name = query.data?.name ?? ''
  return (
    <Screen title={t('family.guardians.invite')} tab={t('family.child.guardians')} back={`/children/${childId}`}>
      <Loaded query={query}>
        {(child) => (
          <Invite
            lead={[t('family.guardians.invite.lead', { name }), otherGuardians(child, me)]}
            subject={childId}
            path={`/api/children/${childId}/guardian-invitations`}
            fresh={t('family.guardians.invite.fresh', { name })}
          />
        )}
      </Loaded>
    </Screen>
  )
}

function otherGuardians(child: Child, me: string | undefined): string {
  const others = child.guardians.filter(({ id }) => id !== me).map(({ name }) => name)
  return others.length === 0 ? t('family.guardians.invite.alone') : t('family.guardians.invite.others', { names: formatNames(others) })
}

function Invite({ lead, subject, path, fresh }: { lead: string[]; subject: string; path: string; fresh: string }) {
  const [method, setMethod] = useState<Method | null>(null)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const ways = useGet<ConsentMethods>('/api/consent-methods')
  if (invitation) return <MadeInvitation invitation={invitation} onNew={() => setInvitation(null)} />
  return (
    <>
      {lead.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <Loaded query={ways}>
        {({ methods }) => (
          <Choice
            legend={t('family.invite.guardian.method')}
            value={method}
            onChange={setMethod}
            options={methods
              .filter(({ decidedBy }) => decidedBy.includes('guardian'))
              .map(({ method }) => ({ value: method, label: t(`family.method.${method}`) }))}
          />
        )}
      </Loaded>
      <p className="field-problem" aria-live="polite">
        {tried && method === null ? t('family.invite.guardian.method.missing') : ''}
      </p>
      <FormActions>
        <Button look="main" icon="envelope" onPress={() => (method === null ? setTried(true) : setAsking(true))}>
          {t('family.invite.guardian.go')}
        </Button>
      </FormActions>
      <FreshCheck open={asking} act="guardian.invite" subject={subject} onProven={invite} onClose={() => setAsking(false)}>
        <p>{fresh}</p>
      </FreshCheck>
    </>
  )

  async function invite(freshCheckId: string) {
    setInvitation(await api.post<Invitation>(path, { method, freshCheckId }))
    setAsking(false)
  }
}
