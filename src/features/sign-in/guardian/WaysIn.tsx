// The ways in that an account has: adding and removing a passkey, another password, and a code on paper for when all are lost.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../ui/api.ts'
import { Button, LinkButton } from '../../../ui/parts/Button.tsx'
import { Loaded } from '../../../ui/parts/Notes.tsx'
import { showToast } from '../../../ui/parts/Toast.tsx'
import { useGet } from '../../../ui/queries.ts'
import { formatDay, t } from '../../../ui/words.ts'
import '../../people/guardian/Children.css'
import type { challenge, newPasskey, WaysIn as WaysInOf } from '../contract.ts'
import { FreshCheck } from './FreshCheck.tsx'
import { makePasskey, passkeysWork } from './passkey.ts'

export function WaysIn() {
  const query = useGet<WaysInOf>('/api/ways-in')
  return (
    <Loaded query={query}>
      {(ways) => (
        <>
          <ul className="rows">
            {ways.passkeys.map((one) => (
              <PasskeyRow key={one.passkey} {...one} last={ways.passkeys.length === 1 && !ways.password} />
            ))}
            {ways.password && (
              <li className="row">
                <span>{t('family.you.way.password')}</span>
                <LinkButton href="/you/password">{t('family.you.password.change')}</LinkButton>
              </li>
            )}
          </ul>
          {passkeysWork() && <AddPasskey />}
          {!ways.password && (
            <div className="row">
              <LinkButton look="quiet" href="/you/password">
                {t('family.you.password.add')}
              </LinkButton>
            </div>
          )}
          <h3>{t('family.you.paper')}</h3>
          <p>{ways.paperSince === null ? t('family.you.paper.none') : t('family.you.paper.since', { day: formatDay(ways.paperSince) })}</p>
          <div className="row">
            <LinkButton icon="key" look={ways.paperSince === null ? 'main' : 'plain'} href="/you/paper">
              {t(ways.paperSince === null ? 'family.you.paper.make' : 'family.you.paper.again')}
            </LinkButton>
          </div>
        </>
      )}
    </Loaded>
  )
}

function PasskeyRow({ passkey, since, last }: WaysInOf['passkeys'][number] & { last: boolean }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const day = formatDay(since)
  const remove = useMutation({
    mutationFn: (freshCheckId: string) => api.post('/api/passkeys/removals', { passkey, freshCheckId }),
    onSuccess: () => {
      setAsking(false)
      showToast(t('family.you.passkey.removed'))
    },
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <li className="row">
      <span>{t('family.you.way.passkey.since', { day })}</span>
      {!last && (
        <Button onPress={() => setAsking(true)}>
          {t('family.you.passkey.remove')}
          <span className="unseen"> {t('family.you.way.passkey.since', { day })}</span>
        </Button>
      )}
      <FreshCheck
        open={asking}
        act="passkey.remove"
        subject="self"
        onProven={async (freshCheckId) => void (await remove.mutateAsync(freshCheckId))}
        onClose={() => setAsking(false)}
      >
        <p>{t('family.you.passkey.remove.fresh', { day })}</p>
      </FreshCheck>
    </li>
  )
}

function AddPasskey() {
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
  }
}
