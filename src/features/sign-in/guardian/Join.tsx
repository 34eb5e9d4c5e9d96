// The two doors for newcomers: the set-up code of a new Kitestring, and an invitation. Each code is looked at before anything is done with it.
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react'
import type { z } from 'zod'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { groupCode } from '../../../ui/group-code.ts'
import { CodeField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Waiting } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { QrScan } from '../../../ui/parts/QrScan.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import type { lookedAtCode } from '../contract.ts'
import { forgetFragmentCode, useFragmentCode } from './fragment-code.ts'
import { SignInLink } from './SignInLink.tsx'
import { SignUp } from './SignUp.tsx'
import './SignIn.css'

type Opened = { code: string; opens: z.infer<typeof lookedAtCode>['opens'] }
/** The page behind a code; null: the code is for somewhere else, which is said beside it. */
type Behind = (opened: Opened, onLeave: () => void) => ReactNode

export function SetUp() {
  return (
    <Door
      title={t('family.setup.title')}
      lead={t('family.setup.lead')}
      label={t('family.setup.code')}
      hint={t('family.setup.where')}
      go={t('family.setup.go')}
      scans={false}
      behind={forNewcomers}
    />
  )
}

/** For newcomers; somebody who has an account already gives what else a code can open for them. */
export function Join({ back, behind = forNewcomers }: { back?: string; behind?: Behind }) {
  return (
    <Door
      title={t('family.join.title')}
      lead={t('family.join.lead')}
      label={t('family.join.code')}
      go={t('family.join.go')}
      back={back}
      scans
      behind={behind}
    />
  )
}

function forNewcomers({ code, opens }: Opened, onLeave: () => void) {
  if (opens === 'sign-in') return <SignInLink typed={code} />
  return opens === 'pairing' ? null : <SignUp code={code} opens={opens} onLeave={onLeave} />
}

type DoorProps = {
  title: string
  lead: string
  label: string
  hint?: string
  go: string
  back?: string | undefined
  scans: boolean
  behind: Behind
}

function Door({ title, lead, label, hint, go, back, scans, behind }: DoorProps) {
  const carried = useFragmentCode()
  const [code, setCode] = useState(groupCode(carried))
  const [opened, setOpened] = useState<Opened | null>(null)
  const look = useMutation({
    mutationFn: (code: string) => api.post<z.infer<typeof lookedAtCode>>('/api/codes/look', { code }),
    onSuccess: ({ opens }, code) => setOpened({ code, opens }),
  })
  const lookAt = look.mutate
  useEffect(() => {
    if (carried === '') return
    setCode(groupCode(carried))
    lookAt(carried)
    forgetFragmentCode()
  }, [carried, lookAt])
  const page = opened && behind(opened, () => setOpened(null))
  if (page) return page
  return (
    <Screen title={title} {...(back === undefined ? {} : { back })}>
      <div className="sign-in-hello">
        <Picture name="kite" size="large" />
        <p>{lead}</p>
      </div>
      {opened && (
        <p role="status">
          {t('family.join.pairing')} <a href="/pair">{t('family.join.pairing.link')}</a>
        </p>
      )}
      <form className="stack" onSubmit={submit}>
        <CodeField label={label} hint={hint} value={code} onChange={setCode} />
        {look.error && <ErrorNote error={look.error} onRetry={look.error instanceof ApiRefusal ? undefined : () => look.mutate(code)} />}
        {look.isPending && <Waiting />}
        <div className="row">
          <Button look="main" type="submit" busy={look.isPending}>
            {go}
          </Button>
          {scans && (
            <QrScan
              onText={(text) => {
                setCode(groupCode(text))
                look.mutate(groupCode(text))
              }}
            />
          )}
        </div>
      </form>
    </Screen>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!look.isPending) look.mutate(code)
  }
}
