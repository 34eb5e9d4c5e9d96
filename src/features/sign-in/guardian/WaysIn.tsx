// The ways in that an account has, and adding a passkey to them.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { ErrorNote } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { t } from '../../../ui/words.ts'
import type { challenge, freshChallenge, newPasskey } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { makePasskey, passkeysWork } from './passkey.ts'

/** The server says which ways an account has when it is asked what a confirmation would need. */
export function WaysIn() {
  const ways = useMutation({
    mutationFn: () => api.post<z.infer<typeof freshChallenge>>('/api/fresh-checks/challenge', { act: 'passkey.add', subject: 'self' }),
  })
  const look = ways.mutate
  useEffect(() => look(), [look])
  if (ways.error) return <ErrorNote error={ways.error} onRetry={look} />
  if (!ways.data) return <p role="status">{t('family.you.way.look')}</p>
  return (
    <>
      <ul className="stack">
        {ways.data.passkeyOptions !== null && <li>{t('family.you.way.passkey')}</li>}
        {ways.data.password && <li>{t('family.you.way.password')}</li>}
      </ul>
      {passkeysWork() && <AddPasskey onAdded={look} />}
    </>
  )
}

function AddPasskey({ onAdded }: { onAdded: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <p>{t('family.you.passkey.why')}</p>
      <div className="row">
        <Button icon="fingerprint" onPress={() => setAsking(true)}>
          {t('family.you.passkey')}
        </Button>
      </div>
      <FreshCheck open={asking} act="passkey.add" subject="self" onProven={add} onClose={() => setAsking(false)}>
        <p>{t('family.you.passkey.fresh')}</p>
      </FreshCheck>
    </>
  )

  async function add(freshCheckId: string) {
    const { challengeId, passkeyOptions } = await api.post<z.infer<typeof challenge>>('/api/passkeys/challenge')
    const body: z.infer<typeof newPasskey> = { challengeId, response: await makePasskey(passkeyOptions), freshCheckId }
    await api.post('/api/passkeys', body)
    setAsking(false)
    showToast(t('family.you.passkey.done'))
    onAdded()
  }
}
