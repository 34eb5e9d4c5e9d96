// Inviting the guardian of another family: the inviter says how they made sure who it is; the method is kept, never the papers. CON-2, CON-3
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { Choice } from '../../../ui/parts/Choice.tsx'
import { FormActions, Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { Invitation, newGuardianInvitation } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { MadeInvitation } from './MadeInvitation.tsx'

type Method = z.infer<typeof newGuardianInvitation>['method']
const methods: Method[] = ['video-call', 'government-id', 'signed-form', 'knowledge-questions', 'card-payment']

export function InviteGuardian() {
  const [method, setMethod] = useState<Method | null>(null)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  return (
    <Screen title={t('family.invite.guardian.title')} back="/people">
      {invitation ? (
        <MadeInvitation invitation={invitation} onNew={() => setInvitation(null)} />
      ) : (
        <>
          <p>{t('family.invite.guardian.lead')}</p>
          <Choice
            legend={t('family.invite.guardian.method')}
            value={method}
            onChange={setMethod}
            options={methods.map((value) => ({ value, label: t(`family.method.${value}`) }))}
          />
          <p className="field-problem" aria-live="polite">
            {tried && method === null ? t('family.invite.guardian.method.missing') : ''}
          </p>
          <FormActions>
            <Button look="main" icon="envelope" onPress={() => (method === null ? setTried(true) : setAsking(true))}>
              {t('family.invite.guardian.go')}
            </Button>
          </FormActions>
        </>
      )}
      <FreshCheck open={asking} act="guardian.invite" subject="self" onProven={invite} onClose={() => setAsking(false)}>
        <p>{t('family.invite.guardian.fresh')}</p>
      </FreshCheck>
    </Screen>
  )

  async function invite(freshCheckId: string) {
    setInvitation(await api.post<Invitation>('/api/guardian-invitations', { method, freshCheckId }))
    setAsking(false)
  }
}
