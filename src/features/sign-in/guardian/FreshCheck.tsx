// "Confirm it is you": proof, seconds old, bound to one act on one thing, asked right before a big decision. PAR-8
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { TextField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Waiting } from '../../../ui/parts/Notes.tsx'
import { Sheet } from '../../../ui/parts/Sheet.tsx'
import { t } from '../../../ui/words.ts'
import type { FreshAct, freshChallenge, freshCheck, newFreshCheck } from '../contract.ts'
import { passkeysWork, provePasskey, stopPasskey } from './passkey.ts'

type Challenge = z.infer<typeof freshChallenge>
type Way = z.infer<typeof newFreshCheck>['way']
type FreshCheckProps = {
  open: boolean
  title?: string
  act: FreshAct
  subject: string
  children: ReactNode // what is being decided
  onProven: (freshCheckId: string) => Promise<void> // does the act; a refusal is shown here
  onClose: () => void
}

export function FreshCheck({ open, title = t('family.fresh.title'), onClose, ...asked }: FreshCheckProps) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <Proof {...asked} />
    </Sheet>
  )
}

function Proof({ act, subject, children, onProven }: Omit<FreshCheckProps, 'open' | 'title' | 'onClose'>) {
  const queries = useQueryClient()
  const [current, setCurrent] = useState<Challenge | null>(null) // stays on the screen while the next one is asked for
  const challenge = useMutation({
    mutationFn: () => api.post<Challenge>('/api/fresh-checks/challenge', { act, subject }),
    onSuccess: setCurrent,
  })
  const ask = challenge.mutate
  useEffect(() => ask(), [ask])
  const closed = useRef(false)
  useEffect(() => {
    closed.current = false
    return () => {
      closed.current = true
      stopPasskey()
    }
  }, [])
  const proof = useMutation({
    mutationFn: async (prove: (challenge: Challenge) => Promise<Way>) => {
      const asked = challenge.data ?? (await challenge.mutateAsync()) // each is good for one try
      const proven = await api.post<z.infer<typeof freshCheck>>('/api/fresh-checks', {
        challengeId: asked.challengeId,
        way: await prove(asked),
      })
      if (!closed.current) await onProven(proven.freshCheckId) // who closes the question while it is checked has not decided
    },
    onError: (failure) => failure instanceof ApiRefusal && ask(),
    onSettled: () => void queries.invalidateQueries(),
  })
  const passkey = passkeysWork() && current !== null && current.passkeyOptions !== null
  return (
    <>
      {children}
      {challenge.error && !proof.error && <ErrorNote error={challenge.error} onRetry={ask} />}
      {challenge.isPending && current === null && <Waiting />}
      {proof.error && !isWrongPassword(proof.error) && <ErrorNote error={proof.error} />}
      {passkey && (
        <div className="stack">
          <Button look="main" icon="fingerprint" busy={proof.isPending} onPress={() => proof.mutate(byPasskey)}>
            {t('family.fresh.passkey')}
          </Button>
        </div>
      )}
      {current?.password && (
        <PasswordProof
          second={passkey}
          busy={proof.isPending}
          wrong={isWrongPassword(proof.error)}
          onPassword={(password) => proof.mutate(async () => ({ kind: 'password', password }))}
        />
      )}
      {current && !passkey && !current.password && <p>{t('family.fresh.none')}</p>}
      <p className="soft">{t('family.fresh.why')}</p>
    </>
  )
}

async function byPasskey(challenge: Challenge): Promise<Way> {
  return { kind: 'passkey', response: await provePasskey(challenge.passkeyOptions) }
}

function PasswordProof({
  second,
  busy,
  wrong,
  onPassword,
}: {
  second: boolean
  busy: boolean
  wrong: boolean
  onPassword: (password: string) => void
}) {
  const [password, setPassword] = useState('')
  return (
    <form className="stack" onSubmit={submit}>
      {second && <h3>{t('family.fresh.or')}</h3>}
      <TextField
        label={t('family.fresh.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={wrong ? t('family.fresh.password.wrong') : undefined}
      />
      <Button look={second ? 'plain' : 'main'} type="submit" busy={busy}>
        {t('family.fresh.password.go')}
      </Button>
    </form>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!busy) onPassword(password)
  }
}

function isWrongPassword(failure: unknown) {
  return failure instanceof ApiRefusal && failure.code === 'sign-in.wrong'
}
