// The doors with a code: the set-up of a new Kitestring, an invitation, and coming back with the code on paper. Each code is looked at before anything is done with it.
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react'
import { api, ApiRefusal } from '../../../ui/api.ts'
import { Button } from '../../../ui/parts/Button.tsx'
import { groupCode } from '../../../ui/group-code.ts'
import { CodeField } from '../../../ui/parts/Field.tsx'
import { ErrorNote, Waiting } from '../../../ui/parts/Notes.tsx'
import { Picture } from '../../../ui/parts/Picture.tsx'
import { QrScan } from '../../../ui/parts/QrScan.tsx'
import { Screen } from '../../../ui/parts/Screen.tsx'
import { t } from '../../../ui/words.ts'
import { WaysToComeIn } from '../../consent/guardian/WaysToComeIn.tsx'
import { SendForm } from '../../forms/guardian/SendForm.tsx'
import type { LookedAtCode } from '../contract.ts'
import { ComeBack } from './ComeBack.tsx'
import { forgetFragmentCode, useFragmentCode } from './fragment-code.ts'
import { SignInLink } from './SignInLink.tsx'
import { SignUp } from './SignUp.tsx'
import './SignIn.css'

type Opened = LookedAtCode & { code: string }
/** The page behind a code; null: the code is for somewhere else, which is said beside it. */
type Behind = (opened: Opened, doing: { onLeave: () => void; onLook: () => void }) => ReactNode

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
      more={behind === forNewcomers && <WaysToComeIn />}
    />
  )
}

/** For who lost their phone or their password. */
export function LostWayIn() {
  return (
    <Door
      title={t('family.back.title')}
      lead={t('family.back.lead')}
      label={t('family.back.code')}
      hint={t('family.back.none')}
      go={t('family.next')}
      back="/"
      scans={false}
      behind={forNewcomers}
    />
  )
}

function forNewcomers({ code, opens, by, form }: Opened, { onLeave, onLook }: Parameters<Behind>[1]) {
  if (opens === 'sign-in') return <SignInLink typed={code} />
  if (opens === 'paper') return <ComeBack code={code} onLeave={onLeave} />
  if (opens === 'pairing') return null
  if (form !== null && form.stands !== 'approved') return <SendForm code={code} form={form} onLook={onLook} onLeave={onLeave} />
  return <SignUp code={code} opens={by === 'operator' ? 'operator-code' : opens} onLeave={onLeave} />
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
  more?: ReactNode
}

function Door({ title, lead, label, hint, go, back, scans, behind, more }: DoorProps) {
  const carried = useFragmentCode()
  const [code, setCode] = useState(groupCode(carried))
  const [opened, setOpened] = useState<Opened | null>(null)
  const look = useMutation({
    mutationFn: (code: string) => api.post<LookedAtCode>('/api/codes/look', { code }),
    onSuccess: (seen, code) => setOpened({ ...seen, code }),
    onError: () => setOpened(null), // it may have ended since it was looked at first
  })
  const lookAt = look.mutate
  useEffect(() => {
    if (carried === '') return
    setCode(groupCode(carried))
    lookAt(carried)
    forgetFragmentCode()
  }, [carried, lookAt])
  const page = opened && behind(opened, { onLeave: () => setOpened(null), onLook: () => lookAt(opened.code) })
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
      {more}
    </Screen>
  )

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (!look.isPending) look.mutate(code)
  }
}
